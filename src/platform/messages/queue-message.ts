import type { Transaction } from '#platform/database'
import { englishTag } from '#platform/language'
import type { Delivery } from './message.ts'

/** Writes a message in the transaction of what it tells: both stand or neither. The worker sends it. */
export async function queueMessage(
  db: Transaction,
  message: Omit<Delivery, 'language'> & { language?: string },
): Promise<void> {
  const { id, channel, recipient, subject, body, language = englishTag } = message
  await db
    .insertInto('outgoing_message')
    .values({ id, channel, recipient, subject, body, language })
    .execute()
}
