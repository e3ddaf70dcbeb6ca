import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'

type Signpost = { organisation: string; advice: string; records: number }

/** How near another report is in place, in metres, and in time, in days, to be pointed to. */
const near = { metres: 250, days: 90 }

/**
 * Whether a signpost to the reader's own circles stands near enough: read with the report, as most have none. Their
 * circles are named, though the policy knows them: others' signposts would each be looked up by their record.
 */
export function mayHaveSignposts(report: 'report'): RawBuilder<boolean> {
  return sql<boolean>`exists (select from share where level = 'signpost' and ended_at is null
    and circle_id = any ((select my_circles())::integer[])
    and share.location <@ circle(${sql.ref(`${report}.location`)}, ${sql.lit(near.metres)}))`
}

/** What sharing adds to a report's page: whom to ask about others near it. */
export async function signpostPanel(
  { db }: { db: Transaction },
  report: { id: string; hasSignposts: boolean },
): Promise<() => Html | null> {
  if (!report.hasSignposts) return () => null
  const { rows } = await sql<Signpost>`
    select organisation_name as organisation, contact_advice as advice, records
    from signposts_near(${report.id}, ${near.metres}, ${near.days})`.execute(db)
  return () => <Signposts heading="Others know of more near here" of="near here" signposts={rows} />
}

/** What sharing adds to the profile of somebody: whom to ask what they know of the same person. */
export async function profileSignpostPanel(db: Transaction, profileId: string): Promise<() => Html | null> {
  const { rows } = await sql<Signpost>`
    select organisation_name as organisation, contact_advice as advice, records
    from signposts_of_profile(${profileId})`.execute(db)
  return () => <Signposts heading="Others know of them too" of="names them" signposts={rows} />
}

function Signposts(props: { heading: string; of: string; signposts: readonly Signpost[] }): Html | null {
  const { heading, of, signposts } = props
  if (signposts.length === 0) return null
  return (
    <section aria-labelledby="ask">
      <h2 class="govuk-heading-s" id="ask">
        {heading}
      </h2>
      {signposts.map(({ organisation, advice, records }) => (
        <p class="govuk-body">
          {`${Number(records) === 1 ? '1 more record' : `${records} more records`} ${of}: ask ${organisation}. ${advice}`}
        </p>
      ))}
    </section>
  )
}
