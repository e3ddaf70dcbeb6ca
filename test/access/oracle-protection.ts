import type { Calls } from './attempts-on-functions.ts'
import { isOneOf, nothing } from './duties.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  type Rights,
  type Role,
  type Row,
  type TableRule,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

const assesses = (me: Asker, world: World) =>
  isOneOf(me, world, ['coordinator', 'information_governance'], null)
const coordinates = (me: Asker, world: World) => isOneOf(me, world, ['coordinator'], null)
const seenByCoordinators: Rights['see'] = { which: (me, _, world) => coordinates(me, world) }

/** What processes write down of themselves: nobody who is signed in. */
const counted: TableRule = {
  says: 'Counts without a person: written by processes, read by co-ordinators, put away after its time by jobs',
  rights: {
    openasb_web: { see: seenByCoordinators, add: { which: (me) => !isPerson(me) } },
    openasb_worker: { see: { which: everything }, remove: { which: everything } },
  },
}

/** Impact assessments, and whether the service keeps what it promises. */
export const protectionRules: Readonly<Record<string, TableRule>> = {
  impact_draft: {
    says: 'Written by co-ordinators and information governance of any partner, each in their own name',
    rights: {
      openasb_web: {
        see: { which: (me, _, world) => assesses(me, world) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.made_by) && isMe(me, row.modified_by) && assesses(me, world),
        },
        change: {
          which: (me, _, world) => assesses(me, world),
          into: (me, row) => isMe(me, row.modified_by),
          columns: ['content', 'saves', 'modified_by', 'saved_at'],
        },
        remove: { which: (me, _, world) => assesses(me, world) },
      },
    },
  },
  impact_assessment: {
    says: 'Sent by one officer, signed or returned by a second, withdrawn by the first, never rewritten; read by them and its owner',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => isMe(me, row.owner_id) || assesses(me, world) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.proposed_by) &&
            nothing(row.decision) &&
            nothing(row.decided_by) &&
            assesses(me, world),
        },
        change: {
          which: (me, row, world) => nothing(row.decision) && assesses(me, world),
          into: (me, row) =>
            isMe(me, row.decided_by) &&
            (row.decided_by === row.proposed_by
              ? row.decision === 'withdrawn'
              : row.decision === 'approved' || row.decision === 'declined'),
          columns: ['decision', 'decision_reason', 'decided_by', 'decided_at'],
        },
      },
    },
  },
  service_objective: {
    says: 'Set by co-ordinators in their own name, never rewritten',
    rights: {
      openasb_web: {
        see: seenByCoordinators,
        add: { which: (me, row, world) => isMe(me, row.set_by) && coordinates(me, world) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  service_minute: counted,
  service_fault: counted,
  journey_run: {
    says: counted.says,
    rights: {
      ...counted.rights,
      openasb_worker: { ...counted.rights.openasb_worker, add: { which: everything } },
    },
  },
  journey_outage: {
    says: 'Begun and ended by jobs, read by co-ordinators',
    rights: {
      openasb_web: { see: seenByCoordinators },
      openasb_worker: {
        see: { which: everything },
        add: { which: everything },
        change: { which: everything, into: everything, columns: ['ended_at', 'called'] },
        remove: { which: everything },
      },
    },
  },
}

export const protectionFunctions: Readonly<Record<string, readonly Role[]>> = {
  processing_facts: ['openasb_web'],
}

const isLiveToken = ({ expires_at, revoked_at }: Row) =>
  nothing(revoked_at) && (nothing(expires_at) || String(expires_at) > '2027')

export const protectionCalls: Calls = {
  processing_facts: ({ draw, asker, world }) => {
    const asked = draw.pick([
      [1, 2],
      [2, 3],
    ])
    const told = (rows: readonly Row[] | undefined) =>
      assesses(asker, world)
        ? (rows ?? []).filter(({ organisation_id }) => asked.some((id) => id === organisation_id))
        : []
    return [
      {
        call: `select organisation_id || '|' || detail from processing_facts(${literal(asked)}) where subject = 'machine'`,
        expected: {
          shows: told(world.api_token)
            .filter(isLiveToken)
            .map(({ organisation_id, name }) => `${organisation_id}|${name}`),
        },
      },
      {
        call: `select organisation_id || '|' || detail from processing_facts(${literal(asked)}) where subject = 'webhook'`,
        expected: {
          shows: told(world.webhook_endpoint).map(
            ({ organisation_id }) => `${organisation_id}|receiver.example.org`,
          ),
        },
      },
      {
        call: `select organisation_id || '|' || detail from processing_facts(${literal(asked)}) where subject = 'request'`,
        expected: {
          shows: told(world.service_endpoint)
            .filter(({ disabled_at }) => disabled_at === null)
            .map(({ organisation_id }) => `${organisation_id}|requests.example.org`),
        },
      },
    ]
  },
}
