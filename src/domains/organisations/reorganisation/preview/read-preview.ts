import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Plan } from '../plan.ts'
import { findObstacles } from './find-obstacles.ts'
import { checkRouting, type Router, type RoutingCheck } from './routing-gaps.ts'

export const countedThings = [
  'open_reports',
  'closed_reports',
  'open_cases',
  'closed_cases',
  'open_actions',
  'claims',
  'shares',
  'hand_overs',
] as const
export type CountedThing = (typeof countedThings)[number]

/** Records that pass from one organisation to a successor. */
export type Passage = {
  what: CountedThing
  organisationId: number
  successor: number | null
  records: number
}
export type PlannedTeam = {
  from: string
  team: string
  successor: number
  newName: string
  queues: string
  isFallback: boolean
}
export type PlannedPerson = { name: string; from: string; roles: string; successor: number | null }
export type PlannedToken = { name: string; from: string; does: string; successor: number }
export type Counted = { what: string; ends: number; begins: number }

/** What would happen on the day: numbers, lists, what stands in the way, and what somebody should know. */
export type Preview = {
  passages: readonly Passage[]
  teams: readonly PlannedTeam[]
  people: readonly PlannedPerson[]
  tokens: readonly PlannedToken[]
  arrangement: readonly Counted[]
  agreements: readonly string[]
  routing: RoutingCheck
  /** Why it cannot be proposed or approved. */
  obstacles: readonly string[]
  /** What to know before the day; nothing stands in the way. */
  warnings: readonly string[]
}

/** Reads everything anew, from the functions by which the plan is carried out. */
export async function readPreview(
  db: Transaction,
  plan: Plan,
  today: LocalDate,
  router: Router,
): Promise<Preview> {
  const [passages, teams, people, tokens, arrangement, agreements, routing] = await Promise.all([
    readPassages(db, plan),
    readTeams(db, plan),
    readPeople(db, plan),
    readTokens(db, plan),
    readArrangement(db, plan),
    readAgreements(db, plan),
    checkRouting(db, plan, router),
  ])
  return {
    passages,
    teams,
    people,
    tokens,
    arrangement,
    agreements,
    routing,
    ...(await findObstacles(db, plan, today, { people, tokens, routing })),
  }
}

/** Numbers of the records that pass on, or are still to. */
export async function readPassages(db: Transaction, plan: Plan): Promise<Passage[]> {
  const { rows } = await sql<Passage>`
    select what, organisation_id as "organisationId", successor, records
    from reorganisation_counts(${plan.id}) order by what, organisation_id, successor`.execute(db)
  return rows
}

async function readTeams(db: Transaction, plan: Plan): Promise<PlannedTeam[]> {
  const { rows } = await sql<PlannedTeam>`
    select organisation.short_name as from, team.name as team, planned.successor, new_name as "newName",
      coalesce((select string_agg(queue.name, ', ' order by queue.name) from queue
        where queue.team_id = team.id and queue.valid_to is null), '') as queues,
      exists (select from queue where queue.team_id = team.id and is_fallback and valid_to is null) as "isFallback"
    from reorganised_teams(${plan.id}) as planned
    join team on team.id = planned.team_id
    join organisation on organisation.id = team.organisation_id
    order by planned.successor, new_name, organisation.short_name`.execute(db)
  return rows
}

async function readPeople(db: Transaction, plan: Plan): Promise<PlannedPerson[]> {
  const { rows } = await sql<PlannedPerson>`
    select member.name, string_agg(distinct organisation.short_name, ', ') as from,
      string_agg(distinct membership.role, ', ') as roles, planned.successor
    from reorganised_memberships(${plan.id}) as planned
    join membership on membership.id = planned.membership_id
    join member on member.id = planned.member_id
    join organisation on organisation.id = planned.organisation_id
    group by member.id, member.name, planned.successor order by planned.successor, member.name`.execute(db)
  return rows
}

async function readTokens(db: Transaction, plan: Plan): Promise<PlannedToken[]> {
  const { rows } = await sql<PlannedToken>`
    select token.name, organisation.short_name as from, token.successor,
      concat_ws(', ', case when reads_feed then 'reads the feed' end, case when files_reports then 'files reports' end,
        case when provisions then 'provisions people' end) as does
    from reorganisation_tokens(${plan.id}) as token
    join organisation on organisation.id = token.organisation_id order by token.name`.execute(db)
  return rows
}

async function readArrangement(db: Transaction, { id }: Plan): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select 'Routing rules' as what, count(distinct rule_id)::integer as ends, count(*)::integer as begins
      from reorganised_rules(${id})
    union all select 'Sharing rules', count(distinct rule_id)::integer, count(*)::integer
      from reorganised_sharing_rules(${id})
    union all select 'Areas covered', (select count(*)::integer from coverage
        join reorganisation_predecessor as predecessor using (organisation_id)
        where reorganisation_id = ${id} and valid_to is null), count(*)::integer
      from reorganised_coverage(${id})
    union all select 'Memberships', count(*)::integer, count(distinct (planned.member_id, successor, role, area_code))::integer
      from reorganised_memberships(${id}) as planned join membership on membership.id = membership_id`.execute(
    db,
  )
  return rows
}

async function readAgreements(db: Transaction, { id }: Plan): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select distinct agreement.title from agreement join agreement_party as party on party.agreement_id = agreement.id
    join reorganisation_predecessor as predecessor on predecessor.organisation_id = party.organisation_id
    where predecessor.reorganisation_id = ${id} and party.left_on is null and agreement.ended_at is null
    order by 1`.execute(db)
  return rows.map(({ title }) => title)
}
