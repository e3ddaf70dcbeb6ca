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
    .values(
      entries.map((entry) => ({
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
      })),
    )
    .execute()
}
