import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

/** Systems of organisations, and reports that were sent there in every state. */
export function drawServiceRequests(
  draw: Draw,
  organisations: readonly Value[],
  members: readonly string[],
  reports: readonly Row[],
) {
  const service_endpoint = organisations.map((organisation_id) => ({
    id: draw.id(),
    organisation_id,
    name: 'Street cleansing',
    url: 'https://requests.example.org/',
    key_sealed: '\\x00',
    made_by: draw.pick(members),
    disabled_at: draw.chance(0.2) ? '2026-01-01T00:00:00Z' : null,
  }))
  // One at most is on its way or stands there.
  const states = () => [
    ...draw.times(draw.number(0, 1), () => draw.pick(['waiting', 'sent', 'unclear', 'failed'])),
    ...draw.times(draw.number(0, 1), () => draw.pick(['failed', 'closed'])),
  ]
  return {
    service_endpoint,
    service_request: reports.flatMap(({ id, organisation_id }) => {
      const holder = service_endpoint.find((endpoint) => endpoint.organisation_id === organisation_id)
      const endpoint = draw.chance(0.8) && holder !== undefined ? holder : draw.pick(service_endpoint)
      return states().map((state) => ({
        id: draw.id(),
        report_id: id ?? null,
        endpoint_id: endpoint.id,
        organisation_id: endpoint.organisation_id ?? null,
        service_code: 'litter',
        service_name: 'Litter',
        description: 'Bags by the bench',
        made_by: draw.pick(members),
        state,
      }))
    }),
  }
}
