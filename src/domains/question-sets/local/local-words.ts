import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

type InLanguages = Readonly<Record<string, string>>

/** What an organisation tells the public where it does not deal with a type, and who does. */
export type TypeAdvice = {
  id: string
  organisationId: number
  asbType: string
  organisationName: string
  typeLabel: string
  advice: InLanguages
  whoDeals: InLanguages
  validFrom: LocalDate
  /** The first day on which it is not told any more. */
  validTo: LocalDate | null
}

/** One organisation's own code, and the type that it stands for. */
export type LocalType = {
  organisationId: number
  organisationName: string
  code: string
  label: string
  typeLabel: string
  validFrom: LocalDate
  validTo: LocalDate | null
}

export type Choices = {
  organisations: readonly { id: number; name: string }[]
  types: readonly { code: string; label: string }[]
}

/** The organisations and types that there are on a day. */
export async function readChoices(db: Transaction, day: LocalDate): Promise<Choices> {
  const [organisations, types] = await Promise.all([
    db
      .selectFrom('organisation')
      .select(['id', 'name'])
      .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('asb_type')
      .select(['code', 'label'])
      .where('valid_from', '<=', day)
      .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
      .orderBy('label')
      .execute(),
  ])
  return { organisations, types }
}

/** Advice that is told on a day or later, by organisation and type. */
export async function readAdvice(db: Transaction, day: LocalDate): Promise<TypeAdvice[]> {
  const { rows } = await sql<TypeAdvice>`
    select type_advice.id, organisation.id as "organisationId", type_advice.asb_type as "asbType",
      organisation.name as "organisationName", asb_type.label as "typeLabel", advice,
      who_deals as "whoDeals", type_advice.valid_from as "validFrom", type_advice.valid_to as "validTo"
    from type_advice
    join organisation on organisation.id = organisation_id
    join asb_type on asb_type.code = asb_type
    where type_advice.valid_to is null or type_advice.valid_to > ${day}
    order by organisation.name, asb_type.label, type_advice.valid_from, type_advice.id`.execute(db)
  return rows
}

/** Codes that hold on a day or later, by organisation. */
export async function readLocalTypes(db: Transaction, day: LocalDate): Promise<LocalType[]> {
  const { rows } = await sql<LocalType>`
    select organisation.id as "organisationId", organisation.name as "organisationName", local_type.code,
      local_type.label, asb_type.label as "typeLabel", local_type.valid_from as "validFrom",
      local_type.valid_to as "validTo"
    from local_type
    join organisation on organisation.id = organisation_id
    join asb_type on asb_type.code = local_type.asb_type
    where local_type.valid_to is null or local_type.valid_to > ${day}
    order by organisation.name, local_type.code, local_type.valid_from`.execute(db)
  return rows
}

export type NewAdvice = {
  organisationId: number
  asbType: string
  advice: InLanguages
  whoDeals: InLanguages
  validFrom: LocalDate
}

/** The day after which something that began on `validFrom` can end at the earliest. */
const endOf = (today: LocalDate) => sql<string>`greatest(${today}::date, valid_from + 1)`

/** Ends advice today, or after its first day where that is still to come; false where there is none that could end. */
export async function endAdvice(db: Transaction, id: string, today: LocalDate): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('type_advice')
    .set({ valid_to: endOf(today) })
    .where('id', '=', id)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', today)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type NewLocalType = {
  organisationId: number
  code: string
  label: string
  asbType: string
  validFrom: LocalDate
}

/** Gives an organisation's code a meaning from a day on; what it meant before ends there. False where it has one from that day. */
export async function giveLocalType(db: Transaction, given: NewLocalType): Promise<boolean> {
  const { organisationId, code, label, asbType, validFrom } = given
  await db
    .updateTable('local_type')
    .set({ valid_to: validFrom })
    .where('organisation_id', '=', organisationId)
    .where('code', '=', code)
    .where('valid_from', '<', validFrom)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', validFrom)]))
    .execute()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('local_type')
    .values({ organisation_id: organisationId, code, label, asb_type: asbType, valid_from: validFrom })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function endLocalType(
  db: Transaction,
  { organisationId, code }: Pick<NewLocalType, 'organisationId' | 'code'>,
  today: LocalDate,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('local_type')
    .set({ valid_to: endOf(today) })
    .where('organisation_id', '=', organisationId)
    .where('code', '=', code)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', today)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
