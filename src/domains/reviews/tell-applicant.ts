import { chooseWay, isDiscreet, linkMark } from '#domains/contact'
import { wordsIn } from '#locales'
import type { Actor } from '#platform/actor'
import { asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import type { Review } from './read-review.ts'

export type Telling = {
  kind: string
  /** In a few words, for the list of what happened. */
  what: string
  /** What the applicant reads, in their language. */
  words: string
}

/**
 * Writes it on the applicant's private page and sends it by the way that is safe for them; what goes outside says no
 * more than they allow. Staff telephone those who want to be telephoned: the event says how it went.
 */
export async function tellApplicant(
  db: Transaction,
  actor: Actor,
  review: Review,
  telling: Telling,
): Promise<void> {
  const { applicant, language } = review
  const way = chooseWay(applicant, undefined)
  const id = newId()
  const member = asMember(actor)
  await db
    .insertInto('review_event')
    .values({
      id,
      review_id: review.id,
      kind: telling.kind,
      what: telling.what,
      words: telling.words,
      is_told: true,
      channel: way.channel,
      organisation_id: member.organisationId,
      member_id: member.memberId,
      actor_name: member.name,
    })
    .execute()
  if (way.channel === 'page') return
  const { messages, reviews } = wordsIn(language)
  const contact = [review.contactName, review.contactPhone, review.contactEmail].filter(Boolean).join(', ')
  const body =
    way.channel === 'text'
      ? messages.discreetText(linkMark)
      : isDiscreet(applicant, undefined)
        ? messages.discreet(linkMark)
        : reviews.done.letter(telling.words, contact, linkMark)
  await queueMessage(db, {
    id,
    channel: way.channel,
    recipient: way.recipient,
    subject: way.channel === 'text' ? '' : messages.subject,
    body,
    language,
  })
}

/** Writes down what happened and is not told to the applicant. */
export async function noteEvent(
  db: Transaction,
  actor: Actor,
  reviewId: string,
  event: { kind: string; what: string; words?: string },
): Promise<void> {
  const member = asMember(actor)
  await db
    .insertInto('review_event')
    .values({
      id: newId(),
      review_id: reviewId,
      kind: event.kind,
      what: event.what,
      words: event.words ?? '',
      organisation_id: member.organisationId,
      member_id: member.memberId,
      actor_name: member.name,
    })
    .execute()
}
