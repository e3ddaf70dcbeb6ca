import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { Sheet } from './read-sheet.ts'
import { guessTargets, isPlacing, type Placing } from './referral.ts'

export type Settled = 'filed' | 'unchanged' | 'not_taken' | 'left_out'
/** Empty while nobody has decided. */
export type RowOutcome = '' | Settled
export type StoredRow = {
  line: number
  cells: readonly string[]
  outcome: RowOutcome
  reference: string
  problem: string
}
export type StoredSheet = {
  id: string
  name: string
  header: readonly string[]
  targets: readonly Placing[]
  addedAt: Date
  addedBy: string
  rows: readonly StoredRow[]
}

/**
 * Keeps a sheet under the id made with the page on which it is handed in: sent again, it is there already. Columns are
 * placed as in the last sheet with the same heading row, else by what they are called.
 */
export async function keepSheet(
  db: Transaction,
  actor: MemberActor,
  { id, name, header, rows }: Sheet & { id: string; name: string },
): Promise<void> {
  const before = await db
    .selectFrom('referral_sheet')
    .select('targets')
    .where('organisation_id', '=', actor.organisationId)
    .where(sql<boolean>`header = ${header}::text[]`)
    .orderBy('added_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('referral_sheet')
    .values({
      id,
      organisation_id: actor.organisationId,
      member_id: actor.memberId,
      name,
      header,
      targets: before?.targets ?? guessTargets(header),
    })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return
  await db
    .insertInto('referral_row')
    .values(rows.map(({ line, cells }) => ({ sheet_id: id, line, cells })))
    .execute()
}

/** @throws Refusal 404 where the actor's organisation was handed no such sheet. */
export async function getSheet(db: Transaction, id: string): Promise<StoredSheet> {
  const [sheet, rows] = await Promise.all([
    db
      .selectFrom('referral_sheet')
      .leftJoin('member', 'member.id', 'referral_sheet.member_id')
      .select([
        'referral_sheet.id as id',
        'referral_sheet.name as name',
        'referral_sheet.header as header',
        'referral_sheet.targets as targets',
        'referral_sheet.added_at as addedAt',
        'member.name as memberName',
        'referral_sheet.sender as sender',
      ])
      .where('referral_sheet.id', '=', id)
      .executeTakeFirst(),
    db
      .selectFrom('referral_row')
      .select(['line', 'cells', sql<RowOutcome>`outcome`.as('outcome'), 'reference', 'problem'])
      .where('sheet_id', '=', id)
      .orderBy('line')
      .execute(),
  ])
  if (sheet === undefined) throw notFound('sheet of referrals')
  const { targets, memberName, sender, ...rest } = sheet
  return {
    ...rest,
    addedBy: memberName ?? sender,
    targets: targets.map((text) => (isPlacing(text) ? text : '')),
    rows,
  }
}

export type ListedSheet = {
  id: string
  name: string
  addedAt: Date
  addedBy: string
  rows: number
  filed: number
  open: number
}

/** The sheets of the last 30 days, the newest first. */
export async function readSheets(db: Transaction): Promise<ListedSheet[]> {
  const { rows } = await sql<ListedSheet>`
    select sheet.id, sheet.name, sheet.added_at as "addedAt", coalesce(member.name, sheet.sender) as "addedBy",
      count(*)::integer as rows, count(*) filter (where outcome in ('filed', 'unchanged'))::integer as filed,
      count(*) filter (where outcome = '')::integer as open
    from referral_sheet as sheet
    join referral_row on referral_row.sheet_id = sheet.id
    left join member on member.id = sheet.member_id
    group by sheet.id, member.name order by sheet.added_at desc limit 100`.execute(db)
  return rows
}

export function placeColumns(db: Transaction, id: string, targets: readonly Placing[]): Promise<unknown> {
  return db
    .updateTable('referral_sheet')
    .set({ targets: [...targets] })
    .where('id', '=', id)
    .execute()
}

/** Says what came of a row. */
export async function settleRow(
  db: Transaction,
  sheetId: string,
  { line, outcome, reference, problem }: Omit<StoredRow, 'cells' | 'outcome'> & { outcome: Settled },
): Promise<void> {
  await db
    .updateTable('referral_row')
    .set({ outcome, reference, problem })
    .where('sheet_id', '=', sheetId)
    .where('line', '=', line)
    .execute()
}

/** Deletes sheets that were handed in more than 30 days ago: what was brought in has long been a report. */
export async function tidySheets(db: Transaction): Promise<void> {
  await db
    .deleteFrom('referral_sheet')
    .where('added_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute()
}
