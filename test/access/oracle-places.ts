import { everything, signedIn, type TableRule, whileFiling, withItsReport } from './rights.ts'

/** Addresses, and what follows from them. */
export const placeRules: Readonly<Record<string, TableRule>> = {
  address: {
    says: 'For people and machines of the partnership, never for a visitor',
    rights: { openasb_web: { see: { which: signedIn } }, openasb_worker: { see: { which: everything } } },
  },
  report_derived: {
    says: 'Seen with its report, written while that is filed, by whoever chooses otherwise in their own name',
    rights: {
      openasb_web: {
        see: { which: withItsReport },
        add: {
          which: (me, row, world) =>
            whileFiling(me, row, world) && (row.chosen_by === null || row.chosen_by === me.member),
        },
      },
      openasb_worker: { see: { which: withItsReport } },
    },
  },
}
