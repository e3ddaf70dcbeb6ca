import type { DemoArea, DemoAreas } from './areas.ts'
import { cityFacts, districtFacts } from './county-facts.ts'
import { idAt } from './identity.ts'
import type { Cell, Point } from './mesh.ts'
import { streetName } from './names.ts'
import { isInRing } from './outline.ts'
import { type Random, weightedPicker } from './random.ts'

/** A street: named, within one LSOA, placed at its middle. */
export type DemoStreet = {
  id: string
  name: string
  at: Point
  cell: number
  ward: DemoArea
  postcodes: DemoPostcode[]
}

/** A postcode in its spaced form, at the middle of its addresses. */
export type DemoPostcode = { postcode: string; at: Point; cell: number; street: string }

export type Gazetteer = { streets: readonly DemoStreet[]; postcodes: readonly DemoPostcode[] }

/** Mean numbers for each LSOA, which give some 3,000 postcodes on 1,800 streets. */
const STREETS = 7
const POSTCODES = 11.5

/** No C, I, K, M, O or V: the letters that real inward codes leave out. */
const UNIT_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'

export function makeGazetteer(
  areas: DemoAreas,
  cells: readonly Cell[],
  residents: Float64Array,
  madeAt: number,
  random: Random,
): Gazetteer {
  const ids = random.fork('ids')
  const nextPostcode = postcodeSource(random.fork('postcodes'))
  const streets: DemoStreet[] = []
  const usedInWard = new Map<DemoArea, Set<string>>()
  for (const lsoa of areas.areas.filter((area) => area.kind === 'lsoa')) {
    const ward = lsoa.within
    if (!ward) throw new Error(`${lsoa.name} lies in no ward`)
    const used = usedInWard.get(ward) ?? new Set<string>()
    usedInWard.set(ward, used)
    const draw = random.fork('streets', lsoa.code)
    const pickCell = weightedPicker(lsoa.cells.map((cell) => residents[cell.index] ?? 0))
    const count = Math.max(3, Math.round(STREETS + 1.5 * draw.normal()))
    const homes: DemoStreet[] = []
    for (let number = 0; number < count; number += 1) {
      const cell = lsoa.cells[pickCell(draw)]
      if (!cell) continue
      let name = streetName(draw)
      while (used.has(name)) name = streetName(draw)
      used.add(name)
      homes.push({
        id: idAt(madeAt, ids),
        name,
        at: pointIn(cell, draw),
        cell: cell.index,
        ward,
        postcodes: [],
      })
    }
    const wanted = Math.round((count * POSTCODES) / STREETS)
    for (let number = 0; number < wanted; number += 1) {
      const street = homes[number < homes.length ? number : draw.below(homes.length)]
      const cell = cells[street?.cell ?? -1]
      if (!street || !cell) continue
      const postcode = nextPostcode(ward)
      street.postcodes.push({
        postcode,
        at: pointNear(street.at, 45, cell, draw),
        cell: cell.index,
        street: street.name,
      })
    }
    streets.push(...homes)
  }
  return { streets, postcodes: streets.flatMap((street) => street.postcodes) }
}

/** A point of the cell, at least a metre from its edge, to a tenth of a metre. */
export function pointIn(cell: Cell, random: Random): Point {
  for (;;) {
    const point = tenths(cell.x + random.between(-260, 260), cell.y + random.between(-260, 260))
    if (isWellInside(point, cell)) return point
  }
}

/** A point scattered about another with the given spread in metres, kept in the cell. */
export function pointNear(centre: Point, spread: number, cell: Cell, random: Random): Point {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const point = tenths(centre[0] + spread * random.normal(), centre[1] + spread * random.normal())
    if (isWellInside(point, cell)) return point
  }
  return pointIn(cell, random)
}

function isWellInside(point: Point, cell: Cell): boolean {
  const ring = ringOf(cell)
  if (!isInRing(point, ring)) return false
  let before = ring.at(-1)
  for (const corner of ring) {
    if (before && distanceToLine(point, before, corner) < 1) return false
    before = corner
  }
  return true
}

const rings = new WeakMap<Cell, Point[]>()

function ringOf(cell: Cell): Point[] {
  const known = rings.get(cell)
  if (known) return known
  const ring = cell.sides.flatMap((side) => side.line)
  rings.set(cell, ring)
  return ring
}

function distanceToLine([x, y]: Point, start: Point, end: Point): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]]
  const along = ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy)
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(x - start[0] - share * dx, y - start[1] - share * dy)
}

function tenths(x: number, y: number): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
}

/** Postcodes of each ward run through sectors and units of one outward code of its district. */
function postcodeSource(random: Random): (ward: DemoArea) => string {
  const outwardOf = new Map<DemoArea, string>()
  const used = new Map<string, number>()
  const wards = new Map<string, number>()
  return (ward) => {
    const district = ward.within?.name ?? ''
    const codes = [cityFacts, ...districtFacts].find((facts) => facts.name === district)?.outward ?? []
    let outward = outwardOf.get(ward)
    if (outward === undefined) {
      const number = wards.get(district) ?? 0
      wards.set(district, number + 1)
      outward = codes[number % codes.length]
      if (outward === undefined) throw new Error(`${district} has no outward code`)
      outwardOf.set(ward, outward)
    }
    const number = (used.get(outward) ?? 0) + 1 + random.below(6)
    used.set(outward, number)
    const letters = UNIT_LETTERS.length
    const sector = 1 + (Math.floor(number / (letters * letters)) % 9)
    const first = UNIT_LETTERS.charAt(Math.floor(number / letters) % letters)
    return `${outward} ${sector}${first}${UNIT_LETTERS.charAt(number % letters)}`
  }
}
