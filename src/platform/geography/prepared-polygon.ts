import { orient2d } from 'robust-predicates'
import { boundsOf, type Polygon } from './geometry.ts'

/** A polygon made ready to be asked about many points. */
export type PreparedPolygon = {
  /** Whether the point is inside or on the boundary, the edges of holes included. */
  covers(x: number, y: number): boolean
}

/** Sides on a level strip, on average: fewer make more strips than they save. */
const SIDES_PER_STRIP = 4

/**
 * Sorts a polygon's sides into level strips, so that a ray meets only the few sides on its own level. Answers are exact.
 */
export function preparePolygon(polygon: Polygon): PreparedPolygon {
  const count = polygon.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0)
  const sides = new Float64Array(count * 4)
  const { minY, maxY } = boundsOf(polygon.flat())
  const stripCount = Math.max(1, Math.floor(count / SIDES_PER_STRIP))
  const perUnit = maxY > minY ? stripCount / (maxY - minY) : 0
  const stripOf = (y: number) => Math.min(stripCount - 1, Math.max(0, Math.floor((y - minY) * perUnit)))
  const lists: number[][] = Array.from({ length: stripCount }, () => [])
  let at = 0
  for (const ring of polygon) {
    for (let place = 0; place + 1 < ring.length; place += 1) {
      const [x1, y1] = ring[place] ?? [0, 0]
      const [x2, y2] = ring[place + 1] ?? [0, 0]
      sides.set([x1, y1, x2, y2], at)
      for (let strip = stripOf(Math.min(y1, y2)); strip <= stripOf(Math.max(y1, y2)); strip += 1)
        lists[strip]?.push(at)
      at += 4
    }
  }
  const strips = lists.map((list) => Int32Array.from(list))
  return {
    covers: (x, y) => y >= minY && y <= maxY && castRay(sides, strips[stripOf(y)] ?? new Int32Array(), x, y),
  }
}

/** Counts the sides that a ray going east from the point crosses; true at once when the point is on a side. */
function castRay(sides: Float64Array, strip: Int32Array, x: number, y: number): boolean {
  let isInside = false
  for (const at of strip) {
    const x1 = sides[at] ?? 0
    const y1 = sides[at + 1] ?? 0
    const x2 = sides[at + 2] ?? 0
    const y2 = sides[at + 3] ?? 0
    if (x1 === x && y1 === y) return true
    if (y1 > y === y2 > y) {
      if (y1 === y && y2 === y && x > Math.min(x1, x2) && x < Math.max(x1, x2)) return true
    } else if (x < x1 && x < x2) isInside = !isInside
    else if (x <= x1 || x <= x2) {
      const side = orient2d(x1, y1, x2, y2, x, y)
      if (side === 0) return true
      if (side < 0 === y2 > y1) isInside = !isInside
    }
  }
  return isInside
}
