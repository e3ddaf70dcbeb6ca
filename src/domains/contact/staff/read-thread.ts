import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { ContactGiven, ContactWish } from '../safe-contact.ts'

export type ThreadMessage = {
  id: string
  at: Date
  direction: 'to_reporter' | 'from_reporter'
  kind: string
  words: string
  channel: string
  pageAloneBecause: string
  overrideReason: string
  authorName: string
  replyDueOn: string | null
  settledAt: Date | null
  settledBecause: string
  /** What became of the sending; null where it went by the page alone. */
  status: string | null
  problem: string | null
}

export type Thread = {
  id: string
  reference: string
  title: string
  /** In which they reported. */
  language: string
  contact: (ContactGiven & { name: string }) | undefined
  wish: ContactWish | undefined
  messages: readonly ThreadMessage[]
  /** The Case Review is still to be explained by a person, because no message could. */
  toExplain: { because: string } | undefined
}

/** The thread of a report that one's own organisation holds. @throws Refusal 404 */
export async function getThread(
  db: Transaction,
  reference: string,
  organisations: readonly number[],
): Promise<Thread> {
  const report = await db
    .selectFrom('report')
    .select(['id', 'reference', 'title', 'language'])
    .where('reference', '=', reference)
    .where('organisation_id', 'in', organisations.length > 0 ? organisations : [null])
    .executeTakeFirst()
  if (report === undefined) throw notFound('report')
  const [contact, wish, messages, toExplain] = await Promise.all([
    db
      .selectFrom('report_contact')
      .select([
        'name',
        'email',
        'phone',
        'address',
        'preferred_channel as preferredChannel',
        'safe_contact as safeContact',
      ])
      .where('report_id', '=', report.id)
      .executeTakeFirst(),
    db
      .selectFrom('contact_wish')
      .select([
        'language',
        'only_channel as onlyChannel',
        'unsafe_channels as unsafeChannels',
        'safe_times as safeTimes',
        'avoid_words as avoidWords',
      ])
      .where('report_id', '=', report.id)
      .executeTakeFirst(),
    readMessages(db, report.id),
    db
      .selectFrom('case_review_explained')
      .select('because')
      .where('report_id', '=', report.id)
      .where('channel', '=', 'none')
      .where('told_at', 'is', null)
      .executeTakeFirst(),
  ])
  return { ...report, contact, wish, messages, toExplain }
}

function readMessages(db: Transaction, reportId: string): Promise<ThreadMessage[]> {
  return db
    .selectFrom('reporter_message as message')
    .leftJoin('outgoing_message as outgoing', 'outgoing.id', 'message.id')
    .select([
      'message.id as id',
      'message.at as at',
      'message.direction as direction',
      'message.kind as kind',
      'message.words as words',
      'message.channel as channel',
      'message.page_alone_because as pageAloneBecause',
      'message.override_reason as overrideReason',
      'message.author_name as authorName',
      'message.reply_due_on as replyDueOn',
      'message.settled_at as settledAt',
      'message.settled_because as settledBecause',
      'outgoing.status as status',
      'outgoing.problem as problem',
    ])
    .where('message.report_id', '=', reportId)
    .orderBy('message.at')
    .orderBy('message.id')
    .execute()
}
