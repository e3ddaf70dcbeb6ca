import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

export function drawPlaces(draw: Draw) {
  const set = draw.id()
  const area = draw.id()
  return {
    area_set: [
      {
        id: set,
        kind: 'ward',
        vintage: '2026',
        source: 'made up',
        attribution: '',
        valid_from: '2020-01-01',
      },
    ],
    area: [{ id: area, area_set_id: set, code: 'W1', name: 'Ward', label_point: '(1,1)' }],
    area_part: [{ area_id: area, part: 1, shell: '((0,0),(2,0),(2,2))' }],
    postcode: [{ postcode: 'ZZ1 1AA', location: '(1,1)', quality: 10, vintage: '2026' }],
    postcode_group: [{ label: 'ZZ1', postcodes: 1, location: '(1,1)' }],
    street: [{ id: draw.id(), name: 'High Street', locality: '', location: '(1,1)', source: 'made up' }],
  }
}

export function drawMachines(draw: Draw, organisations: readonly number[], report: readonly Row[]) {
  const api_token = draw.times(4, () => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    name: 'A system',
    secret_hash: draw.hash(),
    may_read_feed: draw.chance(0.5),
    may_file_reports: draw.chance(0.5),
    may_provision: draw.chance(0.6),
    expires_at: draw.pick([null, '2020-01-01T00:00:00Z', '2100-01-01T00:00:00Z']),
    revoked_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
  }))
  return {
    api_token,
    intake_receipt: report.slice(0, 2).map(({ submission_id }) => {
      const token = draw.pick(api_token)
      return {
        submission_id: submission_id ?? null,
        organisation_id: token.organisation_id,
        token_id: token.id,
        body_hash: '\\x00',
      }
    }),
    erased_record: draw.times(3, () => ({
      record_kind: draw.pick(['report', 'case', 'action']),
      record_id: draw.id(),
      audience: draw.some(organisations),
    })),
  }
}

export function drawIdentities(draw: Draw, users: readonly Row[]) {
  const user_id = users[0]?.id ?? null
  const later = '2100-01-01T00:00:00Z'
  return {
    identity_session: [{ id: 'session', user_id, token: 'token', expires_at: later }],
    identity_credential: [
      { id: 'credential', user_id, account_id: 'a', provider_id: 'credential', password: 'hash' },
    ],
    identity_verification: [{ id: 'verification', identifier: 'i', value: 'v', expires_at: later }],
    identity_two_factor: [{ id: 'authenticator', user_id, secret: 's', backup_codes: 'b' }],
    identity_used_code: [{ user_id, code: String(draw.number(100_000, 999_999)) }],
    identity_attempt: [{ subject: 'subject', attempts: 1, window_ends_at: later }],
  }
}
