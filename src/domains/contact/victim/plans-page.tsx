import { CaseLayout, type OpenedTab } from '#domains/cases'
import { BandTag } from '#domains/risk'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type ContactPlan, contactChannelNames } from './plan.ts'

export type PlansPageProps = {
  frame: Frame
  opened: OpenedTab
  plans: readonly ContactPlan[]
  day: LocalDate
  /** Whether the reader works for the organisation that leads the case. */
  isLead: boolean
}

/** Who is to hear from those who lead the case, and by when. */
export function PlansPage({ frame, opened, plans, day, isLead }: PlansPageProps): Html {
  return (
    <CaseLayout frame={frame} {...opened}>
      <h2 class="govuk-heading-m">Victims</h2>
      {!isLead ? (
        <p class="govuk-body">{`${opened.head.organisationName} leads the case and keeps its victims informed.`}</p>
      ) : plans.length === 0 ? (
        <p class="govuk-body">
          Nobody is named as a victim yet. Everybody who is has a contact plan from then on.{' '}
          <a class="govuk-link" href={`/cases/${opened.head.reference}/people`}>
            People of this case
          </a>
        </p>
      ) : (
        <DenseTable caption="Victims" head={['Victim', 'Risk', 'Last heard', 'Due', 'By', 'Who']}>
          {plans.map((plan) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href={`/cases/${opened.head.reference}/contact/${plan.id}`}>
                  {plan.victimName}
                </a>{' '}
                {plan.unsafeChannels.length > 0 && <Tag text="Unsafe ways" classes="govuk-tag--red" />}
              </th>
              <td class="govuk-table__cell">
                {plan.band === null ? 'Not assessed' : <BandTag band={plan.band} />}
              </td>
              <td class="govuk-table__cell">
                {plan.lastContactOn === null ? 'Never' : formatDate(plan.lastContactOn)}
              </td>
              <td class="govuk-table__cell">
                <DueWords plan={plan} day={day} />
              </td>
              <td class="govuk-table__cell">
                {plan.preferredChannel === null ? 'Any way' : contactChannelNames[plan.preferredChannel]}
              </td>
              <td class="govuk-table__cell">{plan.ownerName ?? 'Nobody yet'}</td>
            </tr>
          ))}
        </DenseTable>
      )}
    </CaseLayout>
  )
}

/** When the next contact is due, and how late it is. */
export function DueWords({
  plan,
  day,
}: {
  plan: Pick<ContactPlan, 'nextDueOn' | 'missedOn' | 'endedOn' | 'tellCloseBy'>
  day: LocalDate
}): Html {
  if (plan.endedOn !== null) return <span>{`Ended on ${formatDate(plan.endedOn)}`}</span>
  return (
    <span>
      {formatDate(plan.nextDueOn)}{' '}
      {day >= plan.missedOn ? (
        <Tag text="Missed" classes="govuk-tag--red" />
      ) : (
        day > plan.nextDueOn && <Tag text="Late" classes="govuk-tag--red" />
      )}
      {plan.tellCloseBy !== null && ' Tell them that the case is closed'}
    </span>
  )
}
