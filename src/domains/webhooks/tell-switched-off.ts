import { formatDateTime } from '#platform/clock'
import { leaveMessage, type Outbox } from '#platform/outbox'

export type SwitchedOffEndpoint = { id: string; url: string; notifyEmail: string; because: string }

/** Tells whoever is named for an endpoint that nothing goes there any more. */
export async function tellSwitchedOff(
  outbox: Outbox,
  { url, notifyEmail, because }: SwitchedOffEndpoint,
  now: Date,
): Promise<void> {
  if (notifyEmail === '') return
  await leaveMessage(
    outbox,
    {
      to: notifyEmail,
      subject: 'A webhook was switched off',
      text: [
        `${new URL(url).host} is not told any more what becomes of incidents, since ${formatDateTime(now)}.`,
        '',
        `${because}.`,
        '',
        'Put the receiver right, then switch the webhook on again: Incidents from other systems, Webhooks.',
        'What happened meanwhile can be read from GET /api/v1/incidents/changes.',
      ].join('\r\n'),
    },
    now,
  )
}
