import { sql } from 'kysely'
import { z } from 'zod'
import type { EvidenceStore } from '#domains/evidence'
import { nameOf } from '#platform/actor'
import { today } from '#platform/clock'
import { type Context, forMachines, invalid, notFound, type Route, route } from '#platform/http'
import { fileRequest, fileUpdate, isUuid, machineOf } from './file-request.ts'
import { findRequests, requestItem } from './find-requests.ts'
import { type Format, formats, listAnswer, problemIn } from './formats.ts'
import { periodOf, requestsQuery, updatesQuery } from './queries.ts'
import { receivePhotos } from './receive-photos.ts'
import { authorizationOf, fieldOf, sentFormOf } from './sent-form.ts'
import { findProblems } from './sent-request.ts'
import { basePath, checkJurisdiction, jurisdiction, limit, serviceRoutes, typeOf } from './service-routes.ts'
import { readServices } from './services.ts'
import { readUpdates } from './updates.ts'

const partners = forMachines('file_reports')

/**
 * GeoReport v2 with the updates extension, for partners with a key: what they may report, requests in, and what became
 * of their own. Nothing of any record is there for whoever has no key.
 */
export function open311Routes(evidence: EvidenceStore): readonly Route[] {
  return formats.flatMap((format) => [...serviceRoutes(format), ...requestRoutes(format, evidence)])
}

