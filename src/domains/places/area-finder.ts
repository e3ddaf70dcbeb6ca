import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type AreaIndex, type GridPoint, indexAreas, type MultiPolygon } from '#platform/geography'
import type { AreaKind, CodedArea } from './place.ts'
import { parsePolygon, parsePolygons } from './polygon-text.ts'

/** All areas of a day in memory, for coding many points. */
export type AreaFinder = {
  /** The kinds that have areas on that day, from small to large. */
  kinds: readonly AreaKind[]
  /** For each of `kinds`, the area the point is in, or undefined. Answers as `areasAt` does. */
  find(point: GridPoint): (CodedArea | undefined)[]
}

type LoadedArea = CodedArea & { polygons: MultiPolygon }
type Row = {
  kind: AreaKind
  area_id: string
  code: string
  name: string
  area_set_id: string
  vintage: string
  shells: string[]
  holes: string[]
}

/** Reads every area that holds on a day into an index: about a million look-ups a second. */
export async function loadAreaFinder(db: Transaction, onDate: LocalDate): Promise<AreaFinder> {
  const { rows } = await sql<Row>`
    select area_set.kind, area.id as area_id, area.code, area.name, area_set.id as area_set_id, area_set.vintage,
      array_agg(area_part.shell::text order by part) as shells, array_agg(area_part.holes::text order by part) as holes
    from area_set
    join area_kind on area_kind.kind = area_set.kind
    join area on area.area_set_id = area_set.id
    join area_part on area_part.area_id = area.id
    where area_set.valid_from <= ${onDate}::date
      and (area_set.valid_to is null or area_set.valid_to > ${onDate}::date)
    group by area_set.id, area_kind.position, area.id
    order by area_kind.position, area_set.valid_from desc, area_set.vintage collate "C"`.execute(db)
  const kinds = [...new Set(rows.map((row) => row.kind))]
  const setsOfKind = kinds.map((kind) => {
    const areas = rows.filter((row) => row.kind === kind).map(loadedArea)
    // In the order of the rows: the set that began later is asked first.
    return [...Map.groupBy(areas, (area) => area.areaSetId).values()].map((set) => indexAreas(set))
  })
  return {
    kinds,
    find: ({ easting, northing }) => setsOfKind.map((sets) => findInSets(sets, easting, northing)),
  }
}

function findInSets(
  sets: readonly AreaIndex<LoadedArea>[],
  easting: number,
  northing: number,
): CodedArea | undefined {
  for (const set of sets) {
    const area = set.find(easting, northing)
    if (area) return area
  }
  return undefined
}

function loadedArea(row: Row): LoadedArea {
  return {
    kind: row.kind,
    areaId: row.area_id,
    code: row.code,
    name: row.name,
    areaSetId: row.area_set_id,
    vintage: row.vintage,
    polygons: row.shells.map((shell, part) => [parsePolygon(shell), ...parsePolygons(row.holes[part] ?? '')]),
  }
}
