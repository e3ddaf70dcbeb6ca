import { askReason } from '#domains/governance'
import { handOverPanelOf, showLesserRecord } from '#domains/sharing'
import { hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { type Answer, type Context, page } from '#platform/http'
import { decide } from '#platform/lifecycle'
import { CasePage, type CasePageProps } from './case-page.tsx'
import { caseToDecide } from './change-case.ts'
import type { FormState } from './form-state.ts'
import { type CaseAction, caseLifecycle, caseReaders } from './lifecycle.ts'
import { findCase } from './read-case.ts'

/**
 * Everything shown of a case, and what the reader may do with it; with a form that came back, 422 or 409. Who was given
 * less than the whole of it sees that.
 */
export async function showCase(
  context: Context<unknown, unknown, unknown>,
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
  const props: Omit<CasePageProps, 'frame'> = {
    record,
    state,
    panels: mayOpenRecords ? [await handOverPanelOf(context, 'case', record)] : [],
    today: today(clock),
    abilities: {
      mayOpenRecords,
      mayAddAction: may('add_action'),
      mayFinish: (action) => action.status === 'open' && may('finish_action', action.ownerOrganisationId),
      mayNote: may('note'),
      mayChange: may('close'),
      mayReopen: may('reopen'),
    },
  }
  if (state === undefined) return page((frame) => CasePage({ frame, ...props }))
  return page((frame) => CasePage({ frame: { ...frame, hasErrors: state.errors.length > 0 }, ...props }), {
    status: state.conflict === undefined ? 422 : 409,
  })
}
