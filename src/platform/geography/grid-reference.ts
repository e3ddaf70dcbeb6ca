import { type GridPoint, isOnGrid } from './position.ts'

/** A square of the National Grid: its south-west corner and the length of its side, in metres. */
export type GridSquare = GridPoint & { size: number }

const LETTERS = 'ABCDEFGHJKLMNOPQRSTUVWXYZ'
const HUNDRED_KM = 100_000

/**
 * The square meant by a grid reference such as `SK 58 04`, `SK580040` or `sk 58012 04034`: two letters and up to five
 * figures for each direction (10 km to 1 m). Undefined when the text is no reference or off the grid.
 */
export function parseGridReference(typed: string): GridSquare | undefined {
  const match = /^([A-HJ-Z])([A-HJ-Z])\s*(\d{1,5})?\s*(\d{1,5})?$/.exec(typed.trim().toUpperCase())
  if (!match) return undefined
  const figures = halve(match[3] ?? '', match[4])
  if (!figures) return undefined
  const first = LETTERS.indexOf(match[1] ?? '')
  const second = LETTERS.indexOf(match[2] ?? '')
  // Letters run from the north-west of a 5 × 5 square; S, in which the grid begins, is 2 across and 3 down.
  const east = ((first - 2) % 5) * 5 + (second % 5)
  const north = 19 - Math.floor(first / 5) * 5 - Math.floor(second / 5)
  const size = HUNDRED_KM / 10 ** figures.length
  const square = {
    easting: east * HUNDRED_KM + Number(figures.east) * size,
    northing: north * HUNDRED_KM + Number(figures.north) * size,
    size,
  }
  return isOnGrid(square) && square.easting < 700_000 && square.northing < 1_300_000 ? square : undefined
}

/** The grid reference of the square that holds a point, with 2, 4, 6, 8 or 10 figures: `SK 5801 0403`. */
export function formatGridReference(point: GridPoint, figures: 2 | 4 | 6 | 8 | 10 = 6): string {
  const [east, north] = [Math.floor(point.easting / HUNDRED_KM), Math.floor(point.northing / HUNDRED_KM)]
  if (!isOnGrid(point) || east > 6 || north > 12)
    throw new RangeError('The point is not on the National Grid')
  const first = (3 - Math.floor(north / 5)) * 5 + Math.floor(east / 5) + 2
  const second = (4 - (north % 5)) * 5 + (east % 5)
  const length = figures / 2
  const size = HUNDRED_KM / 10 ** length
  const part = (metres: number) => String(Math.floor((metres % HUNDRED_KM) / size)).padStart(length, '0')
  return `${LETTERS.charAt(first)}${LETTERS.charAt(second)} ${part(point.easting)} ${part(point.northing)}`
}

function halve(typed: string, second: string | undefined) {
  if (second !== undefined && second.length !== typed.length) {
    // `SK 580 04` is no reference, but the pattern also cuts `SK580040123` after five figures.
    return typed.length === 5 ? halveRun(typed + second) : undefined
  }
  return second === undefined ? halveRun(typed) : { length: typed.length, east: typed, north: second }
}

function halveRun(run: string) {
  if (run.length % 2 !== 0 || run.length > 10) return undefined
  const length = run.length / 2
  return { length, east: run.slice(0, length), north: run.slice(length) }
}
