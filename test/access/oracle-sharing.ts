import { holds } from './asker.ts'
import {
  type Asker,
  caseOf,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reads,
  reportOf,
  seesCase,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

const levels = ['exists', 'signpost', 'summary', 'full']

/** Whether the agreement lets the giver share this much of such a record with the receiver today. */
export function covers(world: World, share: Row, record: Row, kind: 'report' | 'case'): boolean {
  const agreement = (world.agreement ?? []).find(({ id }) => id === share.agreement_id)
  const lists = (column: Value | undefined, value: Value | undefined) =>
    Array.isArray(column) && column.some((listed) => listed === value)
  return (
    agreement !== undefined &&
    holds(world, agreement.id, share.given_by_organisation_id, share.organisation_id) &&
    levels.indexOf(String(share.level)) <= levels.indexOf(String(agreement.most_level)) &&
    lists(agreement.data_categories, `${kind}s`) &&
    ((record.partition_code ?? null) === null || lists(agreement.partitions, record.partition_code))
  )
}

const kindOf = ({ report_id }: Row) => (report_id === null ? 'case' : 'report')
const recordOf = (world: World, share: Row) =>
  kindOf(share) === 'report' ? reportOf(world, share.report_id) : caseOf(world, share.case_id)
const seesRecord = (me: Asker, share: Row, world: World) =>
  kindOf(share) === 'report' ? seesReport(me, share.report_id, world) : seesCase(me, share.case_id, world)
const inCircle = (me: Asker, circle: Value | undefined) => me.circles.includes(Number(circle))

const byNothingElse = (share: Row) =>
  (share.sharing_rule_id ?? null) === null && (share.hand_over_id ?? null) === null
const isLinked = (me: Asker, share: Row, world: World) =>
  seesCase(me, share.through_case_id, world) &&
  (world.case_report ?? []).some(
    (link) => link.case_id === share.through_case_id && link.report_id === share.report_id,
  )

function mayGive(me: Asker, share: Row, world: World): boolean {
  const record = recordOf(world, share)
  return (
    isPerson(me) &&
    isMe(me, share.given_by) &&
    (share.ended_at ?? null) === null &&
    mine(me, share.given_by_organisation_id) &&
    ['case', 'partner', 'override'].includes(String(share.because)) &&
    byNothingElse(share) &&
    ((share.through_case_id ?? null) === null || isLinked(me, share, world)) &&
    record !== undefined &&
    seesRecord(me, share, world) &&
    record.organisation_id === share.given_by_organisation_id &&
    (share.agreement_id === null || covers(world, share, record, kindOf(share)))
  )
}

const keepsSubmission = (me: Asker, share: Row) =>
  share.because === 'submission' &&
  me.filing !== null &&
  share.report_id === me.filing &&
  isMe(me, share.member_id) &&
  mine(me, share.organisation_id) &&
  share.level === 'summary' &&
  isMe(me, share.given_by) &&
  share.given_by_organisation_id === null &&
  share.agreement_id === null &&
  byNothingElse(share) &&
  (share.through_case_id ?? null) === null &&
  (share.ended_at ?? null) === null

const stillMeansAnybody = (_me: Asker, { id, organisation_id }: Row, world: World) =>
  reads(world, [Number(id)], organisation_id)

const configuration = (says: string, ...roles: Role[]): TableRule => ({
  says,
  rights: Object.fromEntries(roles.map((role) => [role, { see: { which: () => true } }])),
})

export const sharingRules: Readonly<Record<string, TableRule>> = {
  partition: configuration('Public knowledge', 'openasb_web', 'openasb_worker', 'openasb_identity'),
  circle: configuration(
    'Numbers without a record',
    'openasb_web',
    'openasb_worker',
    'openasb_feed',
    'openasb_identity',
  ),
  circle_in_force: {
    says: 'Circles without those under an agreement that no longer holds for the organisation',
    view: { of: 'circle', key: ['id'] },
    rights: {
      openasb_web: { see: { which: stillMeansAnybody } },
      openasb_worker: { see: { which: stillMeansAnybody } },
      openasb_identity: { see: { which: stillMeansAnybody } },
    },
  },
  share: {
    says: 'Seen with its record and by whom it speaks to; given and ended by a person of the holder, under an agreement or with a reason',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => inCircle(me, row.circle_id) || seesRecord(me, row, world) },
        add: { which: (me, row, world) => mayGive(me, row, world) || keepsSubmission(me, row) },
        change: {
          which: (me, row, world) =>
            isPerson(me) &&
            (row.ended_at ?? null) === null &&
            seesRecord(me, row, world) &&
            mine(me, recordOf(world, row)?.organisation_id),
          into: (me, row) => (row.ended_at ?? null) !== null && isMe(me, row.ended_by),
          columns: ['ended_at', 'ended_by', 'ended_because'],
        },
      },
      openasb_worker: {
        see: { which: () => true },
        add: {
          which: (_, row) =>
            ['rule', 'case'].includes(String(row.because)) &&
            row.agreement_id !== null &&
            row.given_by === null,
        },
        change: { which: () => true, into: () => true, columns: ['ended_at', 'ended_because'] },
      },
    },
  },
  report_outline: {
    says: 'Reports shared in summary',
    view: { of: 'report', key: ['id'] },
    rights: { openasb_web: { see: { which: (me, row) => sharedWithMe(me, row.outline_audience) } } },
  },
  case_outline: {
    says: 'Cases shared in summary',
    view: { of: 'asb_case', key: ['id'] },
    rights: { openasb_web: { see: { which: (me, row) => sharedWithMe(me, row.outline_audience) } } },
  },
  record_pointer: {
    says: 'That a record exists, or whom to ask, while the share lives',
    view: { of: 'share', key: ['id'] },
    rights: {
      openasb_web: {
        see: {
          which: (me, row) =>
            ['exists', 'signpost'].includes(String(row.level)) &&
            inCircle(me, row.circle_id) &&
            (row.ended_at ?? null) === null &&
            (row.expires_at === null || String(row.expires_at) > new Date().toISOString()),
        },
      },
    },
  },
}

/** Views that read with their owner's rights, because a reader sees columns of rows which are not theirs to see. */
export const definerViews: readonly string[] = ['report_outline', 'case_outline', 'record_pointer', 'person']

export const sharingFunctions: Readonly<Record<string, readonly Role[]>> = {
  circle_of: [],
  audience_of: [],
  organisation_gets_circle: [],
  party_gets_circle: [],
  clearance_gets_circles: [],
  report_audience_follows: [],
  case_audience_follows: [],
  share_gets_circle: [],
  share_moves_audience: [],
  share_change_moves_audience: [],
}
