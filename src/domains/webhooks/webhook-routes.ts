import { sql } from 'kysely'
import { z } from 'zod'
import { asMember, type MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import {
  emailField,
  type FormError,
  readForm,
  severalOf,
  type Typed,
  typedSchema,
  typedValue,
  wordsField,
} from '#platform/forms'
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
import { type Delivery, type Endpoint, toldStatuses } from './endpoint.ts'
import { formerSecretHours, newWebhookSecret, type SecretSeal } from './endpoint-secret.ts'
import { EndpointPage, EndpointsPage } from './webhook-pages.tsx'

export type WebhookSettings = { secrets: SecretSeal; allowed: AllowedHosts }

const lookers = forRoles('coordinator', 'supervisor')
const byId = z.object({ id: z.uuid() })

async function readEndpoints(db: Transaction, organisationId: number, id?: string): Promise<Endpoint[]> {
  const { rows } = await sql<Endpoint>`
    select webhook_endpoint.id, url, statuses, notify_email as "notifyEmail", member.name as "madeByName",
      made_at as "madeAt", case when former_until > now() then former_until end as "formerUntil",
      failing_since as "failingSince", disabled_at as "disabledAt", disabled_because as "disabledBecause"
    from webhook_endpoint join member on member.id = made_by
    where organisation_id = ${organisationId} ${id === undefined ? sql`` : sql`and webhook_endpoint.id = ${id}`}
    order by made_at desc`.execute(db)
  return rows
}

async function readDeliveries(db: Transaction, endpointId: string): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select webhook_delivery.id, incident.source || ' ' || incident.number as number, incident_change.status,
      webhook_delivery.state, webhook_delivery.attempts, webhook_delivery.created_at as "createdAt",
      webhook_delivery.due_at as "dueAt",
      (select coalesce(answer::text || ', ', '') || outcome from webhook_attempt
        where delivery_id = webhook_delivery.id order by webhook_attempt.number desc limit 1) as last
    from webhook_delivery
    join incident_change on incident_change.id = webhook_delivery.change_id
    join incident on incident.id = incident_change.incident_id
    where webhook_delivery.endpoint_id = ${endpointId}
    order by webhook_delivery.created_at desc limit 100`.execute(db)
  return rows
}

type Any = Context<unknown, unknown, unknown>

async function list(
  { db, actor }: Any,
  typed: Typed = {},
  errors: readonly FormError[] = [],
): Promise<Answer> {
  const endpoints = await readEndpoints(db, asMember(actor).organisationId)
  const hasErrors = errors.length > 0
  return page(
    (frame) => EndpointsPage({ frame: { ...frame, hasErrors }, endpoints, typed, errors, newId: newId() }),
    {
      status: hasErrors ? 422 : 200,
    },
  )
}

/** `secret` is shown this once. */
async function show({ db, actor }: Any, id: string, secret?: string): Promise<Answer> {
  const [endpoint] = await readEndpoints(db, asMember(actor).organisationId, id)
  if (endpoint === undefined) throw notFound('webhook')
  const deliveries = await readDeliveries(db, id)
  return page((frame) => EndpointPage({ frame, endpoint, deliveries, secret }))
}

type NewEndpoint = { id: string; url: string; statuses: readonly string[]; notifyEmail: string }
type MadeEndpoint = { id: string; isNew: boolean; secret: string }

/**
 * Makes a webhook once, however often its form is sent: whoever sends it again sees the same secret, for the page that
 * showed it first is gone. A form that was gone back to and now names another address makes another.
 */
async function makeEndpoint(
  db: Transaction,
  { organisationId, memberId }: Pick<MemberActor, 'organisationId' | 'memberId'>,
  secrets: SecretSeal,
  { id, url, statuses, notifyEmail }: NewEndpoint,
): Promise<MadeEndpoint> {
  const secret = newWebhookSecret()
  const { numAffectedRows } = await sql`
    insert into webhook_endpoint (id, organisation_id, url, statuses, secret_sealed, notify_email, made_by)
    values (${id}, ${organisationId}, ${url}, ${statuses}::text[], ${secrets.seal(secret)}, ${notifyEmail}, ${memberId})
    on conflict (id) do nothing`.execute(db)
  if (numAffectedRows === 1n) return { id, isNew: true, secret }
  const { rows } = await sql<{ sealed: Buffer }>`
    select secret_sealed as sealed from webhook_endpoint
    where id = ${id} and url = ${url} and made_by = ${memberId} and organisation_id = ${organisationId}
      and made_at > now() - interval '1 hour'`.execute(db)
  const [before] = rows
  if (before !== undefined) return { id, isNew: false, secret: secrets.unseal(before.sealed) }
  return makeEndpoint(db, { organisationId, memberId }, secrets, { id: newId(), url, statuses, notifyEmail })
}

/** Where an organisation has itself told what becomes of its incidents. */
export function webhookRoutes({ secrets, allowed }: WebhookSettings): Route[] {
  const endpointForm = z.object({
    url: wordsField({ name: 'The address', most: 500, missing: 'Enter the address' }).superRefine(
      (url, context) => {
        const fault = url === '' ? undefined : findFaultOfUrl(url, allowed)
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
      },
    ),
    statuses: severalOf(Object.keys(toldStatuses), 'Choose what it is told'),
    notifyEmail: emailField(),
  })

  return [
    route({
      method: 'GET',
      url: '/intake/webhooks',
      permission: lookers,
      audit: 'nothing',
      handler: (context) => list(context),
    }),
    route({
      method: 'POST',
      url: '/intake/webhooks',
      permission: lookers,
      audit: 'alter',
      stepUp: true,
      body: typedSchema,
      handler: async (context) => {
        const { db, actor, body: typed, audit } = context
        const read = readForm(endpointForm, typed)
        const sent = z.uuid().safeParse(typedValue(typed, 'id'))
        const id = sent.success ? sent.data : newId()
        if (!read.ok) {
          audit({ kind: 'webhook_endpoint', id, summary: 'not made' })
          return list(context, typed, read.errors)
        }
        const made = await makeEndpoint(db, asMember(actor), secrets, { id, ...read.value })
        audit({ kind: 'webhook_endpoint', id: made.id, summary: made.isNew ? 'made' : 'made before' })
        return show(context, made.id, made.secret)
      },
    }),
    route({
      method: 'GET',
      url: '/intake/webhooks/:id',
      permission: lookers,
      audit: 'nothing',
      params: byId,
      handler: (context) => show(context, context.params.id),
    }),
    route({
      method: 'POST',
      url: '/intake/webhooks/:id',
      permission: lookers,
      audit: 'alter',
      stepUp: true,
      params: byId,
      body: typedSchema,
      handler: async (context) => {
        const { db, actor, params, body, audit } = context
        const [endpoint] = await readEndpoints(db, asMember(actor).organisationId, params.id)
        if (endpoint === undefined) throw notFound('webhook')
        const act = z.enum(['rotate', 'disable', 'enable']).catch('enable').parse(typedValue(body, 'act'))
        audit({ kind: 'webhook_endpoint', id: params.id, summary: act })
        if (act === 'rotate') {
          const secret = newWebhookSecret()
          await sql`update webhook_endpoint set former_secret_sealed = secret_sealed,
              former_until = now() + make_interval(hours => ${formerSecretHours}), secret_sealed = ${secrets.seal(secret)}
            where id = ${params.id}`.execute(db)
          return show(context, params.id, secret)
        }
        await sql`update webhook_endpoint set failing_since = null,
            disabled_at = ${act === 'disable' ? sql`now()` : null},
            disabled_because = ${act === 'disable' ? 'Switched off by hand' : ''}
          where id = ${params.id}`.execute(db)
        return redirect(`/intake/webhooks/${params.id}`)
      },
    }),
    route({
      method: 'POST',
      url: '/intake/webhooks/:id/deliveries/:delivery',
      permission: lookers,
      audit: 'alter',
      params: byId.extend({ delivery: z.uuid() }),
      handler: async ({ db, params, audit }) => {
        const { rows } = await sql<{ id: string }>`
          update webhook_delivery set state = 'waiting', due_at = now(), finished_at = null
          where id = ${params.delivery} and endpoint_id = ${params.id} returning id`.execute(db)
        if (rows.length === 0) throw notFound('delivery')
        audit({ kind: 'webhook_endpoint', id: params.id, summary: 'one message sent again' })
        return redirect(`/intake/webhooks/${params.id}`)
      },
    }),
  ]
}