function requestRoutes(format: Format, evidence: EvidenceStore): readonly Route[] {
  const shared = { permission: partners, limit } as const
  const machine = (summary: string, answerStatus = 200) => ({
    summary,
    answerType: typeOf(format),
    answerStatus,
    problem: problemIn(format),
    authorization: authorizationOf,
  })
  const streamed = { streamed: true, transaction: 'none', repeatable: true } as const
  return [
    route({
      ...shared,
      ...streamed,
      method: 'POST',
      url: `${basePath}/requests.${format}`,
      audit: 'collect',
      machine: { ...machine('Files a request', 201), bodyType: 'application/x-www-form-urlencoded' },
      handler: async (context) => {
        const { form, photos } = await takeForm(context, evidence, (sent) => [
          ...(fieldOf(sent, 'service_code') === undefined
            ? [{ field: 'service_code', message: 'is missing' }]
            : []),
          ...findProblems(sent),
        ])
        const filed = await context.inTransaction((parts) =>
          fileRequest({ ...context, ...parts, form, photos }),
        )
        if ('problems' in filed) throw invalid('The request was kept and not taken.', filed.problems)
        const { refused } = photos
        const notices = [
          'token' in filed ? 'Kept: somebody has to look at it first' : `Our reference is ${filed.reference}`,
          ...(refused.length > 0 ? [`Files that were not taken: ${refused.join(', ')}`] : []),
        ]
        const item = {
          ...('token' in filed ? { token: filed.token } : { service_request_id: filed.id }),
          service_notice: notices.join('. '),
          account_id: '',
        }
        return listAnswer(format, 'service_requests', [item], 201)
      },
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/requests.${format}`,
      audit: 'disclose',
      query: requestsQuery,
      machine: machine('Requests that this organisation sent'),
      handler: async ({ db, actor, query, clock, origin, audit }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        const { organisationId } = machineOf(actor)
        const ids = query.service_request_id
        const found = await findRequests(db, organisationId, {
          ids: ids?.filter(isUuid),
          serviceCodes: query.service_code,
          status: query.status,
          ...(ids === undefined ? periodOf(query, clock.now()) : {}),
          page: query.page,
          pageSize: query.page_size,
        })
        audit({ kind: 'incident', recipient: nameOf(actor), summary: `${found.length} requests` })
        const names = new Map((await readServices(db, today(clock))).map(({ code, name }) => [code, name]))
        const items = found.map((request) => requestItem(request, (code) => names.get(code) ?? code))
        return listAnswer(format, 'service_requests', items)
      },
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/requests/:id.${format}`,
      audit: 'disclose',
      params: z.object({ id: z.string() }),
      query: jurisdiction,
      machine: machine('One of them'),
      handler: async ({ db, actor, params, query, clock, origin, audit }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        const wanted = { ids: [params.id].filter(isUuid), page: 1, pageSize: 1 }
        const [found] = await findRequests(db, machineOf(actor).organisationId, wanted)
        if (found === undefined) throw notFound('service_request_id')
        audit({ kind: 'incident', id: found.id, recipient: nameOf(actor), summary: 'status' })
        const services = await readServices(db, today(clock))
        const named = (code: string) => services.find((service) => service.code === code)?.name ?? code
        return listAnswer(format, 'service_requests', [requestItem(found, named)])
      },
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/tokens/:token.${format}`,
      audit: 'disclose',
      params: z.object({ token: z.string() }),
      query: jurisdiction,
      machine: machine('The request that came of what was kept under a token'),
      handler: async ({ db, actor, params, query, origin, audit }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        const { rows } = isUuid(params.token)
          ? await sql<{ incident_id: string | null }>`select incident_id from incident_letter
              where id = ${params.token} and organisation_id = ${machineOf(actor).organisationId}`.execute(db)
          : { rows: [] }
        const [letter] = rows
        if (letter === undefined) throw notFound('token')
        audit({ kind: 'incident_letter', id: params.token, recipient: nameOf(actor), summary: 'token' })
        const request = letter.incident_id === null ? {} : { service_request_id: letter.incident_id }
        return listAnswer(format, 'service_requests', [{ ...request, token: params.token }])
      },
    }),
    route({
      ...shared,
      ...streamed,
      method: 'POST',
      url: `${basePath}/servicerequestupdates.${format}`,
      audit: 'collect',
      machine: {
        ...machine('Adds an update to a request', 201),
        bodyType: 'application/x-www-form-urlencoded',
      },
      handler: async (context) => {
        const { form, photos } = await takeForm(context, evidence, (sent) =>
          fieldOf(sent, 'service_request_id') === undefined
            ? [{ field: 'service_request_id', message: 'is missing' }]
            : [],
        )
        const filed = await context.inTransaction((parts) =>
          fileUpdate({ ...context, ...parts, form, photos }),
        )
        if ('problems' in filed) throw invalid('The update was kept and not taken.', filed.problems)
        const item = 'token' in filed ? { token: filed.token } : { update_id: filed.updateId }
        return listAnswer(format, 'service_request_updates', [item], 201)
      },
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/servicerequestupdates.${format}`,
      audit: 'disclose',
      query: updatesQuery,
      machine: machine('What became of the requests of this organisation'),
      handler: async ({ db, actor, query, clock, origin, audit }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        const { organisationId } = machineOf(actor)
        const period = periodOf(query, clock.now())
        const paging = { page: query.page, pageSize: query.page_size }
        const items = await readUpdates(db, organisationId, { ...period, ...paging })
        audit({ kind: 'incident', recipient: nameOf(actor), summary: `${items.length} updates` })
        return listAnswer(format, 'service_request_updates', items)
      },
    }),
  ]
}

type Sent = Awaited<ReturnType<typeof sentFormOf>>

/** The form and its photos. What is wrong with its fields is told before a file is taken. */
async function takeForm(
  context: Context<unknown, unknown, unknown>,
  evidence: EvidenceStore,
  problemsOf: (form: Sent) => readonly { field: string; message: string }[],
) {
  const form = await sentFormOf(context.request)
  checkJurisdiction(fieldOf(form, 'jurisdiction_id'), context.origin)
  const refuse = () => {
    const problems = problemsOf(form)
    if (problems.length > 0) throw invalid('Some parameters are missing or not valid.', problems)
  }
  if (!context.request.isMultipart()) refuse()
  const photos = await receivePhotos(evidence, context, form)
  refuse()
  return { form, photos }
}
