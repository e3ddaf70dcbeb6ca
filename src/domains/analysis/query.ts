import { z } from 'zod'
import { localDateSchema } from '#platform/clock'
import type { FieldProblem } from '#platform/http'
import {
  isSubjectName,
  named,
  type Subject,
  type SubjectName,
  subjectNames,
  subjectOf,
  timeUnits,
} from './catalogue/index.ts'
import { type Period, periods } from './period.ts'

/** What is asked: a value of names in the catalogue. It alone becomes a statement, and an address. */
export type Query = {
  subject: SubjectName
  measures: readonly string[]
  rows?: string | undefined
  columns?: string | undefined
  date: string
  period: Period
  from?: string | undefined
  to?: string | undefined
  /** By breakdown: the values that count; `-` stands for none. */
  where: Readonly<Record<string, readonly string[]>>
  /** Rows of fewer records are left out. */
  least: number
  order: Order
}
export const orders = { given: 'In their own order', most: 'Most first' } as const
export type Order = keyof typeof orders

/** A value that is missing, in addresses. */
export const noValue = '-'
/** Before the name of a breakdown that is a filter, in addresses. */
const filterMark = 'is-'
export const filterField = (breakdown: string) => `${filterMark}${breakdown}`

/** Days of this service: others are slips of the keyboard. */
const daySchema = localDateSchema.refine(
  (day) => day >= '1990-01-01' && day < '2200-01-01',
  'Enter a day from 1990 to 2199',
)
const mostMeasures = 6
const mostValues = 100
const orderNames = Object.keys(orders) as [Order, ...Order[]]

export type ReadQuery =
  | { query: Query; subject?: undefined; problems?: undefined }
  | { query?: undefined; subject: SubjectName | undefined; problems: readonly FieldProblem[] }

/** As an address or a form sends it. */
export type Sent = Readonly<Record<string, unknown>>

/** Reads a query, or says at each field what is wrong with it. Fields of the page itself are named in `beside`. */
export function readQuery(sent: Sent, beside: readonly string[] = []): ReadQuery {
  const given = new Map(
    Object.entries(sent).flatMap(([field, value]): [string, string[]][] => {
      const values = [value]
        .flat()
        .map(String)
        .filter((each) => each !== '')
      return beside.includes(field) || values.length === 0 ? [] : [[field, values]]
    }),
  )
  const name = given.get('subject')?.[0] ?? ''
  if (!isSubjectName(name))
    return {
      subject: undefined,
      problems: [
        {
          field: 'subject',
          message:
            name === ''
              ? 'Choose what to count'
              : `There is no ${shown(name)} to count. Choose one of: ${subjectNames.join(', ')}`,
        },
      ],
    }
  const subject = subjectOf(name)
  const read = schemaOf(name, subject).safeParse(Object.fromEntries(given))
  if (!read.success) return { subject: name, problems: problemsOf(read.error, subject) }
  const problems = findContradictions(read.data, subject)
  return problems.length === 0 ? { query: read.data } : { subject: name, problems }
}

/** Every field with what it may hold. What is not here is refused, so no name of a reader's own gets any further. */
function schemaOf(name: SubjectName, subject: Subject) {
  const one = <Schema extends z.ZodType>(schema: Schema) =>
    z.tuple([schema], 'Choose one only').transform(([value]) => value as z.output<Schema>)
  const nameOf = (among: object, what: string) =>
    z.string().refine((each) => Object.hasOwn(among, each), {
      error: ({ input }) => `${subject.label} have no ${what} called ${shown(String(input))}`,
    })
  const breakdowns = { ...subject.breakdowns, ...timesOf(subject) }
  const usualDate = Object.keys(subject.dates)[0] ?? ''
  const filters = Object.fromEntries(
    Object.keys(breakdowns).map((breakdown) => [
      filterField(breakdown),
      z
        .array(
          z
            .string()
            .max(200, 'This value is too long')
            .refine((value) => !value.includes('\u0000'), 'This value holds a character that cannot be'),
        )
        .max(mostValues, `Choose at most ${mostValues} values`)
        .optional(),
    ]),
  )
  return z
    .strictObject({
      subject: z.array(z.string()),
      measure: z
        .array(nameOf(subject.measures, 'measure'))
        .max(mostMeasures, `Choose at most ${mostMeasures} measures`)
        .default(['count']),
      rows: one(nameOf(breakdowns, 'breakdown')).optional(),
      columns: one(nameOf(breakdowns, 'breakdown')).optional(),
      date: one(nameOf(subject.dates, 'date')).optional(),
      period: one(z.enum(periods, 'Choose one of the periods')).optional(),
      from: one(daySchema).optional(),
      to: one(daySchema).optional(),
      least: one(
        z.coerce.number('Enter a whole number').int('Enter a whole number').min(1).max(1_000_000),
      ).optional(),
      order: one(z.enum(orderNames, 'Choose one of the orders')).optional(),
      ...filters,
    })
    .transform((read): Query => {
      const where = Object.entries(read).flatMap(([field, values]): [string, string[]][] =>
        field.startsWith(filterMark) && Array.isArray(values)
          ? [[field.slice(filterMark.length), [...new Set(values.map(String))]]]
          : [],
      )
      const typed = read.from !== undefined || read.to !== undefined
      return {
        subject: name,
        measures: [...new Set(read.measure)],
        rows: read.rows,
        columns: read.columns,
        date: read.date ?? usualDate,
        period: read.period ?? (typed ? 'dates' : 'year'),
        from: read.from,
        to: read.to,
        where: Object.fromEntries(where),
        least: read.least ?? 1,
        order: read.order ?? 'given',
      }
    })
}

