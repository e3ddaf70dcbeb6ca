import { sql } from 'kysely'
import { z } from 'zod'
import { type CasePanel, type CaseTab, caseParams, caseReaders, openCaseTab } from '#domains/cases'
import {
  assessors,
  instrumentFor,
  readAnswered,
  readCadence,
  readCaseAssessments,
  readShown,
  type Showing,
  saveAssessment,
} from '#domains/risk'
import { shareAgainByRules } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { CaseRiskPage, CaseRiskPanel } from './case-risk-page.tsx'
import { findCaseRisk, readMyLevels, readSignOffs } from './read-case-risk.ts'

/** The risk of a case among its tabs. */
export const caseRiskTab: CaseTab = { text: 'Risk', path: 'risk' }

/** What risk says on the overview of a case. */
export const caseRiskPanel: CasePanel = async ({ db, clock }, { id, reference }) => {
  const risk = await findCaseRisk(db, id)
  return () => CaseRiskPanel({ reference, risk, day: today(clock) })
}

type Of = Context<z.output<typeof caseParams>, unknown, unknown>
type Signing = { typed: Typed; errors: readonly FormError[]; isDone: boolean }
const notSigning: Signing = { typed: {}, errors: [], isDone: false }

/** @param tabs of every domain, as src/app.ts passes them */
export const caseRiskRoutes = (tabs: readonly CaseTab[]): readonly Route[] => {
  const show = async (
    context: Of,
    { instrument, ...state }: Showing,
    signing: Signing = notSigning,
  ): Promise<Answer> => {
    const { db, actor, clock, params } = context
    const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'risk' })
    if ('answer' in opened) return opened.answer
    const { head } = opened
    const day = today(clock)
    const [assessments, cadence, risk, signOffs] = await Promise.all([
      readCaseAssessments(db, head.id),
      readCadence(db, head.organisationId, day),
      findCaseRisk(db, head.id),
      readSignOffs(db, head.id),
    ])
    const shown = await readShown(db, assessments, instrument ?? instrumentFor(cadence), day)
    const isLead = asMember(actor).organisations.includes(head.organisationId)
    const codes = cadence.levels.map(({ code }) => code)
    const myLevels = isLead ? await readMyLevels(db, head.organisationId, codes) : []
    const isWrong = state.isEmpty === true || signing.errors.length > 0
    return page(
      (frame) =>
        CaseRiskPage({
          frame: { ...frame, hasErrors: isWrong },
          opened,
          record: { kind: 'case', reference: head.reference },
          ...shown,
          risk,
          cadence,
          signOffs,
          myLevels,
          signing,
          mayAssess: hasRole(actor, ...assessors) && head.status === 'open',
          newId: newId(),
          day,
          ...state,
        }),
      { status: isWrong ? 422 : 200 },
    )
  }

  return [
    route({
      method: 'GET',
      url: '/cases/:reference/risk',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      query: z.object({
        instrument: z.string().max(40).optional().catch(undefined),
        saved: z.literal('yes').optional().catch(undefined),
        signed: z.literal('yes').optional().catch(undefined),
      }),
      handler: (context) =>
        show(
          context,
          {
            isSaved: context.query.saved === 'yes',
            ...(context.query.instrument === undefined ? {} : { instrument: context.query.instrument }),
          },
          { ...notSigning, isDone: context.query.signed === 'yes' },
        ),
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/risk',
      permission: forRoles(...assessors),
      audit: 'alter',
      params: caseParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, clock, params, body: typed, audit, requestId } = context
        const found = await getOpenCase(db, params.reference)
        const { id, instrument, answers, override, isEmpty } = await readAnswered(db, typed)
        if (isEmpty) return show(context, { instrument: instrument.code, isEmpty, typed })
        const judged = await saveAssessment(db, asMember(actor), {
          id,
          caseId: found.id,
          instrument,
          answers,
          override,
          now: clock.now(),
        })
        await shareAgainByRules(db, actor, 'case', [found.id], requestId)
        audit({ kind: 'case', id: found.id, summary: `risk assessed: ${judged.band}` })
        return redirect(`/cases/${params.reference}/risk?saved=yes`)
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/risk/sign-offs',
      permission: forRoles(...assessors),
      audit: 'alter',
      params: caseParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, clock, params, body: typed, audit } = context
        const found = await getOpenCase(db, params.reference)
        const cadence = await readCadence(db, found.organisationId, today(clock))
        const myLevels = await readMyLevels(
          db,
          found.organisationId,
          cadence.levels.map(({ code }) => code),
        )
        if (myLevels.length === 0) throw forbidden()
        const level = myLevels.find((one) => one === typedValue(typed, 'level'))
        const words = typedValue(typed, 'words').trim().slice(0, 2_000)
        const risk = await findCaseRisk(db, found.id)
        const errors = [
          ...(level === undefined
            ? [{ field: 'level', anchor: 'level', message: 'Choose as whom you sign off' }]
            : []),
          ...(words === '' ? [{ field: 'words', anchor: 'words', message: 'Say what you looked at' }] : []),
        ]
        if (level === undefined || errors.length > 0)
          return show(context, { typed: {} }, { typed, errors, isDone: false })
        if (risk === undefined || risk.band === null) throw notFound('assessment')
        await sql`
          insert into risk_sign_off (id, case_id, level, band, assessment_id, words, signed_by, organisation_id, signed_at)
          values (${newId()}, ${found.id}, ${level}, ${risk.band}, (select assessment_id from case_risk where case_id = ${found.id}),
            ${words}, ${asMember(actor).memberId}, ${found.organisationId}, ${clock.now()})`.execute(db)
        const label = cadence.levels.find(({ code }) => code === level)?.label ?? level
        await addTimelineEntries(db, actor, [
          { caseId: found.id, kind: 'risk_signed_off', what: `Risk signed off: ${label}`, why: words },
        ])
        audit({ kind: 'case', id: found.id, summary: `risk signed off: ${level}` })
        return redirect(`/cases/${params.reference}/risk?signed=yes`)
      },
    }),
  ]
}

async function getOpenCase(
  db: Transaction,
  reference: string,
): Promise<{ id: string; organisationId: number }> {
  const found = await db
    .selectFrom('asb_case')
    .select(['id', 'organisation_id as organisationId'])
    .where('reference', '=', reference)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (found === undefined) throw notFound('case')
  return found
}
