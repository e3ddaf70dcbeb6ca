import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { channelNames, isDiscreet, offeredWays } from '../safe-contact.ts'
import { writeMessage } from '../write-message.ts'
import type { Thread } from './read-thread.ts'

export type Writing = {
  submission: string
  words: string
  channel: string
  overrideReason: string
  /** What of the reporter's messages waited on the page from which it was written. */
  seen: ReadonlySet<string>
}
export type WritingProblems = { words?: string; channel?: string; override?: string }

const mostLetters = 5_000

/**
 * Writes to the reporter, on their page and by the way chosen, and settles what waited there for an answer: what came
 * since goes on waiting. By a way that they
 * called unsafe only with a reason, which is kept. Sent twice, it is written once.
 */
export async function writeToReporter(
  db: Transaction,
  actor: MemberActor,
  thread: Thread,
  { submission, words, channel, overrideReason, seen }: Writing,
  now: Date,
): Promise<WritingProblems | undefined> {
  const written = words.trim()
  const reason = overrideReason.trim()
  const way = offeredWays(thread.contact, thread.wish).find((each) => each.channel === channel)
  const problems: WritingProblems = {
    ...(written === '' ? { words: 'Write the message' } : {}),
    ...(written.length > mostLetters ? { words: 'Shorten it to 5,000 characters or fewer' } : {}),
    ...(way === undefined ? { channel: 'Choose how it is sent' } : {}),
    ...(way !== undefined && way.isUnsafeBecause !== '' && reason === ''
      ? { override: `${way.isUnsafeBecause}. Choose another way, or say why this one has to be used` }
      : {}),
  }
  if (way === undefined || Object.keys(problems).length > 0) return problems
  const before = await db
    .selectFrom('reporter_message')
    .select('id')
    .where('submission_id', '=', submission)
    .executeTakeFirst()
  if (before !== undefined) return undefined
  const id = newId()
  await db
    .insertInto('reporter_message')
    .values({
      id,
      report_id: thread.id,
      submission_id: submission,
      direction: 'to_reporter',
      kind: 'message',
      words: written,
      channel: way.channel,
      override_reason: way.isUnsafeBecause === '' ? '' : reason,
      organisation_id: actor.organisationId,
      member_id: actor.memberId,
      author_name: actor.name,
    })
    .execute()
  const language = thread.wish?.language ?? thread.language
  if (way.channel !== 'page')
    await queueMessage(db, {
      id,
      channel: way.channel,
      recipient: way.recipient,
      language,
      ...writeMessage({
        language,
        channel: way.channel,
        isDiscreet: isDiscreet(thread.contact, thread.wish),
        kind: 'message',
        reference: thread.reference,
        words: written,
      }),
    })
  await addTimelineEntries(db, actor, [
    {
      reportId: thread.id,
      kind: 'message_sent',
      what: `A message was sent to the reporter by ${channelNames[way.channel]}`,
      why: way.isUnsafeBecause === '' ? '' : `${way.isUnsafeBecause}. Sent all the same: ${reason}`,
    },
  ])
  await settleMessages(db, actor, { thread, seen, because: 'Answered' }, now)
  return undefined
}

/** What the reporter wrote and was seen needs no answer any more, because of this. */
export async function settleMessages(
  db: Transaction,
  actor: MemberActor,
  { thread, seen, because }: { thread: Pick<Thread, 'id'>; seen: ReadonlySet<string>; because: string },
  now: Date,
): Promise<void> {
  if (seen.size === 0) return
  await db
    .updateTable('reporter_message')
    .set({ settled_at: now, settled_by: actor.memberId, settled_because: because })
    .where('report_id', '=', thread.id)
    .where('direction', '=', 'from_reporter')
    .where('settled_at', 'is', null)
    .where('id', 'in', [...seen])
    .execute()
}
