import type { MemberActor } from '#platform/actor'
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
