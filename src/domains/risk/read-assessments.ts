import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Band } from './instrument.ts'
import type { RiskAnswers } from './judge-risk.ts'

export type Assessment = {
  id: string
  instrument: string
  instrumentVersion: number
  instrumentTitle: string
  answers: RiskAnswers
  score: number
  scoreBand: Band
  overrideBand: Band | null
  overrideReason: string
  band: Band
  missing: readonly string[]
  nextDueOn: string
  assessedByName: string
  organisationName: string
  assessedAt: Date
  /** The report that was assessed, where it was not the whole case. */
  reportReference: string | null
}

/** Every assessment of a report, newest first. */
export function readAssessments(db: Transaction, reportId: string): Promise<Assessment[]> {
  return read(db, sql<boolean>`assessed.report_id = ${reportId}`)
}

/** Every assessment of a case, and of reports in it that the reader sees, newest first. */
export function readCaseAssessments(db: Transaction, caseId: string): Promise<Assessment[]> {
  return read(
    db,
    sql<boolean>`(assessed.case_id = ${caseId} or assessed.report_id in (select report_id from case_report where case_id = ${caseId}))`,
  )
}

async function read(db: Transaction, which: RawBuilder<boolean>): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select assessed.id, assessed.instrument, assessed.instrument_version as "instrumentVersion",
      risk_instrument.content ->> 'title' as "instrumentTitle", assessed.answers, assessed.score,
      assessed.score_band as "scoreBand", assessed.override_band as "overrideBand",
      assessed.override_reason as "overrideReason", assessed.band, assessed.missing,
      assessed.next_due_on as "nextDueOn", coalesce(member.name, 'A colleague elsewhere') as "assessedByName",
      organisation.name as "organisationName", assessed.assessed_at as "assessedAt",
      report.reference as "reportReference"
    from risk_assessment as assessed
    join risk_instrument on risk_instrument.code = assessed.instrument
      and risk_instrument.version = assessed.instrument_version
    join organisation on organisation.id = assessed.organisation_id
    left join member on member.id = assessed.assessed_by
    left join report on report.id = assessed.report_id
    where ${which}
    order by assessed.assessed_at desc, assessed.id desc`.execute(db)
  return rows
}

export type LatestRisk = { band: Band; isComplete: boolean; nextDueOn: string; assessedAt: Date }

/** What holds for a report now. */
export async function findLatestRisk(db: Transaction, reportId: string): Promise<LatestRisk | undefined> {
  const { rows } = await sql<LatestRisk>`
    select band, missing = '{}' as "isComplete", next_due_on as "nextDueOn", assessed_at as "assessedAt"
    from risk_assessment where report_id = ${reportId} order by assessed_at desc, id desc limit 1`.execute(db)
  return rows[0]
}
