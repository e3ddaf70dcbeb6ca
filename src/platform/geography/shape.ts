import { areaOf, type Position, type Ring } from './geometry.ts'
import { labelPoint } from './label-point.ts'
import type { GridPoint } from './position.ts'

/** A point to stand for a shape, and how far the shape reaches from it, in whole metres. */
export type Middle = GridPoint & { reachM: number }

/** The middle of an area given by its corners; undefined where they enclose nothing (less than 100 square metres). */
export function middleOfArea(corners: readonly GridPoint[]): Middle | undefined {
  const ring = closedRing(corners)
  if (ring.length < 4 || Math.abs(areaOf([[ring]])) < 100) return undefined
  const [easting, northing] = labelPoint([[ring]])
  return middleAt({ easting, northing }, corners)
}

/** The point half-way along a way of at least two points; undefined for fewer, or where nothing moves. */
export function middleOfWay(points: readonly GridPoint[]): Middle | undefined {
  const legs = points.slice(1).map((to, index) => {
    const from = points[index] ?? to
    return { from, to, length: distanceBetween(from, to) }
  })
  const whole = legs.reduce((sum, { length }) => sum + length, 0)
  if (whole === 0) return undefined
  let left = whole / 2
  for (const { from, to, length } of legs) {
    if (length > 0 && left <= length) {
      const part = left / length
      const along = (key: 'easting' | 'northing') => from[key] + (to[key] - from[key]) * part
      return middleAt({ easting: along('easting'), northing: along('northing') }, points)
    }
    left -= length
  }
  return undefined
}

/** A circle as corners of a polygon, for drawing. */
export function circleAround({ easting, northing }: GridPoint, radiusM: number, corners = 48): GridPoint[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners
    return { easting: easting + radiusM * Math.cos(angle), northing: northing + radiusM * Math.sin(angle) }
  })
}

/** The smallest outline without a dent that holds all points, anticlockwise (Andrew's monotone chain). */
export function outlineAround(points: readonly GridPoint[]): GridPoint[] {
  const sorted = points.toSorted((a, b) => a.easting - b.easting || a.northing - b.northing)
  const half = (ordered: readonly GridPoint[]) => {
    const chain: GridPoint[] = []
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function turn(a: GridPoint | undefined, b: GridPoint | undefined, c: GridPoint): number {
  if (a === undefined || b === undefined) return 1
  return (
    (b.easting - a.easting) * (c.northing - a.northing) - (b.northing - a.northing) * (c.easting - a.easting)
  )
}

function closedRing(corners: readonly GridPoint[]): Ring {
  const ring = corners.map(({ easting, northing }): Position => [easting, northing])
  const [first] = ring
  return first === undefined ? [] : [...ring, first]
}

function middleAt(point: GridPoint, ends: readonly GridPoint[]): Middle {
  const middle = { easting: Math.round(point.easting), northing: Math.round(point.northing) }
  return { ...middle, reachM: Math.ceil(Math.max(...ends.map((end) => distanceBetween(middle, end)))) }
}

function distanceBetween(one: GridPoint, other: GridPoint): number {
  return Math.hypot(one.easting - other.easting, one.northing - other.northing)
}
