import type { Calls } from './attempts-on-functions.ts'
import { audits, isOneOf } from './duties.ts'
import { everything, isMe, isPerson, type Role, type TableRule } from './rights.ts'

/** The nightly look at who sees what: written by the worker, read by the organisation that answers for a finding. */
export const exposureRules: Readonly<Record<string, TableRule>> = {
  exposure_run: {
    says: 'How a look went is for everybody signed in; a person asks for one in their own name, and to put things right as supervisor or information governance',
    rights: {
      openasb_web: {
        see: { which: isPerson },
        add: {
          which: (me, row, world) =>
            isMe(me, row.asked_by) &&
            (row.finished_at ?? null) === null &&
            (row.mends !== true || isOneOf(me, world, ['supervisor', 'information_governance'], null)),
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => (row.asked_by ?? null) === null },
        change: {
          which: everything,
          into: everything,
          columns: [
            'finished_at',
            'records_to_check',
            'records_checked',
            'drifted',
            'uncovered',
            'unusual',
            'failure',
          ],
        },
      },
    },
  },
  exposure_finding: {
    says: 'For who oversees the organisation that answers for it',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => isPerson(me) && audits(me, world, row.organisation_id) },
      },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
}

export const exposureFunctions: Readonly<Record<string, readonly Role[]>> = {
  mend_audience: ['openasb_worker'],
}

export const exposureCalls: Calls = {
  mend_audience: () => [
    { call: `select coalesce(mend_audience(null, null)::text, 'done')`, expected: { shows: ['done'] } },
  ],
}
