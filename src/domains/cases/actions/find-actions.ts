import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the list of actions, all of them in the URL. A value nobody could have chosen counts as none. */
export const actionFilterSchema = z.object({
  q: blank,
  due: z.enum(['any', 'overdue', 'week']).catch('any').default('any'),
  status: z.enum(['open', 'ended', 'any']).catch('open').default('open'),
  owner: z.coerce.number().int().positive().optional().catch(undefined),
  /** A team, or `none` for what no team has. */
  team: z
    .union([z.uuid(), z.literal('none'), z.literal('')])
    .catch('')
    .default(''),
  whose: z.enum(['any', 'mine']).catch('any').default('any'),
  sort: z.enum(['due', 'latest']).catch('due').default('due'),
  /** Where the page before ended. */
  after: blank,
})
export type ActionFilter = z.output<typeof actionFilterSchema>

export type ListedAction = {
  id: string
  what: string
  status: 'open' | 'done' | 'cancelled'
  dueOn: LocalDate
  ownerOrganisationName: string
  ownerMemberName: string | null
  teamName: string | null
  caseReference: string
  caseTitle: string
}

export const actionsOnPage = 50

/**
 * A page of the actions of cases that the reader sees, soonest due first, and where the next begins.
 * @param reader `members` are they and those whose absence they cover
 */
export async function findActions(
  db: Transaction,
  filter: ActionFilter,
  reader: { members: readonly string[]; today: LocalDate },
): Promise<{ actions: ListedAction[]; next: string | undefined }> {
  const [day = '', id = ''] = filter.after.split('~')
  const follows = z.iso.date().safeParse(day).success && z.uuid().safeParse(id).success
  const latest = filter.sort === 'latest'
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const conditions = [
    sql`true`,
    ...(filter.q === ''
      ? []
      : [
          sql`(action.what ilike ${words}
              or action.case_id = (select id from asb_case where reference = ${filter.q.toUpperCase()}))`,
        ]),
    ...(filter.due === 'overdue' ? [sql`action.due_on < ${reader.today}::date`] : []),
    ...(filter.due === 'week' ? [sql`action.due_on <= ${addDays(reader.today, 7)}::date`] : []),
    ...(filter.status === 'open' ? [sql`action.status = 'open'`] : []),
    ...(filter.status === 'ended' ? [sql`action.status <> 'open'`] : []),
    ...(filter.owner === undefined ? [] : [sql`action.owner_organisation_id = ${filter.owner}`]),
    ...(filter.team === 'none' ? [sql`action.team_id is null`] : []),
    ...(filter.team === '' || filter.team === 'none' ? [] : [sql`action.team_id = ${filter.team}::uuid`]),
    ...(filter.whose === 'mine' ? [sql`action.owner_member_id = any (${[...reader.members]}::uuid[])`] : []),
    ...(follows
      ? [
          latest
            ? sql`(action.due_on, action.id) < (${day}::date, ${id}::uuid)`
            : sql`(action.due_on, action.id) > (${day}::date, ${id}::uuid)`,
        ]
      : []),
  ]
  const order = latest ? sql`action.due_on desc, action.id desc` : sql`action.due_on, action.id`
  const { rows } = await sql<ListedAction>`
    select action.id, action.what, action.status, action.due_on as "dueOn", owner.short_name as "ownerOrganisationName",
      member.name as "ownerMemberName", team.name as "teamName", asb_case.reference as "caseReference",
      asb_case.title as "caseTitle"
    -- The page first: whoever sees an action sees its case, so no row is lost afterwards.
    from (select * from case_action as action where ${sql.join(conditions, sql` and `)}
      order by ${order} limit ${actionsOnPage + 1}) as action
    join asb_case on asb_case.id = action.case_id
    join organisation as owner on owner.id = action.owner_organisation_id
    left join member on member.id = action.owner_member_id
    left join team on team.id = action.team_id
    order by ${order}`.execute(db)
  const actions = rows.slice(0, actionsOnPage)
  const last = rows.length > actionsOnPage ? actions.at(-1) : undefined
  return { actions, next: last && `${last.dueOn}~${last.id}` }
}

/** Overdue actions are counted up to so many for each team; beyond, there are more. */
export const mostCounted = 100

export type Lateness = {
  organisationId: number
  organisationName: string
  /** None for actions that no team has. */
  teamId: string | null
  teamName: string | null
  late: number
  isCut: boolean
}

/**
 * How many open actions are overdue, by organisation and team, of the cases that the reader sees. Each is counted along
 * the index of its team, or of its organisation's actions without one, and no further than is told.
 */
export async function countOverdue(db: Transaction, today: LocalDate): Promise<Lateness[]> {
  const { rows } = await sql<Omit<Lateness, 'isCut'>>`
    select owner.id as "organisationId", owner.short_name as "organisationName", counted.team_id as "teamId",
      counted.team_name as "teamName", counted.late
    from (
      select team.organisation_id, team.id as team_id, team.name as team_name, of_team.late
      from team cross join lateral (select count(*)::integer as late from (
        select from case_action where team_id = team.id and status = 'open' and due_on < ${today}::date
        limit ${mostCounted + 1}) as counted) as of_team
      union all
      select organisation.id, null, null, of_none.late
      from organisation cross join lateral (select count(*)::integer as late from (
        select from case_action where owner_organisation_id = organisation.id and team_id is null
          and status = 'open' and due_on < ${today}::date
        limit ${mostCounted + 1}) as counted) as of_none) as counted
    join organisation as owner on owner.id = counted.organisation_id
    where counted.late > 0
    order by counted.late desc, owner.short_name, counted.team_name nulls first`.execute(db)
  return rows.map((row) => ({
    ...row,
    late: Math.min(row.late, mostCounted),
    isCut: row.late > mostCounted,
  }))
}
