import { type RawBuilder, sql } from 'kysely'
import { pausesColumn } from '#domains/times-to-answer'
import type { MemberActor } from '#platform/actor'
import { addDays, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type KnownCounts, listsOf } from './known-counts.ts'
import { countCap, openingLength, pageLength, type QueuedReport, type QueueView } from './queue.ts'
import {
  type Cursor,
  type ListedStatus,
  listedStatuses,
  type QueueFilter,
  readCursor,
  sortOf,
  writeCursor,
} from './queue-filter.ts'

/** One page of the queue with its counts: sent together, one wait, and a second one where a narrowed list goes on. */
export async function findQueue(
  db: Transaction,
  actor: MemberActor,
  filter: QueueFilter,
  now: Date,
  knownCounts: KnownCounts,
): Promise<QueueView> {
  const conditions = conditionsOf(actor, filter, now)
  const whose = listsOf(actor, filter.held)
  // Of all statuses together, each is counted: their sum says whether types can be.
  const known = knownCounts.of(filter.status === 'all' ? [] : listedStatuses, whose, now)
  const [rows, counts] = await Promise.all([
    readPage(db, filter, conditions),
    readCounts(db, filter.status, conditions, known),
  ])
  knownCounts.keep(counts.counted, whose, now)
  const reports = rows.slice(0, pageLength)
  const last = rows.length > pageLength ? reports.at(-1) : undefined
  const isWhole = last === undefined && readCursor(filter.after) === undefined
  return {
    reports,
    next: last && writeCursor([last.sortedBy, last.filedAtText, last.id]),
    ...counts,
    found: isWhole ? reports.length : await countFound(db, conditions, counts),
  }
}

type Condition = RawBuilder<unknown>

/** As types of priority 2 and less are: marked as urgent, and with them where the most urgent come first. */
const isHighImpact: Condition = sql`report.prompts @> '[{"isUrgent": true}]'`

/** What the filter asks of a report, beside what row-level security asks. Literal tests first: indexes serve them. */
function conditionsOf(actor: MemberActor, filter: QueueFilter, now: Date): Condition[] {
  const { from, before } = filedBetween(filter, now)
  const conditions = [
    filter.held === 'us' ? heldBy(actor) : sql`report.organisation_id <> all (${[...actor.organisations]})`,
    filter.status === 'all' ? sql`report.status <> 'filed'` : sql`report.status = ${sql.lit(filter.status)}`,
  ]
  if (filter.type !== undefined) conditions.push(sql`report.asb_type = ${filter.type}`)
  if (filter.queue !== undefined) conditions.push(sql`report.queue_id = ${filter.queue}`)
  if (filter.area !== undefined)
    conditions.push(
      sql`(report.ward_id = ${filter.area} or report.beat_id = ${filter.area} or report.district_id = ${filter.area})`,
    )
  if (filter.channel !== undefined) conditions.push(sql`report.channel = ${filter.channel}`)
  if (filter.claim === 'me')
    conditions.push(sql`report.claimed_by = ${actor.memberId} and report.claim_expires_at > ${now}`)
  if (filter.claim === 'nobody')
    conditions.push(sql`(report.claimed_by is null or report.claim_expires_at <= ${now})`)
  if (filter.impact === 'high') conditions.push(isHighImpact)
  if (from !== undefined) conditions.push(sql`report.filed_at >= ${from}`)
  if (before !== undefined) conditions.push(sql`report.filed_at < ${before}`)
  if (filter.q !== '') conditions.push(sql`report.id in (select ${searched(actor, filter, from, before)})`)
  return conditions
}

/** One organisation is by far the most usual, and = lets an index give its order where "any" does not. */
function heldBy(actor: MemberActor): Condition {
  const [first, ...others] = actor.organisations
  if (first !== undefined && others.length === 0) return sql`report.organisation_id = ${sql.lit(first)}`
  return sql`report.organisation_id = any (${[...actor.organisations]})`
}

