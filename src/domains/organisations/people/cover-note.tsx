import type { Actor } from '#platform/actor'
import { formatDate } from '#platform/clock'
import { type Html, InsetText } from '#platform/govuk'

/** Above a work list: whose absence the reader covers, so that what is there surprises nobody. */
export function CoverNote({
  actor,
}: {
  actor: Pick<Extract<Actor, { kind: 'member' }>, 'duties'>
}): Html | null {
  const words = new Set(
    actor.duties.flatMap(({ coversForName, lastDay }) =>
      coversForName === undefined
        ? []
        : [`${coversForName}${lastDay === undefined ? '' : ` until ${formatDate(lastDay)}`}`],
    ),
  )
  if (words.size === 0) return null
  return <InsetText text={`You are covering for ${[...words].join(' and ')}.`} />
}
