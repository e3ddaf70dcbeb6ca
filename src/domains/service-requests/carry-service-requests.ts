import { type RawBuilder, sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { toGlobe } from '#platform/geography'
import {
  type AllowedHosts,
  askOutside,
  NotReached,
  type OutsideAnswer,
  retryAfterIn,
  UnsafeAddress,
  waitAfter,
  whyNoAnswer,
} from '#platform/outgoing'
import type { EndpointKeySeal } from './endpoint.ts'
import {
  findSent,
  NoSuchList,
  readCreated,
  readErrors,
  readRequests,
  readServices,
  writeRequest,
} from './geo-report.ts'

export type ServiceRequestCarrier = {
  /** Opened under `openasb_worker`. */
  database: Database
  keys: EndpointKeySeal
  allowed: AllowedHosts
  timeoutMs?: number
}

const mostAtOnce = 10
/** Longer than any attempt takes: then a worker that died has lost it. */
const leaseSeconds = 120
const usualTimeoutMs = 30_000
/** A list of a thousand requests with their descriptions. */
const mostBytes = 2_000_000
/** How often one that nobody knows of is looked for by itself before a person has to ask. */
const mostLooks = 3

/** Reads what endpoints offer, sends what waits, and asks after what was sent. */
export async function carryServiceRequests(carrier: ServiceRequestCarrier): Promise<void> {
  await readOffers(carrier)
  for (;;) {
    const due = await carrier.database.withActor(system, leaseDue)
    await Promise.all(due.map((request) => carry(carrier, request)))
    if (due.length < mostAtOnce) return
  }
}

type Reached = { url: string; jurisdictionId: string; keySealed: Buffer | null }

type DueRequest = Reached & {
  id: string
  reportId: string
  reference: string
  endpointName: string
  knowsRepeats: boolean
  serviceCode: string
  serviceName: string
  description: string
  /** Before it was leased. */
  state: 'waiting' | 'sending' | 'sent' | 'unclear'
  attempts: number
  madeAt: Date
  token: string | null
  remoteId: string | null
  remoteStatus: string | null
  remoteNotes: string
  location: { x: number; y: number } | null
  placeWords: string
}

/**
 * Those that are due, for as long as an attempt may take. One that is to be sent counts as being sent from here on: a
 * worker that dies in the middle leaves one of which nobody knows whether it arrived, and never one that is sent blindly
 * again (decision 16).
 */
async function leaseDue(db: Transaction): Promise<DueRequest[]> {
  const { rows } = await sql<DueRequest>`
    with due as (
      select request.id, request.state from service_request as request
      join service_endpoint on service_endpoint.id = request.endpoint_id
      where request.due_at <= now() and service_endpoint.disabled_at is null
      order by request.due_at limit ${mostAtOnce} for update of request skip locked
    ),
    leased as (
      update service_request as request set attempts = attempts + 1,
        state = case when due.state = 'waiting' then 'sending' else due.state end,
        due_at = now() + make_interval(secs => ${leaseSeconds})
      from due where request.id = due.id
      returning request.*, due.state as before
    )
    select leased.id, leased.report_id as "reportId", report.reference, endpoint.name as "endpointName", endpoint.url,
      endpoint.jurisdiction_id as "jurisdictionId", endpoint.key_sealed as "keySealed",
      endpoint.knows_repeats as "knowsRepeats", leased.service_code as "serviceCode",
      leased.service_name as "serviceName", leased.description, leased.before as state, leased.attempts,
      leased.made_at as "madeAt", leased.token, leased.remote_id as "remoteId", leased.remote_status as "remoteStatus",
      leased.remote_notes as "remoteNotes", report.location, report.place_words as "placeWords"
    from leased
    join service_endpoint as endpoint on endpoint.id = leased.endpoint_id
    join report on report.id = leased.report_id`.execute(db)
  return rows
}

/** What is written down after an attempt. */
type After = {
  state: 'waiting' | 'sent' | 'unclear' | 'failed' | 'closed'
  outcome: string
  /** Until it is looked at again, in milliseconds; none where a person has to. */
  wait?: number | undefined
  /** Attempts begin anew. */
  counted?: 0
  token?: string | undefined
  remoteId?: string | undefined
  remoteStatus?: string
  remoteNotes?: string
}

async function carry(carrier: ServiceRequestCarrier, request: DueRequest): Promise<void> {
  const after = await attempt(carrier, request)
  await carrier.database.withActor(system, (db) => record(db, request, after))
}

function attempt(carrier: ServiceRequestCarrier, request: DueRequest): Promise<After> {
  const { state, token, remoteId, knowsRepeats } = request
  if (state === 'waiting' || (state === 'sending' && knowsRepeats)) return send(carrier, request)
  if (state === 'sending' || state === 'unclear') return lookForIt(carrier, request)
  return token !== null && remoteId === null ? askByToken(carrier, request) : askAfterIt(carrier, request)
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Nobody knows whether it arrived: sent again where that does no harm, looked for otherwise. */
function unsure({ knowsRepeats, attempts }: DueRequest, outcome: string): After {
  if (!knowsRepeats) return { state: 'unclear', outcome, wait: 10 * minute, counted: 0 }
  const wait = waitAfter(attempts, undefined)
  return wait === undefined ? { state: 'failed', outcome } : { state: 'waiting', outcome, wait }
}

async function send(carrier: ServiceRequestCarrier, request: DueRequest): Promise<After> {
  const at = request.location && toGlobe({ easting: request.location.x, northing: request.location.y })
  const later = (outcome: string, retryAfterMs?: number): After => {
    const wait = waitAfter(request.attempts, retryAfterMs)
    return wait === undefined ? { state: 'failed', outcome } : { state: 'waiting', outcome, wait }
  }
  let answer: OutsideAnswer
  try {
    answer = await ask(carrier, request, 'POST', 'requests.xml', (key) =>
      writeRequest({ ...request, at }, { jurisdictionId: request.jurisdictionId, key }),
    )
  } catch (error) {
    const outcome = whyNoAnswer(error)
    return error instanceof NotReached || error instanceof UnsafeAddress
      ? later(outcome)
      : unsure(request, outcome)
  }
  const { status, headers, body } = answer
  // Neither was taken (RFC 6585 section 4, RFC 9110 section 15.6.4).
  if (status === 429 || status === 503)
    return later(`It answers ${status}: later`, retryAfterIn(headers['retry-after'], Date.now()))
  if (status >= 500) return unsure(request, `It answers ${status}`)
  if (status < 200 || status >= 300)
    return { state: 'failed', outcome: readErrors(body) || `It answers ${status}` }
  try {
    const { id, token } = readCreated(body)
    const outcome = id === undefined && token === undefined ? 'It takes requests and gives no number' : ''
    const wait = id !== undefined ? hour : token !== undefined ? 5 * second : undefined
    return { state: 'sent', outcome, counted: 0, remoteId: id, token, wait }
  } catch (error) {
    return unsure(request, `It answers ${status} with something else: ${whyUnread(error)}`)
  }
}

/** The number of one that was taken for later (GeoReport v2, GET service_request_id from a token). */
async function askByToken(carrier: ServiceRequestCarrier, request: DueRequest): Promise<After> {
  const found = await read(
    carrier,
    request,
    `tokens/${encodeURIComponent(request.token ?? '')}.xml`,
    readCreated,
  )
  if (typeof found === 'string' || found.id === undefined)
    return {
      state: 'sent',
      outcome: typeof found === 'string' ? found : 'It has given no number yet',
      wait: waitAfter(request.attempts, undefined),
    }
  return { state: 'sent', outcome: '', counted: 0, remoteId: found.id, wait: hour }
}

/** How often it is asked after: every hour for three days, daily for half a year, then no more. */
function waitToAskAfter({ madeAt }: DueRequest): number | undefined {
  const age = Date.now() - madeAt.getTime()
  return age < 3 * day ? hour : age < 180 * day ? day : undefined
}

async function askAfterIt(carrier: ServiceRequestCarrier, request: DueRequest): Promise<After> {
  const wait = waitToAskAfter(request)
  if (request.remoteId === null) return { state: 'sent', outcome: 'It gives no number to ask after' }
  const found = await read(
    carrier,
    request,
    `requests/${encodeURIComponent(request.remoteId)}.xml`,
    readRequests,
  )
  if (typeof found === 'string') return { state: 'sent', outcome: found, wait }
  const [told] = found
  if (told === undefined) return { state: 'sent', outcome: 'It does not know the number', wait }
  const { status: remoteStatus, notes: remoteNotes } = told
  return remoteStatus === 'closed'
    ? { state: 'closed', outcome: '', remoteStatus, remoteNotes }
    : { state: 'sent', outcome: '', remoteStatus, remoteNotes, wait }
}

/** Whether one of which nobody knows stands there: by the words it was sent with. */
async function lookForIt(carrier: ServiceRequestCarrier, request: DueRequest): Promise<After> {
  const asked = new URLSearchParams({
    service_code: request.serviceCode,
    start_date: new Date(request.madeAt.getTime() - hour).toISOString(),
  })
  const found = await read(carrier, request, 'requests.xml', readRequests, asked)
  const there = typeof found === 'string' ? undefined : findSent(found, request.reference)
  if (there !== undefined)
    return { state: 'sent', outcome: '', counted: 0, remoteId: there.id, remoteStatus: there.status, wait: 0 }
  const outcome = typeof found === 'string' ? found : 'It was not found there'
  return request.attempts < mostLooks
    ? { state: 'unclear', outcome, wait: hour }
    : { state: 'unclear', outcome: `${outcome}: ask them, then send it again or enter its number` }
}

/** What is read from there, or in words why nothing was. */
async function read<Found>(
  carrier: ServiceRequestCarrier,
  endpoint: Reached,
  path: string,
  reader: (document: string) => Found,
  asked = new URLSearchParams(),
): Promise<Found | string> {
  try {
    const { status, body } = await ask(carrier, endpoint, 'GET', path, (key) => {
      if (key !== undefined) asked.set('api_key', key)
      if (endpoint.jurisdictionId !== '') asked.set('jurisdiction_id', endpoint.jurisdictionId)
      return asked
    })
    if (status < 200 || status >= 300) return readErrors(body) || `It answers ${status}`
    return reader(body)
  } catch (error) {
    return whyUnread(error)
  }
}

const whyUnread = (error: unknown) => (error instanceof NoSuchList ? error.message : whyNoAnswer(error))

function ask(
  { keys, allowed, timeoutMs = usualTimeoutMs }: ServiceRequestCarrier,
  { url, keySealed }: Reached,
  method: 'GET' | 'POST',
  path: string,
  fields: (key: string | undefined) => URLSearchParams,
): Promise<OutsideAnswer> {
  const form = fields(keySealed === null ? undefined : keys.unseal(keySealed)).toString()
  const address = `${url.replace(/\/$/, '')}/${path}`
  const headers = { 'user-agent': 'OpenASB', accept: 'application/xml, text/xml' }
  const limits = { timeoutMs, mostBytes }
  if (method === 'GET')
    return askOutside({ method, url: form === '' ? address : `${address}?${form}`, headers }, allowed, limits)
  return askOutside(
    {
      method,
      url: address,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    },
    allowed,
    limits,
  )
}

async function record(db: Transaction, request: DueRequest, after: After): Promise<void> {
  const { state, outcome, wait, counted, token, remoteId, remoteStatus, remoteNotes } = after
  const inMs = (ms: number): RawBuilder<Date> => sql`now() + make_interval(secs => ${ms / 1_000})`
  await db
    .updateTable('service_request')
    .set({
      state,
      outcome,
      due_at: wait === undefined ? null : inMs(wait),
      finished_at: state === 'failed' || state === 'closed' ? sql`now()` : null,
      ...(counted === undefined ? {} : { attempts: counted }),
      ...(token === undefined ? {} : { token }),
      ...(remoteId === undefined ? {} : { remote_id: remoteId }),
      ...(remoteStatus === undefined
        ? {}
        : { remote_status: remoteStatus, remote_notes: remoteNotes ?? '', asked_at: sql`now()` }),
    })
    .where('id', '=', request.id)
    .execute()
  const told = toldOnTimeline(request, after)
  if (told !== undefined)
    await addTimelineEntries(db, system, [
      { reportId: request.reportId, kind: 'service_request', what: `${request.endpointName}: ${told}` },
    ])
}

/** What everybody who sees the report may know; the other system's own words are for the organisation alone. */
function toldOnTimeline(before: DueRequest, { state, remoteId }: After): string | undefined {
  if (state === 'closed') return 'closed there'
  if (state === 'failed') return 'not taken'
  if (state === 'sent' && before.state !== 'sent')
    return remoteId === undefined ? 'taken' : `taken as ${remoteId}`
  if (state === 'sent' && before.remoteId === null && remoteId !== undefined) return `taken as ${remoteId}`
  return undefined
}

/** Asks endpoints what they offer, where somebody wants to know. */
async function readOffers(carrier: ServiceRequestCarrier): Promise<void> {
  const { database } = carrier
  const wanted = await database.withActor(system, async (db) => {
    const { rows } = await sql<Reached & { id: string }>`
      select id, url, jurisdiction_id as "jurisdictionId", key_sealed as "keySealed" from service_endpoint
      where disabled_at is null and (services_read_at is null or services_read_at < services_wanted_at)
      order by services_wanted_at limit ${mostAtOnce}`.execute(db)
    return rows
  })
  for (const endpoint of wanted) {
    const offered = await read(carrier, endpoint, 'services.xml', readServices)
    await database.withActor(system, (db) =>
      db
        .updateTable('service_endpoint')
        .set({
          services_read_at: sql`greatest(now(), services_wanted_at)`,
          services_outcome: typeof offered === 'string' ? offered : '',
          ...(typeof offered === 'string' ? {} : { services: JSON.stringify(offered) }),
        })
        .where('id', '=', endpoint.id)
        .execute(),
    )
  }
}
