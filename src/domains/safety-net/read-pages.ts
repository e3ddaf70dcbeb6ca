import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { SafetyPage } from './page.ts'
import { stepsSchema } from './rule.ts'

/** Pages that a list shows; what waits longest stands first. */
export const mostPages = 200

const columns = sql`
  page.id, page.kind, page.organisation_id as "organisationId", organisation.name as "organisationName",
  case when page.report_id is null then 'case' else 'report' end as record,
  coalesce(report.reference, asb_case.reference) as reference, coalesce(report.title, asb_case.title) as title,
  page.since, page.paged_at as "pagedAt", page.step, page.next_step_at as "nextStepAt", rule.steps,
  page.acknowledged_at as "acknowledgedAt", member.name as "acknowledgedByName",
  page.acknowledged_words as "acknowledgedWords"`
const joins = sql`
  join organisation on organisation.id = page.organisation_id
  join safety_net_rule as rule on rule.id = page.rule_id
  left join report on report.id = page.report_id
  left join asb_case on asb_case.id = page.case_id
  left join member on member.id = page.acknowledged_by`

type Row = Omit<SafetyPage, 'steps'> & { steps: unknown }
const pageOf = (row: Row): SafetyPage => ({ ...row, steps: stepsSchema.parse(row.steps) })

/** Pages that the reader may read: those that nobody acknowledged, or the last ones that somebody did. */
export async function readPages(db: Transaction, which: 'open' | 'acknowledged'): Promise<SafetyPage[]> {
  const chosen =
    which === 'open'
      ? sql`where page.acknowledged_at is null order by page.paged_at, page.id`
      : sql`where page.acknowledged_at is not null order by page.acknowledged_at desc, page.id`
  const { rows } = await sql<Row>`
    select ${columns} from safety_page as page ${joins} ${chosen} limit ${mostPages}`.execute(db)
  return rows.map(pageOf)
}

/** @throws Refusal 404 where it is none, or not the reader's */
export async function getPage(db: Transaction, id: string): Promise<SafetyPage> {
  const { rows } = await sql<Row>`
    select ${columns} from safety_page as page ${joins} where page.id = ${id}`.execute(db)
  const [row] = rows
  if (row === undefined) throw notFound('page')
  return pageOf(row)
}

export type Notice = { step: number; memberName: string; at: Date }

/** Who was called, and when. */
export async function readNotices(db: Transaction, page: string): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select notice.step, coalesce(member.name, 'A colleague') as "memberName", notice.at
    from safety_notice as notice left join member on member.id = notice.member_id
    where notice.page_id = ${page} order by notice.step, "memberName"`.execute(db)
  return rows
}

export type PageBasis = {
  /** References of reports that the reader sees in full. */
  seen: string[]
  elsewhere: { organisation: string; reports: number }[]
  /** Others, of which the reader may know that they exist. */
  unnamed: number
}

/** What a page rests on, as far as the reader's level on each record carries it. */
export async function readBasis(db: Transaction, page: string): Promise<PageBasis> {
  const { rows } = await sql<PageBasis>`select seen, elsewhere, unnamed from told_of_page(${page})`.execute(
    db,
  )
  return rows[0] ?? { seen: [], elsewhere: [], unnamed: 0 }
}

/** Acknowledges a page in one's own name; false where somebody was quicker. */
export async function acknowledgePage(
  db: Transaction,
  { id, memberId, words, now }: { id: string; memberId: string; words: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update safety_page set acknowledged_at = ${now}, acknowledged_by = ${memberId}, acknowledged_words = ${words}
    where id = ${id} and acknowledged_at is null returning id`.execute(db)
  return rows.length > 0
}
