import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type FollowedPlace = {
  id: string
  organisationId: number
  words: string
  wordsCy: string
  reason: string
  switchedOnAt: Date
  switchedOnBy: string
  endedAt: Date | null
  endedBecause: string
  version: number
  /** Whether the public is told of it at the moment. */
  isShown: boolean
}

export type NeighbourNews = {
  words: string
  wordsCy: string
  writtenBy: string
  writtenAt: Date
  toldAt: Date | null
}

export type Follower = {
  followedAt: Date
  recipient: string
  isConfirmed: boolean
  /** Of the report by which they follow. */
  reference: string | null
}

/** The places of a case that neighbours may or might follow, the open one first. */
export async function readPlaces(db: Transaction, caseId: string): Promise<FollowedPlace[]> {
  const { rows } = await sql<FollowedPlace>`
    select place.id, place.organisation_id as "organisationId", words, words_cy as "wordsCy", reason,
      switched_on_at as "switchedOnAt", coalesce(member.name, 'A colleague elsewhere') as "switchedOnBy",
      ended_at as "endedAt", ended_because as "endedBecause", version, may_be_followed(place.case_id) as "isShown"
    from followed_place as place left join member on member.id = place.switched_on_by
    where place.case_id = ${caseId} order by ended_at desc nulls first, place.id`.execute(db)
  return rows
}

/** The news of a place, the newest first. */
export async function readPlaceNews(db: Transaction, placeId: string): Promise<NeighbourNews[]> {
  const { rows } = await sql<NeighbourNews>`
    select words, words_cy as "wordsCy", coalesce(member.name, 'A colleague elsewhere') as "writtenBy",
      written_at as "writtenAt", told_at as "toldAt"
    from place_news left join member on member.id = place_news.written_by
    where place_id = ${placeId} order by written_at desc, place_news.id limit 200`.execute(db)
  return rows
}

/** Those who follow, as far as their contact details are for the reader's organisation. */
export async function readFollowers(db: Transaction, placeId: string): Promise<Follower[]> {
  const { rows } = await sql<Follower>`
    select followed_at as "followedAt", recipient, confirmed_at is not null as "isConfirmed", report.reference
    from follower left join report on report.id = follower.report_id
    where place_id = ${placeId} and ended_at is null order by followed_at desc, follower.id limit 200`.execute(
    db,
  )
  return rows
}

/** How many follow, and whom of them it affects. */
export async function countFollowers(
  db: Transaction,
  placeId: string,
): Promise<{ followers: number; affected: number }> {
  const { rows } = await sql<{ counts: { followers: number; affected: number } }>`
    select count_followers(${placeId}) as counts`.execute(db)
  return rows[0]?.counts ?? { followers: 0, affected: 0 }
}
