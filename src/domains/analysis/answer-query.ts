import { sql } from 'kysely'
import { z } from 'zod'
import { isLocalDate } from '#platform/clock'
import { isTimedOut, type Transaction } from '#platform/database'
import { type AsAt, isTime, named, type Subject, subjectOf } from './catalogue/index.ts'
import { type Described, describeQuery } from './describe-query.ts'
import { type NamedValue, nameValues } from './name-values.ts'
import { noValue, type Query } from './query.ts'
import { readDictionary } from './read-dictionary.ts'
import { makeTable, type ResultTable } from './result-table.ts'
import { type Limits, runQuery, TooMuch, usualLimits } from './run-query.ts'

export type Answered = { query: Query; described: Described; table: ResultTable; asAt: Date }

/** Runs a query and says what it counted, in the reader's transaction. */
export async function answerQuery(
  db: Transaction,
  query: Query,
  at: AsAt,
  limits: Limits = usualLimits,
): Promise<Answered> {
  const subject = subjectOf(query.subject)
  const groups = await runQuery(db, query, at, limits)
  const valuesOn = (side: 'row' | 'column') => [
    ...new Set(groups.flatMap((group) => (group[side] === undefined ? [] : [group[side]]))),
  ]
  const nameSide = (breakdown: string | undefined, side: 'row' | 'column') =>
    breakdown === undefined ? [] : nameValues(db, subject, breakdown, valuesOn(side))
  const [rows, columns, described] = await Promise.all([
    nameSide(query.rows, 'row'),
    nameSide(query.columns, 'column'),
    describe(db, query, at),
  ])
  return { query, described, table: makeTable(query, groups, rows, columns), asAt: at.now }
}

/** What a query counts, with its filters by name. */
export async function describe(db: Transaction, query: Query, at: AsAt): Promise<Described> {
  const subject = subjectOf(query.subject)
  const [dictionary, filters] = await Promise.all([
    readDictionary(db),
    Promise.all(
      Object.entries(query.where).map(async ([breakdown, values]): Promise<[string, NamedValue[]]> => {
        const known = values.filter((value) => value !== noValue && isPossible(subject, breakdown, value))
        return [breakdown, await nameValues(db, subject, breakdown, known)]
      }),
    ),
  ])
  const names = new Map(
    filters.flatMap(([breakdown, values]) =>
      values.map(({ value, text }) => [`${breakdown} ${value}`, text]),
    ),
  )
  return describeQuery(
    query,
    dictionary,
    at.today,
    (breakdown, value) => names.get(`${breakdown} ${value}`) ?? value,
  )
}

/** Values of filters come from addresses: one that no record can have is shown as it came, and never looked up. */
function isPossible(subject: Subject, breakdown: string, value: string): boolean {
  if (isTime(breakdown))
    return breakdown === 'weekday' || breakdown === 'hour' ? /^\d{1,2}$/.test(value) : isLocalDate(value)
  switch (named(subject.breakdowns, breakdown).names.kind) {
    case 'organisations':
      return /^\d{1,9}$/.test(value)
    case 'teams':
    case 'profiles':
    case 'areas':
      return z.uuid().safeParse(value).success
    default:
      return !value.includes('\u0000')
  }
}

/** Stops what takes too long, and says so instead of failing. */
export async function withinTime<T>(
  db: Transaction,
  { milliseconds }: Limits,
  work: () => Promise<T>,
): Promise<T> {
  await sql`set local statement_timeout = ${sql.lit(milliseconds)}`.execute(db)
  try {
    return await work()
  } catch (error) {
    if (!isTimedOut(error)) throw error
    throw new TooMuch(
      `it was stopped after ${milliseconds / 1_000} seconds. Choose a shorter period, fewer rows and columns, or narrow it`,
    )
  }
}
