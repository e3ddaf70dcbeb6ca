import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type CaseKind, kindNames } from '../case-kind.ts'
import { type CaseStatus, caseLifecycle } from '../lifecycle.ts'
import { bandNames, type RiskBand } from './bands.ts'

/** Until when a Monitored Case may be kept at its review, in weeks. */
export const reviewWeeks = ['4', '8', '12'] as const

export type CaseCategory = { id: string; code: string; label: string; priority: number }
export type Escalation = {
  at: Date
  what: 'kind' | 'priority' | 'risk_band' | 'lead' | 'status'
  fromValue: string
  toValue: string
  because: string
  actorName: string | null
  organisationName: string | null
}

/** How far a case has come: what it is about, how urgent it is, and how it became so. */
export type CaseStanding = {
  priority: number
  riskBand: RiskBand | null
  reviewOn: LocalDate | null
  /** Set where its review was suggested because nothing happened since that day. */
  quietSince: LocalDate | null
  categories: readonly CaseCategory[]
  /** Types that could be added. */
  otherTypes: readonly { code: string; label: string }[]
  /** Oldest first. */
  history: readonly Escalation[]
}

/** The standing of a case, under the reader's own permissions. */
export async function readStanding(db: Transaction, caseId: string): Promise<CaseStanding> {
  const [head, categories, history, types] = await Promise.all([
    db
      .selectFrom('asb_case')
      .select(['priority', 'risk_band as riskBand', 'review_on as reviewOn', 'quiet_since as quietSince'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow(),
    sql<CaseCategory>`
      select case_category.id, asb_type.code, asb_type.label, asb_type.priority
      from case_category join asb_type on asb_type.code = case_category.asb_type
      where case_id = ${caseId} and ended_at is null order by asb_type.priority, asb_type.label`.execute(db),
    sql<Escalation>`
      select at, what, from_value as "fromValue", to_value as "toValue", because, member.name as "actorName",
        organisation.short_name as "organisationName"
      from case_escalation
      left join member on member.id = case_escalation.member_id
      left join organisation on organisation.id = case_escalation.organisation_id
      where case_id = ${caseId} order by at, case_escalation.id`.execute(db),
    sql<{ code: string; label: string }>`
      select code, label from asb_type where (valid_to is null or valid_to > current_date)
        and code not in (select asb_type from case_category where case_id = ${caseId} and ended_at is null)
      order by label`.execute(db),
  ])
  return { ...head, categories: categories.rows, history: history.rows, otherTypes: types.rows }
}

/** Whether a Monitored Case is to be closed or kept: its day has come, or nothing happens in it. */
export function isToReview(
  { kind, status }: { kind: CaseKind; status: CaseStatus },
  { reviewOn, quietSince }: Pick<CaseStanding, 'reviewOn' | 'quietSince'>,
  day: LocalDate,
): boolean {
  return (
    kind === 'monitored' &&
    status === 'open' &&
    (quietSince !== null || (reviewOn !== null && reviewOn <= day))
  )
}

/** One step of the history in words: "Priority 3 to priority 2". */
export function escalationWords({ what, fromValue, toValue }: Escalation): string {
  const [from, to] = [wordsOf(what, fromValue), wordsOf(what, toValue)]
  return fromValue === '' ? to : `${from} to ${to.charAt(0).toLowerCase()}${to.slice(1)}`
}

function wordsOf(what: Escalation['what'], value: string): string {
  if (value === '') return 'Not assessed'
  if (what === 'kind') return kindNames[value as CaseKind]
  if (what === 'priority') return `Priority ${value}`
  if (what === 'risk_band') return bandNames[value as RiskBand]
  if (what === 'status') return caseLifecycle.statuses[value as CaseStatus]
  return value
}
