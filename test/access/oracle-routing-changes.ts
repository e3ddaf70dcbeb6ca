import type { Calls } from './attempts-on-functions.ts'
import { decides, drafts, votedOn } from './oracle-question-sets.ts'
import { isMe, type Role, type TableRule } from './rights.ts'

/** How the partnership changes its routing rules. */
export const routingChangeRules: Readonly<Record<string, TableRule>> = {
  routing_draft: {
    says: 'Read by co-ordinators; written by the one whose draft it is',
    rights: {
      openasb_web: {
        see: { which: (me, _, world) => drafts(me, world) },
        add: { which: (me, row, world) => isMe(me, row.made_by) && drafts(me, world) },
        change: {
          which: (me, row, world) => isMe(me, row.made_by) && drafts(me, world),
          into: (me, row) => isMe(me, row.made_by),
          columns: ['content', 'saves', 'saved_at'],
        },
        remove: { which: (me, row, world) => isMe(me, row.made_by) && drafts(me, world) },
      },
    },
  },
  routing_proposal: votedOn(
    'routing',
    'Proposed by a co-ordinator; followed once enough others approve it, withdrawn by whoever proposed it, never rewritten',
  ),
}

export const routingChangeFunctions: Readonly<Record<string, readonly Role[]>> = {
  routing_is_approved: [],
  recent_routing_facts: ['openasb_web'],
}

export const routingChangeCalls: Calls = {
  // Counts of every organisation's reports, for those who change the rules or decide on a change; never of restricted ones.
  recent_routing_facts: ({ asker, world }) => {
    const counted = (world.report ?? []).filter(
      ({ partition_code, status }) => (partition_code ?? null) === null && status !== 'filed',
    )
    return [
      {
        call: `select coalesce(sum(reports), 0)::text from recent_routing_facts('2000-01-01', '{}', '{}')`,
        expected: { shows: [String(decides(asker, world) ? counted.length : 0)] },
      },
    ]
  },
}
