import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import { londonDateOf, today } from '#platform/clock'
import {
  type FormError,
  oneOf,
  readForm,
  type Typed,
  typedSchema,
  typedValue,
  wordsField,
} from '#platform/forms'
import { type Context, forAnybody, page, type Route, redirect, route } from '#platform/http'
import { newId, newSecret } from '#platform/ids'
import { applyForReview, reviewLinkOf } from '../application/apply-for-review.ts'
import { readApplication } from '../application/read-application.ts'
import { readKinds, readReviewAreas } from '../application/read-areas.ts'
import { dueAfter, procedureOfTheAct } from '../procedure.ts'
import { AboutPage, addressIn } from './about-page.tsx'
import { AppealPage, appealable } from './appeal-page.tsx'
import { ApplyPage } from './apply-page.tsx'
import { getReviewStatus, type ReviewStatusPage } from './find-status.ts'
import { StatusPage } from './status-page.tsx'

const params = z.object({ secret: z.string().max(200) })
const limit = { requests: 30, seconds: 600 }
type Of<Query = unknown, Body = unknown> = Context<z.output<typeof params>, Query, Body>

const addressOf = (secret: string) => `/case-review/status/${secret}`
const idIn = (typed: Typed, name: string) => {
  const sent = z.uuid().safeParse(typedValue(typed, name))
  return sent.success ? sent.data : newId()
}
/** As the form that was opened carries it; a new one where it came without. */
const secretIn = (typed: Typed) => {
  const sent = z
    .string()
    .regex(/^[A-Za-z0-9_-]{40,100}$/)
    .safeParse(typedValue(typed, 'secret'))
  return sent.success ? sent.data : newSecret()
}

/** What anybody may do: read how Case Reviews are done here, ask for one, follow it and appeal. */
export const publicReviewRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/case-review',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db, clock }) {
      const areas = await readReviewAreas(db, today(clock))
      return page((frame) => AboutPage({ frame, areas }))
    },
  }),
  route({
    method: 'GET',
    url: '/case-review/apply',
    permission: forAnybody,
    audit: 'nothing',
    handler: async (context) => applyPage(context, {}, []),
  }),
  route({
    method: 'POST',
    url: '/case-review/apply',
    permission: forAnybody,
    audit: 'collect',
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, body, clock, language, audit } = context
      const day = today(clock)
      const [areas, kinds] = await Promise.all([readReviewAreas(db, day), readKinds(db, day, language)])
      const read = readApplication(body, {
        words: wordsIn(language),
        districts: areas.map(({ code }) => code),
        kinds: kinds.map(({ code }) => code),
        today: day,
        byStaff: false,
      })
      if (!read.ok) {
        audit({ kind: 'case_review', reason: 'Not complete: nothing was filed' })
        return applyPage(context, body, read.errors)
      }
      const procedure = areas.find(({ code }) => code === read.value.district)?.procedure
      const secret = secretIn(body)
      const reference = await applyForReview(db, {
        application: read.value,
        procedure: procedure ?? procedureOfTheAct(day),
        submissionId: idIn(body, 'submission'),
        secret,
        language,
        today: day,
      })
      audit({ kind: 'case_review', reason: 'Applied for', summary: reference })
      return redirect(addressIn(language, `${addressOf(secret)}?new=1`))
    },
  }),
  route({
    method: 'GET',
    url: '/case-review/status/:secret',
    permission: forAnybody,
    audit: 'consult',
    params,
    query: z.object({
      new: z.literal('1').optional().catch(undefined),
      done: z.enum(['answered', 'appealed']).optional().catch(undefined),
    }),
    async handler(context) {
      const review = await openReview(context)
      return statusPage(context, review, {}, [], context.query)
    },
  }),
  route({
    method: 'POST',
    url: '/case-review/status/:secret/invitation',
    permission: forAnybody,
    audit: 'alter',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body, language, audit } = context
      const review = await getReviewStatus(db, params.secret, language)
      audit({ kind: 'case_review', id: review.id, reason: 'Invitation answered by the private link' })
      const words = wordsIn(language)
      const { status } = words.reviews
      const read = readForm(
        z.object({
          answer: oneOf(['in_person', 'remote', 'represented', 'written', 'no'], status.answerMissing),
          said: wordsField({ name: status.answerName, most: 5_000, words: words.forms }),
        }),
        body,
      )
      if (!read.ok) return statusPage(context, review, body, read.errors, {})
      await sql`select applicant_answers(${reviewLinkOf(params.secret)}, ${read.value.answer}, ${read.value.said})`.execute(
        db,
      )
      return redirect(addressIn(language, `${addressOf(params.secret)}?done=answered`))
    },
  }),
  route({
    method: 'GET',
    url: '/case-review/status/:secret/appeal',
    permission: forAnybody,
    audit: 'consult',
    params,
    async handler(context) {
      await openReview(context)
      return appealPage(context, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/case-review/status/:secret/appeal',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body, clock, language, audit } = context
      const review = await getReviewStatus(db, params.secret, language)
      audit({ kind: 'case_review', id: review.id, reason: 'Appeal by the private link' })
      const words = wordsIn(language)
      const { appeal } = words.reviews
      const read = readForm(
        z.object({
          against: oneOf(appealable, appeal.againstMissing),
          grounds: wordsField({
            name: appeal.groundsName,
            most: 5_000,
            missing: appeal.groundsMissing,
            words: words.forms,
          }),
        }),
        body,
      )
      if (!read.ok) return appealPage(context, body, read.errors)
      const day = londonDateOf(clock.now())
      const { clocks } = procedureOfTheAct(day)
      const due = dueAfter(
        day,
        { ...clocks, appealDays: review.appealDays ?? clocks.appealDays },
        'appealDays',
      )
      await sql`select applicant_appeals(${reviewLinkOf(params.secret)}, ${newId()}, ${idIn(body, 'submission')},
        ${read.value.against}, ${read.value.grounds}, ${due}::date)`.execute(db)
      return redirect(addressIn(language, `${addressOf(params.secret)}?done=appealed`))
    },
  }),
]

async function openReview({ db, params, language, audit }: Of): Promise<ReviewStatusPage> {
  const review = await getReviewStatus(db, params.secret, language)
  audit({ kind: 'case_review', id: review.id, reason: 'Opened by the private link' })
  return review
}

async function applyPage(
  { db, clock, language }: Context<unknown, unknown, unknown>,
  typed: Typed,
  errors: readonly FormError[],
) {
  const day = today(clock)
  const [areas, kinds] = await Promise.all([readReviewAreas(db, day), readKinds(db, day, language)])
  return page(
    (frame) =>
      ApplyPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        districts: areas,
        kinds,
        submission: idIn(typed, 'submission'),
        secret: secretIn(typed),
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

function statusPage(
  { params, clock }: Of,
  review: ReviewStatusPage,
  typed: Typed,
  errors: readonly FormError[],
  query: { new?: '1' | undefined; done?: 'answered' | 'appealed' | undefined },
) {
  return page(
    (frame) =>
      StatusPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        review,
        today: today(clock),
        isNew: query.new !== undefined,
        done: query.done,
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

function appealPage({ params }: Of, typed: Typed, errors: readonly FormError[]) {
  return page(
    (frame) =>
      AppealPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        submission: idIn(typed, 'submission'),
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
