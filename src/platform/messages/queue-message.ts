import type { Transaction } from '#platform/database'
import type { Delivery } from './message.ts'

/** Writes a message in the transaction of what it tells: both stand or neither. The worker sends it. */
export async function queueMessage(db: Transaction, message: Delivery): Promise<void> {
  const { id, channel, recipient, subject, body } = message
  await db.insertInto('outgoing_message').values({ id, channel, recipient, subject, body }).execute()
}
