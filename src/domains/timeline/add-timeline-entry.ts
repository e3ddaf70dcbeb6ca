import { type Actor, memberOf, nameOf, organisationOf } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

/** A fact about one report or one case. */
export type NewTimelineEntry = ({ reportId: string } | { caseId: string }) & {
  /** Machine word for the kind of fact: 'filed', 'routed', 'accepted', 'action_added'. */
  kind: string
  what: string
  why?: string
  /** Another record that it tells of: who does not see that one is not shown the entry. */
  about?: { reportId: string } | { caseId: string }
  /** Shown to the reporter on their private status page; `what` is then in their words. */
  toldToReporter?: boolean
}

/** Adds facts to timelines, in the transaction of what they tell. */
export async function addTimelineEntries(
  db: Transaction,
  actor: Actor,
  entries: readonly NewTimelineEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await db
    .insertInto('timeline_entry')
    .values(entries.map((entry) => rowOf(actor, entry)))
    .execute()
}

function rowOf(actor: Actor, entry: NewTimelineEntry) {
  return {
    id: newId(),
    report_id: 'reportId' in entry ? entry.reportId : null,
    case_id: 'caseId' in entry ? entry.caseId : null,
    about_report_id: entry.about !== undefined && 'reportId' in entry.about ? entry.about.reportId : null,
    about_case_id: entry.about !== undefined && 'caseId' in entry.about ? entry.about.caseId : null,
    kind: entry.kind,
    what: entry.what,
    why: entry.why ?? '',
    organisation_id: organisationOf(actor)?.id ?? null,
    member_id: memberOf(actor),
    actor_name: nameOf(actor),
    told_to_reporter: entry.toldToReporter ?? false,
  }
}

/**
 * Adds a note to a report or a case, once for the form it was typed in, however often that is sent.
 * @param form the number that the form carried; left out by whoever sends none
 */
export async function addTimelineNote(
  db: Transaction,
  actor: Actor,
  record: { reportId: string } | { caseId: string },
  { words, form }: { words: string; form: string | undefined },
): Promise<void> {
  const note = { ...record, kind: 'note', what: 'Note', why: words }
  if (form === undefined) return addTimelineEntries(db, actor, [note])
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('timeline_entry')
    .values({ ...rowOf(actor, note), id: form })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return
  const sent = await db
    .selectFrom('timeline_entry')
    .select('id')
    .where('id', '=', form)
    .where('kind', '=', 'note')
    .where('member_id', '=', memberOf(actor))
    .where(
      'reportId' in record ? 'report_id' : 'case_id',
      '=',
      'reportId' in record ? record.reportId : record.caseId,
    )
    .executeTakeFirst()
  // A number that something else has: what was typed is not lost for it.
  if (sent === undefined) await addTimelineEntries(db, actor, [note])
}