function filedBetween(filter: QueueFilter, now: Date): { from: Date | undefined; before: Date | undefined } {
  const from = filter.from === undefined ? undefined : londonInstant(filter.from, '00:00')
  const ends = [
    ...(filter.to === undefined ? [] : [londonInstant(addDays(filter.to, 1), '00:00').getTime()]),
    ...(filter.age === undefined ? [] : [now.getTime() - Number(filter.age) * 86_400_000]),
  ]
  return { from, before: ends.length === 0 ? undefined : new Date(Math.min(...ends)) }
}

/** The function narrows by every filter an index knows; the rest is asked again outside, of a thousand at most. */
function searched(
  actor: MemberActor,
  filter: QueueFilter,
  from: Date | undefined,
  before: Date | undefined,
): Condition {
  return sql`search_reports(${filter.q}, ${filter.status === 'all' ? null : [filter.status]}::text[],
    ${filter.held === 'us' ? [...actor.organisations] : null}::integer[], ${filter.type ?? null}::text,
    ${filter.queue ?? null}::uuid, ${filter.area ?? null}::uuid, ${filter.channel ?? null}::text,
    ${from ?? null}::timestamptz, ${before ?? null}::timestamptz, ${sortOf(filter) === 'newest'}, ${countCap + 1})`
}

const all = (conditions: readonly Condition[]) => sql.join([...conditions], sql` and `)

type PageRow = QueuedReport & { sortedBy: string; filedAtText: string }

async function readPage(
  db: Transaction,
  filter: QueueFilter,
  conditions: readonly Condition[],
): Promise<PageRow[]> {
  const sort = sortOf(filter)
  const cursor = readCursor(filter.after)
  const sortedBy = {
    oldest: sql`''`,
    newest: sql`''`,
    urgent: sql`case when ${isHighImpact} then least(asb_type.priority, 2) else asb_type.priority end::text`,
    type: sql`report.asb_type`,
    area: sql`coalesce(ward.search_text, '~')`,
  }[sort]
  const joined = {
    oldest: sql``,
    newest: sql``,
    urgent: sql`join asb_type on asb_type.code = report.asb_type`,
    type: sql``,
    area: sql`left join area as ward on ward.id = report.ward_id`,
  }[sort]
  // Flags and hand-overs are read once for the page, for the few reports that are on it, and who claimed one of them only
  // where somebody did: a join would go through all members for each.
  const { rows } = await sql<PageRow>`
    with page as materialized (select row_number() over (order by ${orderOf(sort, sortedBy)}) as place, report.id, report.reference, report.title, left(report.summary, ${sql.lit(openingLength + 1)}) as opening, report.asb_type as "asbType", report.status, report.occurrence,
      report.channel, report.filed_at as "filedAt", report.queue_id as "queueId",
      report.organisation_id as "organisationId", report.reported_before as "reportedBefore",
      report.claimed_by as "claimedBy", report.claim_expires_at as "claimExpiresAt",
      report.version, ${isHighImpact} as "isHighImpact", report.paused_until as "pausedUntil", report.was_paused,
      ${sortedBy} as "sortedBy", report.filed_at::text as "filedAtText"
    from report
    ${joined}
    where ${all(cursor === undefined ? conditions : [...conditions, afterCursor(sort, sortedBy, cursor)])}
    order by ${orderOf(sort, sortedBy)}
    limit ${sql.lit(pageLength + 1)})
    select page.*, case when page."claimedBy" is not null then (select name from member where member.id = page."claimedBy")
      end as "claimedByName", ${pausesColumn(sql`page.id`, sql`page.was_paused`)} as pauses,
      waiting is not null as "handOverWaits", coalesce(flagged.kinds, '{}') as flags
    from page
    left join flag_kinds(array(select id from page)) as flagged on flagged.report_id = page.id
    left join hand_overs_waiting(array(select id from page)) as waiting on waiting = page.id
    order by page.place`.execute(db)
  return rows
}

