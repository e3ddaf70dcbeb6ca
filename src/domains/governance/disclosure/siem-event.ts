import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { PlaceInTime } from './filter.ts'

/**
 * One act for a security monitoring system, in the field names of the Elastic Common Schema 8. It names staff and
 * records by number and nobody else: no reason, no summary and no recipient, which may hold words about the public.
 */
export type SecurityEvent = Readonly<Record<string, string | readonly string[]>>

export type SecurityEventPage = {
  events: SecurityEvent[]
  next: PlaceInTime | undefined
  last: PlaceInTime | undefined
}

type Row = {
  source: 'audit' | 'sign_in'
  place: string
  id: string
  verb: string
  actor_kind: string
  actor_name: string
  organisation_id: number | null
  organisation_name: string | null
  member_id: string | null
  record_kind: string
  record_id: string | null
  request_id: string
  outcome: string
}

const typeOf: Readonly<Record<string, string>> = {
  collect: 'creation',
  alter: 'change',
  consult: 'access',
  disclose: 'access',
  combine: 'change',
  erase: 'deletion',
}

/**
 * Events in the order of (time, id) from a moment or after a place. They stop at a moment before which no transaction can
 * still commit one, so a reader who goes on from `last` misses none. `organisation` left out, everybody's.
 */
export async function readSecurityEvents(
  db: Transaction,
  asked: { since: string; after: PlaceInTime | undefined; limit: number; organisation?: number },
): Promise<SecurityEventPage> {
  const { rows: horizons } = await sql<{ horizon: string }>`select feed_horizon()::text as horizon`.execute(
    db,
  )
  const { rows } = await sql<Row>`
    select listed.*, organisation.name as organisation_name,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from (
      (select 'audit' as source, id, at, verb, actor_kind, actor_name, organisation_id, member_id, record_kind, record_id,
          request_id, 'success' as outcome
        from audit_entry where ${range(asked, horizons[0]?.horizon ?? '-infinity')}
        order by at, id limit ${asked.limit + 1})
      union all
      (${signIns(asked, horizons[0]?.horizon ?? '-infinity')})
    ) as listed left join organisation on organisation.id = organisation_id
    order by at, listed.id limit ${asked.limit + 1}`.execute(db)
  const given = rows.slice(0, asked.limit)
  const end = given.at(-1)
  const last = end && { at: end.place, key: end.id }
  return { events: given.map(toEvent), next: rows.length > asked.limit ? last : undefined, last }
}

type Asked = Parameters<typeof readSecurityEvents>[1]

function range({ since, after, organisation }: Asked, horizon: string): RawBuilder<unknown> {
  return sql`at < ${horizon}::timestamptz and at >= ${since}::timestamptz
    ${after === undefined ? sql`` : sql`and (at, id) > (${after.at}::timestamptz, ${after.key}::uuid)`}
    ${organisation === undefined ? sql`` : sql`and organisation_id = ${organisation}`}`
}

/** Sign-ins and attempts: of the people of one organisation through its function, of everybody as the worker. */
function signIns(asked: Asked, horizon: string): RawBuilder<unknown> {
  const { since, after, organisation, limit } = asked
  const columns = sql`'sign_in', id, at, method, 'member'`
  const rest = sql`member_id, 'session', null::uuid, '', outcome`
  if (organisation === undefined)
    return sql`select ${columns}, coalesce((select name from member where member.id = member_id), ''), null, ${rest}
      from sign_in_event where ${range(asked, horizon)} order by at, id limit ${limit + 1}`
  return sql`select ${columns}, member_name, ${organisation}::integer, ${rest}
    from sign_in_log(${organisation}, ${since}, ${horizon}, ${after?.at ?? null}, ${after?.key ?? null}, ${limit + 1})`
}

function toEvent(row: Row): SecurityEvent {
  const isSignIn = row.source === 'sign_in'
  const event = {
    '@timestamp': row.place,
    'ecs.version': '8.11.0',
    'event.id': row.id,
    'event.kind': 'event',
    'event.module': 'openasb',
    'event.dataset': isSignIn ? 'openasb.sign_in' : 'openasb.audit',
    'event.category': isSignIn ? ['authentication'] : ['database'],
    'event.type': [isSignIn ? signInType(row.outcome) : (typeOf[row.verb] ?? 'info')],
    'event.action': isSignIn ? row.outcome : row.verb,
    'event.outcome': isSignIn ? signInOutcome(row.outcome) : row.outcome,
    'organization.id': row.organisation_id === null ? undefined : String(row.organisation_id),
    'organization.name': row.organisation_name ?? undefined,
    'user.id': row.member_id ?? undefined,
    'user.name': row.actor_kind === 'public' || row.actor_name === '' ? undefined : row.actor_name,
    'user.roles': [row.actor_kind],
    'trace.id': row.request_id || undefined,
    'openasb.sign_in.method': isSignIn ? row.verb : undefined,
    'openasb.record.kind': isSignIn ? undefined : row.record_kind,
    'openasb.record.id': row.record_id ?? undefined,
  }
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

const endings = ['signed_out', 'session_ended']
const failures = ['refused', 'wait', 'start_again', 'not_a_member']
const signInType = (outcome: string) =>
  endings.includes(outcome) ? 'end' : outcome === 'signed_in' || failures.includes(outcome) ? 'start' : 'info'
const signInOutcome = (outcome: string) =>
  failures.includes(outcome) ? 'failure' : outcome === 'code_needed' ? 'unknown' : 'success'
