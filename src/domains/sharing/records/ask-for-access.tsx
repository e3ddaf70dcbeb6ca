import type { Html } from '#platform/govuk'

/** The way to ask whoever holds a record to show more of it, with its reference filled in. */
export function AskForAccess({ reference }: { reference: string }): Html {
  return (
    <a class="govuk-link" href={`/hand-overs/request?reference=${reference}`}>
      Ask for access<span class="govuk-visually-hidden">{` to ${reference}`}</span>
    </a>
  )
}
