import { sql } from 'kysely'
import { z } from 'zod'
import { asMember, type MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateField, oneOf, severalOf, wordsField } from '#platform/forms'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { powersOff } from './powers.ts'

/** An area in which a power may be piloted. */
export type PilotArea = { code: string; name: string }

/** The districts of today, by name. */
export async function readPilotAreas(db: Transaction, day: LocalDate): Promise<PilotArea[]> {
  const { rows } = await sql<PilotArea>`
    select distinct area.code, area.name from area join area_set on area_set.id = area.area_set_id
    where area_set.kind = 'district' and area_set.valid_from <= ${day}
      and (area_set.valid_to is null or area_set.valid_to > ${day})
    order by area.name`.execute(db)
  return rows
}

export const switchForm = (areas: readonly PilotArea[]) =>
  z.object({
    power: oneOf(
      powersOff.map(({ code }) => code),
      'Choose a power',
    ),
    from: dateField({ name: 'the day it comes into force' }),
    because: wordsField({
      name: 'The regulations',
      most: 500,
      missing: 'Say which regulations bring it into force',
    }),
    areas: severalOf(areas.map(({ code }) => code)),
  })

export type ProposedSwitch = {
  id: string
  power: string
  fromOn: LocalDate
  because: string
  /** Codes of the areas of a pilot. */
  areas: string[]
  proposedBy: string
  proposedByName: string
  approvedByName: string | null
}

export function readProposals(db: Transaction): Promise<ProposedSwitch[]> {
  return db
    .selectFrom('power_switch')
    .innerJoin('member as proposer', 'proposer.id', 'power_switch.proposed_by')
    .leftJoin('member as approver', 'approver.id', 'power_switch.approved_by')
    .select([
      'power_switch.id as id',
      'power_switch.power as power',
      'power_switch.from_on as fromOn',
      'power_switch.because as because',
      'power_switch.areas as areas',
      'power_switch.proposed_by as proposedBy',
      'proposer.name as proposedByName',
      'approver.name as approvedByName',
    ])
    .orderBy('power_switch.from_on')
    .orderBy('power_switch.id')
    .execute()
}

export async function proposeSwitch(
  { db, actor }: { db: Transaction; actor: MemberActor },
  { power = '', from, because, areas }: z.output<ReturnType<typeof switchForm>>,
): Promise<void> {
  await db
    .insertInto('power_switch')
    .values({ id: newId(), power, from_on: from, because, areas, proposed_by: asMember(actor).memberId })
    .execute()
}

/** @throws Refusal 409 for one's own proposal, and for one that was approved already */
export async function approveSwitch(
  { db, actor, now }: { db: Transaction; actor: MemberActor; now: Date },
  id: string,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('power_switch')
    .set({ approved_by: asMember(actor).memberId, approved_at: now })
    .where('id', '=', id)
    .where('approved_by', 'is', null)
    .where('proposed_by', '<>', asMember(actor).memberId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Another person than the one who proposed it approves it, once. Nothing was changed.')
}
