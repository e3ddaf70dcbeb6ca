import { formatDate } from '#platform/clock'
import { type Html, Layout, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { roleNames } from '../role.ts'
import { dutyWords, lastDayOf, type Membership } from './membership.ts'

export type DutiesPageProps = {
  frame: Frame
  /** What the person may do today. */
  duties: readonly Membership[]
  /** Covers by others for the person, now and later. */
  covers: readonly Membership[]
  sponsored: number
  endingSoon: number
}

/** What a person may do, for whom and until when: theirs and what they cover. */
export function DutiesPage({ frame, duties, covers, sponsored, endingSoon }: DutiesPageProps): Html {
  const own = duties.filter(({ coversFor }) => coversFor === null)
  const covering = duties.filter(({ coversFor }) => coversFor !== null)
  return (
    <Layout {...frame} title="Your duties">
      <h1 class="govuk-heading-l">Your duties</h1>
      <SummaryList rows={own.map(rowOf)} />
      {covering.length > 0 && (
        <>
          <h2 class="govuk-heading-m">You are covering</h2>
          <SummaryList rows={covering.map(rowOf)} />
        </>
      )}
      {covers.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Who covers for you</h2>
          <SummaryList
            rows={covers.map((cover) => ({
              key: { text: cover.memberName },
              value: { text: `${roleNames[cover.role]}, ${formatDate(cover.validFrom)}${untilWords(cover)}` },
            }))}
          />
        </>
      )}
      {sponsored > 0 && (
        <>
          <h2 class="govuk-heading-m">Light accounts</h2>
          <p class="govuk-body">
            {`You answer for ${sponsored}${endingSoon > 0 ? `, of which ${endingSoon} ${endingSoon === 1 ? 'ends' : 'end'} soon` : ''}. `}
            <a class="govuk-link" href="/light-accounts">
              See your light accounts
            </a>
          </p>
        </>
      )}
    </Layout>
  )
}

function rowOf(duty: Membership) {
  const forWhom = duty.coversForName === null ? '' : ` for ${duty.coversForName}`
  return {
    key: { text: duty.organisationName },
    value: { text: `${dutyWords(duty)}${forWhom}${untilWords(duty)}` },
  }
}

function untilWords({ validTo }: Membership): string {
  return validTo === null ? '' : `, until ${formatDate(lastDayOf(validTo))}`
}
