import { sql } from 'kysely'
import { z } from 'zod'
import { type CaseTab, caseParams, caseReaders, openCaseTab } from '#domains/cases'
import { addTimelineEntries } from '#domains/timeline'
import { wordsIn } from '#locales'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { makePdf } from '#platform/pdf'
import { offeredWays } from '../safe-contact.ts'
import { getThread } from '../staff/read-thread.ts'
import { correspondents } from '../staff/thread-routes.ts'
import { writeToReporter } from '../staff/write-to-reporter.ts'
import { type ContactPlan, contactChannels } from './plan.ts'
import {
  type Read,
  readContact,
  readLetter,
  readPlanForm,
  readSettlement,
  readToldAction,
} from './plan-forms.ts'
import { type PlanForm, PlanPage } from './plan-page.tsx'
import { PlansPage } from './plans-page.tsx'
import { getPlan, readHistory, readPlans } from './read-plans.ts'
import { recordContact } from './record-contact.ts'
import { findClosingWords, findLetter, letterDocument } from './victim-letter.ts'

/** How the victims of a case are kept informed, among its tabs; the number is of contacts that are late. */
export const contactTab: CaseTab = {
  text: 'Contact',
  path: 'contact',
  count: async (db, caseId) => {
    const { rows } = await sql<{ late: number }>`
      select count(*)::integer as late from contact_plan
      where case_id = ${caseId} and ended_on is null and next_due_on < day_in_england()`.execute(db)
    return rows[0]?.late ?? 0
  },
}

const params = caseParams.extend({ plan: z.uuid() })
type Of<Body = unknown> = Context<z.output<typeof params>, unknown, Body>
type Shown = { form?: PlanForm; typed?: Typed; errors?: readonly FormError[]; done?: string }

const doneWords: Readonly<Record<string, string>> = {
  contact: 'The contact is recorded.',
  promise: 'The promise is settled.',
  plan: 'The plan is saved.',
  action: 'They see it on their private page.',
  message: 'The message is on their private page and on its way.',
  letter: 'The letter is recorded as sent. Print it below and post it.',
}

