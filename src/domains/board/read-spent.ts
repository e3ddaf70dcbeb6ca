import { sql } from 'kysely'
import { hasRole, type MemberActor, organisationsWith } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Band } from './board-filter.ts'
import { type Asked, boardReaders } from './measured-reports.ts'

/** What the actions that ended in a period took and cost: all of them, or those of one organisation, type or band. */
export type Spent = {
  by: 'all' | 'organisation' | 'type' | 'band'
  organisationId: number | null
  asbType: string | null
  band: Band | null
  actions: number
  cases: number
  /** Of how many of them time or cost was said. */
  said: number
  minutes: number
  pence: number
}

/** Whose actions are summed: all that the reader sees, or for those who do casework their own organisations' alone. */
export function ownersOf(actor: MemberActor): readonly number[] | undefined {
  return hasRole(actor, 'supervisor', 'analyst') ? undefined : organisationsWith(actor, ...boardReaders)
}

/** Sums over the actions that ended in a period, of cases that the reader sees, by their owner and by their case. */
export async function readSpent(
  db: Transaction,
  { actor, filter, from, to }: Omit<Asked, 'now' | 'answering'>,
): Promise<Spent[]> {
  const owners = ownersOf(actor)
  const conditions = [
    sql`case_action.finished_at >= ${from} and case_action.finished_at < ${to}`,
    ...(owners === undefined
      ? []
      : [sql`case_action.owner_organisation_id = any (${[...owners]}::integer[])`]),
    ...(filter.organisation === undefined
      ? []
      : [sql`case_action.owner_organisation_id = ${filter.organisation}`]),
    ...(filter.type === undefined ? [] : [sql`asb_case.asb_type = ${filter.type}`]),
    ...(filter.band === undefined ? [] : [sql`coalesce(asb_case.risk_band, 'none') = ${filter.band}`]),
    ...(filter.area === undefined
      ? []
      : [sql`${filter.area} in (asb_case.ward_id, asb_case.beat_id, asb_case.district_id)`]),
  ]
  const { rows } = await sql<Spent>`
    with ended as (
      select case_action.owner_organisation_id as owner, asb_case.asb_type as type,
        coalesce(asb_case.risk_band, 'none') as band, case_action.case_id, minutes_spent, cost_pence
      from case_action join asb_case on asb_case.id = case_action.case_id
      where ${sql.join(conditions, sql` and `)})
    select case grouping(owner, type, band) when 7 then 'all' when 3 then 'organisation' when 5 then 'type' else 'band' end as by,
      owner as "organisationId", type as "asbType", band, count(*)::integer as actions,
      count(distinct case_id)::integer as cases,
      (count(*) filter (where minutes_spent is not null or cost_pence is not null))::integer as said,
      coalesce(sum(minutes_spent), 0)::integer as minutes, coalesce(sum(cost_pence), 0)::float8 as pence
    from ended group by grouping sets ((), (owner), (type), (band))
    order by pence desc, minutes desc, actions desc`.execute(db)
  return rows
}
