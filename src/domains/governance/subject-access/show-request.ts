import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Answer, type Context, page } from '#platform/http'
import { findObstacles } from './find-obstacles.ts'
import type { FormState } from './form-state.ts'
import { readPackages } from './package/ask-package.ts'
import { countItems } from './read-items.ts'
import { readContributions, type SubjectRequest } from './read-request.ts'
import { RequestPage } from './request-page.tsx'

/** The page of a request; with a form that came back, 422 or 409. */
export async function showRequest(
  { db, actor, clock, audit }: Context<unknown, unknown, unknown>,
  request: SubjectRequest,
  state?: FormState,
): Promise<Answer> {
  const isController = request.contribution === undefined
  const [counts, contributions, partners, packages, obstacles, names] = await Promise.all([
    countItems(db, request),
    isController ? readContributions(db, request.id) : [],
    isController ? readPartners(db, request) : [],
    isController ? readPackages(db, request.id) : [],
    findObstacles(db, request),
    readNames(db, request),
  ])
  audit({ kind: 'subject_request', id: request.id })
  const asked = new Set(
    contributions
      .filter(({ status }) => status !== 'refused' && status !== 'withdrawn')
      .map(({ organisationId }) => organisationId),
  )
  return answerWith(state, (frame) =>
    RequestPage({
      frame,
      request,
      counts,
      contributions,
      partners: partners.filter(({ id }) => !asked.has(id)),
      packages,
      obstacles,
      names,
      isMine: request.submittedBy === asMember(actor).memberId,
      today: today(clock),
      state,
    }),
  )
}

/** A page, with the status of the form that came back on it. */
export function answerWith(
  state: FormState | undefined,
  render: Extract<Answer, { page: unknown }>['page'],
): Answer {
  if (state === undefined) return page(render)
  return page((frame) => render({ ...frame, hasErrors: state.errors.length > 0 }), {
    status: state.conflict === undefined ? 422 : 409,
  })
}

function readPartners(db: Transaction, request: SubjectRequest) {
  return db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', '<>', request.organisationId)
    .where('valid_to', 'is', null)
    .orderBy('name')
    .execute()
}

async function readNames(db: Transaction, { submittedBy, approvedBy }: SubjectRequest) {
  const ids = [submittedBy, approvedBy].filter((id) => id !== null)
  const members =
    ids.length === 0
      ? []
      : await db.selectFrom('member').select(['id', 'name']).where('id', 'in', ids).execute()
  const nameOf = (wanted: string | null) => members.find(({ id }) => id === wanted)?.name
  return { submittedBy: nameOf(submittedBy), approvedBy: nameOf(approvedBy) }
}
