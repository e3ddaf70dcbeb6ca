import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'
const kinds = ['assign', 'refer', 'transfer', 'request_access']

/** Hand-overs of every kind in every state, of restricted records too, with their snapshots. */
export function drawHandOvers(
  draw: Draw,
  { organisation, team, member }: Readonly<Record<'organisation' | 'team' | 'member', readonly Row[]>>,
  report: readonly Row[],
  cases: readonly Row[],
) {
  const records = [
    ...report.map((record) => ({ record, report_id: record.id ?? null, case_id: null })),
    ...cases.map((record) => ({ record, report_id: null, case_id: record.id ?? null })),
  ]
  const hand_over = records
    .filter(() => draw.chance(0.6))
    .map(({ record, ...ids }) => {
      const kind = draw.pick(kinds)
      const holder: Value = record.organisation_id ?? organisation[0]?.id ?? null
      const other: Value = draw.pick(organisation).id ?? null
      const to = kind === 'request_access' ? holder : other
      const status = draw.pick([
        'awaiting',
        'awaiting',
        'accepted',
        'refused',
        'withdrawn',
        'lapsed',
        'ended',
      ])
      const isAnswered = !['awaiting', 'withdrawn', 'lapsed'].includes(status)
      return {
        id: draw.id(),
        kind,
        status,
        reference: record.reference ?? null,
        ...ids,
        partition_code: record.partition_code ?? null,
        from_organisation_id: kind === 'request_access' ? other : holder,
        to_organisation_id: to,
        to_team_id:
          kind === 'assign' ? (team.find(({ organisation_id }) => organisation_id === to)?.id ?? null) : null,
        level: draw.pick(['exists', 'signpost', 'summary', 'full']),
        reason: 'They can help',
        consent_by: 'victim',
        consent_on: '2026-10-01',
        asked_by: draw.pick(member).id ?? null,
        asked_at: moment,
        due_on: '2026-10-08',
        overdue_at: draw.chance(0.3) ? moment : null,
        answered_by: isAnswered ? (draw.pick(member).id ?? null) : null,
        answered_at: isAnswered ? moment : null,
        answer_reason: isAnswered ? 'Because' : '',
        version: draw.number(1, 2),
      }
    })
  const snapshot = hand_over.map(({ id, level }) => ({ hand_over_id: id, moment: 'asked', level }))
  const side = (name: string) =>
    Object.fromEntries(
      ['name', 'kind', 'contact', 'team', 'person'].map((part): [string, Value] => [`${name}_${part}`, part]),
    )
  return {
    hand_over,
    hand_over_snapshot: snapshot.map((row) => ({
      ...row,
      ...side('giver'),
      ...side('receiver'),
      held_by: 'Organisation 1',
    })),
    hand_over_record: snapshot.map(({ hand_over_id }) => ({
      hand_over_id,
      moment: 'asked',
      title: 'A title',
      status: 'open',
      version: 1,
    })),
    hand_over_term: [{ kind: 'refer', working_days: 5, valid_from: '2020-01-01' }],
    lawful_basis: [{ code: 'public_task', label: 'A task', citation: 'The law', valid_from: '2020-01-01' }],
  }
}
