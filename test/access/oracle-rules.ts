import { today } from './asker.ts'
import { isOneOf, worksFor } from './duties.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

const isDated = (from: Value | undefined, to: Value | undefined) =>
  String(from ?? '2000-01-01') <= today && ((to ?? null) === null || String(to) > today)

const isCoordinator = (me: Asker, world: World) => isOneOf(me, world, ['coordinator'], null)

/** A co-ordinator, or somebody of a party to the agreement today. */
export function arranges(me: Asker, agreement: Value | undefined, world: World): boolean {
  const isParty = (world.agreement_party ?? []).some(
    ({ agreement_id, organisation_id, joined_on, left_on }) =>
      agreement_id === agreement && mine(me, organisation_id) && isDated(joined_on, left_on),
  )
  return isPerson(me) && (isParty || isCoordinator(me, world))
}

const isNone = (value: Value | undefined) => (value ?? null) === null
const overlaps = (me: Asker, organisations: Value | undefined) =>
  Array.isArray(organisations) && organisations.some((id) => mine(me, Number(id)))
const configuration = (says: string, ...roles: Role[]): TableRule => ({
  says,
  rights: Object.fromEntries(roles.map((role) => [role, { see: { which: everything } }])),
})
/** Whether they work for a party for which the one who proposed the version does not. */
const isOfAnotherParty = (me: Asker, { parties, proposed_by }: Row, world: World) =>
  Array.isArray(parties) &&
  parties.some((party) => mine(me, Number(party)) && !worksFor(world, proposed_by, Number(party)))

/** Ended once, by whoever arranges sharing under the agreement, in their own name. */
const endedBy = (agreementOf: (row: Row) => Value | undefined) => ({
  which: (me: Asker, row: Row, world: World) => isNone(row.ended_at) && arranges(me, agreementOf(row), world),
  into: (me: Asker, row: Row) => !isNone(row.ended_at) && isMe(me, row.ended_by),
  columns: ['ended_at', 'ended_by', 'ended_because'],
})

export const agreementRules: Readonly<Record<string, TableRule>> = {
  agreement: {
    says: 'Without personal data; follows the version approved last; ended by a co-ordinator or a party',
    rights: {
      ...configuration('', 'openasb_worker', 'openasb_identity').rights,
      openasb_web: { see: { which: everything }, change: endedBy(({ id }) => id) },
    },
  },
  agreement_party: {
    says: 'Without personal data; a party takes itself out, a co-ordinator any',
    rights: {
      ...configuration('', 'openasb_worker', 'openasb_identity').rights,
      openasb_web: {
        see: { which: everything },
        change: {
          which: (me, row, world) =>
            isNone(row.left_on) &&
            isPerson(me) &&
            (mine(me, row.organisation_id) || isCoordinator(me, world)),
          into: (_, row) => !isNone(row.left_on),
          columns: ['left_on', 'left_because'],
        },
      },
    },
  },
  agreement_version: {
    says: 'Proposed by whoever arranges sharing; approved by somebody else of a party; taken back by who proposed it',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.proposed_by) &&
            isNone(row.decision) &&
            isNone(row.decided_by) &&
            (overlaps(me, row.parties) || arranges(me, row.agreement_id, world)),
        },
        change: {
          which: (me, row) => isPerson(me) && isNone(row.decision),
          into: (me, row, world) =>
            isMe(me, row.decided_by) &&
            (isMe(me, row.proposed_by)
              ? row.decision === 'declined'
              : overlaps(me, row.parties) &&
                (row.decision === 'declined' || isOfAnotherParty(me, row, world))),
          columns: ['decision', 'decision_reason', 'decided_by', 'decided_at'],
        },
      },
    },
  },
  panel: {
    says: 'Public knowledge; made by a co-ordinator',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: { which: (me, row, world) => isMe(me, row.made_by) && isCoordinator(me, world) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  panel_member: {
    says: 'Public knowledge; a co-ordinator puts organisations on it and takes them off',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: { which: (me, _, world) => isCoordinator(me, world) },
        change: {
          which: (me, row, world) => isNone(row.left_on) && isCoordinator(me, world),
          into: (_, row) => !isNone(row.left_on),
          columns: ['left_on'],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  sharing_rule: {
    says: 'Without personal data; made and ended by whoever arranges sharing under its agreement, and made for what their own organisation gives alone, or by a co-ordinator',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.made_by) &&
            isNone(row.ended_at) &&
            arranges(me, row.agreement_id, world) &&
            (isOneOf(me, world, ['coordinator'], null) ||
              (!isNone(row.giver_organisation_id) &&
                isOneOf(me, world, ['supervisor', 'information_governance'], row.giver_organisation_id))),
        },
        change: endedBy(({ agreement_id }) => agreement_id),
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  rule_application: {
    says: 'Numbers alone; asked for by whoever arranges sharing under the rule, carried out by the product',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.asked_by) &&
            Number(row.done ?? 0) === 0 &&
            Number(row.given ?? 0) === 0 &&
            isNone(row.finished_at) &&
            arranges(
              me,
              (world.sharing_rule ?? []).find(({ id }) => id === row.sharing_rule_id)?.agreement_id,
              world,
            ),
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: ['done', 'given', 'through', 'finished_at'],
        },
      },
    },
  },
}

export const agreementFunctions: Readonly<Record<string, readonly Role[]>> = {
  version_is_approved: [],
  agreement_counts_shares: [],
  agreement_use: ['openasb_web'],
  share_again_by_rules: ['openasb_web', 'openasb_worker'],
  sharing_rule_reach: ['openasb_web'],
  pointer_of: ['openasb_web'],
  records_shared_with_me: ['openasb_web'],
  signposts_near: ['openasb_web'],
  signposts_of_profile: ['openasb_web'],
}
