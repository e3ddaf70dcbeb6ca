import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { Reason } from './reasons.ts'

export type DecisionRecord = { reportId: string } | { caseId: string }

/** Writes why something was decided, in the transaction of the decision, while the organisation still holds the record. */
export async function recordDecision(
  db: Transaction,
  actor: MemberActor,
  decision: {
    record: DecisionRecord
    /** As in the packs: `report_refuse`, `case_close`. */
    gate: string
    reason: Reason
    /** For colleagues. */
    words: string
    /** In words for whoever is affected; empty where there is nobody to tell. */
    toldVictim: string
    /** The one that holds the record. */
    organisationId: number
  },
): Promise<void> {
  await db
    .insertInto('decision_reason')
    .values({
      id: newId(),
      report_id: 'reportId' in decision.record ? decision.record.reportId : null,
      case_id: 'caseId' in decision.record ? decision.record.caseId : null,
      gate: decision.gate,
      code: decision.reason.code,
      label: decision.reason.label,
      list_from: decision.reason.listFrom,
      words: decision.words,
      told_victim: decision.toldVictim,
      organisation_id: decision.organisationId,
      decided_by: actor.memberId,
    })
    .execute()
}

export type RecordedDecision = {
  gate: string
  code: string
  label: string
  /** From when the list of reasons held that it is from; null for decisions before that was kept. */
  listFrom: LocalDate | null
  words: string
  toldVictim: string
  decidedAt: Date
  decidedByName: string
  organisationName: string
}

/** Why a record was decided on, latest first: what letters about it say. */
export function readDecisions(db: Transaction, record: DecisionRecord): Promise<RecordedDecision[]> {
  return db
    .selectFrom('decision_reason')
    .innerJoin('member', 'member.id', 'decision_reason.decided_by')
    .innerJoin('organisation', 'organisation.id', 'decision_reason.organisation_id')
    .select([
      'gate',
      'code',
      'label',
      'list_from as listFrom',
      'words',
      'told_victim as toldVictim',
      'decided_at as decidedAt',
      'member.name as decidedByName',
      'organisation.name as organisationName',
    ])
    .where((is) =>
      'reportId' in record ? is('report_id', '=', record.reportId) : is('case_id', '=', record.caseId),
    )
    .orderBy('decided_at', 'desc')
    .orderBy('decision_reason.id', 'desc')
    .execute()
}
