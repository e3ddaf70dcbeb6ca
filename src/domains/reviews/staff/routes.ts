import { z } from 'zod'
import { wordsIn } from '#locales'
import { asMember, hasRole } from '#platform/actor'
import { type LocalDate, today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forRoles,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, newSecret } from '#platform/ids'
import { availableActions } from '#platform/lifecycle'
import { closeReview, decideAppeal, enterAppeal, withdrawReview } from '../appeal.ts'
import { applyForReview } from '../application/apply-for-review.ts'
import { readApplication } from '../application/read-application.ts'
import { readKinds, readReviewAreas } from '../application/read-areas.ts'
import { acknowledge, type Changing, NotAllowedYet, reviewToDecide } from '../change-review.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import { type ReviewAction, reviewers, reviewLifecycle, reviewReaders } from '../lifecycle.ts'
import { addMinute, arrangePanel, holdPanel, tellOutcome } from '../panel.ts'
import { changeContact, passLead, passToBody } from '../pass-on.ts'
import { procedureOfTheAct } from '../procedure.ts'
import { getReview, type Review, readGivable, readRecord } from '../read-review.ts'
import { answerRecommendation, finishRecommendation, recommend } from '../recommendation.ts'
import { decideThreshold, triggerReview } from '../threshold/decide-threshold.ts'
import { addComplaint, tieToCase } from './add-complaint.ts'
import { AppealPage } from './appeal-page.tsx'
import { findReviews, reviewFilterSchema } from './find-reviews.ts'
import type { FormState } from './form-parts.tsx'
import * as forms from './forms.ts'
import { NewReviewPage } from './new-review-page.tsx'
import { OverviewPage } from './overview-page.tsx'
import { PanelPage } from './panel-page.tsx'
import type { ReviewPageName } from './review-layout.tsx'
import { ReviewsPage } from './reviews-page.tsx'
import { ThresholdPage } from './threshold-page.tsx'

const params = z.object({ reference: z.string().max(40) })
const itemParams = params.extend({ id: z.uuid() })
const done = z.object({ done: z.literal('1').optional().catch(undefined) })
type Of = Context<z.output<typeof params>, unknown, unknown>

