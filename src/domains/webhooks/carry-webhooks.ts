import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { type AllowedHosts, waitAfter } from '#platform/outgoing'
import type { SecretSeal } from './endpoint-secret.ts'
import { sendWebhook, type WebhookOutcome } from './send-webhook.ts'
import type { SwitchedOffEndpoint } from './tell-switched-off.ts'

export type WebhookCarrier = {
  /** Opened under `openasb_worker`. */
  database: Database
  secrets: SecretSeal
  allowed: AllowedHosts
  /** Where the service is reached. */
  origin: string
  /** Told of an endpoint that was switched off. */
  switchedOff: (endpoint: SwitchedOffEndpoint) => Promise<void>
  timeoutMs?: number
}

/** Changes made into deliveries at a time, and deliveries sent at once. */
const mostChanges = 500
const mostAtOnce = 20
/** Longer than any attempt takes: then a worker that died has lost it, and it is sent again under the same id. */
const leaseSeconds = 120
/** An endpoint that has failed for so long is switched off. */
const mostFailingDays = 5

/** Tells endpoints what became of incidents: makes deliveries of what is new and sends all that are due. */
export async function carryWebhooks(carrier: WebhookCarrier): Promise<void> {
  await carrier.database.withActor(system, dispatchChanges)
  for (;;) {
    const due = await carrier.database.withActor(system, leaseDue)
    await Promise.all(due.map((delivery) => carry(carrier, delivery)))
    if (due.length < mostAtOnce) return
  }
}

/** One delivery for each endpoint that wants to know; a change is dispatched once. */
async function dispatchChanges(db: Transaction): Promise<void> {
  await sql`
    with changed as (
      update incident_change set dispatched_at = now()
      where id in (select id from incident_change where dispatched_at is null order by at limit ${mostChanges}
        for update skip locked)
      returning id, organisation_id, status
    )
    insert into webhook_delivery (id, endpoint_id, organisation_id, change_id)
    select gen_random_uuid(), webhook_endpoint.id, changed.organisation_id, changed.id
    from changed join webhook_endpoint on webhook_endpoint.organisation_id = changed.organisation_id
    where webhook_endpoint.disabled_at is null and changed.status = any (webhook_endpoint.statuses)`.execute(
    db,
  )
}

type DueDelivery = {
  id: string
  attempts: number
  endpointId: string
  organisationId: number
  url: string
  notifyEmail: string
  sealed: Buffer
  formerSealed: Buffer | null
  source: string
  number: string
  reference: string | null
  status: string
  at: Date
}

async function leaseDue(db: Transaction): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with leased as (
      update webhook_delivery set attempts = attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds})
      where id in (
        select webhook_delivery.id from webhook_delivery
        join webhook_endpoint on webhook_endpoint.id = webhook_delivery.endpoint_id
        where webhook_delivery.state = 'waiting' and webhook_delivery.due_at <= now()
          and webhook_endpoint.disabled_at is null
        order by webhook_delivery.due_at limit ${mostAtOnce} for update of webhook_delivery skip locked)
      returning id, endpoint_id, organisation_id, change_id, attempts
    )
    select leased.id, leased.attempts, leased.endpoint_id as "endpointId", leased.organisation_id as "organisationId",
      webhook_endpoint.url, webhook_endpoint.notify_email as "notifyEmail", webhook_endpoint.secret_sealed as sealed,
      case when webhook_endpoint.former_until > now() then webhook_endpoint.former_secret_sealed end as "formerSealed",
      incident.source, incident.number, report.reference, incident_change.status, incident_change.at
    from leased
    join webhook_endpoint on webhook_endpoint.id = leased.endpoint_id
    join incident_change on incident_change.id = leased.change_id
    join incident on incident.id = incident_change.incident_id
    left join incident_report on incident_report.incident_id = incident.id
    left join report on report.id = incident_report.report_id`.execute(db)
  return rows
}

async function carry(carrier: WebhookCarrier, delivery: DueDelivery): Promise<void> {
  const { database, secrets, allowed } = carrier
  const sealed = [delivery.sealed, ...(delivery.formerSealed === null ? [] : [delivery.formerSealed])]
  const outcome = await sendWebhook(
    {
      id: delivery.id,
      url: delivery.url,
      secrets: sealed.map(secrets.unseal),
      body: bodyOf(carrier, delivery),
    },
    allowed,
    carrier.timeoutMs,
  )
  const because = await database.withActor(system, (db) => record(db, delivery, outcome))
  const { endpointId: id, url, notifyEmail } = delivery
  if (because !== undefined) await carrier.switchedOff({ id, url, notifyEmail, because })
}

/** Thin: which incident and what became of it, and where to ask for more. */
function bodyOf({ origin }: WebhookCarrier, { source, number, reference, status, at }: DueDelivery): string {
  const url = `${origin}/api/v1/incidents/${encodeURIComponent(source)}/${encodeURIComponent(number)}`
  return JSON.stringify({
    type: `incident.${status}`,
    timestamp: at.toISOString(),
    data: { source, number, reference, status, url },
  })
}

/** Writes down what came of an attempt; why the endpoint was switched off, where it was. */
async function record(
  db: Transaction,
  { id, attempts, endpointId, organisationId }: DueDelivery,
  { answer, outcome, delivered, isGone, retryAfterMs, tookMs }: WebhookOutcome,
): Promise<string | undefined> {
  const wait = waitAfter(attempts, retryAfterMs)
  const isLast = isGone || wait === undefined
  const state = delivered ? 'delivered' : isLast ? 'failed' : 'waiting'
  await sql`insert into webhook_attempt (delivery_id, organisation_id, number, answer, outcome, took_ms)
    values (${id}, ${organisationId}, ${attempts}, ${answer ?? null}, ${outcome}, ${tookMs})`.execute(db)
  await sql`update webhook_delivery set state = ${state},
      due_at = now() + make_interval(secs => ${(wait ?? 0) / 1_000}),
      finished_at = case when ${state} = 'waiting' then null else now() end
    where id = ${id}`.execute(db)
  const { rows } = await sql<{ because: string | null }>`
    update webhook_endpoint set
      failing_since = case when ${delivered} then null else coalesce(failing_since, now()) end,
      disabled_at = case when disabled_at is not null then disabled_at
        when ${isGone} or not ${delivered}::boolean
          and failing_since < now() - make_interval(days => ${mostFailingDays}) then now() end,
      disabled_because = case when disabled_at is not null then disabled_because
        when ${isGone} then 'The receiver answered that it is gone (410)'
        when not ${delivered}::boolean and failing_since < now() - make_interval(days => ${mostFailingDays})
        then 'It has failed for ' || ${mostFailingDays}::text || ' days: ' || ${outcome} else disabled_because end
    where id = ${endpointId} and (not ${delivered}::boolean or failing_since is not null)
    returning case when disabled_at = now() then disabled_because end as because`.execute(db)
  return rows[0]?.because ?? undefined
}