function orderOf(sort: ReturnType<typeof sortOf>, sortedBy: Condition): Condition {
  if (sort === 'newest') return sql`report.filed_at desc, report.id desc`
  if (sort === 'oldest') return sql`report.filed_at, report.id`
  return sql`${sortedBy}, report.filed_at, report.id`
}

function afterCursor(
  sort: ReturnType<typeof sortOf>,
  sortedBy: Condition,
  [value, filedAt, id]: Cursor,
): Condition {
  if (sort === 'newest') return sql`(report.filed_at, report.id) < (${filedAt}::timestamptz, ${id}::uuid)`
  if (sort === 'oldest') return sql`(report.filed_at, report.id) > (${filedAt}::timestamptz, ${id}::uuid)`
  return sql`(${sortedBy}, report.filed_at, report.id) > (${value}, ${filedAt}::timestamptz, ${id}::uuid)`
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

type Counts = Pick<QueueView, 'byStatus' | 'byQueue' | 'byType'> & {
  inStatus: number
  /** The statuses that were counted now. */
  counted: ReadonlyMap<string, number>
}

/**
 * Without a parameter, so that it is planned once a connection: for lists as values it was planned for every page. Types
 * are counted only where there are few enough to say how many, and a status not at all of which it is `known`.
 */
async function readCounts(
  db: Transaction,
  status: QueueFilter['status'],
  conditions: readonly Condition[],
  known: ReadonlyMap<ListedStatus, number>,
): Promise<Counts> {
  const most = sql.lit(countCap + 1)
  const [ours, inThisStatus] = conditions
  const toCount = listedStatuses.filter((each) => !known.has(each))
  const knownHere = status === 'all' ? undefined : known.get(status)
  const { rows } = await sql<{ what: string; key: string; number: number }>`
    with status_count as materialized (
      select listed.status as key,
        (select count(*) from (select from report where ${ours} and report.status = listed.status limit ${most}) as counted) as number
      from unnest(${sql.lit(`{${toCount}}`)}::text[]) as listed (status)
    )
    select 'status' as what, key, number from status_count
    union all
    select 'queue', queue.id::text,
      (select count(*) from (select from report where report.queue_id = queue.id and report.status = 'awaiting_triage'
        limit ${most}) as counted)
    from queue where queue.organisation_id = any ((select my_organisations())::integer[]) and queue.valid_to is null
    union all
    select 'type', report.asb_type, count(*) from report
    where ${ours} and ${inThisStatus} and ${
      knownHere === undefined
        ? sql`(select sum(number) from status_count where ${status === 'all' ? sql`true` : sql`key = ${sql.lit(status)}`}) <= ${sql.lit(countCap)}`
        : sql.lit(knownHere <= countCap)
    }
    group by report.asb_type`.execute(db)
  const of = (wanted: string) =>
    new Map(rows.filter(({ what }) => what === wanted).map(({ key, number }) => [key, number]))
  const counted = of('status')
  const byStatus = new Map<string, number>([...counted, ...known])
  const asked = status === 'all' ? [...byStatus.values()] : [byStatus.get(status) ?? 0]
  return {
    inStatus: Math.min(sum(asked), countCap + 1),
    counted,
    byStatus,
    byQueue: of('queue'),
    byType: of('type'),
  }
}

/** How many the filters leave; the list of a whole status has been counted already. */
async function countFound(
  db: Transaction,
  conditions: readonly Condition[],
  { inStatus }: Counts,
): Promise<number> {
  if (conditions.length === 2) return inStatus
  const { rows } = await sql<{ number: number }>`
    select count(*) as number from (select from report where ${all(conditions)} limit ${sql.lit(countCap + 1)}) as counted`.execute(
    db,
  )
  return rows[0]?.number ?? 0
}