/** Case Reviews as people of the relevant bodies work on them. */
export const staffReviewRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reviews',
    permission: forRoles(...reviewReaders),
    audit: 'consult',
    query: reviewFilterSchema,
    async handler({ db, actor, query, clock, audit }) {
      const day = today(clock)
      const mayEnter = hasRole(actor, ...reviewers)
      const [{ reviews, hasMore }, organisations] = await Promise.all([
        findReviews(db, query, day),
        db
          .selectFrom('organisation')
          .select(['id', 'short_name as name'])
          .where('kind', 'in', ['unitary_council', 'district_council', 'police', 'county_council'])
          .orderBy('short_name')
          .execute(),
      ])
      audit({ kind: 'case_review_list', summary: `${query.status}: ${reviews.length} shown` })
      return page((frame) =>
        ReviewsPage({ frame, filter: query, reviews, hasMore, organisations, today: day, mayEnter }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/reviews/new',
    permission: forRoles(...reviewers),
    audit: 'nothing',
    handler: async (context) => newReviewPage(context, {}, []),
  }),
  route({
    method: 'POST',
    url: '/reviews/new',
    permission: forRoles(...reviewers),
    audit: 'collect',
    body: typedSchema,
    repeatable: true,
    async handler(context) {
      const { db, body, clock, audit } = context
      const day = today(clock)
      const [areas, kinds] = await Promise.all([readReviewAreas(db, day), readKinds(db, day, 'en')])
      const read = readApplication(body, {
        words: wordsIn('en'),
        districts: areas.map(({ code }) => code),
        kinds: kinds.map(({ code }) => code),
        today: day,
        byStaff: true,
      })
      if (!read.ok) {
        audit({ kind: 'case_review', reason: 'Not complete: nothing was filed' })
        return newReviewPage(context, body, read.errors)
      }
      const procedure = areas.find(({ code }) => code === read.value.district)?.procedure
      const reference = await applyForReview(db, {
        application: read.value,
        procedure: procedure ?? procedureOfTheAct(day),
        submissionId: submissionIn(body),
        secret: secretIn(body),
        language: 'en',
        today: day,
      })
      audit({ kind: 'case_review', reason: 'Applied for', summary: reference })
      const seen = await db
        .selectFrom('asb_review')
        .select('id')
        .where('reference', '=', reference)
        .executeTakeFirst()
      return redirect(seen === undefined ? '/reviews?done=1' : `/reviews/${reference}?done=1`)
    },
  }),
  ...(['', 'threshold', 'panel', 'appeal'] as const).map((name) =>
    route({
      method: 'GET',
      url: name === '' ? '/reviews/:reference' : `/reviews/:reference/${name}`,
      permission: forRoles(...reviewReaders),
      audit: 'consult',
      params,
      query: done,
      async handler(context) {
        const review = await getReview(context.db, context.params.reference)
        context.audit({ kind: 'case_review', id: review.id, summary: name })
        return show(context, review, name, undefined, context.query.done !== undefined)
      },
    }),
  ),
  change('acknowledge', '', 'acknowledge', forms.acknowledgeForm, acknowledge),
  change('contact', '', 'contact', forms.contactForm, changeContact),
  change('bodies', '', 'body', forms.bodyForm, passToBody),
  change('lead', '', 'lead', forms.leadForm, passLead),
  change(
    'complaints',
    'threshold',
    'complaint',
    ({ typed, day }) => forms.complaintForm(typed, day),
    addComplaint,
  ),
  change('case', '', 'case', forms.caseForm, tieToCase),
  change('met', 'threshold', 'met', forms.metForm, decideThreshold),
  change('refused', 'threshold', 'refused', forms.refusedForm, decideThreshold),
  change('trigger', 'threshold', 'trigger', forms.triggerForm, triggerReview),
  change('panel', 'panel', 'arrange', ({ typed }) => forms.panelForm(typed), arrangePanel),
  change('held', 'panel', 'held', forms.heldForm, holdPanel),
  change('minutes', 'panel', 'minute', forms.minuteForm, addMinute),
  change(
    'recommendations',
    'panel',
    'recommend',
    ({ review, day }) => forms.recommendForm(review, day),
    recommend,
  ),
  changeItem(
    'recommendations/:id/answer',
    'panel',
    'answer',
    ({ typed }) => forms.answerForm(typed),
    answerRecommendation,
  ),
  changeItem('recommendations/:id/finish', 'panel', 'finish', forms.finishForm, (changing, id, { outcome }) =>
    finishRecommendation(changing, id, outcome),
  ),
  change('outcome', 'panel', 'outcome', forms.outcomeForm, tellOutcome),
  change('appeals', 'appeal', 'appeal', forms.appealForm, enterAppeal),
  changeItem('appeals/:id', 'appeal', 'decide', forms.decideAppealForm, decideAppeal),
  change('close', 'appeal', 'close', forms.closeForm, closeReview),
  change('withdraw', 'appeal', 'withdraw', forms.withdrawForm, withdrawReview),
]

type Given = { typed: Typed; day: LocalDate; review: Review }

/** A form that changes a review: read, checked against the version that was shown, done, and back to its page. */
function change<Value>(
  path: string,
  name: ReviewPageName,
  form: string,
  schemaOf: (given: Given) => z.ZodType<Value>,
  act: (changing: Changing, value: Value) => Promise<void>,
): Route {
  return route({
    method: 'POST',
    url: `/reviews/:reference/${path}`,
    permission: forRoles(...reviewers),
    audit: 'alter',
    params,
    body: typedSchema,
    handler: (context) => changed(context, context.body, { name, form, schemaOf, act }),
  })
}

