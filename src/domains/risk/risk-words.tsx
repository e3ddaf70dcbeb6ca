import type { Html } from '#platform/govuk'
import { type Band, bandColours, bandNames } from './instrument.ts'

/** A band as a tag. */
export function BandTag({ band }: { band: Band }): Html {
  return <strong class={`govuk-tag ${bandColours[band]}`}>{bandNames[band]}</strong>
}
