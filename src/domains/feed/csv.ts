import { stringify } from 'csv-stringify/sync'
import type { FeedList } from './feed-list.ts'
import type { FeedRow } from './read-feed.ts'

/** RFC 4180 as the government's tabular data standard asks for it. */
export const csvType = 'text/csv; charset=utf-8; header=present'

/**
 * The rows as CSV: the header always, also of an empty page; CRLF; empty cells for null; lists separated by spaces.
 * Text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function toCsv(list: FeedList, rows: readonly FeedRow[]): string {
  return stringify(rows.slice(), {
    header: true,
    columns: Object.keys(list.columns),
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: {
      boolean: (value) => String(value),
      object: (value) => (Array.isArray(value) ? value.join(' ') : String(value)),
    },
  })
}
