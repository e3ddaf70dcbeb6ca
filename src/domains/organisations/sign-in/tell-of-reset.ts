import { formatDateTime } from '#platform/clock'
import { leaveMessage, type Outbox } from '#platform/outbox'

/** Tells somebody that a colleague resets how they sign in. @throws when no message can be left */
export async function tellOfReset(
  outbox: Outbox,
  { name, email, byName }: { name: string; email: string; byName: string },
  now: Date,
): Promise<void> {
  await leaveMessage(
    outbox,
    {
      to: email,
      subject: 'Your sign-in was reset',
      text: [
        `Dear ${name},`,
        '',
        `${byName} reset how you sign in to the record of anti-social behaviour on ${formatDateTime(now)}.`,
        'Your password, your authenticator, your backup codes and your passkeys do not work any more.',
        '',
        'If you asked for this, you need do nothing: they give you a new password.',
        'If you did not, tell your supervisor or your information governance officer today.',
      ].join('\r\n'),
    },
    now,
  )
}
