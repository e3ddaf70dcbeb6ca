import { cityFacts, districtFacts, policeSectors } from './county-facts.ts'
import { idAt } from './identity.ts'
import type { Cell, Mesh } from './mesh.ts'
import { outlineOf, type Part } from './outline.ts'
import { divide, nearest } from './partition.ts'
import type { Random } from './random.ts'
import { districtCells, LSOA_RESIDENTS, type Settlements, type Town } from './settlements.ts'

export type AreaKind = 'district' | 'ward' | 'lsoa' | 'beat'

/** A boundary of one kind; parts in British National Grid metres. */
export type DemoArea = {
  id: string
  kind: AreaKind
  code: string
  name: string
  parts: readonly Part[]
  cells: readonly Cell[]
  /** The area it lies in: an LSOA's ward, a ward's district. Beats follow no other boundary. */
  within: DemoArea | undefined
}

/** The areas that hold one cell, and so every point in it. */
export type CellAreas = Record<AreaKind, DemoArea>

export type DemoAreas = {
  areas: readonly DemoArea[]
  /** By the cell's index. */
  ofCell: readonly CellAreas[]
}

/** Districts, wards and LSOAs nested exactly, and beats that cut across them. `madeAt` dates their ids. */
export function makeAreas(mesh: Mesh, settlements: Settlements, madeAt: number, random: Random): DemoAreas {
  const areas: DemoArea[] = []
  const holders: Partial<CellAreas>[] = mesh.cells.map(() => ({}))
  const ids = random.fork('ids')
  const islands = mesh.cells.filter((cell) => cell.isIsland)
  const mainland = mesh.cells.filter((cell) => !cell.isIsland)
  const residentsOf = (cells: readonly Cell[]) =>
    cells.reduce((sum, cell) => sum + (settlements.residents[cell.index] ?? 0), 0)
  const residents = (cell: Cell) => settlements.residents[cell.index] ?? 0

  const add = (kind: AreaKind, code: string, name: string, cells: readonly Cell[], within?: DemoArea) => {
    // The island goes with the area that holds the shore nearest to it, so those areas have two parts.
    const whole = cells.includes(landingOf(mainland, islands)) ? [...cells, ...islands] : cells
    const area: DemoArea = {
      id: idAt(madeAt, ids),
      kind,
      code,
      name,
      parts: outlineOf(whole),
      cells: whole,
      within,
    }
    for (const cell of whole) Object.assign(holders[cell.index] ?? {}, { [kind]: area })
    areas.push(area)
    return area
  }

  let wardNumber = 0
  let lsoaNumber = 0
  const facts = [cityFacts, ...districtFacts]
  for (const [index, cells] of districtCells(mesh, settlements.towns, random.fork('districts')).entries()) {
    const fact = facts[index]
    const town = settlements.towns[index]
    if (!fact || !town) throw new Error('More districts than facts about them')
    const district = add('district', `Z070000${String(index + 1).padStart(2, '0')}`, fact.name, cells)
    const wards = wardCells(cells, fact, town, residents, random.fork('wards', index))
    for (const [place, ward] of nameWards(wards, fact.wardNames, town).entries()) {
      wardNumber += 1
      const wardArea = add(
        'ward',
        `Z0500${String(wardNumber).padStart(4, '0')}`,
        ward.name,
        ward.cells,
        district,
      )
      const count = Math.max(
        2,
        Math.min(ward.cells.length, Math.round(residentsOf(ward.cells) / LSOA_RESIDENTS)),
      )
      for (const lsoa of divide(ward.cells, count, residents, random.fork('lsoas', index, place))) {
        lsoaNumber += 1
        const inWard = areas.filter((area) => area.within === wardArea).length
        add(
          'lsoa',
          `Z0100${String(lsoaNumber).padStart(4, '0')}`,
          `${ward.name} ${inWard + 1}`,
          lsoa,
          wardArea,
        )
      }
    }
  }

  // Beats share out demand, not residents alone: large country beats, small town ones.
  const demand = (cell: Cell) => residents(cell) ** 0.7
  const beats = divide(mainland, beatFacts.length, demand, random.fork('beats'))
  const city = settlements.towns[0] ?? { x: 0, y: 0 }
  const outward = beats
    .map((cells) => ({ cells, distance: Math.hypot(middleOf(cells).x - city.x, middleOf(cells).y - city.y) }))
    .sort((one, other) => one.distance - other.distance)
  for (const [index, name] of nameBeats(
    outward.map((beat) => beat.cells),
    settlements.towns,
  ).entries()) {
    add('beat', `SM${String(index + 1).padStart(2, '0')}`, name.name, name.cells)
  }

  return { areas, ofCell: holders.map(complete) }
}

type Named = { name: string; cells: Cell[] }

/** Wards of about equal population. One country ward lies all the way round a town's: it has a hole. */
function wardCells(
  cells: readonly Cell[],
  fact: { name: string; wards: number },
  town: Town,
  residents: (cell: Cell) => number,
  random: Random,
): Cell[][] {
  if (fact.name !== 'Wetherdyke') return divide(cells, fact.wards, residents, random)
  const distance = (cell: Cell) => Math.hypot(cell.x - town.x, cell.y - town.y)
  const core = cells.filter((cell) => distance(cell) < 1_150)
  const ring = cells.filter((cell) => distance(cell) >= 1_150 && distance(cell) < 2_300)
  const rest = cells.filter((cell) => distance(cell) >= 2_300)
  return [core, ring, ...divide(rest, fact.wards - 2, residents, random)]
}

/** Gives out a district's ward names from the town outwards. */
function nameWards(wards: readonly Cell[][], names: readonly string[], town: Town): Named[] {
  const distance = (cells: Cell[]) => Math.hypot(middleOf(cells).x - town.x, middleOf(cells).y - town.y)
  // A stable sort keeps a core before the ring around it, whose middle is the same.
  const ordered = [...wards].sort((one, other) => Math.round((distance(one) - distance(other)) / 500))
  return ordered.map((cells, index) => ({ name: names[index] ?? `Ward ${index + 1}`, cells }))
}

const beatFacts = policeSectors.flatMap((sector) => sector.beats)

/** Gives out the names of beats, outwards from the city: each takes a free name of the nearest town that has one. */
function nameBeats(beats: readonly Cell[][], towns: readonly Town[]): Named[] {
  const free = beatFacts.map(({ name, near }) => {
    const town = towns.find((candidate) => candidate.name === near)
    if (!town) throw new Error(`No town is called ${near}`)
    return { name, x: town.x, y: town.y }
  })
  return beats.map((cells) => {
    const [taken] = free.splice(nearest(free, middleOf(cells)), 1)
    if (!taken) throw new Error('More beats than names')
    return { name: taken.name, cells }
  })
}

function landingOf(mainland: readonly Cell[], islands: readonly Cell[]): Cell {
  const landing = mainland[nearest(mainland, middleOf(islands))]
  if (!landing) throw new Error('The county has no mainland')
  return landing
}

function middleOf(cells: readonly Cell[]): { x: number; y: number } {
  return {
    x: cells.reduce((sum, cell) => sum + cell.x, 0) / cells.length,
    y: cells.reduce((sum, cell) => sum + cell.y, 0) / cells.length,
  }
}

function complete(holder: Partial<CellAreas>, index: number): CellAreas {
  const { district, ward, lsoa, beat } = holder
  if (!district || !ward || !lsoa || !beat)
    throw new Error(`Cell ${index} lies in no district, ward, LSOA or beat`)
  return { district, ward, lsoa, beat }
}