/** The same for one thing of a review: a recommendation, an appeal. */
function changeItem<Value>(
  path: string,
  name: ReviewPageName,
  form: string,
  schemaOf: (given: Given) => z.ZodType<Value>,
  act: (changing: Changing, id: string, value: Value) => Promise<void>,
): Route {
  return route({
    method: 'POST',
    url: `/reviews/:reference/${path}`,
    permission: forRoles(...reviewers),
    audit: 'alter',
    params: itemParams,
    body: typedSchema,
    handler: (context) =>
      changed(context, context.body, {
        name,
        form: `${form}-${context.params.id}`,
        schemaOf,
        act: (changing, value) => act(changing, context.params.id, value),
      }),
  })
}

type Change<Value> = {
  name: ReviewPageName
  form: string
  schemaOf: (given: Given) => z.ZodType<Value>
  act: (changing: Changing, value: Value) => Promise<void>
}

async function changed<Value>(
  context: Of,
  typed: Typed,
  { name, form, schemaOf, act }: Change<Value>,
): Promise<Answer> {
  const { db, actor, clock, params, audit } = context
  const review = await getReview(db, params.reference)
  audit({ kind: 'case_review', id: review.id, summary: form.replace(/-.*/, '') })
  const back = (errors: readonly FormError[]) => show(context, review, name, { form, typed, errors }, false)
  const read = readForm(schemaOf({ typed, day: today(clock), review }), typed)
  if (!read.ok) return back(read.errors)
  if (typedValue(typed, 'version') !== String(review.version))
    throw conflict(
      `Somebody has changed ${review.reference} since you opened it. Open it again to see what was done.`,
    )
  try {
    await act({ db, actor, clock, review }, read.value)
  } catch (error) {
    if (!(error instanceof NotAllowedYet)) throw error
    return back([
      {
        field: error.field,
        anchor: error.field || (Object.keys(typed).find((field) => field !== 'version') ?? ''),
        message: error.message,
      },
    ])
  }
  return redirect(`/reviews/${review.reference}${name === '' ? '' : `/${name}`}?done=1`)
}

async function show(
  { db, actor, clock }: Of,
  review: Review,
  name: ReviewPageName,
  state: FormState | undefined,
  isDone: boolean,
): Promise<Answer> {
  const member = asMember(actor)
  const [record, givable, ledger] = await Promise.all([
    readRecord(db, review.id),
    name === '' ? readGivable(db, review) : { members: [], organisations: [] },
    name === 'threshold' ? readLedger(db, review) : undefined,
  ])
  const may = new Set<ReviewAction>(
    member.organisations.flatMap((organisation) =>
      availableActions(reviewLifecycle, reviewToDecide(review, organisation), actor).map(
        ({ action }) => action,
      ),
    ),
  )
  const props = { review, record, may, mine: member.organisations, today: today(clock), state, isDone }
  return page(
    (frame) => {
      if (ledger !== undefined) return ThresholdPage({ ...props, frame, ledger })
      if (name === 'panel') return PanelPage({ ...props, frame })
      if (name === 'appeal') return AppealPage({ ...props, frame })
      return OverviewPage({ ...props, frame, givable })
    },
    state === undefined ? {} : { status: 422 },
  )
}

const submissionIn = (typed: Typed) => {
  const sent = z.uuid().safeParse(typedValue(typed, 'submission'))
  return sent.success ? sent.data : newId()
}
const secretIn = (typed: Typed) => {
  const sent = typedValue(typed, 'secret')
  return /^[A-Za-z0-9_-]{40,100}$/.test(sent) ? sent : newSecret()
}

async function newReviewPage(
  { db, clock }: Context<unknown, unknown, unknown>,
  typed: Typed,
  errors: readonly FormError[],
): Promise<Answer> {
  const day = today(clock)
  const [districts, kinds] = await Promise.all([readReviewAreas(db, day), readKinds(db, day, 'en')])
  return page(
    (frame) =>
      NewReviewPage({
        frame,
        districts,
        kinds,
        submission: submissionIn(typed),
        secret: secretIn(typed),
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
