import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'
const later = '2100-01-01T00:00:00Z'

/** A directory with somebody linked to it, a passkey, a form that is kept, and who came in. */
export function drawSignIn(
  draw: Draw,
  organisations: readonly Value[],
  users: readonly Row[],
  members: readonly Value[],
) {
  const user_id = users[0]?.id ?? null
  const provider_id = draw.id()
  const issuer = 'https://login.example.org'
  return {
    identity_provider: [
      {
        id: provider_id,
        organisation_id: draw.pick(organisations),
        name: 'Directory',
        issuer,
        client_id: 'client',
        client_secret_variable: 'SECRET',
        email_domains: ['example.org'],
      },
    ],
    directory_identity: [{ issuer, subject: 'subject', user_id, provider_id }],
    identity_passkey: [{ id: 'passkey', user_id, name: 'Laptop', public_key: '\\x00' }],
    held_form: [
      { secret_hash: 'hash', user_id, url: '/', fields: '\\x00', held_at: moment, expires_at: later },
    ],
    sign_in_event: draw.times(3, () => ({
      id: draw.id(),
      at: moment,
      account_id: user_id,
      member_id: draw.pick([null, ...members]),
      method: draw.pick(['passkey', 'operator']),
      outcome: draw.pick(['signed_in', 'reset']),
    })),
  }
}
