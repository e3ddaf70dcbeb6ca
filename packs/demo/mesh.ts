import type { Random } from './random.ts'

/** British National Grid metres (EPSG:27700). */
export type Point = readonly [x: number, y: number]

/** One small cell of the county. Every area is a set of whole cells, so areas share their edges exactly. */
export type Cell = {
  index: number
  x: number
  y: number
  /** Anticlockwise; each side's line begins at its corner and stops before the next corner. */
  sides: readonly Side[]
  /** Square metres. */
  size: number
  isIsland: boolean
}

export type Side = {
  from: number
  to: number
  /** Points from `from` (included) to `to` (left out). */
  line: readonly Point[]
  /** The cell beyond this side, or -1 where the sea begins. */
  beyond: number
}

export type Mesh = { cells: readonly Cell[] }

/** The county lies in the North Sea, some 50 km off Lincolnshire, so that it can be mistaken for no real place. */
export const countyCentre: Point = [630_000, 395_000]

const COUNTY_RADIUS = 19_000
const CELL_WIDTH = 400
const CELL_HEIGHT = CELL_WIDTH * 0.866
const ISLAND_RADIUS = 1_100

/**
 * A honeycomb of jittered cells within an irregular coast, with one island. At most three cells meet at any corner,
 * so the outline of any set of cells never touches itself.
 */
export function makeMesh(random: Random): Mesh {
  const coast = coastline(random.fork('coast'))
  const islandAngle = random.fork('island').between(0.2, 0.9)
  const islandDistance = coast(islandAngle) + ISLAND_RADIUS + 3 * CELL_WIDTH
  const island: Point = [
    countyCentre[0] + islandDistance * Math.cos(islandAngle),
    countyCentre[1] + islandDistance * Math.sin(islandAngle),
  ]
  const corners = cornersOf(random.fork('corners'))
  const lines = linesOf(random.fork('lines'), corners)

  const rows = Math.ceil((COUNTY_RADIUS * 1.6) / CELL_HEIGHT)
  const columns = Math.ceil((COUNTY_RADIUS * 1.6) / CELL_WIDTH)
  const kept = new Map<number, { column: number; row: number; isIsland: boolean }>()
  for (let row = -rows; row <= rows; row += 1) {
    for (let column = -columns; column <= columns; column += 1) {
      const x = (column + (row & 1) / 2 + 0.5) * CELL_WIDTH
      const y = (row + 0.5) * CELL_HEIGHT
      const isMainland = Math.hypot(x, y) < coast(Math.atan2(y, x))
      const isIsland =
        Math.hypot(x + countyCentre[0] - island[0], y + countyCentre[1] - island[1]) < ISLAND_RADIUS
      if (isMainland || isIsland) kept.set(placeKey(column, row), { column, row, isIsland: !isMainland })
    }
  }

  const indexes = new Map([...kept.keys()].map((key, index) => [key, index]))
  const cells = [...kept.values()].map(({ column, row, isIsland }, index): Cell => {
    const sides = sidesOf(column, row).map(
      ({ from, to, beyond }): Side => ({
        from,
        to,
        line: lines(from, to),
        beyond: indexes.get(placeKey(...beyond)) ?? -1,
      }),
    )
    const ring = sides.flatMap((side) => side.line)
    const x = ring.reduce((sum, point) => sum + point[0], 0) / ring.length
    const y = ring.reduce((sum, point) => sum + point[1], 0) / ring.length
    return { index, x, y, sides, size: ringArea(ring), isIsland }
  })
  return { cells }
}

/** Signed area in square metres: positive when the ring runs anticlockwise. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0
  let before = ring.at(-1)
  for (const point of ring) {
    if (before) twice += before[0] * point[1] - point[0] * before[1]
    before = point
  }
  return twice / 2
}

const placeKey = (column: number, row: number) => (row + 1_000) * 10_000 + column + 5_000
const cornerKey = (step: number, line: number) => (line + 1_000) * 10_000 + step + 5_000

/** The six sides of a cell, anticlockwise from its lower left corner, and the cell beyond each. */
function sidesOf(column: number, row: number) {
  const shift = row & 1
  const step = 2 * column + shift
  const [lowerLeft, bottom, lowerRight] = [0, 1, 2].map((n) => cornerKey(step + n, row))
  const [upperLeft, top, upperRight] = [0, 1, 2].map((n) => cornerKey(step + n, row + 1))
  const side = (from: number | undefined, to: number | undefined, beyond: [number, number]) => ({
    from: from ?? 0,
    to: to ?? 0,
    beyond,
  })
  return [
    side(lowerLeft, bottom, [column - 1 + shift, row - 1]),
    side(bottom, lowerRight, [column + shift, row - 1]),
    side(lowerRight, upperRight, [column + 1, row]),
    side(upperRight, top, [column + shift, row + 1]),
    side(top, upperLeft, [column - 1 + shift, row + 1]),
    side(upperLeft, lowerLeft, [column - 1, row]),
  ]
}

/** Distance from the centre to the shore in each direction (radians). */
function coastline(random: Random): (angle: number) => number {
  const waves = [2, 3, 5, 7, 11].map((times) => ({
    times,
    height: random.between(0.3, 0.6) / (times + 1),
    phase: random.between(0, 2 * Math.PI),
  }))
  return (angle) =>
    COUNTY_RADIUS *
    waves.reduce((sum, wave) => sum + 0.35 * wave.height * Math.cos(wave.times * angle + wave.phase), 1)
}

/** Where each corner of the honeycomb lies, moved a little from its regular place, in whole metres. */
function cornersOf(random: Random): (key: number) => Point {
  const places = new Map<number, Point>()
  return (key) => {
    const known = places.get(key)
    if (known) return known
    const line = Math.floor(key / 10_000) - 1_000
    const step = (key % 10_000) - 5_000
    const peak = (step - line) & 1 ? -1 : 1
    const moved = random.fork(key)
    const place: Point = [
      Math.round(countyCentre[0] + (step * CELL_WIDTH) / 2 + moved.between(-42, 42)),
      Math.round(countyCentre[1] + line * CELL_HEIGHT + (peak * CELL_HEIGHT) / 6 + moved.between(-42, 42)),
    ]
    places.set(key, place)
    return place
  }
}

/** The crooked line between two corners; the same points, backwards, for the cell on the other side. */
function linesOf(random: Random, corner: (key: number) => Point) {
  return (from: number, to: number): Point[] => {
    const [first, last] = from < to ? [from, to] : [to, from]
    const [start, end] = [corner(first), corner(last)]
    const bend = random.fork(first, last)
    const middle = aside(start, end, bend.between(-0.12, 0.12))
    const inner = [
      aside(start, middle, bend.between(-0.12, 0.12)),
      middle,
      aside(middle, end, bend.between(-0.12, 0.12)),
    ]
    return from < to ? [start, ...inner] : [end, ...inner.reverse()]
  }
}

function aside(start: Point, end: Point, share: number): Point {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]]
  return [Math.round((start[0] + end[0]) / 2 - dy * share), Math.round((start[1] + end[1]) / 2 + dx * share)]
}
