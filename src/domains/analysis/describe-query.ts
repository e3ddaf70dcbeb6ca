import type { LocalDate } from '#platform/clock'
import { isTime, named, subjectOf } from './catalogue/index.ts'
import { daysInWords, daysOf } from './period.ts'
import { countsOnce, noValue, type Query } from './query.ts'
import { type Dictionary, meaningOf } from './read-dictionary.ts'
import { breakdownLabel, headOf } from './result-table.ts'

/** What a query counts, in words that stand under its result and in its export. */
export type Described = {
  title: string
  counted: string
  /** Each name used with what it means. */
  definitions: readonly { name: string; meaning: string }[]
  filters: readonly { breakdown: string; name: string; values: readonly string[] }[]
  period: string
}

/** What is counted and what is not, whatever the query. */
export const whoCounts =
  'Records that you may open in full today are counted, those that your organisation holds and those shared with it. Records of which you see a summary or less, and restricted records for which you are not cleared, are not counted: others may get other numbers.'

/** Describes a query; `nameOf` says what the values of its filters are called. */
export function describeQuery(
  query: Query,
  dictionary: Dictionary,
  today: LocalDate,
  nameOf: (breakdown: string, value: string) => string,
): Described {
  const subject = subjectOf(query.subject)
  const date = named(subject.dates, query.date)
  const measures = query.measures.map((name) => named(subject.measures, name))
  const sides = [query.rows, query.columns].filter((name) => name !== undefined)
  const used = [...new Set([...sides, ...Object.keys(query.where)])]
  const several = used.filter((name) => isSeveral(query, name))
  const definitions = [
    { name: subject.label, meaning: meaningOf(dictionary, subject.definition) },
    ...measures
      .filter(({ kind }) => kind !== 'records')
      .map((measure) => ({
        name: measure.label,
        meaning: meaningOf(dictionary, measure.definition),
      })),
    ...used.map((name) => ({
      name: breakdownLabel(subject, name),
      meaning: isTime(name)
        ? `Of “${date.label}”, by the clock in England.`
        : meaningOf(dictionary, named(subject.breakdowns, name).definition),
    })),
    ...(query.least > 1 && sides.length > 0
      ? [{ name: 'Rows', meaning: `Only those of ${query.least} or more in the period.` }]
      : []),
    ...several.map((name) => ({
      name: 'Counted once in all',
      meaning: `A ${subject.one} may stand under several of “${breakdownLabel(subject, name)}”, so rows or columns can add up to more than their total, which counts each once.`,
    })),
    ...(measures.some(({ kind }) => !countsOnce(kind) || kind === 'distinct')
      ? [
          {
            name: 'Totals',
            meaning:
              'Medians, shares and different things in the line “All” are of all records and not of the lines above.',
          },
        ]
      : []),
  ]
  const by = sides.map((name) => breakdownLabel(subject, name).toLowerCase()).join(' and ')
  return {
    title: `${subject.label}${by === '' ? '' : ` by ${by}`}`,
    counted: measures.map(headOf).join(', '),
    definitions,
    filters: Object.entries(query.where).map(([breakdown, values]) => ({
      breakdown,
      name: breakdownLabel(subject, breakdown),
      values: values.map((value) => (value === noValue ? 'Not known' : nameOf(breakdown, value))),
    })),
    period: `${date.label}: ${daysInWords(daysOf(query.period, today, query))}`,
  }
}

function isSeveral(query: Query, name: string): boolean {
  const subject = subjectOf(query.subject)
  const through = isTime(name) ? undefined : named(subject.breakdowns, name).through
  return through !== undefined && named(subject.joins, through).cardinality === 'many'
}
