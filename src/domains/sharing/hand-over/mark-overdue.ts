import { sql } from 'kysely'
import { addTimelineEntries, type NewTimelineEntry } from '#domains/timeline'
import { system } from '#platform/actor'
import { type Clock, formatDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type HandOverKind, kindNames } from './lifecycle.ts'

type Overdue = {
  id: string
  kind: HandOverKind
  reportId: string | null
  caseId: string | null
  dueOn: string
  toName: string | null
}

/**
 * Marks hand-overs whose day to answer has passed, and says so on the record's timeline once; supervisors of both sides
 * have them on their list. Gives how many were marked.
 */
export async function markOverdueHandOvers(db: Transaction, clock: Clock): Promise<number> {
  const { rows } = await sql<Overdue>`
    update hand_over set overdue_at = ${clock.now()}
    from hand_over as late left join organisation on organisation.id = late.to_organisation_id
    where late.id = hand_over.id and hand_over.status = 'awaiting' and hand_over.overdue_at is null
      and hand_over.due_on < ${today(clock)}
    returning hand_over.id, hand_over.kind, hand_over.report_id as "reportId", hand_over.case_id as "caseId",
      hand_over.due_on as "dueOn", organisation.name as "toName"`.execute(db)
  await addTimelineEntries(
    db,
    system,
    rows.flatMap(({ kind, reportId, caseId, dueOn, toName }): NewTimelineEntry[] => {
      const what = `${kindNames[kind]} not answered by ${toName ?? 'the other organisation'}: it was due on ${formatDate(dueOn)}`
      const entry = { kind: 'hand_over_overdue', what }
      if (reportId !== null) return [{ ...entry, reportId }]
      return caseId === null ? [] : [{ ...entry, caseId }]
    }),
  )
  return rows.length
}
