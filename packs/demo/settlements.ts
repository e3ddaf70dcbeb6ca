import { cityFacts, districtFacts } from './county-facts.ts'
import { type Cell, countyCentre, type Mesh } from './mesh.ts'
import { grow, nearest } from './partition.ts'
import type { Random } from './random.ts'

/** Mean number of residents of a Lower layer Super Output Area (ONS: 1,000 to 3,000). */
export const LSOA_RESIDENTS = 1_600
const LSOA_COUNT = 250
const CITY_RADIUS = 5_200

export type Town = { name: string; x: number; y: number; residents: number; spread: number }

/** Where people live: the city, five towns and the villages between them. */
export type Settlements = {
  towns: readonly Town[]
  /** Residents of each cell, by the cell's index. */
  residents: Float64Array
  /** How much of a town centre each cell is: 0 in the fields, 1 in the middle of the city. */
  centrality: Float64Array
}

/** Places the towns and spreads some 400,000 residents over the cells. */
export function settle(mesh: Mesh, random: Random): Settlements {
  const reach = Math.max(
    ...mesh.cells.map((cell) => Math.hypot(cell.x - countyCentre[0], cell.y - countyCentre[1])),
  )
  const city = {
    name: cityFacts.name,
    x: countyCentre[0] - 600,
    y: countyCentre[1] + 400,
    residents: 165_000,
    spread: 2_300,
  }
  const towns = districtFacts.map((facts, index): Town => {
    const angle = facts.turn * 2 * Math.PI
    const distance = facts.distance * Math.min(reach, 19_000)
    return {
      name: facts.town,
      x: city.x + distance * Math.cos(angle),
      y: city.y + distance * Math.sin(angle),
      residents: 27_000 - index * 2_500,
      spread: 1_050,
    }
  })
  const villages = Array.from({ length: 30 }, (_, index): Town => {
    const cell = random.pick(mesh.cells)
    return {
      name: `Village ${index + 1}`,
      x: cell.x,
      y: cell.y,
      residents: random.between(700, 4_500),
      spread: 480,
    }
  })
  const places = [city, ...towns, ...villages]

  const raw = Float64Array.from(mesh.cells, (cell) =>
    places.reduce((sum, place) => sum + (place.residents * nearness(place, cell)) / peakCells(place), 3.5),
  )
  const scale = (LSOA_COUNT * LSOA_RESIDENTS) / raw.reduce((sum, residents) => sum + residents, 0)
  const centrality = Float64Array.from(mesh.cells, (cell) =>
    Math.min(
      1,
      nearness({ ...city, spread: 900 }, cell) +
        0.6 * sumOf(towns, (town) => nearness({ ...town, spread: 450 }, cell)),
    ),
  )
  return { towns: [city, ...towns], residents: raw.map((residents) => residents * scale), centrality }
}

/** The city's cells, then each district's: the districts grow from their towns around the city. */
export function districtCells(mesh: Mesh, towns: readonly Town[], random: Random): Cell[][] {
  const [city, ...others] = towns
  if (!city) throw new Error('The county has no city')
  const mainland = mesh.cells.filter((cell) => !cell.isIsland)
  const inCity = new Set(
    mainland.filter((cell) => {
      const angle = Math.atan2(cell.y - city.y, cell.x - city.x)
      const reach = CITY_RADIUS * (1 + 0.09 * Math.cos(3 * angle + 1) + 0.05 * Math.cos(7 * angle))
      return Math.hypot(cell.x - city.x, cell.y - city.y) < reach
    }),
  )
  const outside = mainland.filter((cell) => !inCity.has(cell))
  const starts = others.map((town) => {
    const start = outside[nearest(outside, town)]
    if (!start) throw new Error(`${town.name} lies in the city`)
    return start
  })
  return [[...inCity], ...grow(outside, starts, random)]
}

function nearness(place: { x: number; y: number; spread: number }, cell: Cell): number {
  return Math.exp(-((place.x - cell.x) ** 2 + (place.y - cell.y) ** 2) / (2 * place.spread ** 2))
}

/** How many cells' worth of its middle a place would fill: turns residents into residents of its busiest cell. */
function peakCells(place: Town): number {
  return (2 * Math.PI * place.spread ** 2) / 138_000
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}
