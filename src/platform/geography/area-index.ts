import Flatbush from 'flatbush'
import pointInPolygon from 'point-in-polygon-hao'
import { type Bounds, boundsOf, type MultiPolygon, type Polygon, type Ring } from './geometry.ts'
import { type PreparedPolygon, preparePolygon } from './prepared-polygon.ts'

/** An area to be found by a point. */
export type IndexedArea = { code: string; polygons: MultiPolygon }

/** Finds the area that a point is in. */
export type AreaIndex<Area extends IndexedArea> = {
  /** How many areas it holds. */
  size: number
  /** The area the point is in, or undefined. */
  find(x: number, y: number): Area | undefined
}

/**
 * An index of areas by position. A point on a boundary belongs to every area that shares it, the edge of a hole
 * included; where several areas hold a point, the one whose code comes first (compared by character code) is given.
 * Rays are cast with exact predicates, so no point between two neighbours is in neither.
 */
export function indexAreas<Area extends IndexedArea>(areas: readonly Area[]): AreaIndex<Area> {
  const sorted = areas.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  const parts: (PreparedPolygon & { owner: number })[] = []
  const boxesOfParts: Bounds[] = []
  for (const [owner, area] of sorted.entries()) {
    for (const polygon of area.polygons) {
      if (!polygon[0]?.length) continue
      parts.push({ ...preparePolygon(polygon), owner })
      boxesOfParts.push(boundsOf(polygon[0]))
    }
  }
  if (parts.length === 0) return { size: areas.length, find: () => undefined }
  const boxes = new Flatbush(parts.length)
  for (const { minX, minY, maxX, maxY } of boxesOfParts) boxes.add(minX, minY, maxX, maxY)
  boxes.finish()
  return {
    size: areas.length,
    find(x, y) {
      let lowest = Infinity
      for (const candidate of boxes.search(x, y, x, y)) {
        const part = parts[candidate]
        if (part && part.owner < lowest && part.covers(x, y)) lowest = part.owner
      }
      return sorted[lowest]
    },
  }
}

/** Whether the point is inside the polygon or on its boundary. */
export function covers(polygon: Polygon, x: number, y: number): boolean {
  return pointInPolygon([x, y], polygon) !== false
}

/** Whether a ring that crosses no boundary of the polygon, though it may touch it, lies inside. */
export function isRingWithin(ring: Ring, polygon: Polygon): boolean {
  for (const [place, end] of ring.slice(1).entries()) {
    const start = ring[place] ?? end
    const side = pointInPolygon([(start[0] + end[0]) / 2, (start[1] + end[1]) / 2], polygon)
    // 0 is on the boundary, which tells nothing: ask the next side.
    if (side !== 0) return side
  }
  return false
}
