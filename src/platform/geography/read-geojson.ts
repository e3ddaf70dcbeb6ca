import { z } from 'zod'
import { type MultiPolygon, type Position, type Ring, toMillimetre } from './geometry.ts'
import { isNearGreatBritain, isOnGrid, toGrid, webMercatorToGrid } from './position.ts'
import { repairPolygons } from './repair-polygons.ts'

/** An area as read, its polygons on the National Grid to the millimetre and valid as far as could be. */
export type ReadArea = { code: string; name: string; polygons: MultiPolygon }

export type GeoJsonReport = {
  featuresRead: number
  areas: ReadArea[]
  /** Areas kept after something was put right. */
  repaired: { code: string; name: string; repairs: string[] }[]
  /** Areas whose rings ran against RFC 7946 and were turned. */
  rewound: number
  /** Features that could not be used; `feature` counts from 1. */
  rejected: { feature: number; code: string | undefined; reason: string }[]
  /** Coordinate systems met, in words. */
  coordinates: string[]
  /** Square metres over all areas. */
  areaBefore: number
  areaAfter: number
}

const featureSchema = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown(),
})
const documentSchema = z.union([
  z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }),
  featureSchema,
])

/**
 * Reads areas from GeoJSON text: a FeatureCollection or one Feature, in WGS84 (longitude first or, as some exports have
 * it, latitude first), National Grid or Web Mercator. Which of them is told from the numbers, feature by feature, because
 * the `crs` member is often missing or wrong. Features with the same code become one area.
 * Every feature ends in `areas` or in `rejected`. Throws SyntaxError when the text is not GeoJSON at all.
 */
export function readGeoJson(
  text: string,
  options: { codeProperty: string; nameProperty: string },
): GeoJsonReport {
  const document = documentSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
  if (!document.success)
    throw new SyntaxError('The file is JSON but not a GeoJSON FeatureCollection or Feature')
  const features = document.data.type === 'Feature' ? [document.data] : document.data.features
  const report: GeoJsonReport = {
    featuresRead: features.length,
    areas: [],
    repaired: [],
    rewound: 0,
    rejected: [],
    coordinates: [],
    areaBefore: 0,
    areaAfter: 0,
  }
  const gathered = new Map<
    string,
    { name: string; polygons: MultiPolygon; notes: Set<string>; feature: number }
  >()
  for (const [index, feature] of features.entries()) {
    const read = readFeature(feature, options)
    if ('reason' in read) {
      report.rejected.push({ feature: index + 1, code: read.code, reason: read.reason })
      continue
    }
    if (!report.coordinates.includes(read.coordinates)) report.coordinates.push(read.coordinates)
    const known = gathered.get(read.code)
    if (!known) gathered.set(read.code, { ...read, feature: index + 1 })
    else {
      known.polygons.push(...read.polygons)
      for (const note of read.notes) known.notes.add(note)
      known.notes.add('several features with this code joined')
    }
  }
  for (const [code, { name, polygons: raw, notes, feature }] of gathered) {
    const { polygons, repairs, wasRewound, areaBefore, areaAfter } = repairPolygons(raw)
    report.areaBefore += areaBefore
    report.areaAfter += areaAfter
    if (polygons.length === 0) {
      report.rejected.push({ feature, code, reason: 'its outline encloses nothing' })
      continue
    }
    report.areas.push({ code, name, polygons })
    if (wasRewound) report.rewound += 1
    const all = [...notes, ...repairs]
    if (all.length > 0) report.repaired.push({ code, name, repairs: all })
  }
  return report
}

type ReadFeature =
  | { code: string | undefined; reason: string }
  | { code: string; name: string; polygons: MultiPolygon; notes: Set<string>; coordinates: string }

