import { z } from 'zod'
import { findContactIn } from '#domains/cases'
import { asMember, organisationsWith } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { type FormError, readForm, type Typed, typedSchema, typedValue, wordsField } from '#platform/forms'
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
import { referenceSchema } from '#platform/ids'
import { readEndpoints, type ServiceEndpoint, serviceFor } from './endpoint.ts'
import type { Service } from './geo-report.ts'
import { mostDescribed, RequestPage } from './request-page.tsx'
import { senders } from './request-panel.tsx'
import { enterRemoteId, readServiceRequests, sendAgain, sendReport } from './service-request.ts'
import { SettlePage } from './settle-page.tsx'

const params = z.object({ reference: referenceSchema('ASB') })
type Any = Context<unknown, unknown, unknown>

type ReportToSend = {
  id: string
  reference: string
  title: string
  asbType: string
  typeLabel: string
  placeWords: string
  hasPoint: boolean
  status: string
  organisationId: number | null
  isRestricted: boolean
}

/** The report, where the actor's organisation holds it. Throws 404 out of sight, 403 where it may not be sent by them. */
async function getReport({ db, actor }: Any, reference: string): Promise<ReportToSend> {
  const report = await findReportToSend(db, reference)
  if (report === undefined) throw notFound('report')
  const { organisationId, isRestricted } = report
  if (organisationId === null || !organisationsWith(actor, ...senders).includes(organisationId))
    throw forbidden('Another organisation holds this report and sends it on. You are still signed in.')
  if (isRestricted) throw forbidden('This report is restricted: nothing of it is sent on.')
  return report
}

function findReportToSend(db: Transaction, reference: string): Promise<ReportToSend | undefined> {
  return db
    .selectFrom('report')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .select((of) => [
      'report.id as id',
      'report.reference as reference',
      'report.title as title',
      'report.asb_type as asbType',
      'asb_type.label as typeLabel',
      'report.place_words as placeWords',
      'report.status as status',
      'report.organisation_id as organisationId',
      of('report.location', 'is not', null).$castTo<boolean>().as('hasPoint'),
      of('report.partition_code', 'is not', null).$castTo<boolean>().as('isRestricted'),
    ])
    .where('report.reference', '=', reference)
    .executeTakeFirst()
}

type Chosen = { endpoint: ServiceEndpoint; service: Service }

/** Where the report could go: systems of its holder that are on and take its type. */
async function readOffers(
  db: Transaction,
  { organisationId, asbType }: ReportToSend,
): Promise<readonly Chosen[]> {
  const endpoints = await readEndpoints(db, organisationId === null ? [] : [organisationId])
  return endpoints
    .filter(({ disabledAt }) => disabledAt === null)
    .flatMap((endpoint) => {
      const service = serviceFor(endpoint, asbType)
      return service === undefined ? [] : [{ endpoint, service }]
    })
}

type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string }

async function show(context: Any, report: ReportToSend, shown: Shown = {}): Promise<Answer> {
  const offers = await readOffers(context.db, report)
  const { typed = {}, errors = [], conflict } = shown
  context.audit({ kind: 'report', id: report.id, summary: 'before it is sent on' })
  return page((frame) => RequestPage({ frame, report, offers, typed, errors, conflict }), {
    status: conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200,
  })
}

const requestForm = z.object({
  description: wordsField({
    name: 'What they need to know',
    most: mostDescribed,
    missing: 'Say what they need to know',
  }).superRefine((words, context) => {
    const found = findContactIn(words)
    if (found !== undefined)
      context.addIssue({
        code: 'custom',
        message: `“${found}” looks like a telephone number or an email address. Leave it out: nothing of who reported is sent`,
      })
  }),
})

async function send(context: Context<{ reference: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params: asked, body: typed, audit } = context
  const report = await getReport(context, asked.reference)
  const read = readForm(requestForm, typed)
  const offers = await readOffers(db, report)
  const chosen = offers.find(({ endpoint }) => endpoint.id === typedValue(typed, 'endpoint'))
  const errors: readonly FormError[] = [
    ...(chosen === undefined
      ? [{ field: 'endpoint', anchor: 'endpoint', message: 'Choose where it is sent' }]
      : []),
    ...(read.ok ? [] : read.errors),
  ]
  if (!read.ok || chosen === undefined) return show(context, report, { typed, errors })
  const { endpoint, service } = chosen
  if (!(await sendReport(db, asMember(actor), report, endpoint, service, read.value.description)))
    return show(context, report, {
      typed,
      conflict: `It was sent to ${endpoint.name} before, and is not closed there.`,
    })
  audit({ kind: 'report', id: report.id, summary: `sent on to ${endpoint.name} as ${service.name}` })
  return redirect(`/reports/${report.reference}#service-requests`)
}

/** Sending a report on to a system of the organisation that holds it, and settling what came to nothing there. */
export const serviceRequestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/service-requests',
    permission: forRoles(...senders),
    audit: 'consult',
    params,
    handler: async (context) => show(context, await getReport(context, context.params.reference)),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/service-requests',
    permission: forRoles(...senders),
    audit: 'disclose',
    params,
    body: typedSchema,
    handler: send,
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/service-requests/:id',
    permission: forRoles(...senders),
    audit: 'alter',
    params: params.extend({ id: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, params: asked, body: typed, audit } = context
      const report = await getReport(context, asked.reference)
      const requests = await readServiceRequests(db, { reportId: report.id })
      if (!requests.some(({ id }) => id === asked.id)) throw notFound('request')
      const number = typedValue(typed, 'remote_id').trim()
      const isNumber = typedValue(typed, 'act') === 'number'
      if (isNumber && (number === '' || number.length > 100)) {
        const message =
          number === '' ? 'Enter the number they gave it' : 'The number must be 100 characters or fewer'
        return page(
          (frame) => SettlePage({ frame, reference: report.reference, id: asked.id, typed, message }),
          { status: 422 },
        )
      }
      const isDone = isNumber ? await enterRemoteId(db, asked.id, number) : await sendAgain(db, asked.id)
      audit({
        kind: 'report',
        id: report.id,
        summary: !isDone ? 'request settled already' : isNumber ? `request is ${number} there` : 'sent again',
      })
      return redirect(`/reports/${report.reference}#service-requests`)
    },
  }),
]
