import type { MultiPolygon, Position, Ring } from './geometry.ts'

/**
 * Fewer positions for display, with neighbours kept together: rings are cut where three or more lines meet and each
 * stretch between is thinned by Ramer–Douglas–Peucker in a direction that does not depend on whose it is, so two areas
 * that share a boundary still share it. No ring is thinned below a triangle. `tolerance` is in the shapes' units.
 */
export function simplifyTogether(areas: readonly MultiPolygon[], tolerance: number): MultiPolygon[] {
  const junctions = findJunctions(areas)
  return areas.map((polygons) =>
    polygons.map((polygon) => polygon.map((ring) => simplifyRing(ring, junctions, tolerance))),
  )
}

const keyOf = ([x, y]: Position) => `${x},${y}`

/** Positions with more than two different neighbours, taken over all rings. */
function findJunctions(areas: readonly MultiPolygon[]): Set<string> {
  const neighbours = new Map<string, Set<string>>()
  for (const ring of areas.flat(2)) {
    const keys = ring.slice(0, -1).map(keyOf)
    for (const [index, key] of keys.entries()) {
      const known = neighbours.get(key) ?? new Set()
      neighbours.set(key, known.add(keys.at(index - 1) ?? '').add(keys[(index + 1) % keys.length] ?? ''))
    }
  }
  return new Set([...neighbours].filter(([, known]) => known.size > 2).map(([key]) => key))
}

function simplifyRing(ring: Ring, junctions: ReadonlySet<string>, tolerance: number): Ring {
  const open = ring.slice(0, -1)
  const firstJunction = open.findIndex((position) => junctions.has(keyOf(position)))
  const start = firstJunction >= 0 ? firstJunction : indexOfLeast(open)
  const turned = [...open.slice(start), ...open.slice(0, start + 1)]
  const thinned: Ring = turned.slice(0, 1)
  let stretch: Ring = turned.slice(0, 1)
  for (const position of turned.slice(1)) {
    stretch.push(position)
    if (junctions.has(keyOf(position)) || position === turned.at(-1)) {
      thinned.push(...thinEitherWay(stretch, tolerance).slice(1))
      stretch = [position]
    }
  }
  return thinned.length >= 4 ? thinned : ring
}

function indexOfLeast(positions: Ring): number {
  let least = 0
  for (const [index, position] of positions.entries()) {
    if (isBefore(position, positions[least] ?? position)) least = index
  }
  return least
}

const isBefore = (a: Position, b: Position) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

/** The same result whichever way the stretch is walked. */
function thinEitherWay(stretch: Ring, tolerance: number): Ring {
  const [first, last] = [stretch.at(0), stretch.at(-1)]
  const isLoop = first && last && keyOf(first) === keyOf(last)
  const [a, b] = isLoop ? [stretch.at(1), stretch.at(-2)] : [first, last]
  const isBackward = a !== undefined && b !== undefined && isBefore(b, a)
  const forward = isBackward ? stretch.toReversed() : stretch
  // A loop is cut at its farthest position, for a line from a point to itself has no direction.
  const cut = isLoop ? farthest(forward, 0, forward.length - 1).index : 0
  const thinned = isLoop
    ? [...thin(forward.slice(0, cut + 1), tolerance), ...thin(forward.slice(cut), tolerance).slice(1)]
    : thin(forward, tolerance)
  return isBackward ? thinned.reverse() : thinned
}

function thin(line: Ring, tolerance: number): Ring {
  const kept = new Uint8Array(line.length)
  kept[0] = 1
  kept[line.length - 1] = 1
  const waiting: [number, number][] = [[0, line.length - 1]]
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const { index, distance } = farthest(line, span[0], span[1])
    if (distance > tolerance) {
      kept[index] = 1
      waiting.push([span[0], index], [index, span[1]])
    }
  }
  return line.filter((_, index) => kept[index] === 1)
}

function farthest(line: Ring, from: number, to: number): { index: number; distance: number } {
  const [startX, startY] = line[from] ?? [0, 0]
  const [endX, endY] = line[to] ?? [0, 0]
  const length = Math.hypot(endX - startX, endY - startY)
  const best = { index: from, distance: 0 }
  for (let index = from + 1; index < to; index += 1) {
    const [x, y] = line[index] ?? [0, 0]
    const distance =
      length === 0
        ? Math.hypot(x - startX, y - startY)
        : Math.abs((endX - startX) * (startY - y) - (startX - x) * (endY - startY)) / length
    if (distance > best.distance) {
      best.index = index
      best.distance = distance
    }
  }
  return best
}
