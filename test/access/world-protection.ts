import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-11-01T12:00:00Z'

/** Impact assessments in every state, and what the service counts of itself. */
export function drawProtection(draw: Draw, members: readonly string[], agreements: readonly Row[]) {
  const [agreement] = agreements
  const version = (number: number, state: Row) => ({
    id: draw.id(),
    agreement_id: agreement?.id ?? null,
    number,
    title: 'Assessed',
    content: '{}',
    hash: 'a'.repeat(64),
    owner_id: draw.pick(members),
    review_on: '2099-01-01',
    proposed_by: draw.pick(members),
    // What a decision needs stands there before it, so that one change of a column makes it.
    decision_reason: 'Not yet',
    ...state,
  })
  return {
    impact_draft: members.slice(0, 2).map((made_by, at) => ({
      id: draw.id(),
      subject: at === 0 ? 'partnership' : String(agreement?.id ?? 'none'),
      content: '{}',
      made_by,
      modified_by: draw.pick(members),
    })),
    impact_assessment: [
      version(1, {}),
      ...draw.times(4, (at) => version(at + 2, { decided_by: draw.pick(members), decided_at: moment })),
      ...members.slice(1, 2).map((decided_by) =>
        version(9, {
          proposed_by: members[0] ?? null,
          decision: 'approved',
          decided_by,
          decided_at: moment,
        }),
      ),
    ],
    service_objective: [
      {
        id: draw.id(),
        faults_per_million: 5_000,
        window_days: 28,
        reason: 'To begin',
        set_by: draw.pick(members),
      },
    ],
    service_minute: draw.times(2, () => ({
      id: draw.id(),
      minute: moment,
      kind: 'public',
      requests: 3,
      faults: 1,
      durations: [1, 2, 0],
    })),
    service_fault: [
      {
        id: draw.id(),
        at: moment,
        kind: 'public',
        method: 'GET',
        route: '/report',
        status: 500,
        reference: 'ABC',
      },
    ],
    journey_run: draw.times(2, () => ({ id: draw.id(), journey: 'sign_in', at: moment, ms: 5 })),
    journey_outage: draw.times(2, (at) => ({
      id: draw.id(),
      journey: `journey-${at}`,
      began_at: moment,
      problem: 'It answered 500',
      ended_at: moment,
    })),
  }
}
