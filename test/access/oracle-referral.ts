import type { Calls } from './attempts-on-functions.ts'
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

const sheetOf = (world: World, row: Row) => (world.referral_sheet ?? []).find(({ id }) => id === row.sheet_id)
const isOurs = (me: Asker, row: Row | undefined) =>
  row !== undefined && isPerson(me) && mine(me, row.organisation_id)

/** Sheets of referrals, while they are looked at. */
export const referralRules: Readonly<Record<string, TableRule>> = {
  referral_sheet: {
    says: 'For people of the organisation to which it was handed; cleared away by the product',
    rights: {
      openasb_web: {
        see: { which: isOurs },
        add: { which: (me, row) => isMe(me, row.member_id) && mine(me, row.organisation_id) },
        change: {
          which: isOurs,
          into: (me, row) => mine(me, row.organisation_id),
          columns: ['targets'],
        },
      },
      openasb_worker: { see: { which: everything }, remove: { which: everything } },
    },
  },
  referral_row: {
    says: 'Seen with its sheet, added by whoever hands the sheet in, settled by people of the organisation',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => isOurs(me, sheetOf(world, row)) },
        add: {
          which: (me, row, world) =>
            isOurs(me, sheetOf(world, row)) && isMe(me, sheetOf(world, row)?.member_id),
        },
        change: {
          which: (me, row, world) => isOurs(me, sheetOf(world, row)),
          into: (me, row, world) => isOurs(me, sheetOf(world, row)),
          columns: ['outcome', 'reference', 'problem'],
        },
      },
    },
  },
}

export const referralFunctions: Readonly<Record<string, readonly Role[]>> = {
  keep_emailed_referral: ['openasb_web'],
}

export const referralCalls: Calls = {
  keep_emailed_referral: ({ draw, asker, world }) =>
    (world.organisation ?? []).map(({ id }) => ({
      call: `select keep_emailed_referral(${literal(draw.id())}, ${literal(id)}, 'E-mail', 'omar@homes.example',
        '{"What happened"}', '{narrative}', '[["Shouting"]]', ${literal(draw.id())}, 'Your referral', 'We have it')::text`,
      expected: { shows: [String(!isPerson(asker) && mine(asker, id))] },
    })),
}
