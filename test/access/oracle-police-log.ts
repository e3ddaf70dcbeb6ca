import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Test,
  type Value,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

const isOurs: Test = (me, row) => isPerson(me) && mine(me, row.organisation_id)

const isForce = (world: World, organisation: Value | undefined) =>
  (world.organisation ?? []).some(({ id, kind }) => id === organisation && kind === 'police')

const keepsLogOf = (me: Asker, report: Value | undefined, organisation: Value | undefined, world: World) =>
  me.filing === report && me.filing !== null ? true : seesReport(me, report, world) && mine(me, organisation)

/** A force's own record of a report. */
export const policeLogRules: Readonly<Record<string, TableRule>> = {
  police_incident: {
    says: 'For the force that recorded it, wherever the report is held',
    rights: {
      openasb_web: {
        see: { which: isOurs },
        add: {
          which: (me, row, world) =>
            isMe(me, row.recorded_by) &&
            mine(me, row.organisation_id) &&
            isForce(world, row.organisation_id) &&
            keepsLogOf(me, row.report_id, row.organisation_id, world),
        },
        change: {
          which: isOurs,
          into: (me, row) => mine(me, row.organisation_id),
          columns: ['incident_number', 'occurrence_number'],
        },
      },
    },
  },
  police_log_entry: {
    says: 'For the force that wrote it, wherever the report is held; added to under one’s own name, never changed',
    rights: {
      openasb_web: {
        see: { which: isOurs },
        add: {
          which: (me, row, world) =>
            isMe(me, row.member_id) &&
            mine(me, row.organisation_id) &&
            isForce(world, row.organisation_id) &&
            (keepsLogOf(me, row.report_id, row.organisation_id, world) ||
              (world.police_incident ?? []).some(
                (kept) => kept.report_id === row.report_id && kept.organisation_id === row.organisation_id,
              )),
        },
      },
    },
  },
}

export const policeLogFunctions: Readonly<Record<string, readonly Role[]>> = {
  police_log_report: ['openasb_web'],
}

const opensLog = (me: Asker, report: Row, world: World) =>
  isPerson(me) &&
  (sharedWithMe(me, report.audience) ||
    (world.police_log_entry ?? []).some(
      (entry) => entry.report_id === report.id && mine(me, entry.organisation_id),
    ))

export const policeLogCalls: Calls = {
  police_log_report: ({ asker, world }) =>
    (world.report ?? []).map((report) => ({
      call: `select id::text from police_log_report(${literal(report.reference)})`,
      expected: { shows: opensLog(asker, report, world) ? [String(report.id)] : [] },
    })),
}
