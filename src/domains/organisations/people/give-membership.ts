import { sql } from 'kysely'
import { type Actor, asMember } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import type { Role } from '../role.ts'

export type NewMembership = {
  memberId: string
  organisationId: number
  role: Role
  teamId: string | null
  area: { kind: string; code: string } | null
  validFrom: LocalDate
  /** First day on which it no longer holds; without one it is open. */
  validTo: LocalDate | null
  coversFor?: string
  sponsorId?: string
  because?: string
}

/**
 * Gives a membership; the database refuses what the giver's own membership does not allow.
 * @throws Refusal 409 when the person has the same one on some of the days already
 */
export async function giveMembership(db: Transaction, actor: Actor, given: NewMembership): Promise<string> {
  await refuseTwice(db, given)
  const id = newId()
  await db
    .insertInto('membership')
    .values({
      id,
      member_id: given.memberId,
      organisation_id: given.organisationId,
      role: given.role,
      team_id: given.teamId,
      area_kind: given.area?.kind ?? null,
      area_code: given.area?.code ?? null,
      valid_from: given.validFrom,
      valid_to: given.validTo,
      covers_for: given.coversFor ?? null,
      sponsor_id: given.sponsorId ?? null,
      because: given.because ?? '',
      given_by: asMember(actor).memberId,
    })
    .execute()
  return id
}

async function refuseTwice(db: Transaction, given: NewMembership): Promise<void> {
  const { rows } = await sql`
    select from membership
    where member_id = ${given.memberId} and organisation_id = ${given.organisationId} and role = ${given.role}
      and team_id is not distinct from ${given.teamId}::uuid
      and area_kind is not distinct from ${given.area?.kind ?? null}::text
      and area_code is not distinct from ${given.area?.code ?? null}::text
      and covers_for is not distinct from ${given.coversFor ?? null}::uuid
      and valid_from < coalesce(${given.validTo}::date, 'infinity')
      and coalesce(valid_to, 'infinity') > greatest(valid_from, ${given.validFrom}::date)
    limit 1`.execute(db)
  if (rows.length > 0) throw conflict('They have this on some of these days already. Nothing was changed.')
}

/**
 * Ends a membership from a day on, today at the earliest; claims are released when nothing is left to work with.
 * @throws Refusal 409 when it has ended in the meantime, or is not the actor's to end
 */
export async function endMembership(
  db: Transaction,
  id: string,
  from: LocalDate,
  because: string,
): Promise<void> {
  const { rows } = await sql<{ released: number | null }>`
    select end_membership(${id}, ${from}, ${because}) as released`.execute(db)
  if ((rows[0]?.released ?? null) === null)
    throw conflict('It had ended already, or is not yours to end. Nothing was changed.')
}
