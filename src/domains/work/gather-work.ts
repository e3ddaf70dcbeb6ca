import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { WorkAsked, WorkItem, WorkSource } from './work-source.ts'

/** How many of one kind are read: doing what is due first brings the rest. */
export const mostOfOneKind = 100

/** Everything the sources know, as the reader may see it, and which kinds there may be more of. */
export type Gathered = { items: WorkItem[]; cutShort: readonly string[] }

/** Asks every source at once: the statements are sent together on the one connection. */
export async function gatherWork(
  db: Transaction,
  sources: readonly WorkSource[],
  asked: WorkAsked,
): Promise<Gathered> {
  const found = await Promise.all(sources.map((source) => source.find(db, asked)))
  return {
    items: found.flat(),
    cutShort: sources.flatMap(({ kind }, at) => ((found[at]?.length ?? 0) >= asked.limit ? [kind] : [])),
  }
}

/** Those whose work is one's own today: oneself, and whoever one covers for. */
export function ownMembers(actor: MemberActor): string[] {
  return [...new Set([actor.memberId, ...actor.duties.flatMap(({ coversFor }) => coversFor ?? [])])]
}

export type TeamOfOurs = { id: string; name: string; organisationId: number; organisationName: string }

/** The teams of organisations. */
export async function readTeams(db: Transaction, organisations: readonly number[]): Promise<TeamOfOurs[]> {
  const { rows } = await sql<TeamOfOurs>`
    select team.id, team.name, organisation_id as "organisationId", organisation.short_name as "organisationName"
    from team join organisation on organisation.id = organisation_id
    where organisation_id = any (${[...organisations]}::integer[])
    order by organisation.short_name, team.name, team.id`.execute(db)
  return rows
}

export type TeamMember = { id: string; name: string; teamId: string | null; organisationId: number }

/** Who works in organisations on a day, by team; whoever covers for somebody counts in that one's team. */
export async function readTeamMembers(
  db: Transaction,
  organisations: readonly number[],
  day: LocalDate,
): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    select distinct member.id, member.name, membership.team_id as "teamId",
      membership.organisation_id as "organisationId"
    from membership join member on member.id = membership.member_id
    where membership.organisation_id = any (${[...organisations]}::integer[])
      and membership.role in ('triage_officer', 'case_officer', 'supervisor')
      and membership.valid_from <= ${day}::date and (membership.valid_to is null or membership.valid_to > ${day}::date)
    order by member.name, member.id`.execute(db)
  return rows
}

/** The names that a list shows beside its items. */
export type WorkNames = {
  members: ReadonlyMap<string, string>
  organisations: ReadonlyMap<number, string>
}

export async function readNames(db: Transaction, items: readonly WorkItem[]): Promise<WorkNames> {
  const memberIds = [...new Set(items.flatMap(({ ownerMemberId }) => ownerMemberId ?? []))]
  const organisationIds = [...new Set(items.map(({ ownerOrganisationId }) => ownerOrganisationId))]
  const [members, organisations] = await Promise.all([
    sql<{ id: string; name: string }>`
      select id, name from member where id = any (${memberIds}::uuid[])`.execute(db),
    sql<{ id: number; name: string }>`
      select id, short_name as name from organisation where id = any (${organisationIds}::integer[])`.execute(
      db,
    ),
  ])
  return {
    members: new Map(members.rows.map(({ id, name }) => [id, name])),
    organisations: new Map(organisations.rows.map(({ id, name }) => [id, name])),
  }
}
