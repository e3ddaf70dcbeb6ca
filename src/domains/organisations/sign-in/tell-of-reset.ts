import { formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'

/** Tells somebody that a colleague, or an operator, resets how they sign in. */
export async function tellOfReset(
  db: Transaction,
  { name, email, byName }: { name: string; email: string; byName: string },
  now: Date,
): Promise<void> {
  await queueMessage(db, {
    id: newId(),
    channel: 'email',
    recipient: email,
    subject: 'Your sign-in was reset',
    body: [
      `Dear ${name},`,
      '',
      `${byName} reset how you sign in to the record of anti-social behaviour on ${formatDateTime(now)}.`,
      'Your password, your authenticator, your backup codes and your passkeys do not work any more.',
      '',
      'If you asked for this, you need do nothing: they give you a new password.',
      'If you did not, tell your supervisor or your information governance officer today.',
    ].join('\n'),
  })
}
