import { findInTitle } from '#domains/cases'
import { parseGridReference } from '#platform/geography'
import { type Cells, readCells } from '#platform/sheets'

export type Sheet = Cells

/** Most rows and characters of one hand-in: a year of months for every small area of a county. */
export const mostRows = 20_000
export const largestSheet = 2_000_000
const mostColumns = 30

/** What a column may say; anything else is left out. */
export const columnTargets = {
  area: 'Area: code or name',
  period: 'Time: a year, a quarter, a month',
  measure: 'What was counted',
  value: 'How much: a number',
} as const
export type ColumnTarget = keyof typeof columnTargets | ''

/** A sheet of figures. Gives a message where it is none. */
export const readSheet = (content: string): Sheet | { problem: string } =>
  readCells(content, { characters: largestSheet, rows: mostRows, columns: mostColumns })

const personalHeads =
  /\b(?:(?:fore|sur|first|last|full|given|family|victim|offender|suspect|tenant|customer|patient|pupil)[ _-]?name|initials|d\.?o\.?b|date[ _-]of[ _-]birth|birth|born|e-?mail|phone|telephone|mobile|address|house|uprn|post[ _-]?code|nhs|national insurance|vehicle|registration|vrm|ethnicity of)\b/i

/** Why something in a sheet may be of one person, in words; the row is counted below the heading row. */
export type PersonalData = { row: number; column: string; why: string }

/**
 * The first things in a sheet that may be about one person: a sheet that has any is refused as a whole and nothing of
 * it is kept, for a layer holds aggregates only. Rather one sheet too many sent back than one name shown.
 * @param known names and codes of areas, which are no names of people
 */
export function findPersonalData(
  { header, rows }: Sheet,
  known: ReadonlySet<string>,
  most = 5,
): PersonalData[] {
  const found: PersonalData[] = []
  for (const head of header)
    if (personalHeads.test(head) || head.toLowerCase() === 'name')
      found.push({ row: 0, column: head, why: `A column called “${head}” is about people` })
  const proper = [...new Set(header)]
  const judged = new Map<string, string | undefined>()
  for (const [at, cells] of rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (found.length >= most) return found
      if (cell === '' || known.has(cell.toLowerCase())) continue
      if (!judged.has(cell)) judged.set(cell, judgeCell(cell, proper))
      const why = judged.get(cell)
      if (why !== undefined) found.push({ row: at + 1, column: header[column] ?? '', why })
    }
  return found
}

/** What in a cell looks like a person; a number is a figure, unless it is written as telephone numbers are. */
function judgeCell(cell: string, proper: readonly string[]): string | undefined {
  if (/^[-+£%\d.,\s]+$/.test(cell))
    return /^(?:\+?44|0)\d{9,10}$/.test(cell.replaceAll(/[\s.,-]/g, ''))
      ? `“${cell}” looks like a telephone number`
      : undefined
  // The code of an area nobody here knows is an error of its row.
  if (/^[A-Z]\d{8}$/.test(cell) || parseGridReference(cell) !== undefined) return undefined
  const problem = findInTitle(cell, { proper, people: [] })
  if (problem === undefined || problem.kind === 'date') return undefined
  const looks = {
    name: 'a person’s name',
    address: 'an address or a full postcode',
    number: 'a telephone or other number of a person',
    email: 'an email address',
    vehicle: 'a number plate',
  }[problem.kind]
  return `“${problem.found}” looks like ${looks}`
}

/** What the columns most likely say, by their heads; each target once. */
export function guessTargets(header: readonly string[]): ColumnTarget[] {
  const heads: readonly (readonly [ColumnTarget, RegExp])[] = [
    ['area', /\b(?:area|ward|district|beat|lsoa|grid|square|code)\b/i],
    ['period', /\b(?:period|year|quarter|month|date|time)\b/i],
    ['measure', /\b(?:measure|indicator|type|category|what)\b/i],
    ['value', /\b(?:value|count|number|total|calls|incidents|rate|figure)\b/i],
  ]
  const taken = new Set<ColumnTarget>()
  return header.map((head) => {
    const [target = ''] = heads.find(([each, pattern]) => !taken.has(each) && pattern.test(head)) ?? []
    taken.add(target)
    return target
  })
}

export type LayerRow = { line: number; area: string; period: string; measure: string; value: number }
export type RowProblem = { line: number; message: string }
export type SheetLook = {
  rows: readonly LayerRow[]
  problems: readonly RowProblem[]
  /** Rows with a count from 1 to 4, which may point to somebody. */
  small: number
}

/** Counts below this are held back where figures are published (the usual threshold of disclosure control). */
export const smallCount = 5
/** A finer square would be a house. */
const finestSquareM = 100

export type AreaNames = {
  /** Says what an area is called here. */
  kind: string
  /** The code of the area with this code or name, in small letters. */
  codes: ReadonlyMap<string, string>
}

/** Reads every row as its columns say: what it comes to, and in plain words what is wrong with it. */
export function lookAtSheet(sheet: Sheet, targets: readonly ColumnTarget[], areas: AreaNames): SheetLook {
  const rows: LayerRow[] = []
  const problems: RowProblem[] = []
  const said = new Map<string, number>()
  for (const [at, cells] of sheet.rows.entries()) {
    const line = at + 1
    const cellOf = (target: ColumnTarget) => cells[targets.indexOf(target)]?.trim() ?? ''
    const area = codeOf(cellOf('area'), areas)
    const value = numberOf(cellOf('value'))
    const [period, measure] = [cellOf('period'), cellOf('measure')]
    if (area === undefined) problems.push({ line, message: missingArea(cellOf('area'), areas.kind) })
    else if (value === undefined)
      problems.push({ line, message: `“${cellOf('value')}” is not a number from 0 up` })
    else if (period.length > 40 || measure.length > 100)
      problems.push({ line, message: 'The time must be 40 characters or fewer, what was counted 100' })
    else {
      const key = JSON.stringify([area, period, measure])
      const before = said.get(key)
      if (before === undefined) rows.push({ line, area, period, measure, value })
      else problems.push({ line, message: `It is about the same area, time and measure as row ${before}` })
      said.set(key, before ?? line)
    }
  }
  const small = rows.filter(({ value }) => Number.isInteger(value) && value > 0 && value < smallCount).length
  return { rows, problems, small }
}

function codeOf(typed: string, { kind, codes }: AreaNames): string | undefined {
  if (kind !== 'grid') return codes.get(typed.toLowerCase())
  const square = parseGridReference(typed)
  return square !== undefined && square.size >= finestSquareM
    ? typed.toUpperCase().replaceAll(/\s+/g, ' ')
    : undefined
}

function missingArea(typed: string, kind: string): string {
  if (typed === '') return 'It does not say which area'
  if (kind !== 'grid') return `No ${kind} of today has the code or name “${typed}”`
  return parseGridReference(typed) === undefined
    ? `“${typed}” is not a grid reference`
    : `“${typed}” is smaller than 100 metres: give a larger square`
}

function numberOf(typed: string): number | undefined {
  const plain = typed.replaceAll(',', '').replace(/%$/, '')
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}
