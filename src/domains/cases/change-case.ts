import { sql } from 'kysely'
import { reasonsOn, recordDecision } from '#domains/decisions'
import { areaCodesOf } from '#domains/places'
import type { Deciding } from '#domains/reports'
import { raiseFlags } from '#domains/risk'
import { giveSight, shareAgainByRules } from '#domains/sharing'
import { addTimelineEntries, addTimelineNote } from '#domains/timeline'
import { type Actor, asMember, hasRole, organisationsWith } from '#platform/actor'
import { formatDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden, notFound } from '#platform/http'
import { decide, type RecordToDecide } from '#platform/lifecycle'
import { type Outcome, outcomes } from './case.ts'
import type { CaseKind } from './case-kind.ts'
import { type CaseAction, type CaseStatus, caseLifecycle, casework } from './lifecycle.ts'
import { linkReports } from './link-reports.ts'
import { readReportsToLink } from './read-reports-to-link.ts'

/** A case as a change needs it. */
export type CaseToChange = {
  id: string
  reference: string
  kind: CaseKind
  status: CaseStatus
  version: number
  organisationId: number
  organisationName: string
  /** Organisations that see the case in full. */
  readers: number[]
  areas: { kind: string; code: string }[]
}

/** What a change needs of the case under this reference, as the actor sees it; a page adds what it shows beside. */
export function caseToChangeQuery(db: Transaction, reference: string) {
  return db
    .selectFrom('asb_case')
    .innerJoin('organisation', 'organisation.id', 'asb_case.organisation_id')
    .select([
      'asb_case.id as id',
      'asb_case.reference as reference',
      'asb_case.kind as kind',
      'asb_case.status as status',
      'asb_case.version as version',
      'asb_case.organisation_id as organisationId',
      'organisation.name as organisationName',
      sql<number[]>`organisations_in(asb_case.audience)`.as('readers'),
      areaCodesOf('asb_case').as('areas'),
    ])
    .where('asb_case.reference', '=', reference)
}

/**
 * The case under this reference, as the actor sees it.
 * @throws Refusal 404
 */
export async function getCaseToChange(db: Transaction, reference: string): Promise<CaseToChange> {
  const found = await caseToChangeQuery(db, reference).executeTakeFirst()
  if (found === undefined) throw notFound('case')
  return found
}

/** How organisations stand to a case, as its lifecycle asks; with the one that was given an action, where that is meant. */
export function caseToDecide(
  {
    status,
    organisationId,
    readers,
    areas,
  }: Omit<CaseToChange, 'id' | 'reference' | 'kind' | 'version' | 'organisationName'>,
  ownerOrganisationId?: number,
): RecordToDecide<CaseStatus> {
  const owners = ownerOrganisationId === undefined ? [] : [ownerOrganisationId]
  return {
    status,
    relations: [
      { organisationId, relation: 'lead' },
      ...readers.map((reader) => ({ organisationId: reader, relation: 'reader' })),
      ...owners.map((owner) => ({ organisationId: owner, relation: 'owner' })),
    ],
    areas,
  }
}

/** Whether the actor's duties include this action on this case now; refuses in words when not. */
export function checkCaseAction(
  actor: Actor,
  found: CaseToChange,
  action: CaseAction,
  owner?: { id: number; name: string },
): CaseStatus {
  const decision = decide(caseLifecycle, caseToDecide(found, owner?.id), action, actor)
  if (decision.allowed) return decision.newStatus
  if (decision.because === 'role') throw forbidden()
  if (decision.because === 'status')
    throw conflict(
      `${found.reference} is ${caseLifecycle.statuses[found.status].toLowerCase()} now. ${found.organisationName} leads it.`,
    )
  throw forbidden(refusalWords(actor, found, owner?.name))
}

function refusalWords(actor: Actor, found: CaseToChange, owner: string | undefined): string {
  if (organisationsWith(actor, ...casework).includes(found.organisationId))
    return 'This case lies outside the area that you work in. You are still signed in.'
  if (owner !== undefined)
    return `${owner} does this action, and only they or the lead end it. You are still signed in.`
  return `${found.organisationName} leads this case: ask them to do this. You are still signed in.`
}

/** Whether the actor may work on cases at all. */
export function isCaseworker(actor: Actor): boolean {
  return hasRole(actor, ...casework)
}

type CaseChange = Partial<{
  status: CaseStatus
  outcome: Outcome | null
  closing_reason: string
  closed_at: Date | null
  kind: CaseKind
  kind_because: string
  review_on: string | null
  quiet_since: null
}>

/** Writes a change at the version that was seen; a case that moved on in the meantime is refused with who leads it. */
export async function writeChange(
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
  const holders = reports.flatMap(({ organisationId }) => organisationId ?? [])
  await writeChange(db, found, found.version, {})
  await giveSight(db, actor, {
    record: { kind: 'case', id: found.id },
    organisations: holders,
    level: 'full',
    reason: 'They hold a report that was linked',
  })
  await linkReports(deciding, found, reports, reason)
  await shareAgainByRules(db, actor, 'case', [found.id], deciding.requestId)
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
  await raiseFlags(db, [report.id])
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'report_unlinked',
      what: `${report.reference} unlinked`,
      why,
      about: { reportId: report.id },
    },
    {
      reportId: report.id,
      kind: 'case_unlinked',
      what: `Unlinked from ${found.reference}`,
      why,
      about: { caseId: found.id },
    },
  ])
  return report
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

/** Whether a victim, or somebody who reported it and can be reached, is to be told of the end of a case. */
export async function isSomebodyToTell(db: Transaction, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from case_party where case_id = ${caseId} and role = 'victim' and until is null)
      or exists (select from case_report join report_contact on report_contact.report_id = case_report.report_id
        where case_report.case_id = ${caseId}) as found`.execute(db)
  return rows[0]?.found === true
}

/**
 * Closes a case with its outcome, and keeps why and what those affected are told; the caller has checked that open
 * actions have a reason.
 */
export async function closeCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  closing: { outcome: Outcome; reason: string; told: string; now: Date },
): Promise<void> {
  const status = checkCaseAction(actor, found, 'close')
  const reason = reasonsOn('case_close', londonDateOf(closing.now)).find(
    ({ code }) => code === closing.outcome,
  )
  if (reason === undefined) throw conflict('That outcome is not on the list any more. Choose another.')
  await writeChange(db, found, seenVersion, {
    status,
    outcome: closing.outcome,
    closing_reason: closing.reason,
    closed_at: closing.now,
  })
  await recordDecision(db, asMember(actor), {
    record: { caseId: found.id },
    gate: 'case_close',
    reason,
    words: closing.reason,
    toldVictim: closing.told,
    organisationId: found.organisationId,
  })
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'closed',
      what: `Closed: ${outcomes[closing.outcome].toLowerCase()}, by the outcomes of ${formatDate(reason.listFrom)}`,
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
  await writeChange(db, found, seenVersion, {
    status,
    outcome: null,
    closing_reason: '',
    closed_at: null,
    quiet_since: null,
  })
  await addTimelineEntries(db, actor, [{ caseId: found.id, kind: 'reopened', what: 'Reopened', why }])
}

/** Adds a note to the timeline of the case, where everybody who sees the case in full reads it. */
export async function addNote(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  note: { words: string; form: string | undefined },
): Promise<void> {
  checkCaseAction(actor, found, 'note')
  await addTimelineNote(db, actor, { caseId: found.id }, note)
}
