import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type MultiPolygon, simplifyTogether, toGlobe } from '#platform/geography'
import type { AreaKind } from './place.ts'
import { parsePolygon, parsePolygons } from './polygon-text.ts'

/** Metres by which a drawn border may stray from the true one: unseen at the zoom at which a kind is drawn. */
const TOLERANCE_M: Record<AreaKind, number> = {
  lsoa: 10,
  msoa: 15,
  beat: 20,
  ward: 20,
  parish: 20,
  neighbourhood: 20,
  district: 40,
  community_safety_partnership: 40,
  county: 60,
  police_force: 60,
}

export type Boundaries = {
  /** Changes whenever the boundaries do. */
  version: string
  /** The areas as a GeoJSON FeatureCollection, made when asked for. */
  geoJson(): Promise<string>
}

type Row = { id: string; code: string; name: string; vintage: string; shells: string[]; holes: string[] }

const MOST_KEPT = 20
const kept = new Map<string, string>()

/** The areas of a kind that hold on a day, borders thinned for display, in WGS84; undefined where there are none. */
export async function readBoundaries(
  db: Transaction,
  kind: AreaKind,
  onDate: LocalDate,
): Promise<Boundaries | undefined> {
  const { rows: sets } = await sql<{ id: string; attribution: string; imported_at: Date }>`
    select id, attribution, imported_at from area_set
    where kind = ${kind} and valid_from <= ${onDate}::date and (valid_to is null or valid_to > ${onDate}::date)
    order by id`.execute(db)
  if (sets.length === 0) return undefined
  const ids = sets.map(({ id }) => id)
  const version = createHash('sha256')
    .update(JSON.stringify([TOLERANCE_M[kind], sets]))
    .digest('base64url')
    .slice(0, 22)
  return {
    version,
    async geoJson() {
      const known = kept.get(version)
      if (known !== undefined) return known
      const made = await makeGeoJson(db, kind, ids, [...new Set(sets.map(({ attribution }) => attribution))])
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
      kept.set(version, made)
      return made
    },
  }
}

async function makeGeoJson(
  db: Transaction,
  kind: AreaKind,
  setIds: readonly string[],
  attributions: readonly string[],
): Promise<string> {
  const { rows } = await sql<Row>`
    select area.id, area.code, area.name, area_set.vintage,
      array_agg(area_part.shell::text order by part) as shells, array_agg(area_part.holes::text order by part) as holes
    from area join area_set on area_set.id = area.area_set_id join area_part on area_part.area_id = area.id
    where area_set.id = any (${setIds}::uuid[])
    group by area.id, area_set.id
    order by area.code`.execute(db)
  const outlines = rows.map(
    ({ shells, holes }): MultiPolygon =>
      shells.map((shell, part) => [parsePolygon(shell), ...parsePolygons(holes[part] ?? '')]),
  )
  const simple = simplifyTogether(outlines, TOLERANCE_M[kind])
  return JSON.stringify({
    type: 'FeatureCollection',
    attribution: attributions.join(' '),
    features: rows.map(({ id, code, name, vintage }, index) => ({
      type: 'Feature',
      id,
      properties: { code, name, vintage },
      geometry: { type: 'MultiPolygon', coordinates: inDegrees(simple[index] ?? []) },
    })),
  })
}

function inDegrees(polygons: MultiPolygon): MultiPolygon {
  return polygons.map((polygon) =>
    polygon.map((ring) =>
      ring.map(([easting, northing]) => {
        const { longitude, latitude } = toGlobe({ easting, northing })
        // Five decimals are a metre.
        return [Math.round(longitude * 1e5) / 1e5, Math.round(latitude * 1e5) / 1e5]
      }),
    ),
  )
}
