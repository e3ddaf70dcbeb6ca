import { type Measure, named, type Subject, subjectOf } from './catalogue/index.ts'
import type { NamedValue } from './name-values.ts'
import { addressOf, noValue, type Query } from './query.ts'
import type { Group } from './run-query.ts'

export type Unit = 'number' | 'hours' | 'days' | 'percent' | 'minutes' | 'pounds'

/** A number of the result, with the records it was made of; null where there is nothing to say. */
export type Cell = {
  value: number | null
  unit: Unit
  records: number
  drill?: string
  /** Too few records to say anything of them. */
  isKeptBack?: boolean
}
export type Line = { value: string | null | undefined; text: string; cells: readonly Cell[] }
export type Head = { value: string | null | undefined; text: string }

/** The result as it stands on the page and in the export. */
export type ResultTable = {
  /** What the rows are. */
  corner: string
  heads: readonly Head[]
  lines: readonly Line[]
  /** Over all rows, also over those that are left out. */
  total: Line
  records: number
  /** Records in rows that have too few of them to be shown. */
  leftOut: number
}

/** Puts the groups into rows and columns. Nothing is added up here: totals were counted. */
export function makeTable(
  query: Query,
  groups: readonly Group[],
  rows: readonly NamedValue[],
  columns: readonly NamedValue[],
): ResultTable {
  const subject = subjectOf(query.subject)
  const measures = query.measures.map((name) => named(subject.measures, name))
  const [measure] = measures
  const found = new Map(groups.map((group) => [keyOf(group.row, group.column), group]))
  const heads: readonly Head[] =
    query.columns === undefined ? headsOf(measures) : [...columns, { value: undefined, text: 'All' }]
  const lineOf = ({ value: row, text }: Head): Line => {
    const cells =
      query.columns === undefined
        ? cellsOfMeasures(query, measures, found.get(keyOf(row, undefined)), row)
        : heads.map(({ value: column }) =>
            cellOf(query, measure, found.get(keyOf(row, column)), 0, row, column),
          )
    return { value: row, text, cells }
  }
  const total = lineOf({ value: undefined, text: 'All' })
  const lines = query.rows === undefined ? [] : rows.map(lineOf)
  const shown = lines.filter(
    ({ value }) => query.least <= 1 || (found.get(keyOf(value, undefined))?.records ?? 0) >= query.least,
  )
  const records = found.get(keyOf(undefined, undefined))?.records ?? 0
  const inRows = shown.reduce((sum, { value }) => sum + (found.get(keyOf(value, undefined))?.records ?? 0), 0)
  return {
    corner: query.rows === undefined ? '' : breakdownLabel(subject, query.rows),
    heads,
    lines: query.order === 'most' ? mostFirst(shown, query) : shown,
    total,
    records,
    leftOut: query.least > 1 ? Math.max(0, records - inRows) : 0,
  }
}

const keyOf = (row: string | null | undefined, column: string | null | undefined) =>
  JSON.stringify([row === undefined ? 0 : row, column === undefined ? 0 : column])

/** How many records stand behind numbers that are no counts. */
const recordsHead = { value: undefined, text: 'Records' }
const countsRecords = (measures: readonly Measure[]) => measures.some(({ kind }) => kind === 'records')

function headsOf(measures: readonly Measure[]): Head[] {
  const heads = measures.map((measure) => ({ value: undefined, text: headOf(measure) }))
  return countsRecords(measures) ? heads : [...heads, recordsHead]
}

function cellsOfMeasures(
  query: Query,
  measures: readonly Measure[],
  group: Group | undefined,
  row: string | null | undefined,
): Cell[] {
  const cells = measures.map((measure, index) => {
    const { drill, ...cell } = cellOf(query, measure, group, index, row, undefined)
    return measure.kind === 'records' && drill !== undefined ? { ...cell, drill } : cell
  })
  if (countsRecords(measures)) return cells
  return [...cells, cellOf(query, undefined, group, 0, row, undefined)]
}

function cellOf(
  query: Query,
  measure: Measure | undefined,
  group: Group | undefined,
  index: number,
  row: string | null | undefined,
  column: string | null | undefined,
): Cell {
  const records = group?.records ?? 0
  const isCount = measure === undefined || measure.kind === 'records' || measure.kind === 'distinct'
  const counted = measure === undefined ? records : (group?.values[index] ?? null)
  const { fewest = 0 } = subjectOf(query.subject)
  if (records > 0 && records < fewest)
    return { value: null, unit: unitOf(measure), records, isKeptBack: true }
  return {
    value: counted ?? (isCount ? 0 : null),
    unit: unitOf(measure),
    records,
    ...(records > 0 ? { drill: drillOf(query, row, column) } : {}),
  }
}

/** The query that counts the records of one cell. */
export function drillOf(
  query: Query,
  row: string | null | undefined,
  column: string | null | undefined,
): string {
  const narrowed = Object.entries({ rows: row, columns: column }).flatMap(
    ([side, value]): [string, string[]][] => {
      const name = side === 'rows' ? query.rows : query.columns
      return name === undefined || value === undefined ? [] : [[name, [value ?? noValue]]]
    },
  )
  return addressOf({
    ...query,
    rows: undefined,
    columns: undefined,
    measures: ['count'],
    least: 1,
    order: 'given',
    where: { ...query.where, ...Object.fromEntries(narrowed) },
  })
}

export function unitOf(measure: Measure | undefined): Unit {
  if (measure === undefined) return 'number'
  switch (measure.kind) {
    case 'records':
    case 'distinct':
      return 'number'
    case 'share':
      return 'percent'
    default:
      return measure.unit
  }
}

/** Times have their unit in the head, so that the cells are plain numbers. */
export function headOf(measure: Measure): string {
  const unit = unitOf(measure)
  return unit === 'hours' || unit === 'days' ? `${measure.label} (${unit})` : measure.label
}

export const timeNames: Readonly<Record<string, string>> = {
  year: 'Year',
  month: 'Month',
  week: 'Week',
  day: 'Day',
  weekday: 'Weekday',
  hour: 'Hour',
}
export const breakdownLabel = (subject: Subject, name: string): string =>
  timeNames[name] ?? named(subject.breakdowns, name).label

/** By the count where there is one, by the first number otherwise; what has none comes last. */
function mostFirst(lines: readonly Line[], query: Query): Line[] {
  const decisive = (line: Line) =>
    (query.columns === undefined ? line.cells[0] : line.cells.at(-1))?.value ?? Number.NEGATIVE_INFINITY
  return [...lines].sort((one, other) => decisive(other) - decisive(one))
}

/** What stands for a number that is kept back (Government Analysis Function, symbols in tables). */
export const keptBack = '[c]'

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** A number as the page shows it: a dash where there is none. */
export function shownNumber({ value, unit, isKeptBack }: Cell): string {
  if (isKeptBack) return keptBack
  if (value === null) return '–'
  return unit === 'percent' ? `${numbers.format(value)}%` : numbers.format(value)
}

/** The same as an export gives it: to two decimals, empty where there is none. */
export const exactNumber = ({ value, isKeptBack }: Cell): string =>
  isKeptBack ? keptBack : value === null ? '' : String(Math.round(value * 100) / 100)
