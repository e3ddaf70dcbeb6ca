import { everything, isMe, mine, type TableRule, type Test } from './rights.ts'

const isOwn: Test = (me, row) => isMe(me, row.member_id) && mine(me, row.organisation_id)

/** What somebody of the partnership types for a reporter. */
export const assistedRules: Readonly<Record<string, TableRule>> = {
  entry_draft: {
    says: 'An entry belongs to who types it, while they work for the organisation they type it for; the product clears old ones away',
    rights: {
      openasb_web: {
        see: { which: isOwn },
        add: { which: isOwn },
        change: { which: isOwn, into: isOwn },
        remove: { which: isOwn },
      },
      openasb_worker: { see: { which: everything }, remove: { which: everything } },
    },
  },
}
