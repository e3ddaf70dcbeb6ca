import type { Transaction } from '#platform/database'
import { englishTag } from '#platform/language'
import type { Delivery } from './message.ts'

type NewMessage = Omit<Delivery, 'language'> & { language?: string }

/** Writes a message in the transaction of what it tells: both stand or neither. The worker sends it. */
export async function queueMessage(db: Transaction, message: NewMessage): Promise<void> {
  await queueMessages(db, [message])
}

/** The same for several, in one statement. */
export async function queueMessages(db: Transaction, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  await db
    .insertInto('outgoing_message')
    .values(
      messages.map(({ id, channel, recipient, subject, body, language = englishTag }) => ({
        id,
        channel,
        recipient,
        subject,
        body,
        language,
      })),
    )
    .execute()
}
