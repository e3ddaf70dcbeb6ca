import { sql } from 'kysely'
import { z } from 'zod'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { linkOf } from '../status-link.ts'
import { safeTypesOn } from './kinds.ts'

const wordsSchema = z.object({ words: z.string(), wordsCy: z.string(), organisation: z.string() })
const newsSchema = z.array(z.object({ at: z.coerce.date(), words: z.string(), wordsCy: z.string() }))

/** News as staff wrote it for everybody who follows. */
export type PlaceNews = z.output<typeof newsSchema>[number]

const knownSchema = wordsSchema.extend({ id: z.uuid() })
/** A place of which whoever leads its case lets the public know. */
export type KnownPlace = z.output<typeof knownSchema>

const followPageSchema = wordsSchema.extend({ isOpen: z.boolean() })
export type FollowPlace = z.output<typeof followPageSchema>

const followingSchema = wordsSchema.extend({
  isConfirmed: z.boolean(),
  endedBecause: z.enum(['stopped', 'stale', 'not_confirmed', 'place_ended']).nullable(),
  news: newsSchema,
})
export type Following = z.output<typeof followingSchema>

const statusSchema = wordsSchema.extend({ isFollowing: z.boolean(), news: newsSchema })
/** The place that a report is about, for its reporter. */
export type StatusFollowing = z.output<typeof statusSchema>

/** The followed place that something of this type at this point, in metres of the national grid, is about. */
export async function findKnownPlace(
  db: Transaction,
  { asbType, easting, northing }: { asbType: string; easting: number; northing: number },
  clock: Clock,
): Promise<KnownPlace | undefined> {
  const { rows } = await sql<{ found: unknown }>`
    select known_place(point(${easting}, ${northing}), ${asbType}, ${safeTypesOn(today(clock))}::text[]) as found`.execute(
    db,
  )
  return parsed(knownSchema, rows[0]?.found)
}

/** What the link that is handed out opens; undefined where it is none. */
export async function findFollowPlace(db: Transaction, secret: string): Promise<FollowPlace | undefined> {
  const { rows } = await sql<{ found: unknown }>`select follow_page(${linkOf(secret)}) as found`.execute(db)
  return parsed(followPageSchema, rows[0]?.found)
}

/** The page of one follower; undefined where the link is none. */
export async function findFollowing(db: Transaction, secret: string): Promise<Following | undefined> {
  const { rows } = await sql<{ found: unknown }>`select following_page(${linkOf(secret)}) as found`.execute(
    db,
  )
  return parsed(followingSchema, rows[0]?.found)
}

/** What the reporter behind a link is told of the place of their report; undefined where there is nothing to tell. */
export async function findStatusFollowing(
  db: Transaction,
  secret: string,
  clock: Clock,
): Promise<StatusFollowing | undefined> {
  const { rows } = await sql<{ found: unknown }>`
    select status_following(${linkOf(secret)}, ${safeTypesOn(today(clock))}::text[]) as found`.execute(db)
  return parsed(statusSchema, rows[0]?.found)
}

function parsed<Schema extends z.ZodType>(schema: Schema, found: unknown): z.output<Schema> | undefined {
  return found === null || found === undefined ? undefined : schema.parse(found)
}

/** Words for a reader of that language: English where nobody wrote them in it. */
export function inWordsOf(
  tag: string | undefined,
  { words, wordsCy }: { words: string; wordsCy: string },
): { text: string; language: 'cy' | 'en' } {
  return tag === 'cy' && wordsCy !== '' ? { text: wordsCy, language: 'cy' } : { text: words, language: 'en' }
}
