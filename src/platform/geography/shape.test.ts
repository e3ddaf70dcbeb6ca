import { expect, test } from 'vitest'
import { circleAround, middleOfArea, middleOfWay, outlineAround } from './shape.ts'

const at = (easting: number, northing: number) => ({ easting, northing })

test('an area stands on a point inside it and reaches to its farthest corner', () => {
  expect(middleOfArea([at(0, 0), at(600, 0), at(600, 800), at(0, 800)])).toEqual({
    ...at(300, 400),
    reachM: 500,
  })
  // The centre of gravity of an L lies outside it.
  const corners = [at(0, 0), at(1000, 0), at(1000, 100), at(100, 100), at(100, 1000), at(0, 1000)]
  const middle = middleOfArea(corners)
  expect(middle && (middle.easting <= 100 || middle.northing <= 100)).toBe(true)
})

test('corners that enclose nothing are no area', () => {
  for (const corners of [[], [at(0, 0), at(500, 0)], [at(0, 0), at(500, 0), at(900, 0)]])
    expect(middleOfArea(corners)).toBeUndefined()
})

test('a way stands on the point half-way along it, not between its ends', () => {
  expect(middleOfWay([at(0, 0), at(1000, 0), at(1000, 1000)])).toEqual({ ...at(1000, 0), reachM: 1000 })
  expect(middleOfWay([at(0, 0), at(0, 0), at(400, 0)])).toEqual({ ...at(200, 0), reachM: 200 })
  for (const points of [[], [at(5, 5)], [at(5, 5), at(5, 5)]]) expect(middleOfWay(points)).toBeUndefined()
})

test('a circle is drawn at its radius, and an outline holds every point', () => {
  for (const corner of circleAround(at(1000, 1000), 250))
    expect(Math.hypot(corner.easting - 1000, corner.northing - 1000)).toBeCloseTo(250, 6)
  const square = [at(0, 0), at(100, 0), at(100, 100), at(0, 100)]
  expect(outlineAround([...square, at(50, 50), at(20, 80)])).toEqual(square)
})
