import Flatbush from 'flatbush'
import { orient2d } from 'robust-predicates'
import type { Position } from './geometry.ts'

/** A piece of a ring: from one grid corner to another. */
export type Line = { start: Position; end: Position; ring: number }

/** Passes before the lines are taken not to settle. */
const PASSES = 40

/**
 * Cuts lines between whole-number positions until they meet only in their ends (iterated snap rounding): where two
 * cross, both are cut at the nearest grid corner, and where an end lies on another line, that is cut there.
 * Undefined when they do not settle, which a coarser grid cures.
 */
export function nodeLines(lines: readonly Line[]): Line[] | undefined {
  let current = lines.filter(({ start, end }) => !isSame(start, end))
  for (let pass = 0; pass < PASSES; pass += 1) {
    const cuts = findCuts(current)
    if (cuts.size === 0) return current
    current = current.flatMap((line, index) => cutAt(line, cuts.get(index) ?? []))
  }
  return undefined
}

function findCuts(lines: readonly Line[]): Map<number, Position[]> {
  const cuts = new Map<number, Position[]>()
  if (lines.length === 0) return cuts
  const cut = (index: number, line: Line, position: Position) => {
    if (isSame(position, line.start) || isSame(position, line.end)) return
    cuts.set(index, [...(cuts.get(index) ?? []), position])
  }
  const boxes = new Flatbush(lines.length)
  for (const line of lines) boxes.add(...boxOf(line))
  boxes.finish()
  for (const [index, line] of lines.entries()) {
    for (const otherIndex of boxes.search(...boxOf(line), (candidate) => candidate > index)) {
      const other = lines[otherIndex] ?? line
      const [otherStart, otherEnd] = [sideOf(line, other.start), sideOf(line, other.end)]
      const [start, end] = [sideOf(other, line.start), sideOf(other, line.end)]
      if (otherStart * otherEnd < 0 && start * end < 0) {
        const crossing = crossingOf(line, other)
        cut(index, line, crossing)
        cut(otherIndex, other, crossing)
        continue
      }
      if (otherStart === 0 && isInBox(other.start, line)) cut(index, line, other.start)
      if (otherEnd === 0 && isInBox(other.end, line)) cut(index, line, other.end)
      if (start === 0 && isInBox(line.start, other)) cut(otherIndex, other, line.start)
      if (end === 0 && isInBox(line.end, other)) cut(otherIndex, other, line.end)
    }
  }
  return cuts
}

function cutAt({ start, end, ring }: Line, cuts: Position[]): Line[] {
  const along = ([x, y]: Position) =>
    (x - start[0]) * (end[0] - start[0]) + (y - start[1]) * (end[1] - start[1])
  const stops = [start, ...cuts.toSorted((a, b) => along(a) - along(b)), end]
  return stops
    .slice(1)
    .map((stop, place) => ({ start: stops[place] ?? stop, end: stop, ring }))
    .filter((piece) => !isSame(piece.start, piece.end))
}

function crossingOf(one: Line, other: Line): Position {
  const [x, y] = one.start
  const [dx, dy] = [one.end[0] - x, one.end[1] - y]
  const [otherDx, otherDy] = [other.end[0] - other.start[0], other.end[1] - other.start[1]]
  const share =
    ((other.start[0] - x) * otherDy - (other.start[1] - y) * otherDx) / (dx * otherDy - dy * otherDx)
  return [Math.round(x + share * dx), Math.round(y + share * dy)]
}

const sideOf = ({ start, end }: Line, [x, y]: Position) =>
  Math.sign(orient2d(start[0], start[1], end[0], end[1], x, y))

function boxOf({ start, end }: Line): [number, number, number, number] {
  const [minX, maxX] = start[0] < end[0] ? [start[0], end[0]] : [end[0], start[0]]
  const [minY, maxY] = start[1] < end[1] ? [start[1], end[1]] : [end[1], start[1]]
  return [minX, minY, maxX, maxY]
}

function isInBox([x, y]: Position, line: Line): boolean {
  const [minX, minY, maxX, maxY] = boxOf(line)
  return x >= minX && x <= maxX && y >= minY && y <= maxY
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
