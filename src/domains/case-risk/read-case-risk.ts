import { sql } from 'kysely'
import type { Band } from '#domains/risk'
import type { Transaction } from '#platform/database'

export type SignOffDue = { level: string; dueOn: string }
export type SignOff = {
  level: string
  band: Band
  words: string
  signedByName: string
  signedAt: Date
}

export type CaseRisk = {
  band: Band | null
  bandSince: string | null
  nextDueOn: string
  staleOn: string
  signOffsDue: readonly SignOffDue[]
}

/** What holds of the risk of an open case; nothing for a closed one. One statement. */
export async function findCaseRisk(db: Transaction, caseId: string): Promise<CaseRisk | undefined> {
  const { rows } = await sql<CaseRisk>`
    select band, band_since as "bandSince", next_due_on as "nextDueOn", stale_on as "staleOn",
      coalesce((select json_agg(json_build_object('level', level, 'dueOn', due_on) order by due_on, level)
        from case_sign_off_due where case_sign_off_due.case_id = case_risk.case_id), '[]') as "signOffsDue"
    from case_risk where case_id = ${caseId}`.execute(db)
  return rows[0]
}

/** Who signed off, newest first. */
export async function readSignOffs(db: Transaction, caseId: string): Promise<SignOff[]> {
  const { rows } = await sql<SignOff>`
    select level, band, words, coalesce(member.name, 'A colleague elsewhere') as "signedByName", signed_at as "signedAt"
    from risk_sign_off left join member on member.id = signed_by
    where case_id = ${caseId} order by signed_at desc, risk_sign_off.id desc`.execute(db)
  return rows
}

/** The levels at which the reader may sign off in an organisation today. */
export async function readMyLevels(
  db: Transaction,
  organisation: number,
  codes: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ level: string }>`
    select level from unnest(${[...codes]}::text[]) as level where may_sign_off(${organisation}, level)`.execute(
    db,
  )
  return rows.map(({ level }) => level)
}
