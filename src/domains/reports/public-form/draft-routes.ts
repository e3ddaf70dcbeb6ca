import { z } from 'zod'
import { findPlaces } from '#domains/places'
import { inLanguage } from '#domains/public-pages'
import { londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  forAnybody,
  json,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { englishTag } from '#platform/language'
import { draftAddress, pageAddress } from './addresses.ts'
import { type Draft, getDraft, holdingDraft, keepTyped, sendPage } from './draft.ts'
import { findJourney } from './find-advice.ts'
import { firstToAnswer, type Journey, journeyIn, pathOf, type Reached, stepsOf } from './journey.ts'
import { LaterPage } from './later-page.tsx'
import { StoppedPage } from './start-pages.tsx'
import { StepPage } from './step-page.tsx'
import type { FieldsProps, Step } from './steps/step.ts'

const ofDraft = z.object({ draft: z.string().max(200) })
const ofStep = ofDraft.extend({ step: z.string().max(100) })
const fromCheck = z.object({ change: z.string().optional() })

/**
 * The pages of one draft. A draft is not a record yet and nobody but the holder of its link reads it, so nothing of it
 * is audited; filing is.
 */
export const draftRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/report/:draft',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    holding: holdingDraft,
    async handler({ db, params, clock, language }) {
      const now = clock.now()
      const draft = await getDraft(db, params.draft, language)
      const journey = await journeyOf(db, draft, language, now)
      return redirect(whereToGoOn(draft, pathOf(journey, draft.sent, now)))
    },
  }),
  route({
    method: 'GET',
    url: '/report/:draft/later',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    holding: holdingDraft,
    async handler({ db, params, origin, language }) {
      const { secret, submittedAt } = await getDraft(db, params.draft, language)
      if (submittedAt) return redirect(pageAddress(secret, 'done'))
      const back = draftAddress(secret)
      const link = `${origin}${language === englishTag ? back : inLanguage(back, language)}`
      return page((frame) => LaterPage({ frame, link, back }))
    },
  }),
  route({
    method: 'GET',
    url: '/report/:draft/stopped',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    holding: holdingDraft,
    async handler({ db, params, language }) {
      const { secret, submittedAt } = await getDraft(db, params.draft, language)
      if (submittedAt) return redirect(pageAddress(secret, 'done'))
      return page((frame) => StoppedPage({ frame, back: pageAddress(secret, 'advice') }))
    },
  }),
  route({
    method: 'POST',
    url: '/report/:draft/keep',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    query: z.object({ page: z.string().max(100) }),
    body: typedSchema,
    repeatable: true,
    holding: holdingDraft,
    async handler({ db, params, query, body, clock, language }) {
      const { secret, set } = await getDraft(db, params.draft, language)
      const step = stepsOf(journeyIn(set, language, everyAdvice)).find(({ id }) => id === query.page)
      if (!step) throw notFound()
      await keepTyped(db, secret, step.id, body, clock.now())
      return json({ kept: true })
    },
  }),
  route({
    method: 'GET',
    url: '/report/:draft/:step',
    permission: forAnybody,
    audit: 'nothing',
    params: ofStep,
    query: fromCheck,
    holding: holdingDraft,
    async handler({ db, params, query, clock, language }) {
      const now = clock.now()
      const draft = await getDraft(db, params.draft, language)
      const journey = await journeyOf(db, draft, language, now)
      const step = stepNamed(journey, params.step)
      const path = pathOf(journey, draft.sent, now)
      if (draft.submittedAt || !mayOpen(step, path)) return redirect(whereToGoOn(draft, path))
      const typed = typedOn(draft.kept, step) ?? typedOn(draft.sent, step) ?? {}
      return showStep({ db, draft, step, path, now, typed, isChange: query.change !== undefined })
    },
  }),
  route({
    method: 'POST',
    url: '/report/:draft/:step',
    permission: forAnybody,
    audit: 'nothing',
    params: ofStep,
    query: fromCheck,
    body: typedSchema,
    repeatable: true,
    holding: holdingDraft,
    async handler({ db, params, query, body, clock, language }) {
      const now = clock.now()
      const draft = await getDraft(db, params.draft, language)
      const journey = await journeyOf(db, draft, language, now)
      const step = stepNamed(journey, params.step)
      const { after, ...typed } = body
      if (draft.submittedAt) return redirect(pageAddress(draft.secret, 'done'))
      const before = pathOf(journey, draft.sent, now)
      const reading = step.read(typed, now)
      if (after === 'later' || !before.some((reached) => reached.step.id === step.id) || !reading.ok) {
        await keepTyped(db, draft.secret, step.id, typed, now)
        if (after === 'later') return redirect(pageAddress(draft.secret, 'later'))
        if (reading.ok) return redirect(whereToGoOn(draft, before))
        const isChange = query.change !== undefined
        return showStep({ db, draft, step, path: before, now, typed, isChange, errors: reading.errors })
      }
      await sendPage(db, draft.secret, step.id, typed, now)
      if (step.id === 'advice' && reading.codes.includes('leave'))
        return redirect(pageAddress(draft.secret, 'stopped'))
      const sent = { ...draft.sent, [step.id]: typed }
      const path = pathOf(await journeyOf(db, { ...draft, sent }, language, now), sent, now)
      return redirect(afterStep(draft, step, path, query.change !== undefined))
    },
  }),
]

