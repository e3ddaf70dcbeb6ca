import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { wordsIn } from '#locales'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { englishTag, languageParameter } from '#platform/language'
import { type Delivery, queueMessage } from '#platform/messages'
import { chooseWay } from '../safe-contact.ts'
import { type Linking, linkMark, linkOf } from '../status-link.ts'
import { readAddressee } from '../tell-news.ts'

/** Questions answered in one transaction. */
const batchSize = 20
/** Who else knows the reference must not be able to fill somebody's telephone. */
const mostInADay = 3
/** How long a link opens after it was sent: a mail may take a while, and whoever asks waits for it. */
export const opensMinutes = 60
/** Days after which it is forgotten that somebody asked. */
const keptDays = 30

type Ask = { id: string; reference: string; reportId: string | null; inADay: number }

/**
 * Sends a link to whoever reported each report that somebody asked for, by a way that they said is safe, and to nobody
 * where there is none; then those who hold it read that somebody asked. Says how many questions there were.
 */
export async function sendAskedLinks(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const { rows: asks } = await sql<Ask>`
      select link_ask.id, link_ask.reference, report.id as "reportId", (select count(*) from link_ask as earlier
        where earlier.report_id = report.id and earlier.asked_at > ${clock.now()}::timestamptz - interval '1 day')::integer as "inADay"
      from link_ask left join report on report.reference = link_ask.reference
      where link_ask.report_id is null
      order by link_ask.asked_at, link_ask.id limit ${batchSize} for update of link_ask skip locked`.execute(
      db,
    )
    const answered = new Set<string>()
    for (const ask of asks) {
      // Of one report one at a time: the next is counted with this one.
      if (answered.has(ask.reference)) continue
      answered.add(ask.reference)
      if (ask.reportId === null || ask.inADay >= mostInADay) await forget(db, ask.id)
      else await answer(db, ask.id, ask.reportId)
    }
    return asks.length
  })
}

const forget = (db: Transaction, id: string) => sql`delete from link_ask where id = ${id}`.execute(db)

async function answer(db: Transaction, id: string, reportId: string): Promise<void> {
  const addressee = await readAddressee(db, reportId)
  if (addressee === undefined) return
  await sql`update link_ask set report_id = ${reportId} where id = ${id}`.execute(db)
  const { contact, wish, language } = addressee
  const way = chooseWay(contact, wish)
  if (way.channel !== 'email' && way.channel !== 'text') {
    const because = way.channel === 'page' ? way.because : 'They want letters, and the link opens for an hour'
    await addTimelineEntries(db, system, [
      {
        reportId,
        kind: 'link_not_sent',
        what: 'Somebody asked for the private link. None was sent',
        why: because,
      },
    ])
    return
  }
  const { lostLink, messages } = wordsIn(language)
  const isText = way.channel === 'text'
  await queueMessage(db, {
    id,
    channel: way.channel,
    recipient: way.recipient,
    language,
    subject: isText ? '' : messages.subject,
    body: isText ? lostLink.text(linkMark, opensMinutes) : lostLink.email(linkMark, opensMinutes),
  })
}

/** The secret of the link that a message carries, the same at every attempt to send it. */
const secretOfAsk = (installationSecret: string, id: string) =>
  createHmac('sha256', installationSecret).update(`asked link ${id}`).digest('base64url')

/** Puts the link that opens once into a message that is about to be sent; from then on it opens. */
export function putInAskedLink({ secret, origin }: Linking, clock: Clock) {
  return async (db: Transaction, { id, body, language: tag }: Delivery): Promise<string> => {
    if (!body.includes(linkMark)) return body
    const made = secretOfAsk(secret, id)
    const expiresAt = new Date(clock.now().getTime() + opensMinutes * 60_000)
    const { numAffectedRows = 0n } = await sql`
      update link_ask set secret_hash = ${linkOf(made)}, expires_at = ${expiresAt}
      where id = ${id} and report_id is not null and opened_at is null`.execute(db)
    if (numAffectedRows === 0n) return body
    const language = tag === englishTag ? '' : `?${languageParameter}=${tag}`
    return body.replaceAll(linkMark, () => `${origin}/status/link/${made}${language}`)
  }
}

/** Forgets who asked a while ago; gives their number. */
export async function forgetAskedLinks(db: Transaction): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('link_ask')
    .where('asked_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
