import { z } from 'zod'
import { type FeedList, kindOf } from './feed-list.ts'

/** The last row of a page: its time to the microsecond, as text because a Date stops at milliseconds, and its id. */
export type PlaceInList = { time: string; id: string }

const timeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
const idSchemas = { uuid: z.uuid(), number: z.string().regex(/^\d{1,9}$/) }

/** The place as an opaque token: it names its list, so that it cannot be used on another. */
export function tokenOf(list: FeedList, { time, id }: PlaceInList): string {
  return Buffer.from(`${list.name} ${time} ${id}`).toString('base64url')
}

/** Reads a token of this list; undefined for anything else. */
export function placeOf(list: FeedList, token: string): PlaceInList | undefined {
  const [name, time, id, ...rest] = Buffer.from(token, 'base64url').toString().split(' ')
  const idKind = kindOf(list.columns[list.key.id] ?? 'uuid').kind === 'number' ? 'number' : 'uuid'
  const place = z.object({ time: timeSchema, id: idSchemas[idKind] }).safeParse({ time, id })
  return name === list.name && rest.length === 0 && place.success ? place.data : undefined
}
