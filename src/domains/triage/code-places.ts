import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** A place as a report gives it: a point (National Grid metres), words, or both. */
export type GivenPlace = {
  key: string
  location: { easting: number; northing: number } | null
  words: string
  day: LocalDate
  /** Codes of areas that hold whatever the point says, by kind. */
  corrected?: Readonly<Record<string, string>>
}

export type CodedPlace = {
  /** By kind: beat, ward, lsoa, district and whatever other sets are in force. */
  areas: Readonly<Record<string, { id: string; code: string; name: string }>>
}

/** An exact postcode anywhere in the words; groups are its outward and inward code (BS 7666). */
const postcodeInWords = String.raw`\m([A-Za-z]{1,2}[0-9][0-9A-Za-z]?)\s*([0-9][A-Za-z]{2})\M`

/**
 * The areas that hold each place on its day, in one statement for all of them. A place without a point is coded from
 * a whole postcode among its words; failing that, a district that they name tells the district alone.
 */
export async function codePlaces(
  db: Transaction,
  places: readonly GivenPlace[],
): Promise<ReadonlyMap<string, CodedPlace>> {
  if (places.length === 0) return new Map()
  const { rows } = await sql<{ key: string; kind: string; id: string; code: string; name: string }>`
    with given as (
      select key, words, day, coalesce(point(easting, northing), postcode.location) as place
      from unnest(
        ${places.map(({ key }) => key)}::text[],
        ${places.map(({ location }) => location?.easting ?? null)}::float8[],
        ${places.map(({ location }) => location?.northing ?? null)}::float8[],
        ${places.map(({ words }) => words)}::text[],
        ${places.map(({ day }) => day)}::date[]
      ) as asked (key, easting, northing, words, day)
      left join postcode on easting is null
        and postcode.compact = upper(array_to_string(regexp_match(words, ${postcodeInWords}), ''))
    )
    select key, kind, area_id as id, code, name
    from given cross join lateral areas_at(place[0], place[1], day)
    where place is not null
    union all
    select key, 'district', min(area.id::text)::uuid, min(area.code), min(area.name)
    from given
    join area_set on area_set.kind = 'district' and area_set.valid_from <= day
      and (area_set.valid_to is null or area_set.valid_to > day)
    join area on area.area_set_id = area_set.id
      and strpos(' ' || place_text(words) || ' ', ' ' || area.search_text || ' ') > 0
    where place is null and words <> ''
    group by key having count(*) = 1`.execute(db)
  const coded = new Map<string, { areas: Record<string, { id: string; code: string; name: string }> }>()
  for (const { key, kind, ...area } of rows) {
    const place = coded.get(key) ?? { areas: {} }
    place.areas[kind] = area
    coded.set(key, place)
  }
  for (const { key, kind, ...area } of await findCorrected(db, places)) {
    const place = coded.get(key) ?? { areas: {} }
    place.areas[kind] = area
    coded.set(key, place)
  }
  return coded
}

/** The areas that were chosen instead; most batches have none, and nothing is asked. */
async function findCorrected(db: Transaction, places: readonly GivenPlace[]) {
  const corrected = places.flatMap(({ key, day, corrected = {} }) =>
    Object.entries(corrected).map(([kind, code]) => ({ key, day, kind, code })),
  )
  if (corrected.length === 0) return []
  const { rows } = await sql<{ key: string; kind: string; id: string; code: string; name: string }>`
    select asked.key, asked.kind, area.id, area.code, area.name
    from json_to_recordset(${JSON.stringify(corrected)}) as asked (key text, day date, kind text, code text)
    join area_set on area_set.kind = asked.kind and area_set.valid_from <= asked.day
      and (area_set.valid_to is null or area_set.valid_to > asked.day)
    join area on area.area_set_id = area_set.id and area.code = asked.code`.execute(db)
  return rows
}
