import { today } from './asker.ts'
import {
  type Asker,
  caseOf,
  everything,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

/** Whether the person is cleared for the partition in one of these organisations, for which they act. */
export function isClearedIn(
  me: Asker,
  partition: Value | undefined,
  organisations: readonly (Value | undefined)[],
  world: World,
): boolean {
  if (partition === null || partition === undefined) return true
  return (world.clearance ?? []).some(
    (clearance) =>
      clearance.member_id === me.member &&
      clearance.partition_code === partition &&
      mine(me, clearance.organisation_id) &&
      organisations.includes(clearance.organisation_id) &&
      (clearance.withdrawn_at ?? null) === null &&
      String(clearance.valid_from) <= today &&
      ((clearance.valid_to ?? null) === null || String(clearance.valid_to) > today),
  )
}

const seesRecord = (me: Asker, { report_id, case_id }: Row, world: World) =>
  seesReport(me, report_id, world) || seesCase(me, case_id, world)

/** Whether the person acts for one of the two organisations, or sees who supports a record they see in full. */
export function seesHandOver(me: Asker, row: Row, world: World): boolean {
  const sides = [row.from_organisation_id, row.to_organisation_id]
  return (
    isPerson(me) &&
    ((sides.some((side) => mine(me, side)) && isClearedIn(me, row.partition_code, sides, world)) ||
      (row.kind === 'assign' && seesRecord(me, row, world)))
  )
}

const handOverOf = (world: World, row: Row) => world.hand_over?.find(({ id }) => id === row.hand_over_id)

function seesSnapshot(me: Asker, row: Row, world: World): boolean {
  const handOver = handOverOf(world, row)
  return handOver !== undefined && seesHandOver(me, handOver, world)
}

function seesRecordOf(me: Asker, row: Row, world: World): boolean {
  const handOver = handOverOf(world, row)
  if (handOver === undefined || !seesHandOver(me, handOver, world)) return false
  const record = reportOf(world, handOver.report_id) ?? caseOf(world, handOver.case_id)
  return seesRecord(me, handOver, world) || sharedWithMe(me, record?.outline_audience)
}

const configuration = (says: string): TableRule => ({
  says,
  rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
})

export const handOverRules: Readonly<Record<string, TableRule>> = {
  hand_over_term: configuration('Without personal data'),
  lawful_basis: configuration('Without personal data'),
  hand_over: {
    says: 'Read by the two organisations, of restricted records by their cleared people; asked, answered and ended by functions alone',
    rights: {
      openasb_web: { see: { which: seesHandOver } },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: (_, row) => row.status === 'awaiting' && (row.overdue_at ?? null) === null,
          into: (_, row) => row.status === 'awaiting',
          columns: ['overdue_at'],
        },
      },
    },
  },
  hand_over_snapshot: {
    says: 'Read with its hand-over',
    rights: { openasb_web: { see: { which: seesSnapshot } } },
  },
  hand_over_record: {
    says: 'Read with its hand-over by those who see the record at least in summary',
    rights: { openasb_web: { see: { which: seesRecordOf } } },
  },
}

export const handOverFunctions: Readonly<Record<string, readonly Role[]>> = {
  ask_hand_over: ['openasb_web'],
  answer_hand_over: ['openasb_web'],
  end_hand_over: ['openasb_web'],
  hand_overs_waiting: ['openasb_web'],
  hand_over_follows_record: [],
  hand_over_follows_share: [],
}
