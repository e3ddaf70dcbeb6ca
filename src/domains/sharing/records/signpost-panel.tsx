import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'

type Signpost = { organisation: string; advice: string; records: number }

/** How near another report is in place to be pointed to, in metres: whether any is, is read with the report. */
export const signpostMetres = 250
/** And in time, in days. */
const signpostDays = 90

/** What sharing adds to a report's page: whom to ask about others near it. */
export async function signpostPanel(
  { db }: { db: Transaction },
  report: { id: string; hasSignposts: boolean },
): Promise<() => Html | null> {
  if (!report.hasSignposts) return () => null
  const { rows } = await sql<Signpost>`
    select organisation_name as organisation, contact_advice as advice, records
    from signposts_near(${report.id}, ${signpostMetres}, ${signpostDays})`.execute(db)
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
