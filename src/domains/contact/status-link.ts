import { createHmac } from 'node:crypto'
import type { Transaction } from '#platform/database'
import { hashSecret } from '#platform/ids'
import { englishTag, languageParameter } from '#platform/language'
import type { Delivery } from '#platform/messages'

/** Stands in a message where its link comes in when it is sent. */
export const linkMark = '{link}'

/** How a link's secret is stored and found. */
export function linkOf(secret: string): Buffer {
  return Buffer.from(hashSecret(secret), 'hex')
}

/** The secret of a message's own link, the same at every attempt; only who knows the installation's secret can make it. */
export function secretOfMessage(installationSecret: string, messageId: string): string {
  return createHmac('sha256', installationSecret).update(`status link of ${messageId}`).digest('base64url')
}

export type Linking = { secret: string; origin: string }

/** Puts the link into a message that is about to be sent, and lets it open the page of its report. */
export function putInLink({ secret, origin }: Linking) {
  return async (db: Transaction, { id, body }: Delivery): Promise<string> => {
    if (!body.includes(linkMark)) return body
    const message = await db
      .selectFrom('reporter_message')
      .leftJoin('contact_wish', 'contact_wish.report_id', 'reporter_message.report_id')
      .innerJoin('report', 'report.id', 'reporter_message.report_id')
      .select((is) => [
        'reporter_message.report_id as reportId',
        is.fn.coalesce('contact_wish.language', 'report.language').as('language'),
      ])
      .where('reporter_message.id', '=', id)
      .executeTakeFirst()
    if (message === undefined) return body
    const made = secretOfMessage(secret, id)
    const link = linkOf(made)
    const known = await db
      .selectFrom('report_status_link')
      .select('report_id')
      .where('secret_hash', '=', link)
      .executeTakeFirst()
    if (known === undefined)
      await db
        .insertInto('report_status_link')
        .values({ secret_hash: link, report_id: message.reportId })
        .execute()
    const language = message.language === englishTag ? '' : `?${languageParameter}=${message.language}`
    return body.replaceAll(linkMark, () => `${origin}/status/${made}${language}`)
  }
}
