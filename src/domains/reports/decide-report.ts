import { sql } from 'kysely'
import { reasonsOn, recordDecision } from '#domains/decisions'
import { areaCodesOf } from '#domains/places'
import { shareAgainByRules } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { type MemberActor, organisationsWith } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { formatDate, formatTime, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { forbidden, notFound } from '#platform/http'
import { decide, hasAuthority, type RecordToDecide, type Transition } from '#platform/lifecycle'
import { casework, gateOf, type ReportAction, type ReportStatus, reportLifecycle } from './lifecycle.ts'
import { type OpenQueue, readOpenQueues } from './read-report.ts'

/** How long a claim keeps others away, in minutes: long enough for a report and a phone call. */
export const claimMinutes = 15

/** How many characters a note or reason may have. */
export const mostLetters = 5_000

export type Deciding = { db: Transaction; actor: MemberActor; now: Date; requestId: string }

export type Decision = {
  reference: string
  action: ReportAction
  /** The version of the report that the person had before them. */
  version: number
  comment: string
  /** Where to, when it is sent to another queue. */
  queueId: string
  /** Code of the reason, at a gate that says no or ends it. */
  reason?: string
  /** At a gate: what colleagues are to know and the reporter does not read. */
  note?: string
}

export type DecisionProblems = { comment?: string; queue?: string; reason?: string; note?: string }

export type DecisionOutcome =
  | { kind: 'done'; reportId: string; done: string; leavesSight: boolean }
  | { kind: 'problems'; problems: DecisionProblems }
  /** Somebody was quicker, or holds it: the report stands as it was. */
  | { kind: 'stale' }

type Held = {
  id: string
  status: ReportStatus
  version: number
  organisationId: number
  organisationName: string
  teamId: string | null
  areas: readonly { kind: string; code: string }[]
  queueId: string
  claimedBy: string | null
  claimExpiresAt: Date | null
}

/**
 * Does what the lifecycle allows to one report: status, claim, reason, timeline and audit stand together or not at all.
 * The report is locked before anything is written, so of two officers one wins and the other is told.
 * @throws Refusal 404 for a report out of sight, 403 for a role or an organisation that may never do this.
 */
export async function decideReport(deciding: Deciding, decision: Decision): Promise<DecisionOutcome> {
  const { db, actor, now } = deciding
  const report = await lockReport(db, actor, decision.reference)
  if (report === undefined) return { kind: 'stale' }
  const allowed = decide(reportLifecycle, reportToDecide(report), decision.action, actor)
  if (!allowed.allowed && allowed.because === 'role') throw forbidden()
  if (!allowed.allowed && allowed.because === 'record')
    throw forbidden('This report is for another team or area of your organisation. You are still signed in.')
  if (!allowed.allowed || report.version !== decision.version) return { kind: 'stale' }
  if (isHeldByAnother(report, actor, now, decision.action)) return { kind: 'stale' }

  const { transition, newStatus } = allowed
  const comment = decision.comment.trim()
  const queue =
    decision.action === 'reroute' ? await findDestination(deciding, report, decision.queueId) : undefined
  const gate = gateOf(decision.action)
  const note = gate === undefined ? '' : (decision.note ?? '').trim()
  const reason =
    gate === undefined
      ? undefined
      : reasonsOn(gate, londonDateOf(now)).find(({ code }) => code === decision.reason)
  const problems: DecisionProblems = {
    ...(gate !== undefined && reason === undefined ? { reason: 'Choose the reason' } : {}),
    ...(transition.comment.rule === 'required' && comment === ''
      ? { comment: transition.comment.missing }
      : {}),
    ...(comment.length > mostLetters
      ? { comment: `Shorten it to ${mostLetters.toLocaleString('en-GB')} characters or fewer` }
      : {}),
    ...(note.length > mostLetters
      ? { note: `Shorten it to ${mostLetters.toLocaleString('en-GB')} characters or fewer` }
      : {}),
    ...(decision.action === 'reroute' && queue === undefined ? { queue: 'Choose another queue' } : {}),
    ...(queue !== undefined && !isTriage(report, queue)
      ? { queue: `${queue.organisationName} has to agree: hand the report over instead` }
      : {}),
    ...(queue !== undefined && !(await isOpenTo(deciding, report.id, queue.organisationId))
      ? { queue: `Nobody at ${queue.organisationName} is cleared for this report. Choose another queue` }
      : {}),
  }
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }

  await writeDown(deciding, report, transition, comment, queue)
  const changed =
    queue === undefined
      ? await change(deciding, report, decision.action, newStatus, comment)
      : await move(deciding, report, queue, comment)
  if (!changed) throw new Error(`Report ${decision.reference} changed although it was locked`)
  if (gate !== undefined && reason !== undefined) {
    await recordDecision(db, actor, {
      record: { reportId: report.id },
      gate,
      reason,
      words: note,
      toldVictim: comment,
      organisationId: report.organisationId,
    })
    await addTimelineEntries(db, actor, [
      {
        reportId: report.id,
        kind: 'decision_reason',
        what: `Reason: ${reason.label}, by the reasons of ${formatDate(reason.listFrom)}`,
        why: note,
      },
    ])
  }
  return {
    kind: 'done',
    reportId: report.id,
    done: transition.done,
    leavesSight: queue !== undefined && !actor.organisations.includes(queue.organisationId),
  }
}

