import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import { type HandOverStatus, handOverLifecycle, kindNames } from './lifecycle.ts'
import type { HandOverRow } from './read-hand-over.ts'

const colours: Readonly<Record<HandOverStatus, string>> = {
  awaiting: 'govuk-tag--yellow',
  accepted: 'govuk-tag--green',
  refused: 'govuk-tag--red',
  withdrawn: 'govuk-tag--grey',
  lapsed: 'govuk-tag--grey',
  ended: 'govuk-tag--grey',
}

/** The status of a hand-over, and that it is late where it is. */
export function StatusTag({
  handOver: { status, dueOn },
  today,
}: {
  handOver: Pick<HandOverRow, 'status' | 'dueOn'>
  today: LocalDate
}): Html {
  const isLate = status === 'awaiting' && dueOn < today
  return (
    <>
      <Tag text={handOverLifecycle.statuses[status]} classes={colours[status]} />
      {isLate && (
        <>
          {' '}
          <Tag text="Overdue" classes="govuk-tag--red" />
        </>
      )}
    </>
  )
}

/**
 * To whom it goes, as far as this reader may know: whom a request for access reached is told once it is answered.
 */
export function receiverWords(
  { kind, status, toName, toTeamName, toOrganisationId }: HandOverRow,
  organisations: readonly number[],
): string {
  const isOurs = toOrganisationId !== null && organisations.includes(toOrganisationId)
  const isAnswered = !['awaiting', 'withdrawn'].includes(status)
  if (kind === 'request_access' && !isOurs && !isAnswered) return 'whoever holds it'
  return [toName ?? 'whoever holds it', ...(toTeamName === null ? [] : [toTeamName])].join(', ')
}

/** Hand-overs of one record in a short list. */
export function HandOverList({
  handOvers,
  organisations,
  today,
}: {
  handOvers: readonly HandOverRow[]
  organisations: readonly number[]
  today: LocalDate
}): Html {
  return (
    <ul class="app-cards">
      {handOvers.map((handOver) => (
        <li class="app-card">
          <p class="govuk-body-s app-card__head">
            <a class="govuk-link" href={`/hand-overs/${handOver.id}`}>
              {`${kindNames[handOver.kind]}: ${handOver.fromName} to ${receiverWords(handOver, organisations)}`}
            </a>{' '}
            <StatusTag handOver={handOver} today={today} />
          </p>
          <p class="govuk-body-s app-card__facts">
            {handOver.work !== '' && `${handOver.work}. `}
            {`Asked ${formatDate(handOver.askedAt)}`}
            {handOver.status === 'awaiting' && `, answer due ${formatDate(handOver.dueOn)}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
