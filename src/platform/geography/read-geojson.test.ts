import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaOf } from './geometry.ts'
import { toGlobe } from './position.ts'
import { readGeoJson } from './read-geojson.ts'

const options = { codeProperty: 'code', nameProperty: 'name' }
const FIELD = [
  [450_000, 300_000],
  [451_000, 300_000],
  [451_000, 301_000],
  [450_000, 301_000],
  [450_000, 300_000],
]
const degrees = FIELD.map(([easting = 0, northing = 0]) => {
  const { longitude, latitude } = toGlobe({ easting, northing })
  return [longitude, latitude]
})

const feature = (geometry: unknown, properties: unknown = { code: 'W1', name: 'Meadow' }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates })
const read = (...features: unknown[]) =>
  readGeoJson(JSON.stringify({ type: 'FeatureCollection', features }), options)

test('degrees, degrees the wrong way round, grid metres and web map metres give the same field', () => {
  const webMetres = degrees.map(([longitude = 0, latitude = 0]) => [
    (longitude * 20_037_508.342789244) / 180,
    (Math.log(Math.tan(((90 + latitude) * Math.PI) / 360)) * 20_037_508.342789244) / Math.PI,
  ])
  const told = [
    [degrees, 'WGS84'],
    [degrees.map((position) => position.toReversed()), 'WGS84, latitude first'],
    [FIELD, 'British National Grid'],
    [webMetres, 'Web Mercator'],
  ] as const
  for (const [ring, system] of told) {
    const report = read(feature(polygon(ring)))
    expect(report.coordinates).toEqual([system])
    expect(report.rejected).toEqual([])
    const corners = report.areas[0]?.polygons[0]?.[0] ?? []
    expect(corners).toHaveLength(5)
    for (const [place, [x, y]] of corners.entries()) {
      expect(Math.hypot(x - (FIELD[place]?.[0] ?? 0), y - (FIELD[place]?.[1] ?? 0))).toBeLessThan(0.01)
    }
  }
})

test('a crs member that contradicts the numbers is not believed', () => {
  const text = JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
    features: [feature(polygon(degrees))],
  })
  expect(readGeoJson(text, options).coordinates).toEqual(['WGS84'])
})

test('what cannot be an area is rejected with its place in the file and the reason', () => {
  const report = read(
    feature(polygon(FIELD)),
    feature(null, { code: 'W2' }),
    feature({ type: 'Point', coordinates: [0, 0] }, { code: 'W3' }),
    feature(
      polygon([
        [0, 0],
        [0.1, 52.6],
        [0.2, 52.5],
        [0, 0],
      ]),
      { code: 'W4' },
    ),
    feature(polygon(FIELD), { name: 'No code' }),
    feature(polygon([]), { code: 'W6' }),
    feature(
      polygon([
        ['a', 1],
        [2, 3],
        [4, 5],
      ]),
      { code: 'W7' },
    ),
    feature(
      polygon([
        [450_000, 300_000],
        [450_010, 300_000],
        [450_000, 300_000],
      ]),
      { code: 'W8' },
    ),
    'nonsense',
  )
  expect(report.areas.map((area) => area.code)).toEqual(['W1'])
  expect(report.rejected).toEqual([
    { feature: 2, code: 'W2', reason: 'it has no geometry' },
    { feature: 3, code: 'W3', reason: 'its geometry is a Point, not a polygon' },
    { feature: 4, code: 'W4', reason: 'the coordinate 0, 0 is outside Great Britain' },
    { feature: 5, code: undefined, reason: 'it has no code in the property code' },
    { feature: 6, code: 'W6', reason: 'its geometry is empty' },
    { feature: 7, code: 'W7', reason: 'a coordinate is not a pair of numbers' },
    { feature: 9, code: undefined, reason: 'it is not a GeoJSON Feature' },
    { feature: 8, code: 'W8', reason: 'its outline encloses nothing' },
  ])
})

test('features with one code become one area and an area without a name goes by its code', () => {
  const next = FIELD.map(([x = 0, y = 0]) => [x + 5_000, y])
  const report = read(
    feature(polygon(FIELD), { code: 7 }),
    feature({ type: 'MultiPolygon', coordinates: [[next]] }, { code: '7' }),
  )
  expect(report.areas).toHaveLength(1)
  expect(report.areas[0]).toMatchObject({ code: '7', name: '7' })
  expect(areaOf(report.areas[0]?.polygons ?? [])).toBe(2_000_000)
  expect(report.repaired[0]?.repairs).toEqual([
    'no name, so the code is used',
    'several features with this code joined',
  ])
})

test('text that is not GeoJSON is refused outright', () => {
  expect(() => readGeoJson('{"type":"FeatureCollection","features":[', options)).toThrow(SyntaxError)
  expect(() => readGeoJson('{"type":"Topology"}', options)).toThrow(SyntaxError)
  expect(readGeoJson(`\uFEFF${JSON.stringify(feature(polygon(FIELD)))}`, options).areas).toHaveLength(1)
})

test('whatever a file holds, every feature with its own code is either an area or rejected', () => {
  const position = fc.oneof(
    fc.tuple(fc.integer({ min: 449_000, max: 449_020 }), fc.integer({ min: 300_000, max: 300_020 })),
    fc.tuple(fc.double({ min: -9, max: 2 }), fc.double({ min: 50, max: 60 })),
    fc.anything(),
  )
  const ring = fc.array(position, { maxLength: 8 })
  const geometry = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant('Polygon'), coordinates: fc.array(ring, { maxLength: 3 }) }),
    },
    fc.record({
      type: fc.constant('MultiPolygon'),
      coordinates: fc.array(fc.array(ring, { maxLength: 2 }), { maxLength: 3 }),
    }),
    fc.anything(),
  )
  fc.assert(
    fc.property(fc.array(geometry, { maxLength: 6 }), (geometries) => {
      const report = read(...geometries.map((shape, place) => feature(shape, { code: `A${place}` })))
      expect(report.areas.length + report.rejected.length).toBe(geometries.length)
    }),
    { numRuns: 300 },
  )
})