type ReportFacts = {
  status: ReportStatus
  organisationId: number | null
  teamId: string | null
  areas: readonly { kind: string; code: string }[]
}

/** How a report stands to organisations, teams and areas, as its lifecycle asks. */
export function reportToDecide({
  status,
  organisationId,
  teamId,
  areas,
}: ReportFacts): RecordToDecide<ReportStatus> {
  return {
    status,
    relations: organisationId === null ? [] : [{ organisationId, relation: 'holder' }],
    teamId,
    areas,
  }
}

/** Whether they may release what another has claimed. */
export function supervises(actor: MemberActor, report: ReportFacts): boolean {
  return hasAuthority(actor, { roles: ['supervisor'] }, reportToDecide(report))
}

/** Undefined when another organisation has come to hold it between the page and the action. */
async function lockReport(db: Transaction, actor: MemberActor, reference: string): Promise<Held | undefined> {
  const seen = await db
    .selectFrom('report')
    .leftJoin('organisation', 'organisation.id', 'report.organisation_id')
    .select([
      'report.organisation_id as organisationId',
      'organisation.name as organisationName',
      areaCodesOf('report').as('areas'),
    ])
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (seen === undefined) throw notFound('report')
  if (seen.organisationId === null || !organisationsWith(actor, ...casework).includes(seen.organisationId))
    throw forbidden(`${seen.organisationName ?? 'Another organisation'} holds this report and decides on it.`)
  const { rows } = await sql<Held>`
    select id, status, version, organisation_id as "organisationId", team_id as "teamId", queue_id as "queueId", claimed_by as "claimedBy",
      claim_expires_at as "claimExpiresAt", ${seen.organisationName ?? ''} as "organisationName"
    from report where reference = ${reference} for update`.execute(db)
  return rows[0] && { ...rows[0], areas: seen.areas }
}

/** A claim keeps everybody else away until it expires; a supervisor may release it. */
function isHeldByAnother(report: Held, actor: MemberActor, now: Date, action: ReportAction): boolean {
  const claimed = report.claimedBy !== null && report.claimExpiresAt !== null && report.claimExpiresAt > now
  if (action === 'release')
    return !claimed || (report.claimedBy !== actor.memberId && !supervises(actor, report))
  return claimed && report.claimedBy !== actor.memberId
}

async function findDestination(
  { db, now }: Deciding,
  report: Held,
  queueId: string,
): Promise<OpenQueue | undefined> {
  const queues = await readOpenQueues(db, londonDateOf(now))
  return queues.find(({ id }) => id === queueId && id !== report.queueId)
}

