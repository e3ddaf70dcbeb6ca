import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { formatGridReference } from '#platform/geography'
import type { Look } from './look.ts'

/** Side of the squares in which everything is counted until one is opened, in metres. */
export const cellM = 500

/** A square: how many cells it lies east and north of the origin of the National Grid. */
export type Cell = { east: number; north: number }
export type CountedCell = Cell & { incidents: number; places: number }

export const cellCode = ({ east, north }: Cell): string => `${east}-${north}`
export const cellName = ({ east, north }: Cell): string =>
  formatGridReference({ easting: east * cellM, northing: north * cellM })

export function readCell(code: string): Cell | undefined {
  const match = /^(\d{1,4})-(\d{1,4})$/.exec(code)
  return match === null ? undefined : { east: Number(match[1]), north: Number(match[2]) }
}

const columnOf = (place: string, axis: 0 | 1) =>
  sql<number>`floor(${sql.raw(place)}[${sql.lit(axis)}] / ${sql.lit(cellM)})::integer`

/** Reports of the look's area, time and type in the reader's sight, those apart that were found to be none. */
function incidentsOf({ districtId, asbType, from, to }: Look): RawBuilder<unknown> {
  return sql`report where district_id = ${districtId} and location is not null
    and status not in ('filed', 'refused', 'not_asb')
    and occurred_from >= ${from}::date::timestamp at time zone 'Europe/London'
    and occurred_from < (${to}::date + 1)::timestamp at time zone 'Europe/London'
    and (${asbType}::text is null or asb_type = ${asbType})`
}

/**
 * Places of people in cases that the reader sees: of alleged perpetrators in open ones, and of whoever an order is in
 * force about. A place is found by the postcode of its address, and lies in the look's area. Row-level security leaves out
 * who the reader may not know of.
 */
function placesOf({ districtId }: Look, today: LocalDate): RawBuilder<unknown> {
  return sql`(
    select party.id, party.case_id, coalesce(party.profile_id, party.person_id) as who, party.role, postcode.location,
      asb_case.reference, asb_case.title,
      exists (select from intervention as used where used.party_id = party.id and used.status = 'open'
        and (used.ends_on is null or used.ends_on >= ${today}::date)) as has_order
    from case_party as party join asb_case on asb_case.id = party.case_id
    join postcode on postcode.compact
      = replace(substring(upper(party.address) from '[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}'), ' ', '')
    where party.until is null and party.role in ('alleged_perpetrator', 'group')
      and exists (select from area_part where area_part.area_id = ${districtId} and area_part.shell @> postcode.location)
      and (asb_case.status = 'open' and party.role = 'alleged_perpetrator'
        or exists (select from intervention as used where used.party_id = party.id and used.status = 'open'
          and (used.ends_on is null or used.ends_on >= ${today}::date)))
  ) as place`
}

/** Every square of the area with something in it, in the order of the grid: nothing is ranked. */
export async function readCells(db: Transaction, look: Look, today: LocalDate): Promise<CountedCell[]> {
  const { rows } = await sql<CountedCell>`
    select east, north, sum(incidents)::integer as incidents, sum(places)::integer as places
    from (
      select ${columnOf('location', 0)} as east, ${columnOf('location', 1)} as north, count(*) as incidents, 0 as places
      from ${incidentsOf(look)} group by 1, 2
      union all
      select ${columnOf('location', 0)}, ${columnOf('location', 1)}, 0, count(distinct who)
      from ${placesOf(look, today)} group by 1, 2
    ) as counted
    group by east, north order by north desc, east`.execute(db)
  return rows
}

export type Incident = { reference: string; title: string; occurredFrom: Date }
/** A place in a square, before anybody is opened: which case, and why it is here. */
export type PlaceInCell = {
  id: string
  caseReference: string
  caseTitle: string
  hasOrder: boolean
  isAlleged: boolean
}

/** What is in one square: reports by time, places by the reference of their case. */
export async function readCellContents(
  db: Transaction,
  look: Look,
  { east, north }: Cell,
  today: LocalDate,
): Promise<{ incidents: Incident[]; places: PlaceInCell[] }> {
  const inCell = sql`${columnOf('location', 0)} = ${east} and ${columnOf('location', 1)} = ${north}`
  const [incidents, places] = await Promise.all([
    sql<Incident>`
      select reference, title, occurred_from as "occurredFrom" from ${incidentsOf(look)} and ${inCell}
      order by occurred_from desc, reference limit 100`.execute(db),
    sql<PlaceInCell>`
      select id, reference as "caseReference", title as "caseTitle", has_order as "hasOrder",
        role = 'alleged_perpetrator' as "isAlleged"
      from ${placesOf(look, today)} where ${inCell} order by reference, id limit 100`.execute(db),
  ])
  return { incidents: incidents.rows, places: places.rows }
}

export type PersonAtPlace = {
  id: string
  caseId: string
  caseReference: string
  caseTitle: string
  name: string
  address: string
  hasOrder: boolean
  isAlleged: boolean
}

/** One person whose place the look shows; undefined for anybody else. */
export async function findPersonAtPlace(
  db: Transaction,
  look: Look,
  id: string,
  today: LocalDate,
): Promise<PersonAtPlace | undefined> {
  const { rows } = await sql<PersonAtPlace>`
    select place.id, place.case_id as "caseId", place.reference as "caseReference", place.title as "caseTitle",
      party.name, party.address, place.has_order as "hasOrder", place.role = 'alleged_perpetrator' as "isAlleged"
    from ${placesOf(look, today)} join case_party as party on party.id = place.id
    where place.id = ${id}`.execute(db)
  return rows[0]
}
