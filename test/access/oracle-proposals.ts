import { today } from './asker.ts'
import { isOneOf, nothing } from './duties.ts'
import { type Asker, isMe, type Row, type TableRule, type World } from './rights.ts'

export const proposals = {
  questions: 'question_set_proposal',
  advice: 'type_advice_proposal',
  routing: 'routing_proposal',
} as const
export type ChangeKind = keyof typeof proposals
export const changeKinds = ['questions', 'advice', 'routing'] as const satisfies readonly ChangeKind[]

const hasASay = (me: Asker, world: World) =>
  isOneOf(me, world, ['coordinator', 'information_governance'], null)
const governs = (me: Asker, world: World) => isOneOf(me, world, ['information_governance'], null)
const isToCome = (row: Row) => String(row.valid_from) > today

/** Every proposal of a world is of today: the rule of the latest day that has come says how many votes it needs. */
function votesNeeded(kind: ChangeKind, world: World): number {
  const [rule] = (world.approval_rule ?? [])
    .filter((row) => row.kind === kind && !isToCome(row))
    .sort((one, other) => String(other.valid_from).localeCompare(String(one.valid_from)))
  return Number(rule?.approvals ?? 1)
}

/** Whether enough people voted as the proposal was decided, whoever decided it among them. */
export function votesSuffice(me: Asker, kind: ChangeKind, row: Row, world: World): boolean {
  const votes = (world.change_vote ?? []).filter(
    (vote) => vote.change_id === row.id && vote.kind === kind && vote.vote === row.decision,
  )
  return (
    (row.decision === 'approved' || row.decision === 'declined') &&
    votes.length >= votesNeeded(kind, world) &&
    votes.some((vote) => isMe(me, vote.cast_by))
  )
}

/** Changes of the configuration that people vote on. */
export const proposalRules: Readonly<Record<string, TableRule>> = {
  approval_rule: {
    says: 'Read by whoever votes; set in their own name, for a later day, by whoever answers for information governance, and taken back until it comes',
    rights: {
      openasb_web: {
        see: { which: (me, _, world) => hasASay(me, world) },
        add: { which: (me, row, world) => isMe(me, row.set_by) && isToCome(row) && governs(me, world) },
        remove: { which: (me, row, world) => isToCome(row) && governs(me, world) },
      },
    },
  },
  change_vote: {
    says: 'Read by whoever votes; cast in one’s own name on what another proposed and nobody has decided, never rewritten',
    rights: {
      openasb_web: {
        see: { which: (me, _, world) => hasASay(me, world) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.cast_by) &&
            hasASay(me, world) &&
            Object.entries(proposals).some(
              ([kind, table]) =>
                kind === row.kind &&
                (world[table] ?? []).some(
                  ({ id, decision, proposed_by }) =>
                    id === row.change_id && nothing(decision) && proposed_by !== row.cast_by,
                ),
            ),
        },
      },
    },
  },
}
