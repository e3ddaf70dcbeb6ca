import type { Clock } from '#platform/clock'
import { formatDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { findLatestRisk, type LatestRisk } from './read-assessments.ts'
import { BandTag } from './risk-words.tsx'

/** What risk adds to a report's page: the band that holds, and the way to its assessment. */
export async function riskPanel(
  { db, clock }: { db: Transaction; clock: Clock },
  { id, reference, hasRisk }: { id: string; reference: string; hasRisk: boolean },
): Promise<() => Html | null> {
  // Most reports have none, which is read with the report itself.
  const latest = hasRisk ? await findLatestRisk(db, id) : undefined
  return () => <RiskPanel reference={reference} latest={latest} day={today(clock)} />
}

function RiskPanel({
  reference,
  latest,
  day,
}: {
  reference: string
  latest: LatestRisk | undefined
  day: string
}): Html {
  return (
    <section aria-labelledby="risk">
      <h2 class="govuk-heading-m" id="risk">
        Risk
      </h2>
      <p class="govuk-body">
        {latest && <BandTag band={latest.band} />}{' '}
        {latest === undefined
          ? 'Not assessed yet. '
          : `${latest.isComplete ? '' : 'Incomplete. '}${latest.nextDueOn < day ? 'Was due' : 'Due'} again by ${formatDate(latest.nextDueOn)}. `}
        <a class="govuk-link" href={`/reports/${reference}/risk`}>
          {latest === undefined ? 'Assess the risk' : 'Risk and its history'}
        </a>
      </p>
    </section>
  )
}
