import { z } from 'zod'
import { askReason } from '#domains/governance'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, type Typed, typedSchema, typedValue, typedValues } from '#platform/forms'
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
import { newId, referenceSchema } from '#platform/ids'
import { offeredWays } from '../safe-contact.ts'
import { StaffDiaryPage } from './diary-page.tsx'
import { getThread, type Thread } from './read-thread.ts'
import { ThreadPage, waitingIn } from './thread-page.tsx'
import { settleMessages, writeToReporter } from './write-to-reporter.ts'

/** Who works on what reporters tell. */
export const correspondents = ['triage_officer', 'case_officer', 'supervisor'] as const

const params = z.object({ reference: referenceSchema('ASB') })
type Of = Context<z.output<typeof params>, unknown, unknown>

const doneWords: Readonly<Record<string, string>> = {
  sent: 'The message is on their page and on its way',
  settled: 'No answer is needed',
  wishes: 'Their wishes are written down',
  told: 'It is recorded that they were told',
}

/** Which messages of the reporter stood on the page that sent the form: only these are answered by it. */
const seenIn = (body: Typed): ReadonlySet<string> =>
  new Set(
    typedValue(body, 'seen')
      .split(' ')
      .filter((id) => z.uuid().safeParse(id).success),
  )

/** The conversation with the reporter, for the organisation that holds the report. */
export const threadRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/messages',
    permission: forRoles(...correspondents),
    audit: 'consult',
    params,
    query: z.object({ done: z.string().max(20).optional() }),
    handler: async (context) =>
      show(context, await readThread(context), {}, [], doneWords[context.query.done ?? '']),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/messages',
    permission: forRoles(...correspondents),
    audit: 'disclose',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock, audit } = context
      const thread = await readThread(context)
      const sent = z.uuid().safeParse(typedValue(body, 'submission'))
      const problems = await writeToReporter(
        db,
        asMember(actor),
        thread,
        {
          submission: sent.success ? sent.data : newId(),
          words: typedValue(body, 'words'),
          channel: typedValue(body, 'channel'),
          overrideReason: typedValue(body, 'override'),
          seen: seenIn(body),
        },
        clock.now(),
      )
      if (problems !== undefined) {
        const errors = Object.entries(problems).map(([field, message]) => ({ field, anchor: field, message }))
        return show(context, thread, body, errors)
      }
      audit({
        kind: 'report',
        id: thread.id,
        recipient: 'The reporter',
        reason: typedValue(body, 'override').trim(),
        summary: 'message to the reporter',
      })
      return redirect(`/reports/${thread.reference}/messages?done=sent`)
    },
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/messages/settle',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock, audit } = context
      const thread = await readThread(context)
      const because = typedValue(body, 'because').trim().slice(0, 500)
      if (because === '')
        return show(context, thread, body, [
          { field: 'because', anchor: 'because', message: 'Say why no answer is needed' },
        ])
      const seen = seenIn(body)
      const unseen = waitingIn(thread).some(({ id }) => !seen.has(id))
      if (unseen || seen.size === 0)
        return show(context, thread, body, [
          {
            field: 'because',
            anchor: 'because',
            message: unseen
              ? 'They wrote again since you opened this page. Read it, then say why it needs no answer'
              : 'Nothing that they wrote waits for an answer',
          },
        ])
      await settleMessages(db, asMember(actor), { thread, seen, because }, clock.now())
      audit({ kind: 'report', id: thread.id, reason: because, summary: 'no answer to the reporter' })
      return redirect(`/reports/${thread.reference}/messages?done=settled`)
    },
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/contact-wishes',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock, audit } = context
      const thread = await readThread(context)
      const known = ['email', 'phone', 'text', 'letter'] as const
      const only = ['page', ...known].find((code) => code === typedValue(body, 'only')) ?? null
      const wish = {
        language: typedValue(body, 'language') === 'cy' ? 'cy' : 'en',
        only_channel: z
          .enum(['page', ...known])
          .nullable()
          .parse(only),
        unsafe_channels: known.filter((code) => code !== only && typedValues(body, 'unsafe').includes(code)),
        safe_times: typedValue(body, 'times').trim().slice(0, 500),
        avoid_words: typedValue(body, 'avoid').trim().slice(0, 500),
        set_by: asMember(actor).memberId,
        modified_at: clock.now(),
      } as const
      await db
        .insertInto('contact_wish')
        .values({ report_id: thread.id, ...wish })
        .onConflict((is) => is.column('report_id').doUpdateSet(wish))
        .execute()
      await addTimelineEntries(db, actor, [
        {
          reportId: thread.id,
          kind: 'contact_wishes',
          what: 'How the reporter may be contacted was written down',
        },
      ])
      audit({ kind: 'report', id: thread.id, summary: 'wishes about contact' })
      return redirect(`/reports/${thread.reference}/messages?done=wishes`)
    },
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/case-review-told',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock, audit } = context
      const thread = await readThread(context)
      const how = typedValue(body, 'how').trim().slice(0, 500)
      if (how === '')
        return show(context, thread, body, [
          { field: 'how', anchor: 'how', message: 'Say how they were told' },
        ])
      await db
        .updateTable('case_review_explained')
        .set({ told_at: clock.now(), told_by: asMember(actor).memberId, told_how: how })
        .where('report_id', '=', thread.id)
        .where('channel', '=', 'none')
        .where('told_at', 'is', null)
        .execute()
      await addTimelineEntries(db, actor, [
        {
          reportId: thread.id,
          kind: 'case_review_explained',
          what: 'The Case Review was explained to the reporter',
          why: how,
        },
      ])
      audit({ kind: 'report', id: thread.id, reason: how, summary: 'Case Review explained' })
      return redirect(`/reports/${thread.reference}/messages?done=told`)
    },
  }),
  route({
    method: 'GET',
    url: '/reports/:reference/diary',
    permission: forRoles(...correspondents, 'analyst'),
    audit: 'consult',
    params,
    async handler(context) {
      const { db, params, audit } = context
      const report = await db
        .selectFrom('report')
        .select(['id', 'reference', 'title'])
        .where('reference', '=', params.reference)
        .executeTakeFirst()
      if (report === undefined) throw notFound('report')
      const asked = await askReason(context, { ...report, kind: 'report' })
      if ('answer' in asked) return asked.answer
      const entries = await db
        .selectFrom('diary_entry')
        .select(['started_at as startedAt', 'ended_at as endedAt', 'what', 'effect', 'added_at as addedAt'])
        .where('report_id', '=', report.id)
        .orderBy('started_at')
        .execute()
      audit({ kind: 'report', id: report.id, reason: asked.reason, summary: 'diary' })
      return page((frame) => StaffDiaryPage({ frame, report, entries }))
    },
  }),
]

function readThread({ db, actor, params }: Of): Promise<Thread> {
  return getThread(db, params.reference, organisationsWith(actor, ...correspondents))
}

async function show(
  context: Of,
  thread: Thread,
  typed: Typed,
  errors: readonly FormError[],
  done?: string,
): Promise<Answer> {
  const asked = await askReason(context, { ...thread, kind: 'report' })
  if ('answer' in asked) return asked.answer
  context.audit({ kind: 'report', id: thread.id, reason: asked.reason, summary: 'messages' })
  return page(
    (frame) =>
      ThreadPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        thread,
        ways: offeredWays(thread.contact, thread.wish),
        today: today(context.clock),
        submission: typedValue(typed, 'submission') || newId(),
        typed,
        errors,
        done,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
