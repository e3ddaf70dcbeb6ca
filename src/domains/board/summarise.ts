import type { Cell } from './read-board.ts'
import { type Quantile, quantile, type Spans } from './spans.ts'

export type Measure = {
  /** Those for which it has come, and those that still wait. */
  come: number
  waiting: number
  median: Quantile | undefined
  nineInTen: Quantile | undefined
}

/** What the board says of some reports. */
export type Figures = { reports: number; late: number; triage: Measure; action: Measure }

export function summarise(cells: readonly Cell[]): Figures {
  return {
    reports: sum(cells.map(({ reports }) => reports)),
    late: sum(cells.map(({ late }) => late)),
    triage: measure({
      known: cells.flatMap(({ triaged }) => triaged),
      waiting: cells.flatMap(({ waiting }) => waiting),
    }),
    action: measure({
      known: cells.flatMap(({ acted }) => acted),
      waiting: cells.flatMap(({ notActed }) => notActed),
    }),
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function measure(spans: Spans): Measure {
  return {
    come: spans.known.length,
    waiting: spans.waiting.length,
    median: quantile(spans, 0.5),
    nineInTen: quantile(spans, 0.9),
  }
}

export type Breakdown<Key> = { key: Key; figures: Figures; medians: readonly (number | null)[] }

/** One row for each value that reports of the last week have, most reports first, with the medians of every week. */
export function breakDown<Key extends string | number>(
  cells: readonly Cell[],
  weeks: number,
  keyOf: (cell: Cell) => Key,
): Breakdown<Key>[] {
  const groups = new Map<Key, Cell[]>()
  for (const cell of cells) groups.set(keyOf(cell), [...(groups.get(keyOf(cell)) ?? []), cell])
  return [...groups]
    .map(([key, own]) => ({
      key,
      figures: summarise(own.filter(({ week }) => week === weeks - 1)),
      medians: mediansOf(own, weeks),
    }))
    .filter(({ figures }) => figures.reports > 0)
    .sort((one, other) => other.figures.reports - one.figures.reports)
}

/** The median time to triage in each week, in seconds; null where nothing was filed. */
export function mediansOf(cells: readonly Cell[], weeks: number): (number | null)[] {
  return Array.from(
    { length: weeks },
    (_, at) => summarise(cells.filter(({ week }) => week === at)).triage.median?.seconds ?? null,
  )
}