function readFeature(raw: unknown, options: { codeProperty: string; nameProperty: string }): ReadFeature {
  const feature = featureSchema.safeParse(raw)
  if (!feature.success) return { code: undefined, reason: 'it is not a GeoJSON Feature' }
  const { properties, geometry } = feature.data
  const code = textOf(properties?.[options.codeProperty])
  if (!code) return { code: undefined, reason: `it has no code in the property ${options.codeProperty}` }
  const polygons = polygonsOf(geometry)
  if (typeof polygons === 'string') return { code, reason: polygons }
  const placed = placeOnGrid(polygons)
  if (typeof placed === 'string') return { code, reason: placed }
  const name = textOf(properties?.[options.nameProperty])
  const notes = new Set(placed.notes)
  if (!name) notes.add('no name, so the code is used')
  return { code, name: name || code, notes, polygons: placed.polygons, coordinates: placed.system }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

const geometrySchema = z.object({
  type: z.string(),
  coordinates: z.unknown(),
  geometries: z.array(z.unknown()).optional(),
})

/** The polygons of a geometry, or why there are none. */
function polygonsOf(raw: unknown): MultiPolygon | string {
  if (raw === null || raw === undefined) return 'it has no geometry'
  const geometry = geometrySchema.safeParse(raw)
  if (!geometry.success) return 'its geometry is not GeoJSON'
  const { type, coordinates, geometries } = geometry.data
  if (type === 'Polygon') return checkPolygons([coordinates])
  if (type === 'MultiPolygon') return checkPolygons(coordinates)
  if (type !== 'GeometryCollection') return `its geometry is a ${type}, not a polygon`
  const found: MultiPolygon = []
  for (const member of geometries ?? []) {
    const polygons = polygonsOf(member)
    // Lines and points inside a collection are labels and spikes that clipping leaves behind.
    if (typeof polygons !== 'string') found.push(...polygons)
  }
  return found.length > 0 ? found : 'its geometry collection holds no polygon'
}

function checkPolygons(raw: unknown): MultiPolygon | string {
  if (!Array.isArray(raw)) return 'its coordinates are not a list'
  const polygons: MultiPolygon = []
  for (const rawPolygon of raw) {
    if (!Array.isArray(rawPolygon)) return 'its coordinates are not a list'
    const polygon: Ring[] = []
    for (const rawRing of rawPolygon) {
      if (!Array.isArray(rawRing)) return 'its coordinates are not a list'
      const ring: Ring = []
      for (const position of rawRing) {
        if (!isPosition(position)) return 'a coordinate is not a pair of numbers'
        ring.push([position[0], position[1]])
      }
      if (ring.length > 0) polygon.push(ring)
    }
    if (polygon.length > 0) polygons.push(polygon)
  }
  return polygons.length > 0 ? polygons : 'its geometry is empty'
}

function isPosition(raw: unknown): raw is Position {
  return Array.isArray(raw) && raw.length >= 2 && Number.isFinite(raw[0]) && Number.isFinite(raw[1])
}

type Placed = { polygons: MultiPolygon; system: string; notes: string[] }

/** The polygons in metres, or why that cannot be. The systems cannot be confused: their numbers do not overlap. */
function placeOnGrid(polygons: MultiPolygon): Placed | string {
  const positions = polygons.flat(2)
  const areAll = (test: (position: Position) => boolean) => positions.every(test)
  const convert = (system: string, notes: string[], grid: (position: Position) => Position): Placed => ({
    polygons: polygons.map((polygon) =>
      polygon.map((ring) => ring.map((position) => toMillimetre(grid(position)))),
    ),
    system,
    notes,
  })
  const fromDegrees = (longitude: number, latitude: number): Position => {
    const { easting, northing } = toGrid({ longitude, latitude })
    return [easting, northing]
  }
  if (areAll(([x, y]) => isNearGreatBritain({ longitude: x, latitude: y }))) {
    return convert('WGS84', [], ([x, y]) => fromDegrees(x, y))
  }
  if (areAll(([x, y]) => isNearGreatBritain({ longitude: y, latitude: x }))) {
    return convert('WGS84, latitude first', ['latitude and longitude exchanged'], ([x, y]) =>
      fromDegrees(y, x),
    )
  }
  const areMetres = positions.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 180)
  if (areMetres && areAll(([x, y]) => isOnGrid({ easting: x, northing: y }))) {
    return convert('British National Grid', [], (position) => position)
  }
  if (areAll(([x, y]) => x > -1_060_000 && x < 290_000 && y > 6_200_000 && y < 8_800_000)) {
    return convert('Web Mercator', [], ([x, y]) => {
      const { easting, northing } = webMercatorToGrid(x, y)
      return [easting, northing]
    })
  }
  const stray = positions.find(([x, y]) =>
    areMetres ? !isOnGrid({ easting: x, northing: y }) : !isNearGreatBritain({ longitude: x, latitude: y }),
  )
  return `the coordinate ${stray?.join(', ') ?? ''} is outside Great Britain`
}
