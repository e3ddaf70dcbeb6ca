import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexAreas } from './area-index.ts'
import type { MultiPolygon, Position, Ring } from './geometry.ts'
import { findFaults } from './polygon-faults.ts'
import { repairPolygons } from './repair-polygons.ts'

const box = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]
const holds = (polygons: MultiPolygon, x: number, y: number) =>
  indexAreas([{ code: 'A', polygons }]).find(x, y) !== undefined

test('a sound area is left alone', () => {
  const sound: MultiPolygon = [[box(0, 0, 10), box(2, 2, 3).toReversed()], [box(20, 0, 5)]]
  expect(repairPolygons(sound)).toEqual({
    polygons: sound,
    repairs: [],
    wasRewound: false,
    areaBefore: 116,
    areaAfter: 116,
  })
})

test('a boundary that crosses itself keeps both of its sides', () => {
  const bowTie: Ring = [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 10],
    [0, 0],
  ]
  const { polygons, repairs, areaAfter } = repairPolygons([[bowTie]])
  expect(repairs).toEqual(['boundary crosses itself'])
  expect(areaAfter).toBe(50)
  expect(findFaults(polygons).size).toBe(0)
  expect(holds(polygons, 1, 5) && holds(polygons, 9, 5)).toBe(true)
  expect(holds(polygons, 5, 9)).toBe(false)
})

test('a boundary that touches itself is divided where it touches, and nothing is lost', () => {
  const twoFields: Ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [20, 10],
    [20, 20],
    [10, 20],
    [10, 10],
    [0, 10],
    [0, 0],
  ]
  const courtyard: Ring = [
    [0, 0],
    [9, 0],
    [9, 9],
    [0, 9],
    [0, 0],
    [3, 6],
    [6, 6],
    [6, 3],
    [0, 0],
  ]
  for (const [ring, area] of [
    [twoFields, 200],
    [courtyard, 81 - 18],
  ] as const) {
    const repair = repairPolygons([[ring]])
    expect(repair.repairs).toContain('boundary touches itself')
    expect(findFaults(repair.polygons).size).toBe(0)
    expect(repair.areaAfter).toBeCloseTo(area, 6)
  }
})

test('an open ring, repeated points, a spike, a stray hole and overlapping parts are put right', () => {
  const open: Ring = [
    [0, 0],
    [10, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ]
  expect(repairPolygons([[open]])).toMatchObject({
    polygons: [[box(0, 0, 10)]],
    repairs: ['repeated point dropped', 'ring closed'],
  })
  const spike: Ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [15, 10],
    [10, 10],
    [0, 10],
    [0, 0],
  ]
  expect(repairPolygons([[spike]]).areaAfter).toBe(100)
  const stray = repairPolygons([[box(0, 0, 10), box(20, 0, 10)]])
  expect(stray.repairs).toEqual(['hole outside its shell'])
  expect(stray.areaAfter).toBe(200)
  expect(repairPolygons([[box(0, 0, 10)], [box(5, 5, 10)]]).areaAfter).toBe(175)
  expect(repairPolygons([[box(0, 0, 10)], [box(2, 2, 3)]])).toMatchObject({
    areaAfter: 100,
    repairs: ['parts overlap'],
  })
  expect(repairPolygons([[box(0, 0, 10)], [box(0, 0, 10)]]).areaAfter).toBe(100)
})

test('rings of the wrong winding are turned and still mean the same', () => {
  const repair = repairPolygons([[box(0, 0, 10).toReversed(), box(2, 2, 3)]])
  expect(repair).toMatchObject({ wasRewound: true, repairs: [], areaAfter: 91 })
  expect(holds(repair.polygons, 3, 3)).toBe(false)
})

test('what encloses nothing comes back as nothing', () => {
  for (const ring of [
    [],
    [[1, 1]],
    [
      [0, 0],
      [5, 5],
    ],
    [
      [0, 0],
      [5, 5],
      [0, 0],
    ],
    [
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ],
  ] as Ring[]) {
    expect(repairPolygons([[ring]]).polygons).toEqual([])
  }
  expect(repairPolygons([]).polygons).toEqual([])
  expect(
    repairPolygons([
      [
        [
          [0, 0],
          [10, 0],
          [20, 0],
          [5, 0],
          [0, 0],
        ],
      ],
    ]).polygons,
  ).toEqual([])
})

/** The winding number, reckoned by angles: an independent answer to what a crossing ring goes round. */
function goesRound(ring: Ring, x: number, y: number): boolean {
  let turned = 0
  for (const [place, end] of ring.slice(1).entries()) {
    const start = ring[place] ?? end
    const angle = Math.atan2(end[1] - y, end[0] - x) - Math.atan2(start[1] - y, start[0] - x)
    turned += angle > Math.PI ? angle - 2 * Math.PI : angle < -Math.PI ? angle + 2 * Math.PI : angle
  }
  return Math.round(turned / (2 * Math.PI)) !== 0
}

test('any scribble becomes valid polygons that hold what it went round', () => {
  const position: fc.Arbitrary<Position> = fc
    .nat(168)
    .map((n) => [(n % 13) * 1000, Math.floor(n / 13) * 1000])
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 14 }), (scribble) => {
      const { polygons } = repairPolygons([[scribble]])
      expect([...findFaults(polygons)]).toEqual([])
      const closed: Ring = [...scribble, scribble[0] ?? [0, 0]]
      // Off the lattice by an irrational amount, so on no line between lattice points.
      for (let x = 1000 * (Math.SQRT2 / 7); x < 12_000; x += 1000) {
        for (let y = 1000 * (Math.SQRT1_2 / 11); y < 12_000; y += 1000) {
          expect([x, y, holds(polygons, x, y)]).toEqual([x, y, goesRound(closed, x, y)])
        }
      }
    }),
    { numRuns: 300 },
  )
})
