import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatGridReference, parseGridReference } from './grid-reference.ts'
import { CONVERSION_TOLERANCE_M, toGlobe, toGrid } from './position.ts'

const gridPoint = fc.record({ easting: fc.nat(699_999), northing: fc.nat(1_299_999) })

/** From Ordnance Survey's OSTN15 test data: ETRS89 latitude, longitude and National Grid easting, northing. */
const OSTN15: [number, number, number, number][] = [
  [49.9222639373, -6.29977752014, 91492.146, 11318.804],
  [50.4388582561, -4.10864563561, 250359.811, 62016.569],
  [52.9621910941, -1.19747655922, 454002.834, 340834.943],
  [53.8002151963, -1.66379168242, 422242.186, 433818.701],
]

test('converted points are within the stated tolerance of OSTN15', () => {
  for (const [latitude, longitude, easting, northing] of OSTN15) {
    const grid = toGrid({ longitude, latitude })
    expect(Math.hypot(grid.easting - easting, grid.northing - northing)).toBeLessThan(CONVERSION_TOLERANCE_M)
  }
})

test('a point converted there and back has moved less than a centimetre', () => {
  fc.assert(
    fc.property(gridPoint, (point) => {
      const back = toGrid(toGlobe(point))
      expect(Math.hypot(back.easting - point.easting, back.northing - point.northing)).toBeLessThan(0.01)
    }),
  )
})

test('grid references are read however they are spaced', () => {
  expect(parseGridReference('SK 58 04')).toEqual({ easting: 458_000, northing: 304_000, size: 1000 })
  expect(parseGridReference('sk580040')).toEqual({ easting: 458_000, northing: 304_000, size: 100 })
  expect(parseGridReference(' SK5801204034 ')).toEqual({ easting: 458_012, northing: 304_034, size: 1 })
  expect(parseGridReference('TQ 3003 8019')).toEqual({ easting: 530_030, northing: 180_190, size: 10 })
  expect(parseGridReference('SK')).toEqual({ easting: 400_000, northing: 300_000, size: 100_000 })
  expect(parseGridReference('HP 6 1')).toEqual({ easting: 460_000, northing: 1_210_000, size: 10_000 })
})

test('what is no grid reference is not taken for one', () => {
  for (const text of [
    'SK 580 04',
    'SK 58004',
    'SI 58 04',
    'S 58 04',
    'LE2 1AB',
    'AA 12 34',
    'SK 580040 12',
    '',
    'SKY 12',
  ]) {
    expect(parseGridReference(text)).toBeUndefined()
  }
})

test('a point lies in the square of its own grid reference at every precision', () => {
  fc.assert(
    fc.property(gridPoint, fc.constantFrom(2, 4, 6, 8, 10), (point, figures) => {
      const reference = formatGridReference(point, figures as 2 | 4 | 6 | 8 | 10)
      for (const typed of [reference, reference.replaceAll(' ', '').toLowerCase()]) {
        const square = parseGridReference(typed)
        expect(square?.size).toBe(10 ** (5 - figures / 2))
        const { easting = Number.NaN, northing = Number.NaN, size = 0 } = square ?? {}
        expect(point.easting - easting).toBeGreaterThanOrEqual(0)
        expect(point.easting - easting).toBeLessThan(size)
        expect(point.northing - northing).toBeGreaterThanOrEqual(0)
        expect(point.northing - northing).toBeLessThan(size)
      }
    }),
  )
  expect(() => formatGridReference({ easting: -1, northing: 0 })).toThrow(RangeError)
})
