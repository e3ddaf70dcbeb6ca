import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** That reports fulfil a criterion for a Monitored Case, as far as the reader's level on each report carries it. */
export type CaseSuggestion = {
  id: string
  reportId: string
  /** Reference and title of the report that fulfilled it. */
  reference: string
  title: string
  criterion: string
  criterionVersion: number
  name: string
  source: string
  reviewAfterDays: number
  /** What the panel said. */
  wish: string
  /** References of the other reports that the reader sees in full. */
  seen: readonly string[]
  elsewhere: readonly { organisation: string; reports: number }[]
  unnamed: number
  suggestedAt: Date
}

/** The open suggestions about reports that the reader sees in full. */
export async function readSuggestions(
  db: Transaction,
  reportIds: readonly string[],
): Promise<CaseSuggestion[]> {
  if (reportIds.length === 0) return []
  const { rows } = await sql<CaseSuggestion>`
    select told.id, told.report_id as "reportId", report.reference, report.title, told.criterion,
      told.criterion_version as "criterionVersion", told.name, told.source, told.review_after_days as "reviewAfterDays",
      told.wish, told.seen, told.elsewhere, told.unnamed, told.suggested_at as "suggestedAt"
    from suggestions_told(${[...reportIds]}::uuid[]) as told join report on report.id = told.report_id
    order by told.suggested_at desc, told.id`.execute(db)
  return rows
}

/** The latest suggestions whose report one of these organisations holds. */
export async function findSuggestions(
  db: Transaction,
  organisations: readonly number[],
  most: number,
): Promise<CaseSuggestion[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct found as id from case_suggestions(${[...organisations]}::integer[], null, ${most}) as found`.execute(
    db,
  )
  return readSuggestions(
    db,
    rows.map(({ id }) => id),
  )
}

/** Ends a suggestion by the case that was opened, or as dismissed. Gives false where it is not the reader's to end. */
export async function endSuggestion(
  db: Transaction,
  id: string,
  ending: { caseId: string } | { because: string },
): Promise<boolean> {
  const [caseId, because] = 'caseId' in ending ? [ending.caseId, ''] : [null, ending.because]
  const { rows } = await sql<{ done: boolean }>`
    select end_suggestion(${id}, ${caseId}::uuid, ${because}) as done`.execute(db)
  return rows[0]?.done === true
}

/** Suggests what reports fulfil, each at the cost of looking at itself; for the product's own jobs. */
export async function suggestCases(db: Transaction, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await sql`select suggest_cases(${[...reportIds]}::uuid[])`.execute(db)
}

/** A panel's wish that a report which its person sees in full be watched. Gives false where it is not theirs to wish. */
export async function wishCase(db: Transaction, reportId: string, wish: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select wish_case(${reportId}, ${wish}) as done`.execute(db)
  return rows[0]?.done === true
}

/** What of a suggestion's evidence stands beside references that can be opened. */
export function restWords({ elsewhere, unnamed }: CaseSuggestion): string[] {
  return [
    ...elsewhere.map(
      ({ organisation, reports }) =>
        `${reports === 1 ? '1 report' : `${reports} reports`} at ${organisation}, ask them`,
    ),
    ...(unnamed > 0 ? [`${unnamed} more ${unnamed === 1 ? 'exists' : 'exist'}: ask your co-ordinator`] : []),
  ]
}
