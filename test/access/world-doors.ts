import type { Draw } from './draw.ts'
import type { Value } from './rights.ts'

/** Organisations that were passed by because nobody there was cleared; one of them because nobody was anywhere. */
export function drawGaps(draw: Draw, organisations: readonly Value[]) {
  return {
    clearance_gap: draw.times(4, () => ({
      id: draw.id(),
      organisation_id: draw.pick(organisations),
      partition_code: 'domestic_abuse',
      went_to: draw.pick([null, ...organisations]),
    })),
  }
}
