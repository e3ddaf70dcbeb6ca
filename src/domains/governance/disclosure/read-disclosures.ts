import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type DisclosureFilter, momentsOf, placeOf, placeText, type Verb } from './filter.ts'
import type { DisclosedRecord } from './find-record.ts'

/** One act on the record, as far as the reader is told. */
export type DisclosedEntry = {
  /** For rows without a name, the day alone. */
  at: Date
  verb: Verb
  isNamed: boolean
  actorName: string
  organisationName: string
  recipient: string
  reason: string
  summary: string
  /** More than one where acts of one person on one day were counted together. */
  times: number
}

/** A person, or the people of another organisation together: one line of the page, however often they read. */
export type DisclosureLine = {
  /** Undefined where people are counted and not named. */
  name: string | undefined
  memberId: string | undefined
  organisationId: number | undefined
  organisationName: string
  people: number
  times: number
  verbs: Partial<Record<Verb, number>>
  firstAt: Date
  lastAt: Date
  latest: { at: Date; verb: Verb; recipient: string; reason: string; summary: string; times: number }[]
}

export type DisclosureView = {
  lines: DisclosureLine[]
  /** Where the next page begins. */
  next: string | undefined
  /** Times the record was opened, by day, oldest first. */
  days: { day: LocalDate; count: number }[]
  people: number
  organisationCount: number
  times: number
  /** What can be chosen in the filters. */
  organisations: { id: number; name: string }[]
  persons: { id: string; name: string }[]
  /** Who was told, newest first. */
  told: DisclosedEntry[]
  /** Given where each act is listed by itself. */
  entries: EntryPage | undefined
}

export type EntryPage = { entries: DisclosedEntry[]; next: string | undefined }

export const linesOnPage = 25
export const entriesOnPage = 50
const latestOfLine = 10

type Raw<Row> = { [Name in keyof Row]: Row[Name] extends Date ? string : Row[Name] }
type RawLine = Omit<Raw<DisclosureLine>, 'latest' | 'name' | 'memberId' | 'organisationId'> & {
  name: string | null
  memberId: string | null
  organisationId: number | null
  latest: (Omit<DisclosureLine['latest'][number], 'at'> & { at: string })[]
  place: string
  key: string
}

const moment = (at: RawBuilder<unknown>) =>
  sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
const list = (query: RawBuilder<unknown>) =>
  sql`coalesce((select json_agg(listed) from (${query}) as listed), '[]')`

/** The rows which the reader may be told of, under the name `chosen`, with `line` to group them by. */
function chosenRows(record: DisclosedRecord, filter: DisclosureFilter, names: boolean): RawBuilder<unknown> {
  const { since, before } = momentsOf(filter)
  return sql`told as materialized (
      select told.*, coalesce(organisation.name, '') as organisation_name,
        concat_ws('|', told.organisation_id, case when told.id is null then 'others'
          else coalesce(told.member_id::text, told.actor_kind || ' ' || told.actor_name) end) as line
      from record_disclosures(${record.kind}, ${record.id}, ${names}, ${since}, ${before}) as told
      left join organisation on organisation.id = told.organisation_id
    ), chosen as materialized (
      select told.*, row_number() over (partition by line order by at desc, id desc) as place_in_line from told
      where ${filter.verb ?? null}::text is null or verb = ${filter.verb ?? null}
    )`
}

function whoIs(filter: DisclosureFilter): RawBuilder<unknown> {
  return sql`(${filter.organisation ?? null}::integer is null or organisation_id = ${filter.organisation ?? null})
    and (${filter.person ?? null}::uuid is null or member_id = ${filter.person ?? null})`
}

type RawEntry = Raw<DisclosedEntry> & { place: string; key: string }

/** Each act by itself, newest first, as a query of `chosen`; one more than `most` tells that there is a next page. */
function eachAct(filter: DisclosureFilter, most: number): RawBuilder<unknown> {
  const place = placeOf(filter.after)
  return sql`select at, verb, id is not null as "isNamed", actor_name as "actorName", organisation_name as "organisationName",
      recipient, reason, summary, times, ${moment(sql`at`)} as place, key
    from (select chosen.*, coalesce(id::text, concat_ws(' ', organisation_id, person, verb, left(md5(recipient || reason), 8))) as key
      from chosen where ${whoIs(filter)}) as keyed
    where ${place?.at ?? null}::timestamptz is null
      or (at, key) < (${place?.at ?? null}::timestamptz, ${place?.key ?? null}::text)
    order by at desc, key desc limit ${most + 1}`
}

function toEntries(rows: readonly RawEntry[], most: number): EntryPage {
  const last = rows.length > most ? rows[most - 1] : undefined
  return {
    entries: rows
      .slice(0, most)
      .map(({ place: _, key: __, at, ...entry }) => ({ ...entry, at: new Date(at) })),
    next: last && placeText({ at: last.place, key: last.key }),
  }
}

/**
 * One page of who did what with the record, and everything around it; one round trip, in which the audit of the record
 * is gone through once: it may be long.
 */
