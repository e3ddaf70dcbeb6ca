import { z } from 'zod'
import { askReason } from '#domains/governance'
import { shareAgainByRules, showLesserRecord } from '#domains/sharing'
import { asMember, hasRole } from '#platform/actor'
import { type LocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Typed, typedSchema, typedValue } from '#platform/forms'
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
import { instrumentFor, readCadence } from './cadence/cadence.ts'
import type { Instrument } from './instrument.ts'
import { findInstrument, readInstruments } from './instrument-store.ts'
import { InstrumentsPage } from './instruments-page.tsx'
import { type Assessment, readAssessments } from './read-assessments.ts'
import { readRiskForm, type TypedRisk } from './risk-fields.ts'
import { type RiskContentProps, RiskPage } from './risk-page.tsx'
import { saveAssessment } from './save-assessment.ts'

export const assessors = ['triage_officer', 'case_officer', 'supervisor'] as const
const params = z.object({ reference: referenceSchema('ASB') })

const findReport = (db: Transaction, reference: string) =>
  db
    .selectFrom('report')
    .select(['id', 'reference', 'title', 'channel', 'organisation_id as organisationId'])
    .where('reference', '=', reference)
    .executeTakeFirst()

export type Showing = { instrument?: string; isSaved?: boolean; isEmpty?: boolean; typed?: Typed }

async function show(
  context: Context<unknown, unknown, unknown>,
  reference: string,
  { instrument, ...state }: Showing,
): Promise<Answer> {
  const { db, actor, clock, audit } = context
  const report = await findReport(db, reference)
  if (report === undefined) return showLesserRecord(context, 'report', reference)
  const asked = await askReason(context, { ...report, kind: 'report' })
  if ('answer' in asked) return asked.answer
  const day = today(clock)
  const [assessments, cadence] = await Promise.all([
    readAssessments(db, report.id),
    readCadence(db, report.organisationId, day),
  ])
  const shown = await readShown(db, assessments, instrument ?? instrumentFor(cadence, report.channel), day)
  audit({ kind: 'report', id: report.id, reason: asked.reason, summary: 'risk' })
  return page(
    (frame) =>
      RiskPage({
        frame: { ...frame, hasErrors: state.isEmpty === true },
        title: report.title,
        record: { kind: 'report', reference: report.reference },
        ...shown,
        mayAssess: hasRole(actor, ...assessors),
        newId: newId(),
        day,
        ...state,
      }),
    { status: state.isEmpty ? 422 : 200 },
  )
}

/** What a page of risk shows of these assessments, with the questions of the instrument that was chosen. */
export async function readShown(
  db: Transaction,
  assessments: readonly Assessment[],
  chosen: string,
  day: LocalDate,
): Promise<Pick<RiskContentProps, 'instruments' | 'chosen' | 'assessments' | 'usedInstruments'>> {
  const used = new Map(assessments.map((one) => [`${one.instrument} ${one.instrumentVersion}`, one]))
  const [instruments, ...usedInstruments] = await Promise.all([
    readInstruments(db, day),
    ...[...used.values()].map((one) => findInstrument(db, one.instrument, one.instrumentVersion)),
  ])
  return {
    instruments,
    chosen: instruments.find(({ code }) => code === chosen) ?? instruments[0],
    assessments,
    usedInstruments: usedInstruments.filter((one): one is Instrument => one !== undefined),
  }
}

/** The instrument in the version that was answered, also where another has come into force since; and the answers. */
export async function readAnswered(
  db: Transaction,
  typed: Typed,
): Promise<{ id: string; instrument: Instrument } & TypedRisk> {
  const version = z.coerce.number().int().catch(0).parse(typedValue(typed, 'version'))
  const instrument = await findInstrument(db, typedValue(typed, 'instrument'), version)
  if (instrument === undefined) throw notFound('instrument')
  const id = z.uuid().catch(newId).parse(typedValue(typed, 'id'))
  return { id, instrument, ...readRiskForm(instrument, typed) }
}

/** The risk of a report, and what it is assessed with. */
export const riskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/risk',
    permission: forRoles(...assessors, 'analyst'),
    audit: 'consult',
    params,
    query: z.object({
      instrument: z.string().max(40).optional().catch(undefined),
      saved: z.literal('yes').optional().catch(undefined),
    }),
    handler: (context) =>
      show(context, context.params.reference, {
        isSaved: context.query.saved === 'yes',
        ...(context.query.instrument === undefined ? {} : { instrument: context.query.instrument }),
      }),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/risk',
    permission: forRoles(...assessors),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, params, body: typed, audit, requestId } = context
      const report = await findReport(db, params.reference)
      if (report === undefined) throw notFound('report')
      const { id, instrument, answers, override, isEmpty } = await readAnswered(db, typed)
      if (isEmpty) return show(context, params.reference, { instrument: instrument.code, isEmpty, typed })
      const judged = await saveAssessment(db, asMember(actor), {
        id,
        reportId: report.id,
        instrument,
        answers,
        override,
        now: clock.now(),
      })
      await shareAgainByRules(db, actor, 'report', [report.id], requestId)
      audit({ kind: 'report', id: report.id, summary: `risk assessed: ${judged.band}` })
      return redirect(`/reports/${report.reference}/risk?saved=yes`)
    },
  }),
  route({
    method: 'GET',
    url: '/risk/instruments',
    permission: forRoles(...assessors, 'analyst', 'coordinator', 'information_governance'),
    audit: 'nothing',
    async handler({ db, clock }) {
      const instruments = await readInstruments(db, today(clock))
      return page((frame) => InstrumentsPage({ frame, instruments }))
    },
  }),
]
