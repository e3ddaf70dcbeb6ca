import { isOneOf, nothing } from './duties.ts'
import { type ChangeKind, votesSuffice } from './oracle-proposals.ts'
import { type Asker, isMe, type Role, type TableRule, type World } from './rights.ts'

export const drafts = (me: Asker, world: World) => isOneOf(me, world, ['coordinator'], null)
export const decides = (me: Asker, world: World) =>
  isOneOf(me, world, ['coordinator', 'information_governance'], null)

/** A change that others vote on. */
export const votedOn = (kind: ChangeKind, says: string): TableRule => ({
  says,
  rights: {
    openasb_web: {
      see: { which: (me, _, world) => decides(me, world) },
      add: {
        which: (me, row, world) =>
          isMe(me, row.proposed_by) && nothing(row.decision) && nothing(row.decided_by) && drafts(me, world),
      },
      change: {
        which: (me, row, world) => nothing(row.decision) && decides(me, world),
        into: (me, row, world) =>
          isMe(me, row.decided_by) &&
          (row.decided_by === row.proposed_by
            ? row.decision === 'withdrawn'
            : votesSuffice(me, kind, row, world)),
        columns: ['decision', 'decision_reason', 'decided_by', 'decided_at'],
      },
    },
  },
})

/** How the partnership changes its questions. */
export const questionSetRules: Readonly<Record<string, TableRule>> = {
  question_set_draft: {
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
  question_set_proposal: votedOn(
    'questions',
    'Proposed by a co-ordinator; approved or declined by the votes of others, withdrawn by whoever proposed it, never rewritten',
  ),
  sign_language_link: {
    says: 'Shown to the public; set by a co-ordinator in their own name, from today on, and taken back until its day has passed',
    rights: {
      openasb_web: {
        see: { which: () => true },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) && drafts(me, world) && String(row.valid_from) > '2050',
        },
        remove: { which: (me, row, world) => drafts(me, world) && String(row.valid_from) > '2050' },
      },
    },
  },
  type_advice_proposal: votedOn(
    'advice',
    'Proposed by a co-ordinator; told to the public once enough others approve it, withdrawn by whoever proposed it, never rewritten',
  ),
}

export const questionSetFunctions: Readonly<Record<string, readonly Role[]>> = {
  questions_are_approved: [],
  advice_is_approved: [],
}
