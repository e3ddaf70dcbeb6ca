import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { WorkBand, WorkItem } from './work-source.ts'

/**
 * Gives the items of reports the band of their last risk assessment, as far as the reader sees it, and those of cases the
 * band that stands on the case: the gravest of its reports'.
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
    select report.reference, last.band
    from report
    cross join lateral (select band from risk_assessment
      where risk_assessment.report_id = report.id order by assessed_at desc, id desc limit 1) as last
    where report.reference = any (${reports}::text[])
    union all
    select reference, risk_band from asb_case where reference = any (${cases}::text[]) and risk_band is not null`.execute(
    db,
  )
  const bands = new Map(rows.map(({ reference, band }) => [reference, band]))
  return items.map((item) => {
    const band = item.band ?? bands.get(item.reference)
    return band === undefined ? item : { ...item, band }
  })
}
