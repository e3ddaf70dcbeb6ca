import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import { addMonths, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import type { NewGroup, NewMember } from './group.ts'
import type { GroupMember, KeptGroup } from './read-groups.ts'

/** Records a group for an organisation, until the day on which somebody must say again that it is needed. */
export async function keepGroup(
  db: Transaction,
  actor: MemberActor,
  { organisation, review, partition, ...group }: NewGroup,
  today: LocalDate,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('person_group')
    .values({
      id,
      organisation_id: organisation,
      ...group,
      partition_code: partition === '' ? null : partition,
      review_on: addMonths(today, review),
      added_by: actor.memberId,
    })
    .execute()
  return id
}

/** Says that somebody belongs to the group. @throws Refusal 409 where they have this part already, or nobody is added any more */
export async function addMember(
  db: Transaction,
  actor: MemberActor,
  group: KeptGroup,
  { profile, name, born, ...facts }: NewMember,
  today: LocalDate,
): Promise<string> {
  if (group.endedOn !== null) throw conflict('Your organisation no longer keeps this group.')
  if (group.reviewOn < today) throw conflict('The review has lapsed. Say first why the group must be kept.')
  const id = newId()
  const hasProfile = profile !== ''
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('group_member')
    .values({
      id,
      group_id: group.id,
      profile_id: hasProfile ? profile : null,
      name: hasProfile ? '' : name,
      born_on: hasProfile || born === '' ? null : born,
      role: facts.role,
      since: facts.since,
      because: facts.because,
      source: facts.source,
      confidence: facts.confidence,
      added_by: actor.memberId,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) throw conflict('They have this part in the group already.')
  return id
}

const moved = 'Somebody has changed it since you opened the page. It is shown as it is now.'

/** Ends a membership; the row stays to be read. @throws Refusal 409 where somebody was quicker */
export async function endMember(
  db: Transaction,
  actor: MemberActor,
  member: GroupMember,
  { until, because, version, now }: { until: LocalDate; because: string; version: number; now: Date },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('group_member')
    .set({ until, ended_by: actor.memberId, ended_at: now, ended_because: because, version: version + 1 })
    .where('id', '=', member.id)
    .where('version', '=', version)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict(moved)
}

/** Says that the group must still be recorded, and until when. @throws Refusal 409 where somebody was quicker */
export async function reviewGroup(
  db: Transaction,
  actor: MemberActor,
  group: KeptGroup,
  { nextOn, because, version }: { nextOn: LocalDate; because: string; version: number },
): Promise<void> {
  await change(db, group, version, { review_on: nextOn })
  await db
    .insertInto('group_review')
    .values({ id: newId(), group_id: group.id, because, next_on: nextOn, added_by: actor.memberId })
    .execute()
}

/** Keeps the group no longer, and nobody in it; what was stays to be read. @throws Refusal 409 where somebody was quicker */
export async function endGroup(
  db: Transaction,
  actor: MemberActor,
  group: KeptGroup,
  { because, version, today, now }: { because: string; version: number; today: LocalDate; now: Date },
): Promise<void> {
  await change(db, group, version, { ended_on: today, ended_by: actor.memberId, ended_because: because })
  // Only now: of a group whose review lapsed the members show again when it has ended.
  await db
    .updateTable('group_member')
    .set({
      until: sql<LocalDate>`greatest(${today}::date, since)`,
      ended_by: actor.memberId,
      ended_at: now,
      ended_because: because,
    })
    .where('group_id', '=', group.id)
    .where('until', 'is', null)
    .execute()
}

async function change(
  db: Transaction,
  group: KeptGroup,
  seenVersion: number,
  changes: { review_on?: LocalDate; ended_on?: LocalDate; ended_by?: string; ended_because?: string },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('person_group')
    .set({ ...changes, version: seenVersion + 1 })
    .where('id', '=', group.id)
    .where('version', '=', seenVersion)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict(moved)
}

/** Takes a membership out for good, where the law asks for that: the audit says that it was done, and not of whom. */
export async function eraseMember(db: Transaction, member: GroupMember): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('group_member')
    .where('id', '=', member.id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
