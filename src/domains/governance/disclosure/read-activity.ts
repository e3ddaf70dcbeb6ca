import { sql } from 'kysely'
import { addDays, type LocalDate, londonDateOf, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { ListedEntry } from './disclosures-list.tsx'
import { momentsOf, type PlaceInTime, placeOf, placeText, type Verb } from './filter.ts'
import { hiddenRecord, kindWords } from './record-words.ts'

/** These organisations and those whose record they keep since they took over from them. */
const keptBy = (organisations: readonly number[]) => {
  const own = sql`${organisations.slice()}::integer[]`
  return sql`any ((select ${own} || predecessors_of(${own}))::integer[])`
}

/** Somebody whose acts an overseer may look into. */
export type OverseenPerson = { id: string; name: string; organisations: string[] }

/** The person, where they work or worked for one of these organisations. */
export async function findOverseenPerson(
  db: Transaction,
  memberId: string,
  organisations: readonly number[],
): Promise<OverseenPerson | undefined> {
  const { rows } = await sql<OverseenPerson>`
    select member.id, member.name, array_agg(distinct organisation.name) as organisations
    from member join membership on membership.member_id = member.id
    join organisation on organisation.id = membership.organisation_id
    where member.id = ${memberId} and membership.organisation_id = ${keptBy(organisations)}
    group by member.id, member.name`.execute(db)
  return rows[0]
}

/** Everybody of these organisations, with how much they did in the last 30 days and when last. */
export async function readOverseenPeople(
  db: Transaction,
  organisations: readonly number[],
): Promise<(OverseenPerson & { acts: number; lastAt: Date | null })[]> {
  const { rows } = await sql<OverseenPerson & { acts: number; lastAt: Date | null }>`
    with acts as (
      select member_id, count(*)::integer as acts, max(at) as last_at from audit_entry
      where organisation_id = ${keptBy(organisations)} and at > now() - interval '30 days'
      group by member_id
    )
    select member.id, member.name, array_agg(distinct organisation.name) as organisations,
      coalesce(max(acts.acts), 0) as acts, max(acts.last_at) as "lastAt"
    from member join membership on membership.member_id = member.id
    join organisation on organisation.id = membership.organisation_id
    left join acts on acts.member_id = member.id
    where membership.organisation_id = ${keptBy(organisations)}
    group by member.id, member.name order by acts desc, member.name`.execute(db)
  return rows
}

/** Somebody whose way in a colleague reset; whoever reset it could have used it. */
export type ResetSignIn = {
  memberId: string
  name: string
  at: Date
  /** Nobody for an operator. */
  byId: string | null
  byName: string | null
}

/** Resets of the last 90 days among the people that the asker oversees (by policy read_reset_of_overseen), newest first. */
export async function readResets(db: Transaction): Promise<ResetSignIn[]> {
  const { rows } = await sql<ResetSignIn>`
    select member.id as "memberId", member.name, event.at, event.done_by as "byId", colleague.name as "byName"
    from sign_in_event as event join member on member.id = event.member_id
    left join member as colleague on colleague.id = event.done_by
    where event.outcome = 'reset' and event.at > now() - interval '90 days' and event.member_id <> my_member()
    order by event.at desc, event.id desc limit 200`.execute(db)
  return rows
}

/** The audit of whom, when and of what; always of the organisations that the asker oversees. */
export type EntryFilter = {
  organisations: readonly number[]
  memberId?: string | undefined
  verb?: Verb | undefined
  recordId?: string | undefined
  words?: string | undefined
  from?: string | undefined
  to?: string | undefined
  after?: string | undefined
}

export type EntryPage = { entries: ListedEntry[]; next: string | undefined }

export type ActivitySummary = {
  verbs: Partial<Record<Verb, number>>
  /** Seven rows (Monday first) of 24 counts by hour in England. */
  hours: number[][]
  searches: number
  /** Records opened most, with a reference where the asker may see the record. */
  records: { kind: string; reference: string | null; times: number; lastAt: Date }[]
}

const ofRecord = sql`case record_kind when 'report' then (select reference from report where report.id = record_id)
  when 'case' then (select reference from asb_case where asb_case.id = record_id) end`

function chosen(filter: EntryFilter) {
  const { since, before } = momentsOf(filter)
  const has = (value: unknown, condition: ReturnType<typeof sql>) =>
    value === undefined ? sql`` : sql` and ${condition}`
  return sql`at >= ${since}::timestamptz and at < ${before}::timestamptz
    ${has(filter.memberId, sql`member_id = ${filter.memberId}`)}
    ${has(filter.verb, sql`verb = ${filter.verb}`)}
    ${has(filter.recordId, sql`record_id = ${filter.recordId}`)}
    ${has(filter.words, sql`(reason ilike ${likeWords(filter.words)} or summary ilike ${likeWords(filter.words)})`)}`
}

/** The words anywhere in a text, with signs that a pattern would understand taken literally. */
export function likeWords(words: string | undefined): string {
  return `%${(words ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/** What somebody did, counted. One round trip. */
export async function readActivitySummary(db: Transaction, filter: EntryFilter): Promise<ActivitySummary> {
  const { rows } = await sql<{
    verbs: ActivitySummary['verbs'] | null
    cells: { day: number; hour: number; count: number }[] | null
    searches: number
    records: (Omit<ActivitySummary['records'][number], 'lastAt'> & { lastAt: string })[] | null
  }>`
    with acts as materialized (select verb, at, record_kind, record_id from audit_entry where organisation_id = ${keptBy(filter.organisations)} and ${chosen(filter)}),
    opened as (
      select record_kind, record_id, count(*)::integer as times, max(at) as last_at from acts
      where verb = 'consult' and record_id is not null
      group by record_kind, record_id order by times desc, last_at desc limit 10
    )
    select (select json_object_agg(verb, times) from (select verb, count(*) as times from acts group by verb) as each) as verbs,
      (select json_agg(cell) from (
        select extract(isodow from at at time zone 'Europe/London')::integer as day,
          extract(hour from at at time zone 'Europe/London')::integer as hour, count(*)::integer as count
        from acts group by 1, 2) as cell) as cells,
      (select count(*)::integer from acts where verb = 'consult' and record_id is null) as searches,
      (select json_agg(listed) from (select record_kind as kind, ${ofRecord} as reference, times, last_at as "lastAt"
        from opened order by times desc, last_at desc) as listed) as records`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('A query of aggregates gives one row')
  const hours = Array.from({ length: 7 }, () => Array<number>(24).fill(0))
  for (const { day, hour, count } of found.cells ?? []) {
    const row = hours[day - 1]
    if (row !== undefined) row[hour] = count
  }
  return {
    verbs: found.verbs ?? {},
    hours,
    searches: found.searches,
    records: (found.records ?? []).map((record) => ({ ...record, lastAt: new Date(record.lastAt) })),
  }
}

type EntryRow = Omit<ListedEntry, 'record' | 'isNamed' | 'times'> & {
  kind: string
  recordId: string | null
  reference: string | null
  place: string
  id: string
}

/** The entries themselves, newest first, and where the next page begins; each organisation's by its own index. */
export async function readEntries(db: Transaction, filter: EntryFilter, most: number): Promise<EntryPage> {
  const place = placeOf(filter.after)
  const own = sql`${filter.organisations.slice()}::integer[]`
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from (
      select of_one.* from (select distinct unnest(${own} || predecessors_of(${own})) as id) as kept
      cross join lateral (select * from audit_entry
        where organisation_id = kept.id and ${chosen(filter)} ${afterPlace(place)}
        order by at desc, id desc limit ${most + 1}) as of_one
      order by at desc, id desc limit ${most + 1}) as entry
    left join organisation on organisation.id = entry.organisation_id
    order by at desc, entry.id desc`.execute(db)
  return toEntries(rows, most)
}

/** What others did with the records that these organisations hold, newest first. */
export async function readEntriesOfOthers(
  db: Transaction,
  filter: Omit<EntryFilter, 'recordId'>,
  most: number,
): Promise<EntryPage> {
  const { since, before } = momentsOf(filter)
  const place = placeOf(filter.after)
  const { rows } = await sql<EntryRow>`
    select ${entryColumns}
    from holder_disclosures(${filter.organisations.slice()}::integer[], ${since}, ${place?.at ?? before}, ${place?.key ?? highestId}, ${filter.verb ?? null},
      ${filter.memberId ?? null}, ${filter.words === undefined ? null : likeWords(filter.words)}, ${most + 1}) as entry
    left join organisation on organisation.id = entry.organisation_id
    order by at desc, entry.id desc`.execute(db)
  return toEntries(rows, most)
}

/** The days that a search by words or act looks through at a time: no index leads to these, and the audit has no end. */
const daysLookedThrough = 60
/** Before any partnership worked with this: where looking back ends. */
const beginning = '2000-01-01T00:00:00.000Z'

/**
 * One page of a search which only the rows themselves can answer: it goes back so many days from where it begins, and
 * `next` leads further back, also where nothing was found in them.
 */
export async function lookBack<Filter extends Omit<EntryFilter, 'recordId'>>(
  filter: Filter,
  now: Date,
  read: (filter: Filter) => Promise<EntryPage>,
): Promise<EntryPage & { lookedBackTo: LocalDate | undefined }> {
  const { since, before } = momentsOf(filter)
  const begins = Date.parse(placeOf(filter.after)?.at ?? (before === 'infinity' ? now.toISOString() : before))
  const from = addDays(londonDateOf(new Date(begins)), -daysLookedThrough)
  const edge = londonInstant(from, '00:00').toISOString()
  if (edge <= (since === '-infinity' ? beginning : since))
    return { ...(await read(filter)), lookedBackTo: undefined }
  const page = await read({ ...filter, from })
  if (page.next !== undefined) return { ...page, lookedBackTo: undefined }
  // Everything of that day on is behind: the place is before the first moment of it.
  return {
    ...page,
    next: placeText({ at: edge.replace('Z', '000Z'), key: lowestId }),
    lookedBackTo: from,
  }
}

const lowestId = '00000000-0000-0000-0000-000000000000'
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const entryColumns = sql`entry.id, entry.at, entry.verb, entry.actor_name as "actorName",
  coalesce(organisation.name, '') as "organisationName", entry.recipient, entry.reason, entry.summary,
  entry.record_kind as kind, entry.record_id as "recordId", ${ofRecord} as reference,
  to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place`

function afterPlace(place: PlaceInTime | undefined) {
  return place === undefined ? sql`` : sql`and (at, id) < (${place.at}::timestamptz, ${place.key}::uuid)`
}

function toEntries(rows: readonly EntryRow[], most: number): EntryPage {
  const last = rows.length > most ? rows[most - 1] : undefined
  return {
    entries: rows.slice(0, most).map(({ kind, recordId, reference, place: _, id: __, ...entry }) => ({
      ...entry,
      isNamed: true,
      times: 1,
      record: recordOf(kind, recordId, reference),
    })),
    next: last && placeText({ at: last.place, key: last.id }),
  }
}

/** A record that the asker may not see keeps its reference to itself. */
function recordOf(
  kind: string,
  id: string | null,
  reference: string | null,
): NonNullable<ListedEntry['record']> {
  if (reference !== null) return { text: reference, href: `/${kind}s/${reference}/disclosures` }
  return { text: id === null ? kindWords(kind) : hiddenRecord(kind) }
}
