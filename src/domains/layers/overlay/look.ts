import { sql } from 'kysely'
import { z } from 'zod'
import { dayField } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { addMonths, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { oneOf, wordsField } from '#platform/forms'
import { newId } from '#platform/ids'
import { overlayPurposes } from './purposes.ts'

/** The longest time that one look goes back over, in months. */
const mostMonths = 12

/** What somebody says before they look: for which purpose, in their words too, where and over which time. */
export function lookForm(
  today: LocalDate,
  districts: readonly { id: string }[],
  types: readonly { code: string }[],
) {
  return z
    .object({
      purpose: oneOf(
        overlayPurposes.purposes.map(({ code }) => code),
        'Choose for which purpose you look',
      ).transform((code) => code ?? ''),
      words: wordsField({
        name: 'The purpose',
        most: 500,
        missing: 'Say what you look for, and in which plan or case',
      }).refine((words) => words === '' || words.length >= 10, 'Say it in 10 characters or more'),
      district: oneOf(
        districts.map(({ id }) => id),
        'Choose a district',
      ).transform((id) => id ?? ''),
      type: oneOf(types.map(({ code }) => code)).transform((code) => code ?? null),
      from: dayField('Enter the first day'),
      to: dayField('Enter the last day').refine(
        (day) => day <= today,
        'The last day must be today or in the past',
      ),
    })
    .refine(({ from, to }) => from <= to, {
      path: ['from'],
      message: 'The first day must not be after the last',
    })
    .refine(({ from, to }) => from >= addMonths(to, -mostMonths), {
      path: ['from'],
      message: 'The time must be a year or less',
    })
}
export type NewLook = z.output<ReturnType<typeof lookForm>>

export type Look = {
  id: string
  memberName: string
  organisationId: number
  purpose: string
  words: string
  districtId: string
  districtName: string
  asbType: string | null
  typeLabel: string | null
  from: LocalDate
  to: LocalDate
  startedAt: Date
  expiresAt: Date
}

/** Begins a look, which closes by itself. */
export async function beginLook(
  db: Transaction,
  actor: MemberActor,
  organisationId: number,
  { purpose, words, district, type, from, to }: NewLook,
  now: Date,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('overlay_look')
    .values({
      id,
      member_id: actor.memberId,
      organisation_id: organisationId,
      purpose,
      words,
      district_id: district,
      asb_type: type,
      from_day: from,
      to_day: to,
      started_at: now,
      expires_at: new Date(now.getTime() + overlayPurposes.minutes * 60_000),
    })
    .execute()
  return id
}

const lookColumns = sql`look.id, member.name as "memberName", look.organisation_id as "organisationId", look.purpose,
  look.words, look.district_id as "districtId", area.name as "districtName", look.asb_type as "asbType",
  asb_type.label as "typeLabel", look.from_day as from, look.to_day as to, look.started_at as "startedAt",
  look.expires_at as "expiresAt"
  from overlay_look as look join member on member.id = look.member_id join area on area.id = look.district_id
  left join asb_type on asb_type.code = look.asb_type`

/** One's own look, while it is open. */
export async function findOpenLook(
  db: Transaction,
  actor: MemberActor,
  id: string,
  now: Date,
): Promise<Look | undefined> {
  const { rows } = await sql<Look>`select ${lookColumns}
    where look.id = ${id} and look.member_id = ${actor.memberId} and look.expires_at > ${now}`.execute(db)
  return rows[0]
}

/** The latest looks of the organisations for which the reader answers for information. */
export async function findLooks(db: Transaction, organisations: readonly number[]): Promise<Look[]> {
  const { rows } = await sql<Look>`select ${lookColumns}
    where look.organisation_id = any (${[...organisations]}::integer[])
    order by look.started_at desc, look.id limit 100`.execute(db)
  return rows
}

/** Today's districts. */
export async function readDistricts(
  db: Transaction,
  day: LocalDate,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select area.id, area.name from area join area_set on area_set.id = area.area_set_id
    where area_set.kind = 'district' and area_set.valid_from <= ${day}::date
      and (area_set.valid_to is null or area_set.valid_to > ${day}::date) order by area.name, area.id`.execute(
    db,
  )
  return rows
}
