import { z } from 'zod'
import { askReason } from '#domains/governance'
import { showLesserRecord } from '#domains/sharing'
import { readReportTimeline, type TimelineEntry } from '#domains/timeline'
import { type Actor, hasRole, type MemberActor } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { today } from '#platform/clock'
import type { Html } from '#platform/govuk'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { availableActions, decide } from '#platform/lifecycle'
import { addNote, reportToNote } from './add-note.ts'
import {
  type Decision,
  type DecisionOutcome,
  decideReport,
  reportToDecide,
  supervises,
} from './decide-report.ts'
import { casework, type ReportAction, type ReportStatus, reportLifecycle } from './lifecycle.ts'
import { findReport, type ReportDetail, readOpenQueues } from './read-report.ts'
import { type ActionRow, ReportPage, type ReportPageProps } from './report-page.tsx'

type PanelContext = Pick<Context<unknown, unknown, unknown>, 'db' | 'actor' | 'clock'>

/**
 * Something another domain shows on the page of a report, such as possible repeats: read in the same transaction, and
 * rendered, like the page, after it.
 */
export type ReportPanel = (context: PanelContext, report: ReportDetail) => Promise<() => Html | null>
/**
 * A panel that every report has: what it reads is asked by the reference alone, so that it goes to the database together
 * with the report. A way to the database and back is a tenth of opening one.
 */
export type EarlyReportPanel = (
  context: PanelContext,
  reference: string,
) => { asked: Promise<unknown>; of: (report: ReportDetail) => Promise<() => Html | null> }
export type ReportPanels = readonly (ReportPanel | { early: EarlyReportPanel })[]

const params = z.object({ reference: referenceSchema('ASB') })
/** Who opens what stands beside a report. A light account reads the report, as much of it as it was given, alone. */
const recordReaders = [...casework, 'analyst'] as const
/** What is decided about a report; a note is none of it. */
const actions = [...new Set(reportLifecycle.transitions.map(({ action }) => action))].filter(
  (action) => action !== 'note',
) as [ReportAction, ...ReportAction[]]
const actionName = z.enum(actions)

const decisionBody = z.object({
  version: z.coerce.number().int(),
  /** Its length is judged with the decision, so that a long one comes back to its field. */
  comment: z.string().default(''),
  queue: z.string().max(100).default(''),
  reason: z.string().max(100).default(''),
  note: z.string().default(''),
  /** The list it was done from, to come back to. */
  from: z
    .string()
    .regex(/^\/queue(\?\S*)?$/)
    .optional()
    .catch(undefined),
})

