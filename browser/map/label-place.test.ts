import { expect, test } from 'vitest'
import { findLabelPlace } from './label-place.ts'

const rectangle = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const everywhere = { west: -180, south: -90, east: 180, north: 90 }

test('a name stands inside its area where there is most room', () => {
  // An L: a narrow arm to the north, a wide foot in the south.
  const bent = [
    [0, 0],
    [4, 0],
    [4, 1],
    [1, 1],
    [1, 9],
    [0, 9],
    [0, 0],
  ]
  const place = findLabelPlace([bent], everywhere)
  expect(place).toMatchObject({ longitude: 2, width: 4 })
  expect(place?.latitude).toBeLessThan(1)
})

test('a name does not stand in a hole, which is another area', () => {
  const place = findLabelPlace([rectangle(0, 0, 10, 1), rectangle(3, 0.02, 9, 0.98)], everywhere)
  expect(place).toMatchObject({ longitude: 1.5, width: 3 })
})

test('of an area that reaches beyond the edges the visible part is named', () => {
  const place = findLabelPlace([rectangle(0, 0, 10, 10)], { west: 8, south: 8, east: 12, north: 12 })
  expect(place).toMatchObject({ longitude: 9, width: 2 })
  expect(place?.latitude).toBeGreaterThan(8)
})

test('an area out of sight is not named', () => {
  const view = { west: 20, south: 0, east: 30, north: 10 }
  expect(findLabelPlace([rectangle(0, 0, 10, 10)], view)).toBeUndefined()
  expect(
    findLabelPlace([rectangle(0, 0, 10, 10)], { ...view, west: 0, south: 20, north: 30 }),
  ).toBeUndefined()
})
