import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import { londonDateOf } from '#platform/clock'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forAnybody,
  json,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { dueOn, unmatchedDueAt } from '../clocks.ts'
import { linkOf } from '../status-link.ts'
import { AgainDonePage, AgainPage } from './again-page.tsx'
import { DiaryPage } from './diary-page.tsx'
import { findStatus, getStatus, noSuchLink, type Status } from './find-status.ts'
import { inLanguageOf } from './in-language-of.ts'
import { nextStep } from './next-step.ts'
import { readAgain, readDiaryEntry, readMessage, readWishes } from './read-forms.ts'
import { findRepeated, repeatReport, secretOfRepeat } from './repeat-report.ts'
import { findReplyDraft, forgetReplyDraft, holdingReply, keepReplyDraft } from './reply-draft.ts'
import { StatusPage } from './status-page.tsx'
import { WishesPage } from './wishes-page.tsx'

const params = z.object({ secret: z.string().max(200) })
const limit = { requests: 60, seconds: 600 }
type Of<Query = unknown, Body = unknown> = Context<z.output<typeof params>, Query, Body>

const addressOf = (secret: string) => `/status/${secret}`
/** What a form sent with it, or a new one where somebody has taken it away. */
const submissionIn = (typed: Typed) => {
  const sent = z.uuid().safeParse(typedValue(typed, 'submission'))
  return sent.success ? sent.data : newId()
}
const backTo = ({ language }: Of, address: string, mark: string) =>
  redirect(inLanguageOf(language, `${address}?done=${mark}`))

/** The private page of one report and what its reporter does there: whoever holds the link may. */
export const statusPageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/status/:secret',
    permission: forAnybody,
    audit: 'consult',
    params,
    query: z.object({ done: z.enum(['sent', 'wishes']).optional().catch(undefined) }),
    holding: holdingReply,
    async handler(context) {
      const { db, params, query } = context
      const [status, message] = await Promise.all([openStatus(context), findReplyDraft(db, params.secret)])
      return statusPage(context, status, { message }, [], query.done)
    },
  }),
  route({
    method: 'POST',
    url: '/status/:secret/messages',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    holding: holdingReply,
    async handler(context) {
      const { db, params, body, clock, language, audit } = context
      const status = await getStatus(db, params.secret, language, clock)
      const read = readMessage(body, wordsIn(language))
      audit({ kind: 'report', id: status.reportId, reason: 'Written by the private link' })
      if (!read.ok) return statusPage(context, status, body, read.errors)
      const due = dueOn(clock.now(), 'replyWorkingDays')
      await sql`select reporter_writes(${linkOf(params.secret)}, ${newId()}, ${submissionIn(body)},
        ${read.value.message}, ${due})`.execute(db)
      await forgetReplyDraft(db, params.secret)
      return backTo(context, addressOf(params.secret), 'sent')
    },
  }),
  route({
    method: 'POST',
    url: '/status/:secret/messages/keep',
    permission: forAnybody,
    audit: 'nothing',
    params,
    body: typedSchema,
    limit: { requests: 600, seconds: 600 },
    repeatable: true,
    holding: holdingReply,
    async handler({ db, params, body, clock, language }) {
      await getStatus(db, params.secret, language, clock)
      await keepReplyDraft(db, params.secret, typedValue(body, 'message'), clock.now())
      return json({ kept: true })
    },
  }),
  route({
    method: 'GET',
    url: '/status/:secret/again',
    permission: forAnybody,
    audit: 'nothing',
    params,
    async handler(context) {
      const repeated = await findRepeated(context.db, context.params.secret)
      if (repeated === undefined) throw noSuchLink(context.language)
      return againPage(context, repeated.typeLabel, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/status/:secret/again',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, actor, emit, params, body, clock, language, audit } = context
      const repeated = await findRepeated(db, params.secret)
      if (repeated === undefined) throw noSuchLink(language)
      const read = readAgain(body, clock.now(), wordsIn(language))
      if (!read.ok) {
        audit({ kind: 'report', reason: 'Not complete: nothing was filed' })
        return againPage(context, repeated.typeLabel, body, read.errors)
      }
      const submission = submissionIn(body)
      const filed = await repeatReport({ db, actor, emit }, repeated, {
        secret: params.secret,
        submission,
        occurrence: read.value,
      })
      audit({ kind: 'report', id: filed.id, reason: filed.isNew ? 'It happened again' : 'Sent again' })
      return redirect(inLanguageOf(language, `${addressOf(params.secret)}/again/${submission}`))
    },
  }),
  route({
    method: 'GET',
    url: '/status/:secret/again/:submission',
    permission: forAnybody,
    audit: 'consult',
    params: params.extend({ submission: z.uuid() }),
    async handler({ db, params, clock, language, audit }) {
      const itsSecret = secretOfRepeat(params.secret, params.submission)
      const status = await findStatus(db, itsSecret, clock)
      if (status === undefined) throw noSuchLink(language)
      audit({ kind: 'report', id: status.reportId, reason: 'Opened by the private link' })
      return page((frame) =>
        AgainDonePage({
          frame,
          address: addressOf(params.secret),
          reference: status.reference,
          itsAddress: addressOf(itsSecret),
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/status/:secret/diary',
    permission: forAnybody,
    audit: 'consult',
    params,
    query: z.object({ done: z.literal('saved').optional().catch(undefined) }),
    handler: async (context) =>
      diaryPage(context, await openStatus(context), {}, [], context.query.done !== undefined),
  }),
  route({
    method: 'POST',
    url: '/status/:secret/diary',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body, clock, language, audit } = context
      const status = await getStatus(db, params.secret, language, clock)
      const now = clock.now()
      const read = readDiaryEntry(body, now, wordsIn(language))
      audit({ kind: 'report', id: status.reportId, reason: 'Diary kept by the private link' })
      if (!read.ok) return diaryPage(context, status, body, read.errors, false)
      const { from, to, what, effect } = read.value
      await sql`select reporter_keeps_diary(${linkOf(params.secret)}, ${newId()}, ${submissionIn(body)}, ${from}, ${to},
        ${what}, ${effect}, ${unmatchedDueAt(now)})`.execute(db)
      return backTo(context, `${addressOf(params.secret)}/diary`, 'saved')
    },
  }),
  route({
    method: 'GET',
    url: '/status/:secret/contact',
    permission: forAnybody,
    audit: 'consult',
    params,
    async handler(context) {
      const { wish, ways } = await openStatus(context)
      const typed = {
        only: wish?.onlyChannel ?? '',
        unsafe: wish?.unsafeChannels ?? [],
        times: wish?.safeTimes ?? '',
        avoid: wish?.avoidWords ?? '',
        language: wish?.language ?? context.language,
      }
      return wishesPage(context, ways, typed, [])
    },
  }),
  route({
    method: 'POST',
    url: '/status/:secret/contact',
    permission: forAnybody,
    audit: 'alter',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body, clock, language, audit } = context
      const status = await getStatus(db, params.secret, language, clock)
      const read = readWishes(body, status.ways, wordsIn(language))
      audit({ kind: 'report', id: status.reportId, reason: 'Wishes about contact by the private link' })
      if (!read.ok) return wishesPage(context, status.ways, body, read.errors)
      const { only, unsafe, times, avoid } = read.value
      await sql`select reporter_wishes(${linkOf(params.secret)}, ${read.value.language}, ${only}, ${unsafe}::text[],
        ${times}, ${avoid})`.execute(db)
      return backTo(context, addressOf(params.secret), 'wishes')
    },
  }),
]

