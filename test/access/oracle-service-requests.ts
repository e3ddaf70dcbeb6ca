import { isOneOf, nothing } from './duties.ts'
import {
  everything,
  isMe,
  isPerson,
  mine,
  reportOf,
  seesReport,
  type TableRule,
  type Test,
} from './rights.ts'

const lookedAfter: Test = (me, row, world) =>
  mine(me, row.organisation_id) && isOneOf(me, world, ['coordinator', 'supervisor'], row.organisation_id)
const workedOn: Test = (me, row, world) =>
  isOneOf(me, world, ['triage_officer', 'case_officer', 'supervisor'], row.organisation_id)
const ours: Test = (me, row) => isPerson(me) && mine(me, row.organisation_id)
const readable = [
  'id',
  'organisation_id',
  'name',
  'url',
  'jurisdiction_id',
  'knows_repeats',
  'services_wanted_at',
  'services_read_at',
  'services_outcome',
  'services',
  'mapping',
  'made_by',
  'made_at',
  'disabled_at',
]

/** Reports that go on to a system of the organisation that holds them. */
export const serviceRequestRules: Readonly<Record<string, TableRule>> = {
  service_endpoint: {
    says: 'Read by the organisation whose system it is, but for its key, which nobody reads back; made and changed by those who look after its connections',
    rights: {
      openasb_web: {
        see: { which: ours, columns: readable },
        add: { which: (me, row, world) => lookedAfter(me, row, world) && isMe(me, row.made_by) },
        change: {
          which: lookedAfter,
          into: lookedAfter,
          columns: ['name', 'key_sealed', 'knows_repeats', 'services_wanted_at', 'mapping', 'disabled_at'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: ['services_read_at', 'services_outcome', 'services'],
        },
      },
    },
  },
  service_request: {
    says: 'Read by the organisation that sent it, with the report; sent by its caseworkers while it holds the report and nothing restricts it; what failed or is unclear is settled by them',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => ours(me, row, world) && seesReport(me, row.report_id, world) },
        add: {
          which: (me, row, world) => {
            const report = reportOf(world, row.report_id)
            const endpoint = (world.service_endpoint ?? []).find(({ id }) => id === row.endpoint_id)
            return (
              isMe(me, row.made_by) &&
              row.state === 'waiting' &&
              workedOn(me, row, world) &&
              seesReport(me, row.report_id, world) &&
              report?.organisation_id === row.organisation_id &&
              nothing(report?.partition_code) &&
              ours(me, row, world) &&
              endpoint !== undefined &&
              endpoint.organisation_id === row.organisation_id &&
              nothing(endpoint.disabled_at)
            )
          },
        },
        change: {
          which: (me, row, world) =>
            (row.state === 'failed' || row.state === 'unclear') &&
            workedOn(me, row, world) &&
            seesReport(me, row.report_id, world),
          into: (me, row, world) =>
            (row.state === 'waiting' || row.state === 'sent') && workedOn(me, row, world),
          columns: ['state', 'due_at', 'remote_id', 'outcome', 'finished_at'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: [
            'state',
            'attempts',
            'due_at',
            'outcome',
            'token',
            'remote_id',
            'remote_status',
            'remote_notes',
            'asked_at',
            'finished_at',
          ],
        },
      },
    },
  },
}
