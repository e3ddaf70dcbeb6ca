import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const later = '2100-01-01T00:00:00Z'
const moment = '2026-10-01T20:00:00Z'

/** Incidents with and without a report, letters, mappings, endpoints and short-lived tokens of every organisation. */
export function drawIncidents(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  reports: readonly Row[],
  tokens: readonly Row[],
) {
  const incident = draw.times(5, (at) => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    source: 'STORM',
    number: `N${at}`,
    channel: 'command_and_control',
  }))
  const incident_report = incident.slice(0, 4).flatMap(({ id, organisation_id }, at) => {
    const report = reports[at]
    return report === undefined ? [] : [{ incident_id: id, organisation_id, report_id: report.id ?? null }]
  })
  const webhook_endpoint = draw.times(3, () => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    url: 'https://receiver.example.org/',
    statuses: ['filed'],
    secret_sealed: '\\x00',
    made_by: draw.pick(members),
  }))
  const incident_change = incident.map(({ id, organisation_id }) => ({
    id: draw.id(),
    incident_id: id,
    organisation_id,
    status: 'filed',
    at: moment,
    dispatched_at: draw.pick([null, moment]),
  }))
  const webhook_delivery = webhook_endpoint.map(({ id, organisation_id }) => {
    const isOver = draw.chance(0.5)
    return {
      id: draw.id(),
      endpoint_id: id,
      organisation_id,
      change_id: draw.pick(incident_change).id,
      state: isOver ? 'failed' : 'waiting',
      due_at: moment,
      finished_at: isOver ? moment : null,
    }
  })
  return {
    incident,
    incident_version: incident.map(({ id, organisation_id }) => ({
      incident_id: id,
      organisation_id,
      version: 1,
      kind: 'creation',
      message: '{}',
      message_hash: '\\x00',
    })),
    incident_report,
    incident_letter: draw.times(4, () => {
      const how = draw.pick(['open', 'open', 'replayed', 'discarded'])
      return {
        id: draw.id(),
        organisation_id: draw.pick(organisations),
        channel: 'command_and_control',
        reason: 'not_valid',
        because: 'It is so',
        body: '{}',
        body_hash: draw.hash(),
        replayed_at: how === 'replayed' ? moment : null,
        discarded_at: how === 'discarded' ? moment : null,
        settled_by: how === 'open' ? null : draw.pick(members),
      }
    }),
    source_mapping: draw.times(12, (at) => {
      const proposed_by = draw.pick(members)
      const decided_by = draw.pick(members)
      const isDecided = draw.chance(0.25)
      return {
        id: draw.id(),
        organisation_id: draw.pick(organisations),
        source: 'STORM',
        version: at + 1,
        kinds: ['type'],
        codes: ['N1'],
        targets: ['noise'],
        change_reason: 'New codes',
        proposed_by,
        decision: isDecided ? (decided_by === proposed_by ? 'declined' : 'approved') : null,
        decided_by: isDecided ? decided_by : null,
        decided_at: isDecided ? moment : null,
      }
    }),
    incident_change,
    webhook_endpoint,
    webhook_delivery,
    webhook_attempt: webhook_delivery.map(({ id, organisation_id }) => ({
      delivery_id: id,
      organisation_id,
      number: 1,
      outcome: 'Refused',
      took_ms: 3,
    })),
    access_token: draw.times(4, () => ({
      token_hash: draw.hash(),
      api_token_id: draw.pick(tokens).id ?? null,
      abilities: draw.some(['read_feed', 'file_reports']),
      expires_at: draw.pick([later, '2020-01-01T00:00:00Z']),
      revoked_at: draw.chance(0.3) ? moment : null,
    })),
  }
}
