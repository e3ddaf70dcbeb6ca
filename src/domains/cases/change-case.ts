import { sql } from 'kysely'
import type { Deciding } from '#domains/reports'
import { giveSight } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember, hasRole } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict, forbidden, notFound } from '#platform/http'
import { decide } from '#platform/lifecycle'
import { type Outcome, outcomes } from './case.ts'
import { type CaseAction, type CaseStatus, caseLifecycle } from './lifecycle.ts'
import { linkReports, shareReportsOfCase } from './link-reports.ts'
import { readReportsToLink } from './read-reports-to-link.ts'

/** A case as a change needs it. */
export type CaseToChange = {
  id: string
  reference: string
  status: CaseStatus
  version: number
  organisationId: number
  organisationName: string
  /** Organisations that see the case in full. */
  readers: number[]
}

/** The case under this reference, as the actor sees it. */
export async function getCaseToChange(db: Transaction, reference: string): Promise<CaseToChange> {
  const found = await db
    .selectFrom('asb_case')
    .innerJoin('organisation', 'organisation.id', 'asb_case.organisation_id')
    .select([
      'asb_case.id as id',
      'asb_case.reference as reference',
      'asb_case.status as status',
      'asb_case.version as version',
      'asb_case.organisation_id as organisationId',
      'organisation.name as organisationName',
      sql<number[]>`organisations_in(asb_case.audience)`.as('readers'),
    ])
    .where('asb_case.reference', '=', reference)
    .executeTakeFirst()
  if (found === undefined) throw notFound('case')
  return found
}

/** Whether the actor's role and organisation include this action on this case now; refuses in words when not. */
export function checkCaseAction(actor: Actor, found: CaseToChange, action: CaseAction): CaseStatus {
  const decision = decide(caseLifecycle, found.status, action, actor)
  if (!decision.allowed) {
    if (decision.because === 'role') throw forbidden()
    throw conflict(
      `${found.reference} is ${caseLifecycle.statuses[found.status].toLowerCase()} now. ${found.organisationName} leads it.`,
    )
  }
  if (!leads(actor, found) && action !== 'add_action' && action !== 'finish_action')
    throw forbidden(
      `${found.organisationName} leads this case: ask them to do this. You are still signed in.`,
    )
  return decision.newStatus
}

/** Whether the actor's organisation leads the case. */
export function leads(actor: Actor, found: { organisationId: number }): boolean {
  return actor.kind === 'member' && actor.organisations.includes(found.organisationId)
}

/** Whether the actor may work on cases at all. */
export function isCaseworker(actor: Actor): boolean {
  return hasRole(actor, 'triage_officer', 'case_officer', 'supervisor')
}

type CaseChange = Partial<{
  status: CaseStatus
  outcome: Outcome | null
  closing_reason: string
  closed_at: Date | null
}>

/** Writes a change at the version that was seen; a case that moved on in the meantime is refused with who leads it. */
async function writeChange(
  db: Transaction,
  found: CaseToChange,
  seenVersion: number,
  change: CaseChange,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('asb_case')
    .set((is) => ({ ...change, version: is('version', '+', 1), modified_at: is.fn('clock_timestamp', []) }))
    .where('id', '=', found.id)
    .where('version', '=', seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      `Somebody has changed ${found.reference} since you opened it. ${found.organisationName} leads it. Open it again to see what was done.`,
    )
}

/** Links further reports to an open case. */
export async function linkToCase(
  deciding: Deciding,
  found: CaseToChange,
  reportReferences: readonly string[],
  reason: string,
): Promise<readonly { id: string }[]> {
  const { db, actor } = deciding
  checkCaseAction(actor, found, 'link_report')
  const reports = await readReportsToLink(db, reportReferences)
  if (reports.length < new Set(reportReferences).size) throw notFound('report')
  const taken = reports.find(({ caseReference }) => caseReference !== null)
  if (taken) throw conflict(`${taken.reference} already belongs to ${taken.caseReference}.`)
  const holders = reports.flatMap(({ organisation_id }) => organisation_id ?? [])
  await writeChange(db, found, found.version, {})
  await giveSight(db, actor, {
    record: { kind: 'case', id: found.id },
    organisations: holders,
    level: 'full',
    reason: 'They hold a report that was linked',
  })
  await linkReports(deciding, found, reports, reason)
  return reports
}

/** Takes a report off a case again; who saw it keeps having seen it, and the timeline of both says so. */
export async function unlinkFromCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  reportReference: string,
  why: string,
): Promise<{ id: string }> {
  checkCaseAction(actor, found, 'unlink_report')
  const [report] = await readReportsToLink(db, [reportReference])
  if (report === undefined) throw notFound('report')
  const { numDeletedRows } = await db
    .deleteFrom('case_report')
    .where('case_id', '=', found.id)
    .where('report_id', '=', report.id)
    .executeTakeFirst()
  if (numDeletedRows === 0n)
    throw conflict(`${report.reference} is not linked to ${found.reference} any more.`)
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'report_unlinked', what: `${report.reference} unlinked`, why },
    { reportId: report.id, kind: 'case_unlinked', what: `Unlinked from ${found.reference}`, why },
  ])
  return report
}

/** Lets a partner organisation see the case and those of its reports which the lead holds. */
export async function shareCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  partnerId: number,
  why: string,
): Promise<{ recipient: string; reportIds: string[] }> {
  checkCaseAction(actor, found, 'share')
  const partner = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', '=', partnerId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (partner === undefined) throw notFound('organisation')
  if (found.readers.includes(partner.id)) throw conflict(`${partner.name} sees ${found.reference} already.`)
  await writeChange(db, found, seenVersion, {})
  const { uncovered } = await giveSight(db, asMember(actor), {
    record: { kind: 'case', id: found.id },
    organisations: [partner.id],
    level: 'full',
    reason: why,
  })
  if (uncovered.length > 0)
    throw conflict(
      `No agreement between ${found.organisationName} and ${partner.name} covers this. Nothing was shared.`,
    )
  const reportIds = (
    await db.selectFrom('case_report').select('report_id').where('case_id', '=', found.id).execute()
  ).map((row) => row.report_id)
  await shareReportsOfCase(db, asMember(actor), found, reportIds)
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'shared', what: `Shared with ${partner.name}`, why },
  ])
  return { recipient: partner.name, reportIds }
}

/** How many actions of a case are still open. */
export async function countOpenActions(db: Transaction, caseId: string): Promise<number> {
  const { count } = await db
    .selectFrom('case_action')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}

/** Closes a case with its outcome; the caller has checked that open actions have a reason. */
export async function closeCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  closing: { outcome: Outcome; reason: string; now: Date },
): Promise<void> {
  const status = checkCaseAction(actor, found, 'close')
  await writeChange(db, found, seenVersion, {
    status,
    outcome: closing.outcome,
    closing_reason: closing.reason,
    closed_at: closing.now,
  })
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'closed',
      what: `Closed: ${outcomes[closing.outcome].toLowerCase()}`,
      why: closing.reason,
    },
  ])
}

/** Opens a closed case again; its outcome stays on the timeline. */
export async function reopenCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  why: string,
): Promise<void> {
  const status = checkCaseAction(actor, found, 'reopen')
  await writeChange(db, found, seenVersion, { status, outcome: null, closing_reason: '', closed_at: null })
  await addTimelineEntries(db, actor, [{ caseId: found.id, kind: 'reopened', what: 'Reopened', why }])
}
