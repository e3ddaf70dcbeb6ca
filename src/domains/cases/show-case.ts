import { askReason } from '#domains/governance'
import { handOverPanelOf, showLesserRecord } from '#domains/sharing'
import { readCaseTimeline, type TimelineFilter, timelineFilterSchema } from '#domains/timeline'
import { hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { type Answer, type Context, page } from '#platform/http'
import { decide } from '#platform/lifecycle'
import { readActionPlan, readCaseEvidence } from './action-plan.ts'
import { CasePage, type CasePageProps } from './case-page.tsx'
import { caseToDecide, isSomebodyToTell } from './change-case.ts'
import { type CaseHold, readHolds } from './change-routes.ts'
import { type FormState, pageOf } from './form-state.ts'
import { type CaseAction, caseLifecycle, caseReaders } from './lifecycle.ts'
import { isToReview, readStanding } from './model/standing.ts'
import type { ReadPartnerFigures } from './patterns/partner-figures.ts'
import { readReviewEvidence } from './quiet/read-review.ts'
import { type CaseRecord, findCase, readPossibleOwners } from './read-case.ts'
import type { CaseTab } from './tabs/case-tab.ts'
import { type OpenedTab, openCaseTab, showTabs } from './tabs/open-tab.ts'
import { PlanPage } from './tabs/plan-page.tsx'
import { TimelinePage } from './tabs/timeline-page.tsx'

type Any = Context<unknown, unknown, unknown>

/** What other domains add to the pages of a case. */
export type CaseParts = {
  /** Beside the facts on the overview; at most one cheap statement each. */
  panels?: readonly CasePanel[]
  tabs?: readonly CaseTab[]
  /** What a case closes with for a reason alone. */
  holds?: readonly CaseHold[]
  /** Partners' figures beside the patterns. */
  figures?: ReadPartnerFigures
}
export type CasePanel = (
  context: Any,
  record: Pick<
    CaseRecord,
    | 'id'
    | 'reference'
    | 'organisationId'
    | 'mayAskReason'
    | 'status'
    | 'openedAt'
    | 'closedAt'
    | 'pausedUntil'
    | 'wasPaused'
  >,
) => Promise<() => Html | null>

/** The page of a case on which a form stands, with the form as it came back. */
export function showPageOf(
  parts: CaseParts,
  context: Any,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const page = state === undefined ? '' : pageOf(state.typed)
  if (page === 'plan') return showPlan(parts, context, reference, state)
  if (page === 'timeline') return showTimeline(parts, context, reference, firstPage, state)
  return showCase(parts, context, reference, state)
}

const statusOf = (state: FormState | undefined) =>
  state === undefined ? 200 : state.conflict === undefined ? 422 : 409

const mayIn =
  ({ actor }: Any, { head }: OpenedTab) =>
  (action: CaseAction, owner?: number) =>
    decide(caseLifecycle, caseToDecide(head, owner), action, actor).allowed

/** The action plan of a case. */
export async function showPlan(
  { tabs = [] }: CaseParts,
  context: Any,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const opened = await openCaseTab(context, { reference, tabs, path: 'plan' })
  if ('answer' in opened) return opened.answer
  const { db, clock } = context
  const [plan, { possibleOwners }, evidence] = await Promise.all([
    readActionPlan(db, opened.head.id),
    readPossibleOwners(db, opened.head.readers),
    readCaseEvidence(db, opened.head.id),
  ])
  const may = mayIn(context, opened)
  return page(
    (frame) =>
      PlanPage({
        frame,
        opened,
        record: { reference, plan, possibleOwners, evidence },
        today: today(clock),
        mayAdd: may('add_action'),
        mayFinish: (action) => action.status === 'open' && may('finish_action', action.ownerOrganisationId),
        mayReassign: (action) =>
          action.status === 'open' && may('reassign_action', action.ownerOrganisationId),
        mayAttach: (action) => may('attach_evidence', action.ownerOrganisationId),
        state,
      }),
    { status: statusOf(state) },
  )
}

const entriesOnPage = 50
/** On one page, to print or to keep: no case is known that has more, and one that has goes on over the page. */
const entriesOfWhole = 5_000
const firstPage = timelineFilterSchema.parse({})

/** The timeline of a case, a page of it or the whole. */
export async function showTimeline(
  { tabs = [] }: CaseParts,
  context: Any,
  reference: string,
  filter: TimelineFilter,
  state?: FormState,
): Promise<Answer> {
  const opened = await openCaseTab(context, { reference, tabs, path: 'timeline' })
  if ('answer' in opened) return opened.answer
  const { db } = context
  const reports = await db
    .selectFrom('case_report')
    .innerJoin('report', 'report.id', 'case_report.report_id')
    .select(['report.id', 'report.reference'])
    .where('case_report.case_id', '=', opened.head.id)
    .execute()
  const timeline = await readCaseTimeline(
    db,
    { id: opened.head.id, reference, reports },
    filter,
    filter.view === 'whole' ? entriesOfWhole : entriesOnPage,
  )
  const mayNote = mayIn(context, opened)('note')
  return page((frame) => TimelinePage({ frame, opened, filter, timeline, mayNote, state }), {
    status: statusOf(state),
  })
}

/**
 * Everything shown of a case, and what the reader may do with it; with a form that came back, 422 or 409. Who was given
 * less than the whole of it sees that.
 */
export async function showCase(
  { panels = [], tabs = [], holds = [] }: CaseParts,
  context: Any,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const { db, actor, clock } = context
  const record = await findCase(db, reference)
  if (record === undefined) return showLesserRecord(context, 'case', reference)
  const asked = await askReason(context, { ...record, kind: 'case' })
  if ('answer' in asked) return asked.answer
  context.audit({
    kind: 'case',
    id: record.id,
    reason: asked.reason,
    summary: `${record.reports.length} reports shown`,
  })
  const may = (action: CaseAction, owner?: number) =>
    decide(caseLifecycle, caseToDecide({ ...record, areas: record.areaCodes }, owner), action, actor).allowed
  const mayOpenRecords = hasRole(actor, ...caseReaders)
  const standing = await readStanding(db, record.id)
  const day = today(clock)
  const props: Omit<CasePageProps, 'frame'> = {
    record,
    standing,
    review: isToReview(record, standing, day) ? await readReviewEvidence(db, record.id, day) : undefined,
    held: may('close') ? await readHolds(db, holds, record.id) : [],
    tellsSomebody: record.status === 'open' && (await isSomebodyToTell(db, record.id)),
    state,
    tabs: await showTabs(context, record, tabs, ''),
    panels: mayOpenRecords
      ? await Promise.all([
          handOverPanelOf(context, 'case', record),
          ...panels.map((panel) => panel(context, record)),
        ])
      : [],
    today: day,
    abilities: {
      mayOpenRecords,
      mayAddAction: may('add_action'),
      mayFinish: (action) => action.status === 'open' && may('finish_action', action.ownerOrganisationId),
      mayNote: may('note'),
      mayChange: may('close'),
      mayReopen: may('reopen'),
    },
  }
  return page((frame) => CasePage({ frame, ...props }), { status: statusOf(state) })
}
