import { sql } from 'kysely'
import { z } from 'zod'
import { type CaseTab, caseParams, caseReaders, openCaseTab } from '#domains/cases'
import { readCadence } from '#domains/risk'
import { addTimelineEntries } from '#domains/timeline'
import { asMember } from '#platform/actor'
import { addWorkingDays, isLocalDate, type LocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { correspondents } from '../staff/thread-routes.ts'
import { contactDue } from '../victim/contact-due.ts'
import type { ContactPlan } from '../victim/plan.ts'
import { getPlan } from '../victim/read-plans.ts'
import { type AnsweredNeed, needAnswers, needsInstrumentOn } from './instrument.ts'
import { type NeedsForm, NeedsPage } from './needs-page.tsx'
import { readAssessments, readReferrals, readServices } from './read-needs.ts'
import { sayOutcome } from './say-outcome.ts'

const params = caseParams.extend({ plan: z.uuid() })
const referralParams = params.extend({ referral: z.uuid() })
type Params = z.output<typeof params>
type Shown = {
  form?: NeedsForm
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
  done?: string
}
type Of<Body = unknown> = Context<Params, unknown, Body>

const doneWords: Readonly<Record<string, string>> = {
  needs: 'What they need is saved.',
  referral: 'They are referred.',
  outcome: 'What became of it is saved.',
}

/** @param tabs of every domain, as src/app.ts passes them */
export const needsRoutes = (tabs: readonly CaseTab[]): readonly Route[] => {
  const show = async (context: Of, shown: Shown, status = 200): Promise<Answer> => {
    const { db, clock, params } = context
    const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'contact' })
    if ('answer' in opened) return opened.answer
    const plan = await getPlan(db, opened.head.id, params.plan)
    const day = today(clock)
    const [assessments, referrals, services, dueOn] = await Promise.all([
      readAssessments(db, plan.id),
      readReferrals(db, plan.id),
      readServices(db),
      readDueOn(db, plan.id),
    ])
    const { form, typed = {}, errors = [], conflict, done } = shown
    return page(
      (frame) =>
        NeedsPage({
          frame: { ...frame, hasErrors: errors.length > 0 },
          opened,
          plan,
          dueOn,
          instrument: needsInstrumentOn(day),
          assessments,
          referrals,
          services,
          day,
          newId: newId(),
          form,
          typed,
          errors,
          conflict,
          done,
        }),
      { status },
    )
  }

  /** A form of the page: carried out, or shown again with what is wrong or what happened in the meantime. */
  const change = (
    path: string,
    form: NeedsForm,
    schema: typeof params,
    work: (context: Of<Typed>, plan: ContactPlan) => Promise<readonly FormError[]>,
  ): Route =>
    route({
      method: 'POST',
      url: `/cases/:reference/contact/:plan/needs${path}`,
      permission: forRoles(...correspondents),
      audit: form === 'referral' ? 'disclose' : 'alter',
      params: schema,
      body: typedSchema,
      async handler(context) {
        const { db, params, body, audit } = context
        const found = await getCaseId(db, params.reference)
        const plan = await getPlan(db, found, params.plan)
        try {
          const errors = await work(context, plan)
          if (errors.length > 0) return show(context, { form, typed: body, errors }, 422)
        } catch (error) {
          // A refusal of this kind comes before anything is written.
          if (!(error instanceof Refusal) || error.status !== 409) throw error
          return show(context, { form, typed: body, conflict: error.message }, 409)
        }
        audit({
          kind: 'case',
          id: found,
          summary: `needs of a victim: ${form}`,
          ...(form === 'referral'
            ? { recipient: 'A support service', reason: typedValue(body, 'basis').trim() }
            : {}),
        })
        return redirect(`/cases/${params.reference}/contact/${plan.id}/needs?done=${form}`)
      },
    })

  return [
    route({
      method: 'GET',
      url: '/cases/:reference/contact/:plan/needs',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params,
      query: z.object({ done: z.string().max(20).optional() }),
      handler: (context) => {
        const done = doneWords[context.query.done ?? '']
        return show(context, done === undefined ? {} : { done })
      },
    }),
    change('', 'needs', params, (context, plan) => assess(context, plan)),
    change('/referrals', 'referral', params, (context, plan) => refer(context, plan)),
    change(
      '/referrals/:referral',
      'outcome',
      referralParams,
      async ({ db, actor, body, clock, params }, plan) => {
        const { referral } = referralParams.parse(params)
        if (!(await readReferrals(db, plan.id)).some(({ id }) => id === referral)) throw notFound('referral')
        return sayOutcome(db, asMember(actor), referral, body, today(clock))
      },
    ),
  ]
}

async function getCaseId(db: Transaction, reference: string): Promise<string> {
  const found = await db
    .selectFrom('asb_case')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (found === undefined) throw notFound('case')
  return found.id
}

async function readDueOn(db: Transaction, planId: string): Promise<string | null> {
  const { rows } = await sql<{ due: string | null }>`
    select needs_due_on as due from contact_plan where id = ${planId}`.execute(db)
  return rows[0]?.due ?? null
}

const text = (typed: Typed, name: string, most = 500) => typedValue(typed, name).trim().slice(0, most)
const wrong = (field: string, message: string): FormError => ({ field, anchor: field, message })
const idIn = (typed: Typed): string => {
  const sent = z.uuid().safeParse(typedValue(typed, 'id'))
  return sent.success ? sent.data : newId()
}