async function openStatus({ db, params, clock, language, audit }: Of): Promise<Status> {
  const status = await getStatus(db, params.secret, language, clock)
  audit({ kind: 'report', id: status.reportId, reason: 'Opened by the private link' })
  return status
}

const withStatus = (errors: readonly FormError[]) => (errors.length > 0 ? { status: 422 } : {})

function statusPage(
  { params, clock }: Of,
  status: Status,
  typed: Typed,
  errors: readonly FormError[],
  done?: 'sent' | 'wishes',
): Answer {
  const now = clock.now()
  return page(
    (frame) =>
      StatusPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        status,
        next: nextStep(status, now),
        answerBy: dueOn(now, 'replyWorkingDays'),
        submission: submissionIn(typed),
        typed,
        errors,
        done,
      }),
    withStatus(errors),
  )
}

function againPage({ params }: Of, typeLabel: string, typed: Typed, errors: readonly FormError[]): Answer {
  return page(
    (frame) =>
      AgainPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        typeLabel,
        submission: submissionIn(typed),
        typed,
        errors,
      }),
    withStatus(errors),
  )
}

function diaryPage(
  { params, clock }: Of,
  status: Status,
  typed: Typed,
  errors: readonly FormError[],
  isSaved: boolean,
): Answer {
  const [year = '', month = '', day = ''] = londonDateOf(clock.now()).split('-')
  const today = { 'on-day': String(Number(day)), 'on-month': String(Number(month)), 'on-year': year }
  return page(
    (frame) =>
      DiaryPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        status,
        submission: submissionIn(typed),
        typed: errors.length > 0 ? typed : today,
        errors,
        isSaved,
      }),
    withStatus(errors),
  )
}

function wishesPage(
  { params }: Of,
  ways: readonly string[],
  typed: Typed,
  errors: readonly FormError[],
): Answer {
  return page(
    (frame) =>
      WishesPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        ways,
        typed,
        errors,
      }),
    withStatus(errors),
  )
}
