import { sql } from 'kysely'
import { z } from 'zod'
import { type MemberActor, organisationsWith } from '#platform/actor'
import { addMonths, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { oneOf, wordsField } from '#platform/forms'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'

/** Who may be given the permission, and use it. */
export const overlayRoles = ['analyst', 'supervisor'] as const
export const permissionMonths = { '1': 'A month', '3': '3 months', '6': '6 months' } as const

export const permissionForm = z.object({
  member: z.string('Choose a colleague').regex(/^[0-9a-f-]{36}$/, 'Choose a colleague'),
  period: oneOf(Object.keys(permissionMonths), 'Choose for how long').transform(Number),
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why they need it' }),
})

export type OverlayPermission = {
  id: string
  memberName: string
  organisationName: string
  reason: string
  grantedBy: string
  validFrom: LocalDate
  validTo: LocalDate
  withdrawnAt: Date | null
  holds: boolean
}

/** Permissions of the organisations for which the reader answers, and one's own; those that hold first. */
export async function findPermissions(db: Transaction, today: LocalDate): Promise<OverlayPermission[]> {
  const { rows } = await sql<OverlayPermission>`
    select given.id, member.name as "memberName", organisation.short_name as "organisationName", given.reason,
      giver.name as "grantedBy", given.valid_from as "validFrom", given.valid_to as "validTo",
      given.withdrawn_at as "withdrawnAt",
      given.withdrawn_at is null and given.valid_from <= ${today}::date and given.valid_to > ${today}::date as holds
    from overlay_permission as given join member on member.id = given.member_id
    join member as giver on giver.id = given.granted_by join organisation on organisation.id = given.organisation_id
    order by holds desc, given.valid_to desc, member.name, given.id limit 200`.execute(db)
  return rows
}

/** The organisations for which somebody may lay people's places over incidents today. */
export async function permittedOrganisations(
  db: Transaction,
  actor: MemberActor,
  today: LocalDate,
): Promise<number[]> {
  const rows = await db
    .selectFrom('overlay_permission')
    .select('organisation_id')
    .where('member_id', '=', actor.memberId)
    .where('organisation_id', 'in', [...organisationsWith(actor, ...overlayRoles), 0])
    .where('withdrawn_at', 'is', null)
    .where('valid_from', '<=', today)
    .where('valid_to', '>', today)
    .execute()
  return [...new Set(rows.map(({ organisation_id }) => organisation_id))]
}

export type Colleague = { id: string; name: string; organisationId: number }

/** Analysts and supervisors of the organisations for which the actor answers; never the actor. */
export async function findColleagues(
  db: Transaction,
  actor: MemberActor,
  day: LocalDate,
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select distinct member.id, member.name, membership.organisation_id as "organisationId"
    from membership join member on member.id = membership.member_id
    where membership.organisation_id = any (${[...organisationsWith(actor, 'information_governance')]}::integer[])
      and membership.role = any (${[...overlayRoles]}::text[]) and member.id <> ${actor.memberId}
      and membership.valid_from <= ${day} and (membership.valid_to is null or membership.valid_to > ${day})
    order by member.name, member.id`.execute(db)
  return rows
}

/** Gives the permission. @throws Refusal 404 for somebody who cannot have it, 409 for somebody who has it */
export async function givePermission(
  db: Transaction,
  actor: MemberActor,
  { member, period, why }: z.output<typeof permissionForm>,
  today: LocalDate,
): Promise<string> {
  const colleague = (await findColleagues(db, actor, today)).find(({ id }) => id === member)
  if (colleague === undefined) throw notFound('colleague')
  const held = await db
    .selectFrom('overlay_permission')
    .select('id')
    .where('member_id', '=', member)
    .where('organisation_id', '=', colleague.organisationId)
    .where('withdrawn_at', 'is', null)
    .where('valid_to', '>', today)
    .executeTakeFirst()
  if (held !== undefined)
    throw conflict(`${colleague.name} has the permission already. Withdraw it first to change its dates.`)
  const id = newId()
  await db
    .insertInto('overlay_permission')
    .values({
      id,
      member_id: member,
      organisation_id: colleague.organisationId,
      granted_by: actor.memberId,
      reason: why,
      valid_from: today,
      valid_to: addMonths(today, period),
    })
    .execute()
  return id
}

/** Withdraws it: the person's next step is refused. @throws Refusal 404 where there is none that holds */
export async function withdrawPermission(
  db: Transaction,
  actor: MemberActor,
  id: string,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('overlay_permission')
    .set({ withdrawn_at: now, withdrawn_by: actor.memberId })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('permission')
}
