import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Acts on records and without one, reasons that hold and that have run out, and when each organisation asks for them. */
export function drawDisclosures(
  draw: Draw,
  organisations: readonly Value[],
  members: readonly Value[],
  report: readonly Row[],
  cases: readonly Row[],
) {
  const records = [
    ...report.map(({ id }) => ({ record_kind: 'report', record_id: id ?? null })),
    ...cases.map(({ id }) => ({ record_kind: 'case', record_id: id ?? null })),
  ]
  const someRecord = () => draw.pick([...records, { record_kind: 'report', record_id: null }])
  return {
    audit_entry: draw.times(14, () => {
      const actor_kind = draw.pick(['member', 'member', 'member', 'machine', 'public', 'system'])
      const isPersons = actor_kind === 'member'
      return {
        id: draw.id(),
        at: moment,
        verb: 'consult',
        actor_kind,
        actor_name: 'Somebody',
        organisation_id: draw.pick([null, ...organisations]),
        member_id: isPersons ? draw.pick([null, ...members]) : null,
        ...someRecord(),
        request_id: 'R',
      }
    }),
    disclosure_policy: organisations.flatMap((organisation_id) =>
      ['ordinary', 'restricted']
        .filter(() => draw.chance(0.5))
        .map((sensitivity) => ({
          organisation_id,
          sensitivity,
          asks_reason: draw.chance(0.5),
          modified_by: draw.pick(members),
        })),
    ),
    opening_reason: records
      .filter(() => draw.chance(0.5))
      .map((record) => ({
        id: draw.id(),
        member_id: draw.pick(members),
        ...record,
        reason: 'Because it is so',
        given_at: moment,
        expires_at: draw.pick(['2026-10-02T00:00:00Z', '2100-01-01T00:00:00Z']),
      })),
    audit_verification: draw.times(2, () => ({ id: draw.id(), asked_by: draw.pick(members) })),
  }
}