/** The page of a report and what may be done with it. `panels` are shown in their order, below the report itself. */
export function reportStaffRoutes(panels: ReportPanels = []): Route[] {
  return [
    route({
      method: 'GET',
      url: '/reports/:reference',
      permission: forRoles(...recordReaders, 'partner'),
      audit: 'consult',
      params,
      query: z.object({ done: actionName.optional().catch(undefined) }),
      async handler(context) {
        const { reference } = context.params
        const asking = findReport(context.db, reference)
        const begun = begin(context, reference, panels)
        const report = await asking
        if (report === undefined) return showLesserRecord(context, 'report', reference)
        const [asked, props] = await Promise.all([
          askReason(context, { ...report, kind: 'report' }),
          pageProps(context, report, begun),
        ])
        if ('answer' in asked) return asked.answer
        context.audit({ kind: 'report', id: report.id, reason: asked.reason })
        const { done } = context.query
        return page((frame) =>
          ReportPage({ ...props, frame, ...(done === undefined ? {} : { done: doneWords(done) }) }),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/reports/:reference/actions/:action',
      permission: forRoles('triage_officer', 'case_officer', 'supervisor'),
      audit: 'alter',
      params: params.extend({ action: actionName }),
      body: decisionBody,
      async handler(context) {
        const { db, actor, clock, requestId, params, body } = context
        const decision: Decision = {
          reference: params.reference,
          action: params.action,
          version: body.version,
          comment: body.comment,
          queueId: body.queue,
          reason: body.reason,
          note: body.note,
        }
        const outcome = await decideReport(
          { db, actor: asMember(actor), now: clock.now(), requestId },
          decision,
        )
        if (outcome.kind !== 'done') return showAgain(context, decision, outcome, panels)
        context.audit({
          kind: 'report',
          id: outcome.reportId,
          reason: body.comment.trim(),
          summary: params.action,
        })
        if (outcome.leavesSight) return redirect(`/queue?sent=${params.reference}`)
        return redirect(body.from ?? `/reports/${params.reference}?done=${params.action}`)
      },
    }),
    route({
      method: 'POST',
      url: '/reports/:reference/notes',
      permission: forRoles(...casework),
      audit: 'alter',
      params,
      body: z.object({ comment: z.string().default(''), form: z.uuid().optional().catch(undefined) }),
      async handler(context) {
        const { db, actor, params, body, audit } = context
        const { reference } = params
        const noted = await addNote(db, asMember(actor), reference, body)
        if (noted.kind === 'problems') {
          const typed = { reference, action: 'note', version: 0, comment: body.comment, queueId: '' } as const
          return showAgain(context, typed, noted, panels)
        }
        audit({ kind: 'report', id: noted.reportId, summary: 'note added' })
        return redirect(`/reports/${reference}#timeline`)
      },
    }),
  ]
}

function asMember(actor: Actor): MemberActor {
  if (actor.kind !== 'member') throw new Error('The permission of this route lets members through alone')
  return actor
}

/** The page once more, with what was typed: because something is missing (422), or somebody was quicker (409). */
async function showAgain(
  context: Context<unknown, unknown, unknown>,
  decision: Decision,
  outcome: Exclude<DecisionOutcome, { kind: 'done' }>,
  panels: ReportPanels,
): Promise<Answer> {
  const asking = findReport(context.db, decision.reference)
  const begun = begin(context, decision.reference, panels)
  const report = await asking
  if (report === undefined) throw notFound('report')
  const asked = await askReason(context, { ...report, kind: 'report' })
  if ('answer' in asked) return asked.answer
  await recordAudit(
    context.db,
    context.actor,
    'consult',
    [{ kind: 'report', id: report.id, reason: asked.reason }],
    context.requestId,
  )
  const props = await pageProps(context, report, begun)
  const { action, comment, queueId, reason = '', note = '' } = decision
  const typed = { action, comment, queueId, reason, note }
  return outcome.kind === 'stale'
    ? page((frame) => ReportPage({ ...props, frame, typed, isStale: true }), { status: 409 })
    : page(
        (frame) =>
          ReportPage({ ...props, frame: { ...frame, hasErrors: true }, typed, problems: outcome.problems }),
        { status: 422 },
      )
}

/** What of a report's page is asked before the report itself is known. */
type Begun = {
  timeline: Promise<TimelineEntry[]>
  panels: readonly ((report: ReportDetail) => Promise<() => Html | null>)[]
}

function begin(context: PanelContext, reference: string, panels: ReportPanels): Begun {
  const timeline = readReportTimeline(context.db, reference)
  const asked: Promise<unknown>[] = [timeline]
  const begun = (hasRole(context.actor, ...recordReaders) ? panels : []).map((panel) => {
    if (!('early' in panel)) return (report: ReportDetail) => panel(context, report)
    const early = panel.early(context, reference)
    asked.push(early.asked)
    return early.of
  })
  // Where there is no such report nobody waits for them; whoever does hears what went wrong.
  for (const each of asked) each.catch(() => {})
  return { timeline, panels: begun }
}

async function pageProps(
  context: PanelContext,
  report: ReportDetail,
  begun: Begun,
): Promise<Omit<ReportPageProps, 'frame'>> {
  const { db, actor, clock } = context
  const member = asMember(actor)
  const isHeldByUs = report.holder !== null && member.organisations.includes(report.holder.organisationId)
  const mayOpenRecords = hasRole(actor, ...recordReaders)
  const rows = isHeldByUs ? offeredActions(report, member, clock.now()) : []
  const [timeline, queues, ...shown] = await Promise.all([
    begun.timeline,
    rows.some(({ action }) => action === 'reroute') ? readOpenQueues(db, today(clock)) : [],
    ...begun.panels.map((panel) => panel(report)),
  ])
  return {
    report,
    timeline,
    panels: shown,
    isHeldByUs,
    mayOpenRecords,
    mayNote: decide(
      reportLifecycle,
      reportToNote({ ...report, readers: report.readers.map(({ id }) => id) }),
      'note',
      actor,
    ).allowed,
    memberId: member.memberId,
    actions: rows,
    queues,
    now: clock.now(),
  }
}

/** The lifecycle's actions, less those that somebody's claim keeps this person from. */
function offeredActions(report: ReportDetail, actor: MemberActor, now: Date): readonly ActionRow[] {
  const claim = report.claim !== null && report.claim.until > now ? report.claim : undefined
  const isMine = claim?.memberId === actor.memberId
  const facts = {
    status: report.status,
    organisationId: report.holder?.organisationId ?? null,
    teamId: report.holder?.teamId ?? null,
    areas: report.areas,
  }
  return availableActions<ReportStatus, ReportAction>(reportLifecycle, reportToDecide(facts), actor).filter(
    ({ action }) =>
      action === 'release'
        ? claim !== undefined && (isMine || supervises(actor, facts))
        : claim === undefined || isMine,
  )
}

function doneWords(action: ReportAction): string {
  return reportLifecycle.transitions.find((transition) => transition.action === action)?.done ?? ''
}
