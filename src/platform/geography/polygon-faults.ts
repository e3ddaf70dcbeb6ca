import Flatbush from 'flatbush'
import { orient2d } from 'robust-predicates'
import { isRingWithin } from './area-index.ts'
import { boundsOf, type MultiPolygon, type Position } from './geometry.ts'

/** What can be wrong with polygons whose rings are closed (after OGC Simple Features, ISO 19125-1 §6.1.11). */
export type PolygonFault =
  | 'boundary crosses itself'
  | 'boundary touches itself'
  | 'boundary runs over itself'
  | 'hole outside its shell'
  | 'parts overlap'

type Segment = {
  start: Position
  end: Position
  polygon: number
  ring: number
  place: number
  ringLength: number
}

/** The faults found, each once; none for valid polygons. */
export function findFaults(polygons: MultiPolygon): Set<PolygonFault> {
  const faults = new Set<PolygonFault>()
  const segments = segmentsOf(polygons)
  if (segments.length === 0) return faults
  const boxes = new Flatbush(segments.length)
  for (const { start, end } of segments) {
    const [minX, maxX] = start[0] < end[0] ? [start[0], end[0]] : [end[0], start[0]]
    const [minY, maxY] = start[1] < end[1] ? [start[1], end[1]] : [end[1], start[1]]
    boxes.add(minX, minY, maxX, maxY)
  }
  boxes.finish()
  for (const [index, segment] of segments.entries()) {
    const { start, end } = segment
    const [minX, maxX] = start[0] < end[0] ? [start[0], end[0]] : [end[0], start[0]]
    const [minY, maxY] = start[1] < end[1] ? [start[1], end[1]] : [end[1], start[1]]
    for (const other of boxes.search(minX, minY, maxX, maxY, (candidate) => candidate > index)) {
      const fault = faultBetween(segment, segments[other] ?? segment)
      if (fault) faults.add(fault)
    }
  }
  // Crossings already tell of the overlap; containment only needs asking when nothing crosses.
  if (faults.size === 0) for (const fault of nestingFaults(polygons)) faults.add(fault)
  return faults
}

function segmentsOf(polygons: MultiPolygon): Segment[] {
  return polygons.flatMap((rings, polygon) =>
    rings.flatMap((positions, ring) =>
      positions.slice(1).map((end, place) => ({
        start: positions[place] ?? end,
        end,
        polygon,
        ring,
        place,
        ringLength: positions.length - 1,
      })),
    ),
  )
}

function faultBetween(one: Segment, other: Segment): PolygonFault | undefined {
  const sameRing = one.polygon === other.polygon && one.ring === other.ring
  const turns = [
    turn(one.start, one.end, other.start),
    turn(one.start, one.end, other.end),
    turn(other.start, other.end, one.start),
    turn(other.start, other.end, one.end),
  ]
  if (turns.every((sign) => sign === 0)) return overlapOnLine(one, other, sameRing)
  const [a = 0, b = 0, c = 0, d = 0] = turns
  if (a * b > 0 || c * d > 0) return undefined
  if (a * b < 0 && c * d < 0) return 'boundary crosses itself'
  // They meet in one point, which is lawful between rings and between one segment and the next.
  return sameRing && !areNext(one, other) ? 'boundary touches itself' : undefined
}

/** Segments on one line: lawful when they share no more than a point that joins them. */
function overlapOnLine(one: Segment, other: Segment, sameRing: boolean): PolygonFault | undefined {
  const axis = one.start[0] === one.end[0] ? 1 : 0
  const [oneLow, oneHigh] = ordered(one.start[axis], one.end[axis])
  const [otherLow, otherHigh] = ordered(other.start[axis], other.end[axis])
  const shared = Math.min(oneHigh, otherHigh) - Math.max(oneLow, otherLow)
  if (shared > 0) return 'boundary runs over itself'
  return shared === 0 && sameRing && !areNext(one, other) ? 'boundary touches itself' : undefined
}

function areNext(one: Segment, other: Segment): boolean {
  const apart = Math.abs(one.place - other.place)
  return apart === 1 || apart === one.ringLength - 1
}

function* nestingFaults(polygons: MultiPolygon): Generator<PolygonFault> {
  for (const [shell, ...holes] of polygons) {
    if (shell && !holes.every((hole) => isRingWithin(hole, [shell]))) yield 'hole outside its shell'
    for (const hole of holes) {
      if (holes.some((other) => other !== hole && isRingWithin(hole, [other]))) yield 'parts overlap'
    }
  }
  const bounds = polygons.map((polygon) => boundsOf(polygon[0] ?? []))
  for (const [index, polygon] of polygons.entries()) {
    for (const [otherIndex, other] of polygons.entries()) {
      const [inner, outer] = [bounds[index], bounds[otherIndex]]
      if (!inner || !outer || index === otherIndex) continue
      const couldHold = inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY
      if (couldHold && inner.maxY <= outer.maxY && isRingWithin(polygon[0] ?? [], other))
        yield 'parts overlap'
    }
  }
}

const turn = (a: Position, b: Position, c: Position) =>
  Math.sign(orient2d(a[0], a[1], b[0], b[1], c[0], c[1]))

const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a])
