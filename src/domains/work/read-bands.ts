import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { WorkBand, WorkItem } from './work-source.ts'

/**
 * Gives the items of reports and cases the band of their last risk assessment; a case has the highest of its reports'.
 * Only what the reader sees of the assessments counts.
 */
export async function withBands(db: Transaction, items: readonly WorkItem[]): Promise<WorkItem[]> {
  const referencesOf = (record: WorkItem['record']) => [
    ...new Set(
      items.filter((item) => item.record === record && !item.band).map(({ reference }) => reference),
    ),
  ]
  const [reports, cases] = [referencesOf('report'), referencesOf('case')]
  if (reports.length + cases.length === 0) return [...items]
  const { rows } = await sql<{ reference: string; band: WorkBand }>`
    with record as (
      select report.reference, report.id as report_id from report where reference = any (${reports}::text[])
      union all
      select asb_case.reference, case_report.report_id
      from asb_case join case_report on case_report.case_id = asb_case.id where reference = any (${cases}::text[]))
    select distinct on (record.reference) record.reference, last.band
    from record
    cross join lateral (select band from risk_assessment
      where risk_assessment.report_id = record.report_id order by assessed_at desc, id desc limit 1) as last
    order by record.reference, array_position(array['high', 'medium', 'standard'], last.band)`.execute(db)
  const bands = new Map(rows.map(({ reference, band }) => [reference, band]))
  return items.map((item) => {
    const band = item.band ?? bands.get(item.reference)
    return band === undefined ? item : { ...item, band }
  })
}
