import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { levelNames, type SharingLevel } from '../level.ts'

type Seen = { organisation: string; level: SharingLevel }
type Signpost = { organisation: string; advice: string; records: number }

/** How near another report is in place, in metres, and in time, in days, to be pointed to. */
const near = { metres: 250, days: 90 }

/** What sharing adds to a report's page: who sees it, and whom to ask about others near it. One query. */
export async function sharingPanel(
  { db }: { db: Transaction },
  report: { id: string; reference: string },
): Promise<() => Html | null> {
  const { rows } = await sql<{ seen: Seen[] | null; signposts: Signpost[] | null }>`
    select (select json_agg(json_build_object('organisation', organisation.name, 'level', shared.level) order by organisation.name)
        from (select distinct on (organisation_id) organisation_id, level from share
          where report_id = ${report.id} and ended_at is null and (expires_at is null or expires_at > now())
            and (agreement_id is null or agreement_holds(agreement_id, null, organisation_id, current_date))
          order by organisation_id, array_position(array['full', 'summary', 'signpost', 'exists'], level)) as shared
        join organisation on organisation.id = shared.organisation_id) as seen,
      (select json_agg(json_build_object('organisation', organisation_name, 'advice', contact_advice, 'records', records))
        from signposts_near(${report.id}, ${near.metres}, ${near.days})) as signposts`.execute(db)
  const [{ seen, signposts } = { seen: null, signposts: null }] = rows
  return () => Panel({ reference: report.reference, seen: seen ?? [], signposts: signposts ?? [] })
}

type PanelProps = { reference: string; seen: readonly Seen[]; signposts: readonly Signpost[] }

function Panel({ reference, seen, signposts }: PanelProps): Html {
  return (
    <section aria-labelledby="who-sees">
      <h2 class="govuk-heading-s" id="who-sees">
        Who sees this
      </h2>
      {seen.length > 0 && (
        <ul class="govuk-list">
          {seen.map(({ organisation, level }) => (
            <li>{`${organisation}: ${levelNames[level].toLowerCase()}`}</li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${reference}/sharing`}>
          {seen.length === 0 ? 'Nobody else: share it' : 'Why, since when, and change it'}
        </a>
      </p>
      {signposts.map(({ organisation, advice, records }) => (
        <p class="govuk-body">
          {`${records === 1 ? '1 more record' : `${records} more records`} near here: ask ${organisation}. ${advice}`}
        </p>
      ))}
    </section>
  )
}
