import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { wordsIn } from '#locales'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { explainCaseReview } from './case-review/explain-case-review.ts'
import { type ContactGiven, type ContactWish, chooseWay, isDiscreet } from './safe-contact.ts'
import { writeMessage } from './write-message.ts'

/** News taken at a time. */
const batchSize = 20

/** Who reported something, and how it is safe to reach them. */
export type Addressee = {
  /** The news that is told; null where it is told for another reason. */
  timelineEntryId: string | null
  reportId: string
  reference: string
  language: string
  contact: ContactGiven | undefined
  wish: ContactWish | undefined
}

export type News = Addressee & {
  kind: string
  /** Why, where it was written for the reporter. */
  reason: string
  organisationName: string | null
}

/** Decisions of which somebody is told who is not looking; where their report is routed they see on the page. */
const toldKinds = ['accept', 'refuse', 'not_asb', 'close', 'reopen'] as const
type ToldKind = (typeof toldKinds)[number]
const isTold = (kind: string): kind is ToldKind => toldKinds.some((each) => each === kind)

/** Writes the messages that news asks for; says how much news there was. */
export async function tellNews(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const news = await takeNews(db)
    for (const each of news) await tell(db, each, clock)
    return news.length
  })
}

async function tell(db: Transaction, news: News, clock: Clock): Promise<void> {
  if (news.kind === 'filed') {
    await sendToReporter(db, news, 'acknowledgement', wordsIn(news.language).status.states.filed.means)
    const readsPage = news.contact === undefined || news.wish?.onlyChannel === 'page'
    await explainCaseReview(db, { ...news, readsPage }, clock, (words) =>
      sendToReporter(db, news, 'explainer', words),
    )
  } else if (isTold(news.kind)) {
    const { messages, status } = wordsIn(news.language)
    const what = status.news[news.kind](news.organisationName ?? '')
    await sendToReporter(db, news, 'update', messages.decided(what, news.reason))
  }
}

/** Writes it on the page, and sends it where there is a safe way; gives the way. */
export async function sendToReporter(
  db: Transaction,
  { timelineEntryId, reportId, reference, language, contact, wish }: Addressee,
  kind: 'acknowledgement' | 'update' | 'explainer',
  words: string,
): Promise<{ channel: 'page' | 'email' | 'text' | 'letter'; because: string }> {
  const way = chooseWay(contact, wish)
  const id = newId()
  const because = way.channel === 'page' ? way.because : ''
  await db
    .insertInto('reporter_message')
    .values({
      id,
      report_id: reportId,
      submission_id: newId(),
      direction: 'to_reporter',
      kind,
      words,
      channel: way.channel,
      page_alone_because: because,
      // The explanation belongs to the same news as the acknowledgement, which has told it.
      timeline_entry_id: kind === 'explainer' ? null : timelineEntryId,
      author_name: system.name,
    })
    .execute()
  if (way.channel !== 'page') {
    const written = writeMessage({
      language,
      channel: way.channel,
      isDiscreet: isDiscreet(contact, wish),
      kind,
      reference,
      words,
    })
    await queueMessage(db, { id, channel: way.channel, recipient: way.recipient, language, ...written })
    if (kind === 'acknowledgement')
      await addTimelineEntries(db, system, [
        { reportId, kind: 'acknowledged', what: 'The report was acknowledged to the reporter' },
      ])
  }
  return { channel: way.channel, because }
}

type Row = AddresseeRow & {
  timelineEntryId: string
  kind: string
  why: string
  organisationName: string | null
}

type AddresseeRow = {
  timelineEntryId: string | null
  reportId: string
  reference: string
  hasContact: boolean
  email: string | null
  phone: string | null
  address: string | null
  preferredChannel: string | null
  safeContact: string | null
  language: string | null
  onlyChannel: string | null
  unsafeChannels: string[] | null
  safeTimes: string | null
  avoidWords: string | null
}

const addresseeColumns = sql`
  contact.report_id is not null as "hasContact", contact.email, contact.phone,
  contact.address, contact.preferred_channel as "preferredChannel", contact.safe_contact as "safeContact",
  coalesce(wish.language, report.language) as language, wish.only_channel as "onlyChannel",
  wish.unsafe_channels as "unsafeChannels", wish.safe_times as "safeTimes", wish.avoid_words as "avoidWords"`
const addresseeJoins = sql`
  left join report_contact as contact on contact.report_id = report.id
  left join contact_wish as wish on wish.report_id = report.id`

/** Taken away in the same transaction in which it is told. Only decisions that say no, or the end, tell why. */
async function takeNews(db: Transaction): Promise<News[]> {
  const { rows } = await sql<Row>`
    with taken as (
      delete from reporter_news where timeline_entry_id in (
        select timeline_entry_id from reporter_news order by noticed_at limit ${batchSize})
      returning timeline_entry_id, report_id)
    select taken.timeline_entry_id as "timelineEntryId", report.id as "reportId", report.reference, entry.kind,
      case when entry.kind in ('refuse', 'not_asb', 'close') then coalesce((select nullif(told_victim, '')
        from decision_reason where decision_reason.report_id = report.id and gate = 'report_' || entry.kind
        order by decided_at desc, decision_reason.id desc limit 1), entry.why) else '' end as why,
      organisation.name as "organisationName", ${addresseeColumns}
    from taken
    join timeline_entry as entry on entry.id = taken.timeline_entry_id
    join report on report.id = taken.report_id
    left join organisation on organisation.id = entry.organisation_id
    ${addresseeJoins}
    order by entry.at, entry.id`.execute(db)
  return rows.map(toNews)
}

/** Whoever reported this, for news that stands in no timeline of theirs; undefined where there is no such report. */
export async function readAddressee(db: Transaction, reportId: string): Promise<Addressee | undefined> {
  const { rows } = await sql<AddresseeRow>`
    select null as "timelineEntryId", report.id as "reportId", report.reference, ${addresseeColumns}
    from report ${addresseeJoins} where report.id = ${reportId}`.execute(db)
  return rows[0] && toAddressee(rows[0])
}

function toNews(row: Row): News {
  const { timelineEntryId, kind, why, organisationName } = row
  return { ...toAddressee(row), timelineEntryId, kind, reason: why, organisationName }
}

function toAddressee(row: AddresseeRow): Addressee {
  const { timelineEntryId, reportId, reference } = row
  return {
    timelineEntryId,
    reportId,
    reference,
    language: row.language ?? 'en',
    contact: row.hasContact
      ? {
          email: row.email ?? '',
          phone: row.phone ?? '',
          address: row.address ?? '',
          preferredChannel: row.preferredChannel ?? 'none',
          safeContact: row.safeContact ?? '',
        }
      : undefined,
    wish:
      row.unsafeChannels === null
        ? undefined
        : {
            language: row.language ?? 'en',
            onlyChannel: row.onlyChannel,
            unsafeChannels: row.unsafeChannels,
            safeTimes: row.safeTimes ?? '',
            avoidWords: row.avoidWords ?? '',
          },
  }
}
