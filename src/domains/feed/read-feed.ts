import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type FeedList, kindOf } from './feed-list.ts'
import type { PlaceInList } from './place-in-list.ts'

export type FeedRow = Readonly<Record<string, unknown>>

export type FeedPage = {
  rows: FeedRow[]
  /** The last row of the page, where more rows follow. */
  next: PlaceInList | undefined
  /** Every change before this moment has been given once the last page is read (ISO 8601, UTC). */
  completeTo: string
}

export type FeedRequest = {
  /** ISO 8601, as precise as it was given. */
  modifiedSince: string | undefined
  after: PlaceInList | undefined
  limit: number
}

/**
 * One page in the order of the index `(time, id)`. It stops at a moment before which no transaction can still commit a
 * row, so a reader who goes on from its last place, or asks again from `completeTo`, misses none.
 */
export async function readFeed(db: Transaction, list: FeedList, request: FeedRequest): Promise<FeedPage> {
  // The planner cannot know how much of a table a reader may see, guesses a hundredth and would sort all of it for
  // every page; without bitmaps it reads along the index, whose cost grows with the page and not with the table.
  const { rows: horizons } = await sql<{ horizon: string }>`
    select ${momentText(sql`feed_horizon()`)} as horizon, set_config('enable_bitmapscan', 'off', true),
      set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`.execute(db)
  const completeTo = horizons[0]?.horizon
  if (completeTo === undefined) throw new Error('feed_horizon gave no row')

  const time = sql.ref(list.key.time)
  const id = sql.ref(list.key.id)
  const { after, modifiedSince, limit } = request
  const { rows } = await sql<FeedRow>`
    select ${sql.join(Object.entries(list.columns).map(([name, column]) => columnText(name, kindOf(column).kind)))}
    from ${sql.table(list.view)} as listed
    where ${time} < ${completeTo}::timestamptz
      ${modifiedSince === undefined ? sql`` : sql`and ${time} >= ${modifiedSince}::timestamptz`}
      ${after === undefined ? sql`` : sql`and (${time}, ${id}) > (${after.time}::timestamptz, ${after.id})`}
    order by ${sql.ref(`listed.${list.key.time}`)}, ${sql.ref(`listed.${list.key.id}`)}
    limit ${limit + 1}`.execute(db)

  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next:
      rows.length > limit && last !== undefined
        ? { time: String(last[list.key.time]), id: String(last[list.key.id]) }
        : undefined,
    completeTo,
  }
}

function columnText(name: string, kind: string) {
  const column = sql.ref(name)
  return kind === 'moment' ? sql`${momentText(column)} as ${column}` : column
}

function momentText(moment: ReturnType<typeof sql>) {
  return sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
