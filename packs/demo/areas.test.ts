import { expect, test } from 'vitest'
import { indexAreas, isOnGrid } from '#platform/geography'
import { generateDemo } from './index.ts'
import { areaOf, isInRing } from './outline.ts'

const county = generateDemo({ seed: 'areas', today: '2026-03-03', reports: 400 })
const ofKind = (kind: string) => county.areas.filter((area) => area.kind === kind)
const size = (areas: typeof county.areas) => areas.reduce((sum, area) => sum + areaOf(area.parts), 0)

test('there are six districts, sixty wards, twenty beats and some 250 LSOAs', () => {
  expect(ofKind('district')).toHaveLength(6)
  expect(ofKind('ward')).toHaveLength(60)
  expect(ofKind('beat')).toHaveLength(20)
  expect(ofKind('lsoa').length).toBeGreaterThan(225)
  expect(ofKind('lsoa').length).toBeLessThan(290)
  for (const kind of ['district', 'ward', 'lsoa', 'beat']) {
    expect(new Set(ofKind(kind).map(({ code }) => code)).size).toBe(ofKind(kind).length)
    expect(new Set(ofKind(kind).map(({ name }) => name)).size).toBe(ofKind(kind).length)
  }
})

test('every kind of area covers the same ground without gaps or overlaps', () => {
  const whole = size(ofKind('district'))
  expect(whole).toBeGreaterThan(900e6)
  for (const kind of ['ward', 'lsoa', 'beat']) expect(size(ofKind(kind))).toBe(whole)
})

test('wards fill their district and LSOAs their ward to the square metre', () => {
  for (const outer of [...ofKind('district'), ...ofKind('ward')]) {
    expect(size(county.areas.filter(({ within }) => within === outer))).toBe(areaOf(outer.parts))
  }
})

test('beats cut across wards', () => {
  const crossed = ofKind('ward').filter(
    (ward) => new Set(ward.cells.map(({ index }) => county.areasOfCell(index).beat)).size > 1,
  )
  expect(crossed.length).toBeGreaterThan(20)
})

test('there are areas of two parts and areas with a hole, as real ones have', () => {
  expect(ofKind('ward').filter(({ parts }) => parts.length === 2)).toHaveLength(1)
  expect(ofKind('beat').filter(({ parts }) => parts.length === 2)).toHaveLength(1)
  const ring = ofKind('ward').find(({ name }) => name === 'Wetherdyke Ring')
  const town = ofKind('ward').find(({ name }) => name === 'Wetherdyke Town')
  const [hole] = ring?.parts[0]?.holes ?? []
  const [corner] = town?.cells ?? []
  expect(hole && corner && isInRing([corner.x, corner.y], hole)).toBe(true)
})

test('the county lies in the sea: on the National Grid and clear of the English coast', () => {
  for (const area of county.areas) {
    for (const [x, y] of area.parts.flatMap(({ shell }) => shell)) {
      expect(isOnGrid({ easting: x, northing: y })).toBe(true)
      // The nearest land is Norfolk, south of northing 345,000 and west of easting 655,000.
      if (x < 600_000 || y < 365_000) throw new Error(`${area.name} comes too near land at ${x},${y}`)
    }
  }
})

test('every pin, street and postcode lies in the areas that are written beside it', () => {
  for (const kind of ['district', 'ward', 'lsoa', 'beat'] as const) {
    const index = indexAreas(
      ofKind(kind).map(({ id, code, parts }) => ({
        id,
        code,
        polygons: parts.map(({ shell, holes }) =>
          [shell, ...holes].map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
        ),
      })),
    )
    const found = ([x, y]: readonly [number, number]) => index.find(x, y)?.id
    for (const place of [...county.streets, ...county.postcodes]) {
      expect(found(place.at)).toBe(county.areasOfCell(place.cell)[kind].id)
    }
    for (const report of county.reports()) {
      const written = {
        district: report.districtId,
        ward: report.wardId,
        lsoa: report.lsoaId,
        beat: report.beatId,
      }
      expect(report.location && found(report.location)).toBe(written[kind])
    }
  }
})
