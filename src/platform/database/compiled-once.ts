import { CompiledQuery } from 'kysely'
import type { Transaction } from './database.ts'

/**
 * A statement with one value, wherever that stands in it, which is built and compiled once and then only run: for pages
 * that are opened all day, building it anew costs as much as reading its answer.
 */
export function compiledOnce<Row>(build: (db: Transaction, value: string) => CompiledQuery<Row>) {
  const placeholder = 'the one value'
  let compiled: CompiledQuery | undefined
  return async (db: Transaction, value: string): Promise<Row[]> => {
    compiled ??= build(db, placeholder)
    const { sql, parameters } = compiled
    const values = parameters.map((each) => (each === placeholder ? value : each))
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(sql, values))
    return rows
  }
}
