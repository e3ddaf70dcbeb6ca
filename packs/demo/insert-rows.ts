import type pg from 'pg'

/** A value as PostgreSQL reads it from JSON: points and polygons as text, arrays as arrays, nothing as null. */
export type Row = Record<string, unknown>

/** Rows to one statement: enough to make round trips cheap, few enough to keep the text of one below some megabytes. */
const BATCH = 2_000

/** Table and column names come from this folder's code alone, never from data. */
export async function insertRows(owner: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  for (let start = 0; start < rows.length; start += BATCH) {
    await owner.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows.slice(start, start + BATCH))],
    )
  }
}
