import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '#platform/clock'

/** The moment for which a question is answered: what is late or still open depends on it. */
export type AsAt = { now: Date; today: LocalDate }

/** A piece of SQL that this catalogue wrote. Nothing of what a reader sends ever becomes one. */
export type Expression = (at: AsAt) => RawBuilder<unknown>

/** An expression without a moment in it. */
export const written =
  (text: string): Expression =>
  () =>
    sql.raw(text)

/** A sentence, or the column of the data dictionary (a comment in feed.sql) whose sentence holds here too. */
export type Definition = string | { list: DictionaryList; column?: string }
export type DictionaryList = 'feed_report' | 'feed_case' | 'feed_action'

/** How the values of a breakdown are called: words of a code, a name looked up, or a time. */
export type ValueNames =
  | { kind: 'codes'; words: Readonly<Record<string, string>> }
  | { kind: 'types' | 'organisations' | 'teams' | 'profiles' | 'districts' | 'text' | 'square' }
  | { kind: 'areas'; of: 'district' | 'ward' | 'beat' }
  | { kind: TimeUnit }

export const timeUnits = ['year', 'month', 'week', 'day', 'weekday', 'hour'] as const
export type TimeUnit = (typeof timeUnits)[number]
export const isTime = (name: string): name is TimeUnit => timeUnits.some((unit) => unit === name)

/** What records can be sorted into; each of them is also a filter. */
export type Breakdown = {
  label: string
  definition: Definition
  value: Expression
  names: ValueNames
  /** The join it needs. */
  through?: string
}

/**
 * What is asked of the records in a group. Only `records` adds up: a place or a person can stand in several groups, and a
 * median is of its own group alone.
 */
export type Measure = {
  label: string
  definition: Definition
  /** Joins it needs. */
  through?: string
} & (
  | { kind: 'records' }
  | { kind: 'distinct'; of: Expression }
  | { kind: 'median' | 'ninetieth'; of: Expression; unit: 'hours' | 'days' }
  /** Of fewer than `fewest` it is not told. */
  | { kind: 'share'; of: Expression; fewest?: number }
  | { kind: 'sum'; of: Expression; unit: 'number' | 'minutes' | 'pounds' }
)

/**
 * A way from a record to others. `one`: at most one row for each record, so nothing is counted twice. `many`: several, so
 * records are counted once by their identifier, a record may stand in several groups, and times are not asked for.
 */
export type Join = { sql: Expression; cardinality: 'one' | 'many'; label: string }

export type DateField = {
  label: string
  column: string
  kind: 'moment' | 'day'
}

/** One kind of record that is counted. Every name in it is part of an address and stays what it is. */
export type Subject = {
  label: string
  /** One of them, in a sentence. */
  one: string
  definition: Definition
  /** The table of the records, with what is always joined: never more than one row for each record. */
  from: string
  key: string
  where?: string
  joins: Readonly<Record<string, Join>>
  dates: Readonly<Record<string, DateField>>
  measures: Readonly<Record<string, Measure>>
  breakdowns: Readonly<Record<string, Breakdown>>
  /** What a single record is called in a list, and the address of the page on which its reader finds it. */
  record: { reference: string; page: string }
  /** Of fewer records than this nothing is told, and none is listed: what one person said is not to be found out. */
  fewest?: number
}