export async function readDisclosures(
  db: Transaction,
  record: DisclosedRecord,
  filter: DisclosureFilter,
  names: boolean,
): Promise<DisclosureView> {
  const place = placeOf(filter.after)
  const { rows } = await sql<{
    lines: RawLine[]
    days: DisclosureView['days']
    totals: [{ people: number; organisationCount: number; times: number }]
    organisations: DisclosureView['organisations']
    persons: DisclosureView['persons']
    told: Raw<DisclosedEntry>[]
    entries: RawEntry[]
  }>`
    with ${chosenRows(record, filter, names)}, counted as (
      select line, json_object_agg(verb, times) as verbs from (
        select line, verb, sum(times) as times from chosen group by line, verb) as each_verb
      group by line
    ), lines as (
      select line, min(organisation_id) as organisation_id, min(organisation_name) as organisation_name,
        bool_and(id is not null) as is_named, max(actor_name) as actor_name, max(member_id::text) as member_id,
        count(distinct person) as people, sum(times) as times, min(at) as first_at, max(at) as last_at
      from chosen where ${whoIs(filter)} group by line
    ), shown as (
      select * from lines
      where ${place?.at ?? null}::timestamptz is null
        or (last_at, line) < (${place?.at ?? null}::timestamptz, ${place?.key ?? null}::text)
      order by last_at desc, line desc limit ${linesOnPage + 1}
    )
    select ${list(sql`select case when is_named then actor_name end as name, member_id as "memberId",
        organisation_id as "organisationId", organisation_name as "organisationName", people, times, counted.verbs,
        first_at as "firstAt", last_at as "lastAt", ${moment(sql`last_at`)} as place, line as key,
        ${list(sql`select at, verb, recipient, reason, summary, times from chosen
          where chosen.line = shown.line and place_in_line <= ${latestOfLine} order by at desc`)} as latest
      from shown join counted using (line) order by last_at desc, line desc`)} as lines,
      ${list(sql`select to_char(day, 'YYYY-MM-DD') as day, count from (
        select (at at time zone 'Europe/London')::date as day, sum(times) as count from chosen
        where verb = 'consult' and ${whoIs(filter)} group by 1) as by_day order by day`)} as days,
      ${list(sql`select coalesce(sum(people), 0) as people, coalesce(sum(times), 0) as times,
        count(distinct organisation_id) as "organisationCount" from lines`)} as totals,
      ${list(sql`select organisation_id as id, organisation_name as name from told where organisation_id is not null
        group by 1, 2 order by 2`)} as organisations,
      ${list(sql`select member_id as id, max(actor_name) as name from told where member_id is not null
        group by 1 order by 2`)} as persons,
      ${list(sql`select at, verb, id is not null as "isNamed", actor_name as "actorName",
        organisation_name as "organisationName", recipient, reason, summary, times
        from told where verb = 'disclose' order by at desc limit 50`)} as told,
      ${filter.view === 'entries' ? list(eachAct(filter, entriesOnPage)) : sql`'[]'::json`} as entries`.execute(
    db,
  )
  const [found] = rows
  if (found === undefined) throw new Error('A query of aggregates gives one row')
  const [totals] = found.totals
  const last = found.lines.length > linesOnPage ? found.lines[linesOnPage - 1] : undefined
  return {
    lines: found.lines.slice(0, linesOnPage).map(toLine),
    next: last && placeText({ at: last.place, key: last.key }),
    days: found.days,
    ...totals,
    organisations: found.organisations,
    persons: found.persons,
    told: found.told.map((entry) => ({ ...entry, at: new Date(entry.at) })),
    entries: filter.view === 'entries' ? toEntries(found.entries, entriesOnPage) : undefined,
  }
}

function toLine({
  place: _,
  key: __,
  name,
  memberId,
  organisationId,
  latest,
  ...line
}: RawLine): DisclosureLine {
  return {
    ...line,
    name: name ?? undefined,
    memberId: memberId ?? undefined,
    organisationId: organisationId ?? undefined,
    firstAt: new Date(line.firstAt),
    lastAt: new Date(line.lastAt),
    latest: latest.map((entry) => ({ ...entry, at: new Date(entry.at) })),
  }
}

/** Each act by itself, newest first; `most` at most, and where the next page begins. */
export async function readDisclosedEntries(
  db: Transaction,
  record: DisclosedRecord,
  filter: DisclosureFilter,
  names: boolean,
  most: number,
): Promise<EntryPage> {
  const { rows } = await sql<RawEntry>`
    with ${chosenRows(record, filter, names)} ${eachAct(filter, most)}`.execute(db)
  return toEntries(rows, most)
}

/** Why an organisation, or one of its people, was given sight of the record. */
export type GivenSight = {
  organisationName: string
  personName: string | null
  level: 'exists' | 'signpost' | 'summary' | 'full'
  because: string
  agreementTitle: string | null
  reason: string
  givenAt: Date
  expiresAt: Date | null
  endedAt: Date | null
}

/** Everybody the record was shared with, also what has ended, newest first. */
export function readGivenSight(db: Transaction, { kind, id }: DisclosedRecord): Promise<GivenSight[]> {
  return db
    .selectFrom('share')
    .innerJoin('organisation', 'organisation.id', 'share.organisation_id')
    .leftJoin('member', 'member.id', 'share.member_id')
    .leftJoin('agreement', 'agreement.id', 'share.agreement_id')
    .select([
      'organisation.name as organisationName',
      'member.name as personName',
      'share.level as level',
      'share.because as because',
      'agreement.title as agreementTitle',
      'share.reason as reason',
      'share.given_at as givenAt',
      'share.expires_at as expiresAt',
      'share.ended_at as endedAt',
    ])
    .where(kind === 'report' ? 'share.report_id' : 'share.case_id', '=', id)
    .orderBy('share.given_at', 'desc')
    .limit(200)
    .$castTo<GivenSight>()
    .execute()
}