/** Writes down what a victim was asked and answered; they are asked again as often as they are to hear from us. */
async function assess(
  { db, actor, body, clock }: Of<Typed>,
  plan: ContactPlan,
): Promise<readonly FormError[]> {
  const day = today(clock)
  const { areas, version } = needsInstrumentOn(day)
  const on = typedValue(body, 'on')
  const whom = typedValue(body, 'whom') === 'somebody_for_them' ? 'somebody_for_them' : 'victim'
  const errors: FormError[] =
    isLocalDate(on) && on <= day ? [] : [wrong('on', 'Enter a day that is today or in the past')]
  const answers = areas.flatMap(({ code, label, question }): AnsweredNeed[] => {
    const answer = needAnswers.find((each) => each === typedValue(body, `answer-${code}`))
    const words = text(body, `helps-${code}`)
    if (answer === undefined)
      errors.push(wrong(`answer-${code}`, `${label}: choose an answer, or say that it is not known`))
    if (answer === 'unknown' && words === '')
      errors.push(wrong(`helps-${code}`, `${label}: say why it is not known`))
    if (answer === 'need' && words === '')
      errors.push(wrong(`helps-${code}`, `${label}: say what would help`))
    if (answer === undefined) return []
    const isUnknown = answer === 'unknown'
    return [
      {
        area: code,
        wording: question,
        answer,
        because: isUnknown ? words : '',
        helps: isUnknown ? '' : words,
      },
    ]
  })
  if (errors.length > 0) return errors
  const id = idIn(body)
  const { memberId } = asMember(actor)
  const { rows } = await sql`
    insert into needs_assessment (id, plan_id, case_id, organisation_id, instrument_version, asked_on, asked_whom, answers, assessed_by)
    select ${id}, ${plan.id}, ${plan.caseId}, ${plan.organisationId}, ${version}, ${on}, ${whom},
      ${JSON.stringify(answers)}::jsonb, ${memberId}
    where not exists (select from needs_assessment where id = ${id}) returning id`.execute(db)
  if (rows.length === 0) return []
  const cadence = await readCadence(db, plan.organisationId, day)
  const { nextDueOn } = contactDue(cadence, { ...plan, lastContactOn: on })
  await sql`
    update contact_plan set needs_due_on = ${nextDueOn}, modified_by = ${memberId}, version = version + 1 where id = ${plan.id}`.execute(
    db,
  )
  await addTimelineEntries(db, actor, [
    { caseId: plan.caseId, kind: 'contact_needs', what: 'A victim was asked what they need' },
  ])
  return []
}

/** Refers a victim to a service for one need: on its own page, by e-mail, or as the directory says. */
async function refer(
  { db, actor, body, clock }: Of<Typed>,
  plan: ContactPlan,
): Promise<readonly FormError[]> {
  const day = today(clock)
  const [latest] = await readAssessments(db, plan.id)
  const needs = latest?.answers.filter(({ answer }) => answer === 'need').map(({ area }) => area) ?? []
  const need = needs.find((each) => each === typedValue(body, 'need'))
  const service = (await readServices(db)).find(({ id }) => id === typedValue(body, 'service'))
  const [told, reach, basis] = [text(body, 'told', 2_000), text(body, 'reach'), text(body, 'basis')]
  const consents = typedValue(body, 'consent') === 'given'
  const consentOn = typedValue(body, 'consent-on')
  const errors = [
    ...(need === undefined ? [wrong('need', 'Choose what they need')] : []),
    ...(service === undefined ? [wrong('service', 'Choose a service')] : []),
    ...(service !== undefined && need !== undefined && !service.needs.includes(need)
      ? [wrong('service', 'This service is not for that need')]
      : []),
    ...(told === '' ? [wrong('told', 'Say what the service is told')] : []),
    ...(consents && !(isLocalDate(consentOn) && consentOn <= day)
      ? [wrong('consent-on', 'Enter the day on which they consented')]
      : []),
    ...(!consents && service?.consentNeeded === true
      ? [wrong('consent', 'This service takes nobody without consent')]
      : []),
    ...(!consents && service?.consentNeeded !== true && basis === ''
      ? [wrong('basis', 'Without consent, say the ground in law')]
      : []),
  ]
  if (errors.length > 0 || need === undefined || service === undefined || latest === undefined) return errors
  const id = idIn(body)
  const sentBy =
    service.partnerOrganisationId !== null ? 'partner_page' : service.email !== '' ? 'email' : 'by_hand'
  const { memberId, organisationName } = asMember(actor)
  const { rows } = await sql`
    insert into support_referral (id, assessment_id, plan_id, case_id, service_id, organisation_id, partner_organisation_id, need,
      told, reach, consent, consent_on, basis, sent_by, made_by, due_on)
    select ${id}, ${latest.id}, ${plan.id}, ${plan.caseId}, ${service.id}, ${plan.organisationId}, ${service.partnerOrganisationId},
      ${need}, ${told}, ${reach}, ${consents ? 'given' : 'not_needed'}, ${consents ? consentOn : null}, ${consents ? '' : basis},
      ${sentBy}, ${memberId}, ${addWorkingDays(day, service.answerWorkingDays)}
    where not exists (select from support_referral where id = ${id}) returning id`.execute(db)
  if (rows.length === 0) return []
  if (sentBy === 'email')
    await queueMessage(db, {
      id,
      channel: 'email',
      recipient: service.email,
      subject: 'A referral to you',
      body: referralWords(organisationName, told, reach, addWorkingDays(day, service.answerWorkingDays)),
    })
  await addTimelineEntries(db, actor, [
    { caseId: plan.caseId, kind: 'contact_support', what: 'A victim was referred to a support service' },
  ])
  return []
}

function referralWords(organisation: string, told: string, reach: string, by: LocalDate): string {
  return [
    `${organisation} refers somebody to you.`,
    told,
    ...(reach === '' ? [] : [`How to reach them safely: ${reach}`]),
    `Please tell ${organisation} by ${by} whether you take it.`,
  ].join('\n\n')
}
