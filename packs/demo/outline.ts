import { type Cell, type Point, ringArea, type Side } from './mesh.ts'

/** One part of an area: its shell runs anticlockwise, holes clockwise; rings are closed (first point repeated). */
export type Part = { shell: Point[]; holes: Point[][] }

/** The parts of the area made of these cells, largest first. */
export function outlineOf(cells: readonly Cell[]): Part[] {
  const inside = new Set(cells.map((cell) => cell.index))
  const open = new Map<number, Side>()
  for (const cell of cells) {
    for (const side of cell.sides) if (!inside.has(side.beyond)) open.set(side.from, side)
  }
  const rings: Point[][] = []
  while (open.size > 0) {
    const [start] = open.keys()
    const ring: Point[] = []
    let corner = start
    while (corner !== undefined) {
      const side = open.get(corner)
      if (!side) break
      open.delete(corner)
      ring.push(...side.line)
      corner = side.to
    }
    rings.push(ring)
  }
  const parts = rings
    .filter((ring) => ringArea(ring) > 0)
    .sort((one, other) => ringArea(other) - ringArea(one))
    .map((ring): Part => ({ shell: closed(ring), holes: [] }))
  for (const ring of rings) {
    const [corner] = ring
    if (!corner || ringArea(ring) > 0) continue
    // A hole belongs to the smallest shell around it.
    parts.findLast((part) => isInRing(corner, part.shell))?.holes.push(closed(ring))
  }
  return parts
}

/** Square metres of all parts, holes taken off. */
export function areaOf(parts: readonly Part[]): number {
  let sum = 0
  for (const part of parts) {
    for (const ring of [part.shell, ...part.holes]) sum += ringArea(ring.slice(1))
  }
  return sum
}

/** Whether a point is within a ring, open or closed. Not for points on the ring itself. */
export function isInRing([x, y]: Point, ring: readonly Point[]): boolean {
  let isInside = false
  let before = ring.at(-1)
  for (const point of ring) {
    if (before && before[1] > y !== point[1] > y) {
      const crossing = point[0] + ((y - point[1]) * (before[0] - point[0])) / (before[1] - point[1])
      if (x < crossing) isInside = !isInside
    }
    before = point
  }
  return isInside
}

function closed(ring: readonly Point[]): Point[] {
  const [first] = ring
  return first ? [...ring, first] : []
}
