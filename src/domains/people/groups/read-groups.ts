import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type GroupKind, groupKinds, type MemberRole } from './group.ts'

const blank = z.string().trim().max(100).catch('').default('')

/** The filters of the list, all of them in the address. */
export const groupFilterSchema = z.object({
  q: blank,
  kind: z
    .enum(['', ...(Object.keys(groupKinds) as GroupKind[])])
    .catch('')
    .default(''),
  state: z.enum(['kept', 'due', 'ended', 'all']).catch('kept').default('kept'),
})
export type GroupFilter = z.output<typeof groupFilterSchema>

export type ListedGroup = {
  id: string
  name: string
  kind: GroupKind
  organisationName: string
  restriction: string | null
  reviewOn: LocalDate
  endedOn: LocalDate | null
  members: number
  cases: number
}

/** Groups on one list: a search that finds more is too wide. */
export const mostGroups = 100

/** The groups that the reader's organisations keep and the reader may see; members and cases as far as they see these. */
export async function findGroups(
  db: Transaction,
  filter: GroupFilter,
  today: LocalDate,
): Promise<ListedGroup[]> {
  const state = {
    kept: sql`kept.ended_on is null`,
    due: sql`kept.ended_on is null and kept.review_on < ${today}::date + 28`,
    ended: sql`kept.ended_on is not null`,
    all: sql`true`,
  }[filter.state]
  const { rows } = await sql<ListedGroup>`
    select kept.id, kept.name, kept.kind, organisation.short_name as "organisationName", partition.label as restriction,
      kept.review_on as "reviewOn", kept.ended_on as "endedOn",
      (select count(*) from group_member where group_id = kept.id and until is null)::integer as members,
      (select count(distinct case_id) from case_party where group_id = kept.id and until is null)::integer as cases
    from person_group as kept join organisation on organisation.id = kept.organisation_id
    left join partition on partition.code = kept.partition_code
    where ${state} and (${filter.kind} = '' or kept.kind = ${filter.kind})
      and strpos(lower(kept.name), lower(${filter.q})) > 0
    order by lower(kept.name), kept.id limit ${mostGroups}`.execute(db)
  return rows
}

export type KeptGroup = {
  id: string
  organisationId: number
  organisationName: string
  name: string
  kind: GroupKind
  reason: string
  source: string
  restriction: string | null
  reviewOn: LocalDate
  addedBy: string
  addedAt: Date
  endedOn: LocalDate | null
  endedBecause: string
  version: number
}

/** The group, where the reader may see it. */
export async function findGroup(db: Transaction, id: string): Promise<KeptGroup | undefined> {
  const { rows } = await sql<KeptGroup>`
    select kept.id, kept.organisation_id as "organisationId", organisation.name as "organisationName", kept.name, kept.kind,
      kept.reason, kept.source, partition.label as restriction, kept.review_on as "reviewOn", member.name as "addedBy",
      kept.added_at as "addedAt", kept.ended_on as "endedOn", kept.ended_because as "endedBecause", kept.version
    from person_group as kept join organisation on organisation.id = kept.organisation_id
    join member on member.id = kept.added_by left join partition on partition.code = kept.partition_code
    where kept.id = ${id}`.execute(db)
  return rows[0]
}

export type GroupMember = {
  id: string
  profileId: string | null
  name: string
  bornOn: LocalDate | null
  role: MemberRole
  since: LocalDate
  until: LocalDate | null
  because: string
  source: string
  confidence: string
  addedBy: string
  addedAt: Date
  endedBecause: string
  version: number
}

/** Everybody who is or was in the group, as the reader may know them: those of today first, then the latest to leave. */
export async function readGroupMembers(db: Transaction, groupId: string): Promise<GroupMember[]> {
  const { rows } = await sql<GroupMember>`
    select belongs.id, belongs.profile_id as "profileId", coalesce(profile.name, belongs.name) as name,
      coalesce(profile.born_on, belongs.born_on) as "bornOn", belongs.role, belongs.since, belongs.until, belongs.because,
      belongs.source, belongs.confidence, member.name as "addedBy", belongs.added_at as "addedAt",
      belongs.ended_because as "endedBecause", belongs.version
    from group_member as belongs join member on member.id = belongs.added_by
    left join profile on profile.id = belongs.profile_id
    where belongs.group_id = ${groupId}
    order by belongs.until is not null, belongs.until desc, name, belongs.id`.execute(db)
  return rows
}

export type GroupCase = {
  reference: string
  title: string
  status: string
  since: LocalDate
  until: LocalDate | null
}
export type GroupReview = { at: Date; because: string; nextOn: LocalDate; by: string }

/** The cases that the group is a party of, as far as the reader sees them, and the reviews of its label. */
export async function readGroupRecord(
  db: Transaction,
  groupId: string,
): Promise<{ cases: GroupCase[]; reviews: GroupReview[] }> {
  const [cases, reviews] = await Promise.all([
    sql<GroupCase>`
      select asb_case.reference, asb_case.title, asb_case.status, party.since, party.until
      from case_party as party join asb_case on asb_case.id = party.case_id
      where party.group_id = ${groupId} order by party.since desc, asb_case.reference`.execute(db),
    sql<GroupReview>`
      select looked.added_at as at, looked.because, looked.next_on as "nextOn", member.name as by
      from group_review as looked join member on member.id = looked.added_by
      where looked.group_id = ${groupId} order by looked.added_at desc, looked.id`.execute(db),
  ])
  return { cases: cases.rows, reviews: reviews.rows }
}

export type GroupOfProfile = {
  id: string
  name: string
  role: MemberRole
  since: LocalDate
  until: LocalDate | null
}

/** The groups in which somebody with a profile is or was recorded, as the reader may see them. */
export async function readGroupsOfProfile(db: Transaction, profileId: string): Promise<GroupOfProfile[]> {
  const { rows } = await sql<GroupOfProfile>`
    select kept.id, kept.name, belongs.role, belongs.since, belongs.until
    from group_member as belongs join person_group as kept on kept.id = belongs.group_id
    where belongs.profile_id = ${profileId} order by belongs.until is not null, belongs.since desc, kept.id`.execute(
    db,
  )
  return rows
}
