import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { type Answer, type Context, page } from '#platform/http'
import { CasePage, type CasePageProps } from './case-page.tsx'
import { isCaseworker, leads } from './change-case.ts'
import type { FormState } from './form-state.ts'
import { getCase } from './read-case.ts'

/** Everything shown of a case, and what the reader may do with it; with a form that came back, 422 or 409. */
export async function showCase(
  context: Context<unknown, unknown, unknown>,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const { db, actor, clock } = context
  const record = await getCase(db, reference)
  context.audit({ kind: 'case', id: record.id, summary: `${record.reports.length} reports shown` })
  const isOpen = record.status === 'open'
  const mine = asMember(actor).organisations
  const props: Omit<CasePageProps, 'frame'> = {
    record,
    state,
    today: today(clock),
    abilities: {
      mayAddAction: isOpen && isCaseworker(actor),
      mayFinish: (action) =>
        isOpen &&
        action.status === 'open' &&
        isCaseworker(actor) &&
        (mine.includes(action.ownerOrganisationId) || leads(actor, record)),
      mayChange: isOpen && isCaseworker(actor) && leads(actor, record),
      mayReopen: !isOpen && isCaseworker(actor) && leads(actor, record),
    },
  }
  if (state === undefined) return page((frame) => CasePage({ frame, ...props }))
  return page((frame) => CasePage({ frame: { ...frame, hasErrors: state.errors.length > 0 }, ...props }), {
    status: state.conflict === undefined ? 422 : 409,
  })
}
