import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Definition } from './catalogue/index.ts'

/** Definitions of the data dictionary by list and column: the comments of feed.sql, which are its only home. */
export type Dictionary = ReadonlyMap<string, string>

/** Reads what the lists and columns of the feed mean. */
export async function readDictionary(db: Transaction): Promise<Dictionary> {
  const { rows } = await sql<{ name: string; meaning: string }>`
    select relname || coalesce('.' || attname, '') as name, description as meaning
    from pg_description join pg_class on pg_class.oid = objoid and classoid = 'pg_class'::regclass
      left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
    where objoid in (to_regclass('feed_report'), to_regclass('feed_case'), to_regclass('feed_action'))`.execute(
    db,
  )
  return new Map(rows.map(({ name, meaning }) => [name, meaning]))
}

/** @throws Error for a column that the dictionary does not have */
export function meaningOf(dictionary: Dictionary, definition: Definition): string {
  if (typeof definition === 'string') return definition
  const name = definition.column === undefined ? definition.list : `${definition.list}.${definition.column}`
  const meaning = dictionary.get(name)
  if (meaning === undefined) throw new Error(`The data dictionary has no ${name}`)
  return meaning
}
