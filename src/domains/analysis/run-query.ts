import { type RawBuilder, sql } from 'kysely'
import { mayAskReason } from '#domains/governance'
import { addDays, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Refusal } from '#platform/http'
import {
  type AsAt,
  type DateField,
  isTime,
  type Measure,
  named,
  type Subject,
  subjectOf,
} from './catalogue/index.ts'
import { type Days, daysOf } from './period.ts'
import { countsOnce, noValue, type Query } from './query.ts'

/** How much one question may ask of the database and of the page. */
export type Limits = {
  milliseconds: number
  /** Groups that come back at most: a page of more cannot be read. */
  groups: number
}
export const usualLimits: Limits = { milliseconds: 8_000, groups: 5_000 }

/** One group, or a total: `undefined` where it is of every value, null where the value is missing. */
export type Group = {
  row: string | null | undefined
  column: string | null | undefined
  /** Records in it, each once. */
  records: number
  /** In the order of the measures. */
  values: readonly (number | null)[]
}

/** That a question was not answered, because it would take too much; it says of what. */
export class TooMuch extends Refusal {
  constructor(what: string) {
    super(422, 'This asks for too much', `This asks for too much: ${what}.`)
  }
}

/**
 * Answers a query in one statement, as its reader sees the records through row-level security.
 * @throws TooMuch where there are more groups than a page can hold
 */
export async function runQuery(
  db: Transaction,
  query: Query,
  at: AsAt,
  { groups: mostGroups }: Limits = usualLimits,
): Promise<Group[]> {
  const { rows } = await sql<{
    row: string | null
    column: string | null
    all_rows: number
    all_columns: number
    records: number
    values: (number | null)[]
  }>`${statementOf(query, at)} limit ${mostGroups + 1}`.execute(db)
  if (rows.length > mostGroups)
    throw new TooMuch(
      `more than ${mostGroups.toLocaleString('en-GB')} groups. Choose coarser rows or columns, a shorter period, or only rows with more records`,
    )
  return rows.map(({ row, column, all_rows, all_columns, records, values }) => ({
    row: all_rows === 1 ? undefined : row,
    column: all_columns === 1 ? undefined : column,
    records,
    values,
  }))
}

/**
 * Records first, one row for each with what it is grouped by; then groups and totals over these. So a total is a total of
 * records and not of groups, and a median of all is no median of medians.
 */
function statementOf(query: Query, at: AsAt): RawBuilder<unknown> {
  const subject = subjectOf(query.subject)
  const measures = query.measures.map((name) => named(subject.measures, name))
  const asked = [query.rows, query.columns].map(
    (name) => name !== undefined && expressionOf(subject, query, name, at),
  )
  const [row, column] = asked
  const facts = measures.map((measure, index) => sql`${factOf(measure, at)} as ${sql.ref(`fact_${index}`)}`)
  const { from, isMultiplied } = fromOf(subject, query, at)
  // A record that a join brings up several times stands once in each group.
  const records = sql`select ${sql.raw(isMultiplied ? 'distinct' : '')} ${sql.raw(subject.key)} as id,
      ${row || sql`null::integer`} as row_value, ${column || sql`null::integer`} as column_value, ${sql.join(facts)}
    from ${from} ${whereOf(subject, query, at)}`
  const recordCount = isMultiplied ? sql`count(distinct id)` : sql`count(*)`
  const sets = [
    sql`()`,
    ...(row ? [sql`(row_value)`] : []),
    ...(row && column ? [sql`(column_value)`, sql`(row_value, column_value)`] : []),
  ]
  const grouped = sql`select ${row ? sql`row_value::text` : sql`null::text`} as "row",
      ${column ? sql`column_value::text` : sql`null::text`} as "column",
      ${row ? sql`grouping(row_value)` : sql`1`} as all_rows,
      ${column ? sql`grouping(column_value)` : sql`1`} as all_columns,
      ${recordCount}::integer as records,
      array[${sql.join(measures.map((measure, index) => valueOfMeasure(measure, index, recordCount)))}]::double precision[] as values
    from (${records}) as fact group by grouping sets (${sql.join(sets)})`
  if (query.least <= 1) return sql`select * from (${grouped}) as groups`
  return sql`select "row", "column", all_rows, all_columns, records, values from (
      select *, max(records) filter (where all_columns = 1) over (partition by all_rows, "row") as of_row
      from (${grouped}) as groups) as counted
    where all_rows = 1 or of_row >= ${query.least}`
}

function valueOfMeasure(
  measure: Measure,
  index: number,
  recordCount: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const fact = sql.ref(`fact_${index}`)
  switch (measure.kind) {
    case 'records':
      return recordCount
    case 'distinct':
      return sql`count(distinct ${fact})`
    case 'median':
      return sql`percentile_cont(0.5) within group (order by ${fact}::double precision)`
    case 'ninetieth':
      return sql`percentile_cont(0.9) within group (order by ${fact}::double precision)`
    case 'share':
      return measure.fewest === undefined
        ? sql`100.0 * count(*) filter (where ${fact}) / nullif(count(${fact}), 0)`
        : sql`case when count(${fact}) >= ${sql.lit(measure.fewest)} then 100.0 * count(*) filter (where ${fact}) / count(${fact}) end`
    case 'sum':
      return sql`sum(${fact})`
  }
}

