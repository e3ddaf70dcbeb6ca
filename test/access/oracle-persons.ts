import { seesProfile } from './oracle-risk.ts'
import {
  everything,
  mine,
  reportOf,
  seesReport,
  type TableRule,
  whileFiling,
  withItsReport,
} from './rights.ts'

/** People named in reports, and the profiles that organisations keep of them. */
export const personRules: Readonly<Record<string, TableRule>> = {
  report_unknown: {
    says: 'Seen with its report, written while that is filed, never changed',
    rights: {
      openasb_web: { see: { which: withItsReport }, add: { which: whileFiling } },
      openasb_worker: { see: { which: withItsReport } },
    },
  },
  report_person: {
    says: 'People named in a report are for the organisation that holds it, not for those it is shared with',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesReport(me, row.report_id, world) && mine(me, reportOf(world, row.report_id)?.organisation_id),
        },
        add: { which: (me, row, world) => whileFiling(me, row, world) && (row.profile_id ?? null) === null },
      },
      // The job that matches: to a profile of the organisation that holds the report, and to no other.
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: (_, row, world) =>
            (row.profile_id ?? null) === null ||
            (world.profile ?? []).some(
              ({ id, organisation_id }) =>
                id === row.profile_id && organisation_id === reportOf(world, row.report_id)?.organisation_id,
            ),
          columns: ['profile_id', 'matched_because'],
        },
      },
    },
  },
  profile: {
    says: 'A profile is for people of the organisation that keeps it who see a report that names it',
    rights: {
      openasb_web: { see: { which: seesProfile } },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
}