/** @param tabs of every domain, as src/app.ts passes them */
export const victimContactRoutes = (tabs: readonly CaseTab[]): readonly Route[] => {
  const show = async (context: Of, { form, typed = {}, errors = [], done }: Shown): Promise<Answer> => {
    const { db, actor, clock, params } = context
    const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'contact' })
    if ('answer' in opened) return opened.answer
    const plan = await getPlan(db, opened.head.id, params.plan)
    const thread =
      plan.reportReference === null
        ? undefined
        : await getThread(db, plan.reportReference, organisationsWith(actor, ...correspondents)).catch(
            () => undefined,
          )
    const history = await readHistory(db, plan)
    const { templates } = wordsIn(plan.language).victim
    const closingWords = await findClosingWords(db, plan)
    return page(
      (frame) =>
        PlanPage({
          frame: { ...frame, hasErrors: errors.length > 0 },
          opened,
          plan,
          history,
          ways: thread === undefined ? [] : offeredWays(thread.contact, thread.wish),
          closingWords,
          templates: Object.entries(templates).map(([code, { name, text }]) => ({ code, name, text })),
          day: today(clock),
          newId: newId(),
          form,
          typed,
          errors,
          done,
        }),
      errors.length > 0 ? { status: 422 } : {},
    )
  }

  /** A form of the plan: read, carried out, or shown again with what is wrong. */
  const change = <Value>(
    path: string,
    form: PlanForm,
    readForm: (context: Of<Typed>, plan: ContactPlan) => Promise<Read<Value>>,
    work: (context: Of<Typed>, plan: ContactPlan, value: Value) => Promise<readonly FormError[] | undefined>,
    schema: typeof params = params,
  ): Route =>
    route({
      method: 'POST',
      url: `/cases/:reference/contact/:plan${path}`,
      permission: forRoles(...correspondents),
      audit: form === 'message' || form === 'letter' ? 'disclose' : 'alter',
      params: schema,
      body: typedSchema,
      async handler(context) {
        const { db, params, body, audit } = context
        const found = await getCase(db, params.reference)
        const plan = await getPlan(db, found.id, params.plan)
        const value = await readForm(context, plan)
        const errors = value.ok ? await work(context, plan, value.value) : value.errors
        if (errors !== undefined) return show(context, { form, typed: body, errors })
        audit({ kind: 'case', id: found.id, summary: `victim contact: ${form}` })
        return redirect(`/cases/${params.reference}/contact/${plan.id}?done=${form}`)
      },
    })

  return [
    route({
      method: 'GET',
      url: '/cases/:reference/contact',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      async handler(context) {
        const { db, actor, clock, params } = context
        const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'contact' })
        if ('answer' in opened) return opened.answer
        const plans = await readPlans(db, opened.head.id)
        const isLead = asMember(actor).organisations.includes(opened.head.organisationId)
        return page((frame) => PlansPage({ frame, opened, plans, day: today(clock), isLead }))
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/contact/:plan',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params,
      query: z.object({
        done: z.string().max(20).optional(),
        template: z.string().max(20).optional(),
        letter: z.string().max(20).optional(),
      }),
      async handler(context) {
        const { query, db, params } = context
        const done = doneWords[query.done ?? '']
        const begunWith = query.template ?? query.letter
        if (begunWith === undefined) return show(context, done === undefined ? {} : { done })
        const plan = await getPlan(db, (await getCase(db, params.reference)).id, params.plan)
        const template = Object.entries(wordsIn(plan.language).victim.templates).find(
          ([code]) => code === begunWith,
        )
        const words = begunWith === 'closed' ? await findClosingWords(db, plan) : template?.[1].text
        return query.letter === undefined
          ? show(context, { form: 'message', typed: { message: words ?? '' } })
          : show(context, { form: 'letter', typed: { letter: words ?? '' } })
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/contact/:plan/letters/:contact',
      permission: forRoles(...correspondents),
      audit: 'disclose',
      params: params.extend({ contact: z.uuid() }),
      async handler({ db, params, audit }) {
        const found = await getCase(db, params.reference)
        const plan = await getPlan(db, found.id, params.plan)
        const letter = await findLetter(db, plan, params.contact)
        if (letter === undefined) throw notFound('letter')
        audit({ kind: 'case', id: found.id, recipient: 'A victim', summary: 'letter to a victim' })
        return {
          type: 'application/pdf',
          headers: { 'content-disposition': 'inline; filename="letter.pdf"' },
          stream: () => makePdf(letterDocument(plan, letter)),
        }
      },
    }),
    change(
      '/letters',
      'letter',
      async ({ db, body, clock }, plan) => readLetter(body, plan, await readOthers(db, plan), clock.now()),
      async ({ db, actor }, plan, letter) => {
        await recordContact(db, asMember(actor), plan, letter)
        return undefined
      },
    ),
    change(
      '/contacts',
      'contact',
      async ({ db, body, clock }, plan) => readContact(body, plan, await readOthers(db, plan), clock.now()),
      async ({ db, actor }, plan, contact) => {
        await recordContact(db, asMember(actor), plan, contact)
        return undefined
      },
    ),
    change(
      '/plan',
      'plan',
      async ({ db, body }, plan) => readPlanForm(body, await readHistory(db, plan)),
      async ({ db, actor, body }, plan, changed) => {
        const { rows } = await sql`
          update contact_plan set owner_member_id = ${changed.ownerMemberId}, preferred_channel = ${changed.preferredChannel},
            unsafe_channels = ${[...changed.unsafeChannels]}::text[], safe_times = ${changed.safeTimes},
            avoid_words = ${changed.avoidWords}, report_id = ${changed.reportId}, modified_by = ${asMember(actor).memberId},
            version = version + 1
          where id = ${plan.id} and version = ${Number(typedValue(body, 'version')) || 0} returning id`.execute(
          db,
        )
        if (rows.length === 0) throw conflict('Somebody changed the plan since you opened it. Open it again.')
        await addTimelineEntries(db, actor, [
          { caseId: plan.caseId, kind: 'contact_plan', what: 'How a victim is kept informed was changed' },
        ])
        return undefined
      },
    ),
    change(
      '/promises/:promise',
      'promise',
      async ({ db, body }, plan) => readSettlement(body, await readOthers(db, plan)),
      async ({ db, actor, params, clock }, plan, { as, words }) => {
        await sql`
          update contact_promise set settled_as = ${as}, settled_at = ${clock.now()}, settled_by = ${asMember(actor).memberId},
            settled_words = ${words}
          where id = ${promiseParams.parse(params).promise} and plan_id = ${plan.id} and settled_at is null`.execute(
          db,
        )
        await addTimelineEntries(db, actor, [
          {
            caseId: plan.caseId,
            kind: 'promise_settled',
            what: as === 'kept' ? 'A promise to a victim was kept' : 'A promise to a victim was taken back',
            why: words,
          },
        ])
        return undefined
      },
      promiseParams,
    ),
    change(
      '/actions',
      'action',
      async ({ db, body }, plan) =>
        readToldAction(body, (await readHistory(db, plan)).actions, await readOthers(db, plan)),
      async ({ db, actor }, plan, { actionId, words }) => {
        await sql`
          insert into told_action (plan_id, action_id, words, told_by, organisation_id)
          values (${plan.id}, ${actionId}, ${words}, ${asMember(actor).memberId}, ${plan.organisationId})
          on conflict do nothing`.execute(db)
        return undefined
      },
    ),
    change(
      '/messages',
      'message',
      async () => ({ ok: true, value: undefined }),
      async ({ db, actor, body, clock }, plan) => {
        if (plan.reportReference === null) throw notFound('private page')
        const thread = await getThread(db, plan.reportReference, organisationsWith(actor, ...correspondents))
        const sent = z.uuid().safeParse(typedValue(body, 'submission'))
        const submission = sent.success ? sent.data : newId()
        const words = typedValue(body, 'message')
        const override = typedValue(body, 'override')
        const channel = typedValue(body, 'way')
        const problems = await writeToReporter(
          db,
          asMember(actor),
          thread,
          // What they wrote is not shown on this page, so it goes on waiting for its answer.
          { submission, words, channel, overrideReason: override, seen: new Set() },
          clock.now(),
        )
        if (problems !== undefined)
          return [
            ...(problems.words === undefined
              ? []
              : [{ field: 'message', anchor: 'message', message: problems.words }]),
            ...(problems.channel === undefined
              ? []
              : [{ field: 'way', anchor: 'way', message: problems.channel }]),
            ...(problems.override === undefined
              ? []
              : [{ field: 'message-override', anchor: 'message-override', message: problems.override }]),
          ]
        await recordContact(db, asMember(actor), plan, {
          id: submission,
          at: clock.now(),
          channel: contactChannels.find((one) => one === channel) ?? 'page',
          outcome: 'sent',
          said: words.trim(),
          overrideReason: override.trim(),
          promises: [],
        })
        return undefined
      },
    ),
  ]
}

const promiseParams = params.extend({ promise: z.uuid() })

async function getCase(db: Transaction, reference: string): Promise<{ id: string }> {
  const found = await db
    .selectFrom('asb_case')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (found === undefined) throw notFound('case')
  return found
}

/** Names of everybody else whom the case knows, so that a victim is told none of them. */
async function readOthers(db: Transaction, { id, caseId }: ContactPlan): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from case_party where case_id = ${caseId}
      and person_id <> (select mine.person_id from contact_plan join case_party as mine on mine.id = contact_plan.party_id
        where contact_plan.id = ${id})
      and name <> (select mine.name from contact_plan join case_party as mine on mine.id = contact_plan.party_id
        where contact_plan.id = ${id})`.execute(db)
  return rows.map(({ name }) => name)
}
