import { isOneOf } from './duties.ts'
import {
  type Asker,
  caseOf,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  type TableRule,
  type World,
} from './rights.ts'

const setters = ['supervisor', 'coordinator']

const isToCome = (validFrom: unknown) => String(validFrom) > '2050'

const isNull = (row: Row, column: string) => (row[column] ?? null) === null
const seesPause = (me: Asker, row: Row, world: World) =>
  isPerson(me) &&
  (isNull(row, 'report_id') ? seesCase(me, row.case_id, world) : seesReport(me, row.report_id, world))
const isHeldOpen = (row: Row, world: World) => {
  const record = isNull(row, 'report_id') ? caseOf(world, row.case_id) : reportOf(world, row.report_id)
  return (
    record?.organisation_id === row.organisation_id &&
    ['awaiting_triage', 'accepted', 'open'].includes(String(record?.status))
  )
}

export const timesToAnswerRules: Readonly<Record<string, TableRule>> = {
  answer_promise: {
    says: 'What is promised to reporters, read by all; set by a supervisor or co-ordinator of the organisation in their own name, and taken back, for days to come',
    rights: {
      openasb_web: {
        see: { which: () => true },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) &&
            isOneOf(me, world, setters, row.organisation_id) &&
            isToCome(row.valid_from),
        },
        remove: {
          which: (me, row, world) =>
            isOneOf(me, world, setters, row.organisation_id) && isToCome(row.valid_from),
        },
      },
      openasb_worker: { see: { which: () => true } },
    },
  },
  clock_pause: {
    says: 'Seen with its record; made by the holder’s people in their own name while the record is open, and ended by them or by the worker',
    rights: {
      openasb_web: {
        see: { which: seesPause },
        add: {
          which: (me, row, world) =>
            isMe(me, row.paused_by) &&
            isNull(row, 'resumed_at') &&
            isNull(row, 'resumed_by') &&
            isNull(row, 'settled_at') &&
            mine(me, row.organisation_id) &&
            seesPause(me, row, world) &&
            isHeldOpen(row, world),
        },
        change: {
          which: (me, row) => isPerson(me) && mine(me, row.organisation_id),
          into: (me, row) =>
            mine(me, row.organisation_id) && (isNull(row, 'resumed_by') || isMe(me, row.resumed_by)),
          columns: ['resumed_at', 'resumed_by', 'settled_at'],
        },
      },
      openasb_worker: {
        see: { which: () => true },
        change: { which: () => true, into: () => true, columns: ['resumed_at'] },
      },
    },
  },
}

export const timesToAnswerFunctions: Readonly<Record<string, readonly Role[]>> = {
  clock_pause_follows: [],
  record_ends_pause: [],
}
