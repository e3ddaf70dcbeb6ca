import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { parseReference } from '#platform/ids'

export type Unmatched = {
  id: string
  organisationId: number
  reportId: string
  reference: string
  arrivedAt: Date
  dueAt: Date
  settledAt: Date | null
  startedAt: Date
  endedAt: Date | null
  what: string
  effect: string
}

/** @throws Refusal 404 for an item of another organisation */
export async function getUnmatched(db: Transaction, id: string): Promise<Unmatched> {
  const item = await db
    .selectFrom('unmatched_item')
    .innerJoin('report', 'report.id', 'unmatched_item.report_id')
    .innerJoin('diary_entry', 'diary_entry.id', 'unmatched_item.diary_entry_id')
    .select([
      'unmatched_item.id as id',
      'unmatched_item.organisation_id as organisationId',
      'unmatched_item.report_id as reportId',
      'report.reference as reference',
      'unmatched_item.arrived_at as arrivedAt',
      'unmatched_item.due_at as dueAt',
      'unmatched_item.settled_at as settledAt',
      'diary_entry.started_at as startedAt',
      'diary_entry.ended_at as endedAt',
      'diary_entry.what as what',
      'diary_entry.effect as effect',
    ])
    .where('unmatched_item.id', '=', id)
    .executeTakeFirst()
  if (item === undefined) throw notFound('page')
  return item
}

export type Settlement = { to: string; reason: string }
export type SettlementProblems = { to?: string; reason?: string }

/** Attaches what came to a report or case that the person sees, or answers it with a reason. */
export async function settleUnmatched(
  db: Transaction,
  actor: MemberActor,
  item: Unmatched,
  { to, reason }: Settlement,
  now: Date,
): Promise<SettlementProblems | undefined> {
  const because = reason.trim().slice(0, 1_000)
  const target = to.trim() === '' ? undefined : await findTarget(db, to)
  if (to.trim() !== '' && target === undefined)
    return { to: 'There is no such report or case, or you do not see it' }
  if (target === undefined && because === '')
    return { reason: 'Enter a report or case, or say why it belongs to none' }
  const { numUpdatedRows } = await db
    .updateTable('unmatched_item')
    .set({
      settled_at: now,
      settled_by: actor.memberId,
      settled_as: target === undefined ? 'answered' : 'attached',
      attached_report_id: target?.reportId ?? null,
      attached_case_id: target?.caseId ?? null,
      reason: because,
    })
    .where('id', '=', item.id)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return undefined
  const isElsewhere = target !== undefined && target.reportId !== item.reportId
  await addTimelineEntries(db, actor, [
    {
      ...(target?.caseId ? { caseId: target.caseId } : { reportId: target?.reportId ?? item.reportId }),
      kind: target === undefined ? 'diary_answered' : 'diary_attached',
      what:
        target === undefined
          ? 'A diary entry was read and left as it is'
          : `A diary entry of ${item.reference} was attached`,
      why: because,
      ...(isElsewhere ? { about: { reportId: item.reportId } } : {}),
    },
  ])
  return undefined
}

type Target = { reportId: string | null; caseId: string | null }

async function findTarget(db: Transaction, typed: string): Promise<Target | undefined> {
  const report = parseReference(typed, 'ASB')
  const found =
    report === undefined
      ? undefined
      : await db.selectFrom('report').select('id').where('reference', '=', report).executeTakeFirst()
  if (found !== undefined) return { reportId: found.id, caseId: null }
  const reference = parseReference(typed, 'CASE')
  const known =
    reference === undefined
      ? undefined
      : await db.selectFrom('asb_case').select('id').where('reference', '=', reference).executeTakeFirst()
  return known && { reportId: null, caseId: known.id }
}
