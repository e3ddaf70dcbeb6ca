import { z } from 'zod'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValues, wordsField } from '#platform/forms'
import { type Answer, type Context, forRoles, page, type Route, redirect, route } from '#platform/http'
import {
  findDuties,
  outcomes,
  type ReviewFilter,
  readStandings,
  reviewDuties,
  reviewFilterSchema,
} from './find-reviews.ts'
import { ReviewPage } from './review-page.tsx'
import { reviewRuleOn } from './review-rule.ts'
import { reviewUrl } from './review-url.ts'

const reviewForm = z.object({
  outcome: z.enum(outcomes, 'Choose what you found'),
  because: wordsField({ name: 'How you know', most: 1_000, missing: 'Enter how you know' }),
})
const query = reviewFilterSchema.extend({ done: z.coerce.number().int().min(1).optional().catch(undefined) })
type Asked = ReviewFilter & { done?: number | undefined }

async function show(
  { db, actor, clock, audit, query: filter }: Context<unknown, Asked, unknown>,
  form: { typed: Typed; errors: readonly FormError[] } = { typed: {}, errors: [] },
): Promise<Answer> {
  const day = today(clock)
  const { duties, hasNext } = await findDuties(db, filter, day)
  const standings = await readStandings(db, 'all', day)
  audit({ kind: 'member', summary: `review of duties: ${duties.length}, ${filter.state}` })
  const supervised = organisationsWith(actor, 'supervisor')
  const me = actor.kind === 'member' ? actor.memberId : null
  const status = form.errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      ReviewPage({
        frame,
        filter,
        duties,
        hasNext,
        standings,
        today: day,
        rule: reviewRuleOn(day),
        mayReview: ({ memberId, organisationId }) =>
          memberId !== me && (hasRole(actor, 'coordinator') || supervised.includes(organisationId)),
        mayEnd: hasRole(actor, 'coordinator'),
        done: filter.done,
        ...form,
      }),
    { status },
  )
}

/** Who still needs which duty: looked through by supervisors and co-ordinators, read by information governance too. */
export const roleReviewRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/people/review',
    permission: forRoles('coordinator', 'supervisor', 'information_governance'),
    audit: 'consult',
    query,
    handler: (context) => show(context),
  }),
  route({
    method: 'POST',
    url: '/people/review',
    permission: forRoles('coordinator', 'supervisor'),
    audit: 'alter',
    query,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock, audit, query: filter } = context
      const chosen = z.array(z.uuid()).safeParse(typedValues(typed, 'membership'))
      const form = readForm(reviewForm, typed)
      const errors = [
        ...(chosen.success && chosen.data.length > 0
          ? []
          : [{ field: 'membership', anchor: 'membership', message: 'Choose at least one duty' }]),
        ...(form.ok ? [] : form.errors),
      ]
      if (!form.ok || !chosen.success || errors.length > 0) return show(context, { typed, errors })
      const reviewed = await reviewDuties(db, {
        ...form.value,
        memberships: chosen.data,
        reviewer: asMember(actor).memberId,
        at: clock.now(),
      })
      if (reviewed.length === 0) {
        const message = 'You cannot say this of the duties you chose. Choose others'
        return show(context, { typed, errors: [{ field: 'membership', anchor: 'membership', message }] })
      }
      audit({
        kind: 'member',
        summary: `review of ${reviewed.length} duties: ${form.value.outcome}`,
        reason: form.value.because,
      })
      return redirect(reviewUrl(filter, { done: reviewed.length }))
    },
  }),
]
