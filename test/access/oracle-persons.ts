import {
  everything,
  isPerson,
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
      openasb_worker: { see: { which: everything } },
    },
  },
  profile: {
    says: 'A profile is for people of the organisation that keeps it',
    rights: {
      openasb_web: { see: { which: (me, row) => isPerson(me) && mine(me, row.organisation_id) } },
      openasb_worker: { see: { which: everything } },
    },
  },
}
