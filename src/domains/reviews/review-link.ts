import { createHmac } from 'node:crypto'
import { linkMark } from '#domains/contact'
import type { Transaction } from '#platform/database'
import { englishTag, languageParameter } from '#platform/language'
import type { Delivery } from '#platform/messages'
import { reviewLinkOf } from './application/apply-for-review.ts'

type Linking = { secret: string; origin: string }

/** Puts the link into a message to an applicant that is about to be sent, and lets it open the page of the application. */
export function putInReviewLink({ secret, origin }: Linking) {
  return async (db: Transaction, { id, body }: Delivery): Promise<string> => {
    if (!body.includes(linkMark)) return body
    const event = await db
      .selectFrom('review_event')
      .innerJoin('asb_review', 'asb_review.id', 'review_event.review_id')
      .select(['asb_review.id as reviewId', 'asb_review.language'])
      .where('review_event.id', '=', id)
      .executeTakeFirst()
    if (event === undefined) return body
    // The same at every attempt; only who knows the installation's secret can make it.
    const made = createHmac('sha256', secret).update(`case review link of ${id}`).digest('base64url')
    const link = reviewLinkOf(made)
    const known = await db
      .selectFrom('review_link')
      .select('review_id')
      .where('secret_hash', '=', link)
      .executeTakeFirst()
    if (known === undefined)
      await db.insertInto('review_link').values({ secret_hash: link, review_id: event.reviewId }).execute()
    const language = event.language === englishTag ? '' : `?${languageParameter}=${event.language}`
    return body.replaceAll(linkMark, () => `${origin}/case-review/status/${made}${language}`)
  }
}
