import { seesProfile } from './oracle-risk.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  isPerson,
  mine,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  type TableRule,
  type World,
} from './rights.ts'

/** What came from a restricted report shows with that report alone; nothing else hides it. */
const isHiddenWithReport = (me: Asker, { report_id }: Row, world: World) =>
  (report_id ?? null) !== null &&
  !seesReport(me, report_id, world) &&
  (reportOf(world, report_id)?.partition_code ?? null) !== null

/** People of the organisation that leads the case, and of the one that brought the party in. */
const worksWithParty = (me: Asker, row: Row, world: World) =>
  isPerson(me) &&
  seesCase(me, row.case_id, world) &&
  (mine(me, row.organisation_id) || mine(me, caseOf(world, row.case_id)?.organisation_id)) &&
  !isHiddenWithReport(me, row, world)

/** A party as it is read: partners with full sight read those that were opened to them. */
export const seesParty = (me: Asker, row: Row, world: World) =>
  worksWithParty(me, row, world) ||
  (isPerson(me) &&
    seesCase(me, row.case_id, world) &&
    row.seen_by === 'partners' &&
    !isHiddenWithReport(me, row, world))

export const caseModelRules: Readonly<Record<string, TableRule>> = {
  case_party: {
    says: 'For people of the lead and of whoever brought them in, for partners where opened to them; from a report only by who reads the people of that report',
    rights: {
      openasb_web: {
        see: { which: seesParty },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            (row.until ?? null) === null &&
            mine(me, row.organisation_id) &&
            seesCase(me, row.case_id, world) &&
            ((row.report_id ?? null) === null ||
              (((row.report_person_id ?? null) === null
                ? (world.report_contact ?? []).some(({ report_id }) => report_id === row.report_id)
                : (world.report_person ?? []).some(
                    ({ id, report_id }) => id === row.report_person_id && report_id === row.report_id,
                  )) &&
                seesReport(me, row.report_id, world) &&
                mine(me, reportOf(world, row.report_id)?.organisation_id) &&
                (world.case_report ?? []).some(
                  ({ case_id, report_id }) => case_id === row.case_id && report_id === row.report_id,
                ))) &&
            ((row.profile_id ?? null) === null ||
              (world.profile ?? []).some(
                (kept) => kept.id === row.profile_id && seesProfile(me, kept, world),
              )),
        },
        change: {
          which: (me, row, world) => (row.until ?? null) === null && worksWithParty(me, row, world),
          into: (me, row) => (row.ended_by ?? null) === null || isMe(me, row.ended_by),
          columns: ['until', 'ended_by', 'ended_because', 'seen_by', 'version'],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
}
