import { isOneOf, nothing } from './duties.ts'
import { type Asker, isMe, type Role, type TableRule, type World } from './rights.ts'

export const drafts = (me: Asker, world: World) => isOneOf(me, world, ['coordinator'], null)
export const decides = (me: Asker, world: World) =>
  isOneOf(me, world, ['coordinator', 'information_governance'], null)

/** A change that a second person approves. */
export const proposedToASecond = (says: string): TableRule => ({
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
        into: (me, row) =>
          isMe(me, row.decided_by) &&
          (row.decided_by === row.proposed_by
            ? row.decision === 'withdrawn'
            : row.decision === 'approved' || row.decision === 'declined'),
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
  question_set_proposal: proposedToASecond(
    'Proposed by a co-ordinator; approved or declined by a second person, withdrawn by the first, never rewritten',
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
  type_advice_proposal: proposedToASecond(
    'Proposed by a co-ordinator; told to the public once a second person approves it, withdrawn by the first, never rewritten',
  ),
}

export const questionSetFunctions: Readonly<Record<string, readonly Role[]>> = {
  questions_are_approved: [],
  advice_is_approved: [],
}