/** Another organisation is sent what was never accepted; taking over what somebody works on is a hand-over. */
function isTriage(report: Held, queue: OpenQueue): boolean {
  return report.status === 'awaiting_triage' || queue.organisationId === report.organisationId
}

/** Whether somebody of the organisation could open the report: a restricted one is for cleared people alone. */
async function isOpenTo({ db }: Deciding, reportId: string, organisationId: number): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select partition_code is null or cleared_people(${organisationId}, partition_code) > 0 as open
    from report where id = ${reportId}`.execute(db)
  return rows[0]?.open === true
}

async function change(
  { db, actor, now }: Deciding,
  report: Held,
  action: ReportAction,
  status: ReportStatus,
  comment: string,
): Promise<boolean> {
  const claims = action === 'claim'
  const decided = status === report.status ? {} : { decision_reason: reasonForReporter(action, comment) }
  const { numUpdatedRows } = await db
    .updateTable('report')
    .set({
      status,
      ...decided,
      claimed_by: claims ? actor.memberId : null,
      claim_expires_at: claims ? claimEnd(now) : null,
      ...(report.status === 'awaiting_triage' && status !== 'awaiting_triage' ? { triaged_at: now } : {}),
      ...(action === 'close' ? { closed_at: now } : {}),
      ...(action === 'reopen' ? { triaged_at: null, closed_at: null } : {}),
      version: report.version + 1,
      modified_at: sql`clock_timestamp()`,
    })
    .where('id', '=', report.id)
    .where('version', '=', report.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function move(
  { db, actor, requestId }: Deciding,
  report: Held,
  queue: OpenQueue,
  comment: string,
): Promise<boolean> {
  const because = `Sent by ${actor.name}, ${report.organisationName}: ${comment}`
  const { rows } = await sql<{ version: number | null }>`
    select move_report(${report.id}, ${report.version}, ${queue.id}, ${because}) as version`.execute(db)
  await shareAgainByRules(db, actor, 'report', [report.id], requestId)
  return rows[0]?.version === report.version + 1
}

const claimEnd = (now: Date) => new Date(now.getTime() + claimMinutes * 60_000)

/** Only a reason at a gate that says no, or at the end, is written for the reporter. */
function reasonForReporter(action: ReportAction, comment: string): string {
  return action === 'refuse' || action === 'not_asb' || action === 'close' ? comment : ''
}

/** Before the change, because a report that moves away takes its timeline out of the mover's sight. */
async function writeDown(
  { db, actor, now, requestId }: Deciding,
  report: Held,
  { action, done }: Transition<ReportStatus, ReportAction>,
  comment: string,
  queue: OpenQueue | undefined,
): Promise<void> {
  const told = wordsForReporter(action, report.organisationName, queue)
  const what = action === 'claim' ? `Claimed until ${formatTime(claimEnd(now))}` : (told ?? done)
  await Promise.all([
    addTimelineEntries(db, actor, [
      { reportId: report.id, kind: action, what, why: comment, toldToReporter: told !== undefined },
    ]),
    queue === undefined || queue.organisationId === report.organisationId
      ? undefined
      : recordAudit(
          db,
          actor,
          'disclose',
          [{ kind: 'report', id: report.id, recipient: queue.organisationName, reason: comment }],
          requestId,
        ),
  ])
}

function wordsForReporter(
  action: ReportAction,
  organisation: string,
  queue: OpenQueue | undefined,
): string | undefined {
  switch (action) {
    case 'accept':
      return `${organisation} accepted the report and will deal with it`
    case 'reroute':
      return queue && `Sent to ${queue.name}, ${queue.organisationName}`
    case 'refuse':
      return `${organisation} decided not to take this further`
    case 'not_asb':
      return `${organisation} decided that this is not anti-social behaviour`
    case 'close':
      return `${organisation} closed the report`
    case 'reopen':
      return `${organisation} opened the report again`
    default:
      return undefined
  }
}
