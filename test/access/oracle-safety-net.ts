import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import { told, toldOf } from './oracle-risk.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  type TableRule,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

/** People of the organisation that is called, and whoever the call climbed to. */
export const isCalled = (me: Asker, page: Row, world: World) =>
  isPerson(me) &&
  (mine(me, page.organisation_id) ||
    (world.safety_notice ?? []).some((notice) => notice.page_id === page.id && isMe(me, notice.member_id)))
const isOpen = (page: Row) => (page.acknowledged_at ?? null) === null

export const safetyNetRules: Readonly<Record<string, TableRule>> = {
  safety_net_rule: {
    says: 'Configuration without personal data; a supervisor or co-ordinator adds one for their own organisation, from tomorrow on',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) &&
            String(row.valid_from) > today &&
            (row.organisation_id ?? null) !== null &&
            isOneOf(me, world, ['supervisor', 'coordinator'], row.organisation_id),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  safety_due: {
    says: 'Reports that wait to be looked at, for the job alone; triggers write it',
    rights: {
      openasb_worker: {
        see: { which: everything },
        change: { which: everything, into: everything },
        remove: { which: everything },
      },
    },
  },
  safety_concern: {
    says: 'What a person has to open by a time, for the job alone; a function finds it',
    rights: {
      openasb_worker: {
        see: { which: everything },
        change: {
          which: (_, row) => (row.settled_at ?? null) === null,
          into: everything,
          columns: ['settled_at', 'settled_as'],
        },
      },
    },
  },
  safety_page: {
    says: 'Read by people of the organisation that is called and by whoever it climbed to, who acknowledge it in their own name',
    rights: {
      openasb_web: {
        see: { which: isCalled },
        change: {
          which: (me, row, world) => isOpen(row) && isCalled(me, row, world),
          into: (me, row) => isMe(me, row.acknowledged_by),
          columns: ['acknowledged_at', 'acknowledged_by', 'acknowledged_words'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => isOpen(row) },
        change: {
          which: (_, row) => isOpen(row),
          into: everything,
          columns: ['step', 'next_step_at', 'basis'],
        },
      },
    },
  },
  safety_notice: {
    says: 'Whom a call went to: for them, and for people of the organisation that is called',
    rights: {
      openasb_web: {
        see: {
          which: (me, row) => isMe(me, row.member_id) || (isPerson(me) && mine(me, row.organisation_id)),
        },
      },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
}

export const safetyNetFunctions: Readonly<Record<string, readonly Role[]>> = {
  becomes_safety_due: [],
  concerns_of: ['openasb_worker'],
  raise_concerns: ['openasb_worker'],
  page_recipients: ['openasb_worker'],
  told_of_page: ['openasb_web'],
}

const stranger = '00000000-0000-7000-8000-999999999999'

export const safetyNetCalls: Calls = {
  told_of_page: ({ asker, world }) => [
    ...(world.safety_page ?? []).map((page) => {
      const basis = [...(Array.isArray(page.basis) ? page.basis : []), page.report_id ?? null]
      return {
        call: `select ${told} from told_of_page(${literal(page.id)})`,
        expected: { shows: isCalled(asker, page, world) ? [toldOf(asker, basis, world).words] : [] },
      }
    }),
    { call: `select counted::text from told_of_page('${stranger}')`, expected: { shows: [] } },
  ],
  concerns_of: () => [{ call: `select kind from concerns_of('{${stranger}}')`, expected: { shows: [] } }],
  raise_concerns: () => [
    { call: `select raise_concerns('{${stranger}}', now())::text`, expected: { shows: ['0'] } },
  ],
  page_recipients: ({ world }) =>
    (world.organisation ?? []).map(({ id }) => ({
      call: `select email from page_recipients(${literal(id)}, null, 'nobody has this role')`,
      expected: { shows: [] },
    })),
}
