import { type Asker, isMe, isPerson, mine, type Row, type TableRule } from './rights.ts'

const worksWhereItIs = (me: Asker, row: Row) => isPerson(me) && mine(me, row.organisation_id)
const isForMe = (me: Asker, row: Row) =>
  worksWhereItIs(me, row) && (isMe(me, row.made_by) || row.seen_by === 'organisation')

export const analysisRules: Readonly<Record<string, TableRule>> = {
  saved_query: {
    says: 'For who made it, while they work for the organisation, or for everybody in it; it holds no record',
    rights: {
      openasb_web: {
        see: { which: isForMe },
        add: { which: (me, row) => isMe(me, row.made_by) && worksWhereItIs(me, row) },
        change: {
          which: isForMe,
          into: isForMe,
          columns: ['name', 'address', 'seen_by', 'version', 'modified_at'],
        },
        remove: { which: isForMe },
      },
    },
  },
}