const factOf = (measure: Measure, at: AsAt) =>
  measure.kind === 'records' ? sql`null::integer` : measure.of(at)

/** Only the joins that the query needs, each once. */
function fromOf(subject: Subject, query: Query, at: AsAt) {
  const breakdowns = [query.rows, query.columns, ...Object.keys(query.where)].flatMap((name) =>
    name === undefined || isTime(name) ? [] : [named(subject.breakdowns, name)],
  )
  const measures = query.measures.map((name) => named(subject.measures, name))
  const needed = new Set([...breakdowns, ...measures].flatMap(({ through }) => through ?? []))
  const joins = [...needed].map((name) => named(subject.joins, name))
  const isMultiplied = joins.some(({ cardinality }) => cardinality === 'many')
  if (isMultiplied && needed.size > 0) refuseMultiplied(subject, query)
  return {
    from: sql.join([sql.raw(subject.from), ...joins.map((join) => join.sql(at))], sql` `),
    isMultiplied,
  }
}

/** Reading a query refuses it at its field; this holds for whatever comes another way. */
function refuseMultiplied(subject: Subject, { rows, columns, measures }: Query): void {
  const groupsByMany = [rows, columns].some((name) => {
    const through = name === undefined ? undefined : subject.breakdowns[name]?.through
    return through !== undefined && named(subject.joins, through).cardinality === 'many'
  })
  if (groupsByMany && !measures.every((name) => countsOnce(named(subject.measures, name).kind)))
    throw new Error('A time or a sum would count a record more than once')
}

function whereOf(subject: Subject, query: Query, at: AsAt): RawBuilder<unknown> {
  const conditions = [
    ...(subject.where === undefined ? [] : [sql.raw(subject.where)]),
    ...within(named(subject.dates, query.date), daysOf(query.period, at.today, query)),
    ...Object.entries(query.where).map(([name, values]) =>
      isOneOf(expressionOf(subject, query, name, at), values),
    ),
  ]
  return conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`
}

function within({ column, kind }: DateField, { from, to }: Days): RawBuilder<unknown>[] {
  const date = sql.raw(column)
  if (kind === 'day')
    return [
      ...(from === undefined ? [] : [sql`${date} >= ${from}::date`]),
      ...(to === undefined ? [] : [sql`${date} <= ${to}::date`]),
    ]
  return [
    ...(from === undefined ? [] : [sql`${date} >= ${londonInstant(from, '00:00')}::timestamptz`]),
    ...(to === undefined ? [] : [sql`${date} < ${londonInstant(addDays(to, 1), '00:00')}::timestamptz`]),
  ]
}

function isOneOf(value: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  const known = values.filter((each) => each !== noValue)
  const matches = sql`(${value})::text = any (${known}::text[])`
  if (known.length === values.length) return matches
  return known.length === 0 ? sql`(${value}) is null` : sql`(${matches} or (${value}) is null)`
}

/** What rows or columns are made of: a breakdown, or a part of the date that was chosen, by the clock in England. */
function expressionOf(subject: Subject, query: Query, name: string, at: AsAt): RawBuilder<unknown> {
  if (!isTime(name)) return named(subject.breakdowns, name).value(at)
  const { column, kind } = named(subject.dates, query.date)
  const local = sql.raw(kind === 'day' ? `${column}::timestamp` : `${column} at time zone 'Europe/London'`)
  switch (name) {
    case 'weekday':
      return sql`extract(isodow from ${local})::integer`
    case 'hour':
      return sql`extract(hour from ${local})::integer`
    default:
      return sql`date_trunc(${sql.lit(name)}, ${local})::date`
  }
}

/** A record behind a number. */
export type CountedRecord = {
  reference: string | null
  page: string | null
  at: Date | string | null
  /** Its page asks first why it is opened, or may. */
  asksReason: boolean
}
export const mostRecords = 200

const asksReason = sql`case
  when page like '/reports/%' then (select ${mayAskReason('report')} from report where report.reference = counted.reference)
  when page like '/cases/%' then (select ${mayAskReason('asb_case')} from asb_case where asb_case.reference = counted.reference)
  else false end`

/** The records that a query counts, the latest first: as many as fit a page. */
export async function findRecords(db: Transaction, query: Query, at: AsAt): Promise<CountedRecord[]> {
  const subject = subjectOf(query.subject)
  const { from } = fromOf(subject, { ...query, rows: undefined, columns: undefined, measures: ['count'] }, at)
  const date = sql.raw(named(subject.dates, query.date).column)
  const { rows } = await sql<CountedRecord>`
    select distinct on (at, id) reference, page, at, ${asksReason} as "asksReason" from (
      select ${sql.raw(subject.key)} as id, ${sql.raw(subject.record.reference)} as reference,
        ${sql.raw(subject.record.page)} as page, ${date} as at
      from ${from} ${whereOf(subject, query, at)}) as counted
    order by at desc nulls last, id desc limit ${mostRecords + 1}`.execute(db)
  return rows
}
