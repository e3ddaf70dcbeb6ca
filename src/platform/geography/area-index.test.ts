import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, indexAreas } from './area-index.ts'
import type { MultiPolygon, Position, Ring } from './geometry.ts'
import { labelPoint } from './label-point.ts'
import { preparePolygon } from './prepared-polygon.ts'
import { simplifyTogether } from './simplify.ts'

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

/** A county of `across` × `across` cells of 100 whose shared borders are crooked, the same seen from both sides. */
function crookedCounty(across: number, wobble: (seed: number) => number) {
  const corner = (column: number, row: number): Position => [
    column * 100 + wobble(column * 31 + row) * 20,
    row * 100 + wobble(column + row * 37 + 5) * 20,
  ]
  const side = (from: Position, to: Position): Ring => {
    const isTurned = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1])
    const [a, b] = isTurned ? [to, from] : [from, to]
    const points = Array.from({ length: 9 }, (_, step): Position => {
      if (step === 0) return a
      if (step === 8) return b
      const share = step / 8
      const bend = wobble(a[0] * 7 + a[1] * 3 + b[0] + step) * 4
      return [a[0] + (b[0] - a[0]) * share + bend, a[1] + (b[1] - a[1]) * share - bend]
    })
    return isTurned ? points.reverse() : points
  }
  return Array.from({ length: across * across }, (_, cell) => {
    const [column, row] = [cell % across, Math.floor(cell / across)]
    const corners = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ]
    const ring = corners.flatMap((from, n) => side(from, corners[(n + 1) % 4] ?? from).slice(0, -1))
    const polygons: MultiPolygon = [[[...ring, ring[0] ?? [0, 0]]]]
    return { code: `C${String(cell).padStart(2, '0')}`, polygons }
  })
}

const wobble = (seed: number) => Math.sin(seed * 12.9898)

test('every point inside a county without gaps is in an area, on a border or not', () => {
  const county = crookedCounty(5, wobble)
  const index = indexAreas(county)
  const border = fc.constantFrom(...county.flatMap((area) => area.polygons.flat(2)))
  const inside = fc.tuple(
    fc.double({ min: 30, max: 470, noNaN: true }),
    fc.double({ min: 30, max: 470, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.oneof(inside, border), ([x, y]) => {
      expect(index.find(x, y)).toBeDefined()
    }),
  )
})

test('a point on a shared border is always given to the lower code', () => {
  const left = { code: 'A', polygons: [[square(0, 0, 10)]] }
  const right = { code: 'B', polygons: [[square(10, 0, 10)]] }
  for (const areas of [
    [left, right],
    [right, left],
  ]) {
    expect(indexAreas(areas).find(10, 5)?.code).toBe('A')
    expect(indexAreas(areas).find(10.001, 5)?.code).toBe('B')
  }
})

test('a hole is outside its area, its edge is not, and an area of several parts is one', () => {
  const ring = { code: 'B', polygons: [[square(0, 0, 30), square(10, 10, 10)], [square(50, 0, 10)]] }
  const island = { code: 'C', polygons: [[square(10, 10, 10)]] }
  expect(indexAreas([ring]).find(15, 15)).toBeUndefined()
  expect(indexAreas([ring, island]).find(15, 15)?.code).toBe('C')
  expect(indexAreas([ring, island]).find(10, 15)?.code).toBe('B')
  expect(indexAreas([ring, island]).find(55, 5)?.code).toBe('B')
  expect(indexAreas([ring, island]).find(45, 5)).toBeUndefined()
  expect(indexAreas([]).find(0, 0)).toBeUndefined()
})

test('simplified neighbours still share their border, so the county gets neither gaps nor overlaps', () => {
  const county = crookedCounty(5, wobble)
  const simple = simplifyTogether(
    county.map((area) => area.polygons),
    8,
  )
  const before = county.flatMap((area) => area.polygons.flat(2)).length
  expect(simple.flat(3).length).toBeLessThan(before / 2)
  const uses = new Map<string, number>()
  for (const ring of simple.flat(2)) {
    for (const [place, end] of ring.slice(1).entries()) {
      const ends = [String(ring[place]), String(end)].sort().join(' to ')
      uses.set(ends, (uses.get(ends) ?? 0) + 1)
    }
  }
  const usedOnce = [...uses].filter(([, count]) => count === 1)
  expect([...uses.values()].every((count) => count <= 2)).toBe(true)
  // What only one area uses must be the rim of the county, and nothing in the middle of it.
  for (const [ends] of usedOnce) {
    for (const end of ends.split(' to ')) {
      const [x = 0, y = 0] = end.split(',').map(Number)
      expect(Math.min(x, y, 500 - x, 500 - y)).toBeLessThan(25)
    }
  }
})

test('a label point is inside its area, even one shaped like a horseshoe', () => {
  const horseshoe: Ring = [
    [0, 0],
    [30, 0],
    [30, 30],
    [20, 30],
    [20, 5],
    [10, 5],
    [10, 30],
    [0, 30],
    [0, 0],
  ]
  for (const polygons of [
    [[horseshoe]],
    [[square(0, 0, 30), square(5, 5, 20)]],
    ...crookedCounty(3, wobble).map((a) => a.polygons),
  ]) {
    const [x, y] = labelPoint(polygons)
    expect(indexAreas([{ code: 'A', polygons }]).find(x, y)).toBeDefined()
  }
  expect(() => labelPoint([])).toThrow(RangeError)
})

test('a polygon prepared for many points answers as one asked point by point', () => {
  const corner = fc.nat(15).chain((x) => fc.nat(15).map((y): Position => [x, y]))
  const ring = fc
    .array(corner, { minLength: 3, maxLength: 24 })
    .map((open): Ring => [...open, open[0] ?? [0, 0]])
  fc.assert(
    fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
      const prepared = preparePolygon(rings)
      for (let x = -0.5; x < 17; x += 0.5) {
        for (let y = -0.5; y < 17; y += 0.5)
          expect([x, y, prepared.covers(x, y)]).toEqual([x, y, covers(rings, x, y)])
      }
    }),
    { numRuns: 40 },
  )
})
