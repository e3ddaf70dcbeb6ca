import { z } from 'zod'
import { readAsbTypes } from '#domains/reports'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValue, wordsField } from '#platform/forms'
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
import { newId } from '#platform/ids'
import { type AllowedHosts, findFaultOfUrl } from '#platform/outgoing'
import { type EndpointKeySeal, readEndpoints, type ServiceEndpoint } from './endpoint.ts'
import { EndpointPage, EndpointsPage, endpointAddress, endpointsAddress } from './endpoint-pages.tsx'
import { type RequestState, readServiceRequests } from './service-request.ts'

const lookers = forRoles('coordinator', 'supervisor')
const byId = z.object({ id: z.uuid() })
const states = ['waiting', 'sending', 'sent', 'unclear', 'failed', 'closed'] as const satisfies RequestState[]
const listQuery = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  state: z.enum(states).optional().catch(undefined),
  done: z.literal('yes').optional().catch(undefined),
})
type Any = Context<unknown, unknown, unknown>
type Shown = { typed?: Typed; errors?: readonly FormError[] }

async function getEndpoint({ db, actor }: Any, id: string): Promise<ServiceEndpoint> {
  const [endpoint] = await readEndpoints(db, [asMember(actor).organisationId], id)
  if (endpoint === undefined) throw notFound('system')
  return endpoint
}

async function list({ db, actor }: Any, { typed = {}, errors = [] }: Shown = {}): Promise<Answer> {
  const endpoints = await readEndpoints(db, [asMember(actor).organisationId])
  const hasErrors = errors.length > 0
  return page((frame) => EndpointsPage({ frame: { ...frame, hasErrors }, endpoints, typed, errors }), {
    status: hasErrors ? 422 : 200,
  })
}

async function show(
  context: Any,
  id: string,
  { q, state, done }: z.output<typeof listQuery>,
  { typed = {}, errors = [] }: Shown = {},
): Promise<Answer> {
  const { db, clock } = context
  const [endpoint, types, requests] = await Promise.all([
    getEndpoint(context, id),
    readAsbTypes(db, today(clock)),
    readServiceRequests(db, { endpointId: id, q, state }),
  ])
  const hasErrors = errors.length > 0
  return page(
    (frame) =>
      EndpointPage({
        frame: { ...frame, hasErrors },
        endpoint,
        types,
        requests,
        filter: { q, state },
        isDone: done === 'yes',
        typed,
        errors,
      }),
    { status: hasErrors ? 422 : 200 },
  )
}

/** The service that was chosen for each type, of those that are offered. */
function mappingIn(typed: Typed, { services }: ServiceEndpoint, types: readonly string[]) {
  const offered = new Set(services.map(({ code }) => code))
  const chosen = types.map((type) => [type, typedValue(typed, `service.${type}`)] as const)
  return Object.fromEntries(chosen.filter(([, code]) => offered.has(code)))
}

/** Systems that take requests, looked after like the other connections of an organisation. */
export function serviceEndpointRoutes({
  keys,
  allowed,
}: {
  keys: EndpointKeySeal
  allowed: AllowedHosts
}): Route[] {
  const endpointForm = z.object({
    name: wordsField({ name: 'The name', most: 100, missing: 'Enter what your people call it' }),
    url: wordsField({ name: 'The address', most: 500, missing: 'Enter the address' }).superRefine(
      (url, context) => {
        const fault = url === '' ? undefined : findFaultOfUrl(url, allowed)
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
      },
    ),
    jurisdiction: wordsField({ name: 'The jurisdiction_id', most: 200 }),
    key: wordsField({ name: 'The key', most: 500 }),
  })
  const act = z.enum(['services', 'disable', 'enable', 'map', 'key'])

  return [
    route({
      method: 'GET',
      url: endpointsAddress,
      permission: lookers,
      audit: 'nothing',
      handler: (context) => list(context),
    }),
    route({
      method: 'POST',
      url: endpointsAddress,
      permission: lookers,
      audit: 'alter',
      stepUp: true,
      body: typedSchema,
      async handler(context) {
        const { db, actor, body: typed, audit } = context
        const read = readForm(endpointForm, typed)
        if (!read.ok) return list(context, { typed, errors: read.errors })
        const { organisationId, memberId } = asMember(actor)
        const { name, url, jurisdiction, key } = read.value
        const id = newId()
        await db
          .insertInto('service_endpoint')
          .values({
            id,
            organisation_id: organisationId,
            name,
            url,
            jurisdiction_id: jurisdiction,
            key_sealed: key === '' ? null : keys.seal(key),
            knows_repeats: typedValue(typed, 'knows_repeats') === 'yes',
            made_by: memberId,
          })
          .execute()
        audit({ kind: 'service_endpoint', id, summary: 'made' })
        return redirect(`${endpointAddress(id)}?done=yes`)
      },
    }),
    route({
      method: 'GET',
      url: `${endpointsAddress}/:id`,
      permission: lookers,
      audit: 'consult',
      params: byId,
      query: listQuery,
      handler: (context) => {
        context.audit({ kind: 'service_endpoint', id: context.params.id })
        return show(context, context.params.id, context.query)
      },
    }),
    route({
      method: 'POST',
      url: `${endpointsAddress}/:id`,
      permission: lookers,
      audit: 'alter',
      stepUp: true,
      params: byId,
      body: typedSchema,
      async handler(context) {
        const { db, params, body: typed, clock, audit } = context
        const endpoint = await getEndpoint(context, params.id)
        const wanted = act.catch('services').parse(typedValue(typed, 'act'))
        const key = typedValue(typed, 'key').trim()
        if (wanted === 'key' && (key === '' || key.length > 500)) {
          const message = key === '' ? 'Enter the key' : 'The key must be 500 characters or fewer'
          audit({ kind: 'service_endpoint', id: params.id, summary: 'no key given' })
          return show(context, params.id, listQuery.parse({}), {
            errors: [{ field: 'key', anchor: 'key', message }],
          })
        }
        const types = wanted === 'map' ? await readAsbTypes(db, today(clock)) : []
        const changes = {
          services: { services_wanted_at: clock.now() },
          disable: { disabled_at: clock.now() },
          enable: { disabled_at: null },
          key: { key_sealed: wanted === 'key' ? keys.seal(key) : null },
          map: {
            mapping: JSON.stringify(
              mappingIn(
                typed,
                endpoint,
                types.map(({ code }) => code),
              ),
            ),
          },
        }
        await db.updateTable('service_endpoint').set(changes[wanted]).where('id', '=', params.id).execute()
        audit({ kind: 'service_endpoint', id: params.id, summary: wanted })
        return redirect(`${endpointAddress(params.id)}?done=yes`)
      },
    }),
  ]
}