type Shown = {
  db: Transaction
  draft: Draft
  step: Step
  path: readonly Reached[]
  now: Date
  typed: Typed
  isChange: boolean
  errors?: FieldsProps['errors']
}

async function showStep({
  db,
  draft,
  step,
  path,
  now,
  typed,
  isChange,
  errors = [],
}: Shown): Promise<Answer> {
  const search = step.id === 'which_place' ? await searchAgain(db, draft, now) : undefined
  const index = path.findIndex((reached) => reached.step.id === step.id)
  const before = path[index - 1]?.step
  const back = isChange
    ? pageAddress(draft.secret, 'check')
    : before
      ? pageAddress(draft.secret, before.id)
      : '/report/type'
  const show = errors.length > 0 ? pageWithErrors : page
  return show((frame) =>
    StepPage({ frame, draft: draft.secret, step, typed, errors, back, isChange, search }),
  )
}

/** The search that was sent without choosing a place. */
async function searchAgain(db: Transaction, draft: Draft, now: Date) {
  const typed = typedValue(draft.sent.where ?? {}, 'place').trim()
  return { typed, places: await findPlaces(db, typed, londonDateOf(now)) }
}

function journeyOf(db: Transaction, { set, sent }: Draft, language: string, now: Date): Promise<Journey> {
  return findJourney({ db, set, sent, language, now, day: londonDateOf(now) })
}

/** What is typed is kept wherever it was typed, also when the advice has changed since. */
const everyAdvice = [{ organisationName: '', advice: '', whoDeals: '' }]

function stepNamed(journey: Journey, name: string): Step {
  const id = name.replaceAll('-', '_')
  // Advice may be gone from a place since its page was opened: the journey then goes on where it stands.
  const named = (each: Step) => each.id === id
  const step = stepsOf(journey).find(named) ?? stepsOf({ ...journey, advice: everyAdvice }).find(named)
  if (!step) throw notFound()
  return step
}

/** Pages open in order: those answered, and the first that is not. */
function mayOpen(step: Step, path: readonly Reached[]): boolean {
  const index = path.findIndex((reached) => reached.step.id === step.id)
  const first = path.findIndex(({ reading }) => !reading?.ok)
  return index >= 0 && (first < 0 || index <= first)
}

function typedOn(answers: Draft['sent'], step: Step): Typed | undefined {
  return Object.hasOwn(answers, step.id) ? answers[step.id] : undefined
}

/** A report that was sent leads to its confirmation, never to a dead end. */
function whereToGoOn(draft: Draft, path: readonly Reached[]): string {
  if (draft.submittedAt) return pageAddress(draft.secret, 'done')
  return pageAddress(draft.secret, firstToAnswer(path)?.id ?? 'check')
}

function afterStep(draft: Draft, step: Step, path: readonly Reached[], isChange: boolean): string {
  if (isChange) {
    const next = firstToAnswer(path)
    return next ? `${pageAddress(draft.secret, next.id)}?change=1` : pageAddress(draft.secret, 'check')
  }
  const index = path.findIndex((reached) => reached.step.id === step.id)
  return pageAddress(draft.secret, path[index + 1]?.step.id ?? 'evidence')
}
