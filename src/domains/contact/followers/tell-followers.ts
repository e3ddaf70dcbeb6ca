import { sql } from 'kysely'
import { wordsIn } from '#locales'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { englishTag, languageParameter } from '#platform/language'
import { type Delivery, queueMessage } from '#platform/messages'
import { chooseWay, isDiscreet } from '../safe-contact.ts'
import { type Linking, linkMark } from '../status-link.ts'
import { readAddressee } from '../tell-news.ts'
import { writeMessage } from '../write-message.ts'
import { secretOfFollower } from './follow-secret.ts'
import { inWordsOf } from './known-place.ts'

/** Followers told in one transaction. */
const batchSize = 50

type Untold = {
  followerId: string
  reportId: string | null
  channel: 'page' | 'email' | 'text'
  recipient: string
  language: string
}

/**
 * Tells everybody who follows a place the news of it, and that it is over, once each: who was told and the message to them stand in one
 * transaction, so that a worker that dies in the middle has told them or not. Says how many were told.
 */
export async function tellFollowers(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const last = await tellLast(db, clock)
    if (last > 0) return last
    const { rows: news } = await sql<{ id: string; placeId: string; words: string; wordsCy: string }>`
      select id, place_id as "placeId", words, words_cy as "wordsCy" from place_news
      where told_at is null order by written_at, id limit 1 for update skip locked`.execute(db)
    const [each] = news
    if (each === undefined) return 0
    // Who came later reads it on their page.
    const { rows: untold } = await sql<Untold>`
      select follower.id as "followerId", report_id as "reportId", channel, recipient, language
      from follower join place_news on place_news.id = ${each.id}
      join followed_place on followed_place.id = follower.place_id and followed_place.ended_at is null
      where follower.place_id = ${each.placeId} and follower.ended_at is null and confirmed_at <= place_news.written_at
        and not exists (select from follower_message where follower_id = follower.id and news_id = ${each.id})
      order by follower.id limit ${batchSize}`.execute(db)
    for (const follower of untold) await tell(db, follower, each)
    if (untold.length < batchSize)
      await sql`update place_news set told_at = ${clock.now()} where id = ${each.id}`.execute(db)
    return untold.length
  })
}

/** Tells those whose place is over, and forgets where they are reached; says how many. */
async function tellLast(db: Transaction, clock: Clock): Promise<number> {
  const { rows } = await sql<Untold>`
    select id as "followerId", report_id as "reportId", channel, recipient, language from follower
    where last_due_at is not null and ended_at is null
    order by last_due_at, id limit ${batchSize} for update skip locked`.execute(db)
  for (const follower of rows) await tell(db, follower, undefined)
  const told = rows.map(({ followerId }) => followerId)
  await sql`
    update follower set ended_at = ${clock.now()}, ended_because = 'place_ended', recipient = ''
    where id = any (${told}::uuid[])`.execute(db)
  return rows.length
}

type Told = { words: string; wordsCy: string; id: string }

/**
 * By the way they gave, or as a reporter wishes to be reached; where no way is safe it stands on their page alone.
 * @param news undefined where the place is over
 */
async function tell(db: Transaction, follower: Untold, news: Told | undefined): Promise<void> {
  const id = newId()
  const addressee = follower.reportId === null ? undefined : await readAddressee(db, follower.reportId)
  const way =
    addressee === undefined
      ? follower.channel === 'page'
        ? { channel: 'page' as const }
        : { channel: follower.channel, recipient: follower.recipient }
      : chooseWay(addressee.contact, addressee.wish)
  const language = addressee?.language ?? follower.language
  await sql`
    insert into follower_message (id, follower_id, news_id, is_last, channel)
    values (${id}, ${follower.followerId}, ${news?.id ?? null}, ${news === undefined}, ${way.channel})`.execute(
    db,
  )
  if (way.channel === 'page') return
  const { channel, recipient } = way
  const { follow, messages } = wordsIn(language)
  const written =
    addressee !== undefined && isDiscreet(addressee.contact, addressee.wish)
      ? writeMessage({
          language,
          channel,
          isDiscreet: true,
          kind: 'update',
          reference: addressee.reference,
          words: '',
        })
      : {
          subject: channel === 'text' ? '' : messages.subject,
          body:
            news === undefined
              ? follow[channel === 'text' ? 'lastText' : 'lastMessage'](linkMark)
              : channel === 'text'
                ? follow.newsText(linkMark)
                : follow.newsMessage(inWordsOf(language, news).text, linkMark),
        }
  await queueMessage(db, { id, channel, recipient, language, ...written })
}

/** Puts the link to their own page into a message to a follower that is about to be sent. */
export function putInFollowLink({ secret, origin }: Linking) {
  return async (db: Transaction, { id, body, language: tag }: Delivery): Promise<string> => {
    if (!body.includes(linkMark)) return body
    const message = await db
      .selectFrom('follower_message')
      .select('follower_id as followerId')
      .where('id', '=', id)
      .executeTakeFirst()
    if (message === undefined) return body
    const language = tag === englishTag ? '' : `?${languageParameter}=${tag}`
    const link = `${origin}/following/${secretOfFollower(secret, message.followerId)}${language}`
    return body.replaceAll(linkMark, () => link)
  }
}

/** Days after which an address that nobody confirmed is forgotten. */
const confirmWithinDays = 14

/** Ends what reaches nobody: addresses to which nothing can be sent, and those that nobody confirmed. */
export async function endStaleFollowers(database: Database, clock: Clock): Promise<number> {
  const now = clock.now()
  return database.withActor(system, async (db) => {
    const { rows } = await sql`
      update follower set ended_at = ${now}, recipient = '', ended_because = case
          when confirmed_at is null and followed_at < ${now}::timestamptz - make_interval(days => ${confirmWithinDays}) then 'not_confirmed'
          else 'stale' end
      where ended_at is null and (
        confirmed_at is null and followed_at < ${now}::timestamptz - make_interval(days => ${confirmWithinDays})
        or id in (select follower_id from follower_message join outgoing_message on outgoing_message.id = follower_message.id
          where outgoing_message.status = 'failed'))
      returning id`.execute(db)
    return rows.length
  })
}
