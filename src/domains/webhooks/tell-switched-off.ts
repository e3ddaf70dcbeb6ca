import { formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'

export type SwitchedOffEndpoint = { id: string; url: string; notifyEmail: string; because: string }

/** Tells whoever is named for an endpoint that nothing goes there any more. */
export async function tellSwitchedOff(
  db: Transaction,
  { url, notifyEmail, because }: SwitchedOffEndpoint,
  now: Date,
): Promise<void> {
  if (notifyEmail === '') return
  await queueMessage(db, {
    id: newId(),
    channel: 'email',
    recipient: notifyEmail,
    subject: 'A webhook was switched off',
    body: [
      `${new URL(url).host} is not told any more what becomes of incidents, since ${formatDateTime(now)}.`,
      '',
      `${because}.`,
      '',
      'Put the receiver right, then switch the webhook on again: Incidents from other systems, Webhooks.',
      'What happened meanwhile can be read from GET /api/v1/incidents/changes.',
    ].join('\n'),
  })
}