/** Hours are of moments only: a day has none. */
export function timesOf(subject: Subject): Readonly<Record<string, true>> {
  const hasMoments = Object.values(subject.dates).some(({ kind }) => kind === 'moment')
  return Object.fromEntries(
    timeUnits.filter((unit) => unit !== 'hour' || hasMoments).map((unit) => [unit, true]),
  )
}

function problemsOf(error: z.ZodError, subject: Subject): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((field) => ({
        field,
        message: field.startsWith(filterMark)
          ? `${subject.label} have no filter called ${shown(field.slice(filterMark.length))}`
          : `There is no field called ${shown(field)}`,
      }))
    return [{ field: String(issue.path[0] ?? 'subject'), message: issue.message }]
  })
}

/** What each field may hold and both together may not. */
function findContradictions(query: Query, subject: Subject): FieldProblem[] {
  const problems: FieldProblem[] = []
  const { rows, columns, measures, from, to } = query
  if (columns !== undefined && rows === undefined)
    problems.push({ field: 'rows', message: 'Choose the rows before the columns' })
  if (columns !== undefined && columns === rows)
    problems.push({ field: 'columns', message: 'Choose other columns than rows' })
  if (columns !== undefined && measures.length > 1)
    problems.push({ field: 'measure', message: 'Choose one measure where there are columns' })
  if (from !== undefined && to !== undefined && to < from)
    problems.push({ field: 'to', message: 'The last day must not be before the first' })
  if ([rows, columns].includes('hour') && named(subject.dates, query.date).kind === 'day')
    problems.push({
      field: rows === 'hour' ? 'rows' : 'columns',
      message: `${named(subject.dates, query.date).label} is a day, which has no hours`,
    })
  for (const [field, name] of Object.entries({ rows, columns })) {
    const through = name === undefined ? undefined : subject.breakdowns[name]?.through
    const join = through === undefined ? undefined : named(subject.joins, through)
    const wrong = measures.map((each) => named(subject.measures, each)).find(({ kind }) => !countsOnce(kind))
    if (join?.cardinality === 'many' && wrong !== undefined)
      problems.push({
        field,
        message: `${wrong.label} cannot be shown by ${join.label}: a ${subject.one} may have several and would count more than once. Count them instead`,
      })
  }
  return problems
}

/** Whether a measure stays right where a record comes up in a join more than once. */
export const countsOnce = (kind: string): boolean => kind === 'records' || kind === 'distinct'

const shown = (text: string) => `“${text.slice(0, 60)}”`

/** The query as an address: the same query always has the same one. */
export function addressOf(query: Query): string {
  const parameters = new URLSearchParams([['subject', query.subject]])
  for (const measure of query.measures) parameters.append('measure', measure)
  const { rows, columns, date, period, from, to } = query
  for (const [name, value] of Object.entries({ rows, columns, date, period, from, to }))
    if (value !== undefined) parameters.set(name, value)
  for (const [breakdown, values] of Object.entries(query.where).sort(([one], [other]) =>
    one.localeCompare(other),
  ))
    for (const value of values) parameters.append(filterField(breakdown), value)
  if (query.least > 1) parameters.set('least', String(query.least))
  if (query.order !== 'given') parameters.set('order', query.order)
  return parameters.toString()
}

/** The same as an address was sent: what it holds several times is a list. */
export function sentIn(address: string): Sent {
  const sent: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(address)) sent[name] = [...(sent[name] ?? []), value]
  return sent
}
