import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { audits, isOneOf } from './duties.ts'
import {
  everything,
  isPerson,
  type Rights,
  type Role,
  type Row,
  type TableRule,
  type World,
} from './rights.ts'

const holdsToday = ({ valid_from, valid_to }: Row) =>
  String(valid_from ?? '2000-01-01') <= today && ((valid_to ?? null) === null || String(valid_to) > today)

/** Reports that are restricted as they come, and the organisations that they pass by. */
export const doorsRules: Readonly<Record<string, TableRule>> = {
  clearance_gap: {
    says: 'Written by routing; for who oversees the organisation where nobody was cleared',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => isPerson(me) && audits(me, world, row.organisation_id) },
      },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
}

export const doorsFunctions: Readonly<Record<string, readonly Role[]>> = {
  organisations_cleared_for: ['openasb_worker'],
}

const workers = ['triage_officer', 'case_officer', 'supervisor']

/** Where somebody who works on reports is cleared today. */
function clearedFor(world: World, partition: string): readonly number[] {
  const cleared = (world.clearance ?? []).filter(
    (clearance) =>
      clearance.partition_code === partition &&
      (clearance.withdrawn_at ?? null) === null &&
      holdsToday(clearance) &&
      (world.membership ?? []).some(
        (membership) =>
          membership.member_id === clearance.member_id &&
          membership.organisation_id === clearance.organisation_id &&
          workers.includes(String(membership.role)) &&
          holdsToday(membership),
      ),
  )
  return [...new Set(cleared.map(({ organisation_id }) => Number(organisation_id)))].sort((a, b) => a - b)
}

export const doorsCalls: Calls = {
  organisations_cleared_for: ({ world }) =>
    ['police_sensitive', 'domestic_abuse'].map((partition) => ({
      call: `select organisations_cleared_for('${partition}')::text`,
      expected: { shows: [`{${clearedFor(world, partition).join(',')}}`] },
    })),
}

const endedByCoordinators: NonNullable<Rights['change']> = {
  which: (me, _, world) => isPerson(me) && isOneOf(me, world, ['coordinator'], null),
  into: (_, row) => (row.valid_to ?? null) !== null && String(row.valid_to) >= today,
  columns: ['valid_to'],
}

/** What a co-ordinator arranges from today on and ends, never rewrites. */
const arrangedByCoordinators: TableRule = {
  says: 'Public knowledge; given from today on and ended by a co-ordinator',
  rights: {
    openasb_web: {
      see: { which: everything },
      add: {
        which: (me, row, world) =>
          isPerson(me) &&
          isOneOf(me, world, ['coordinator'], null) &&
          String(row.valid_from ?? today) >= today &&
          (row.valid_to ?? null) === null,
      },
      change: endedByCoordinators,
    },
    openasb_worker: { see: { which: everything } },
  },
}

export const localRules: Readonly<Record<string, TableRule>> = {
  local_type: arrangedByCoordinators,
  type_advice: {
    says: 'Public knowledge; written by the approval of a proposal alone, and ended by a co-ordinator',
    rights: {
      openasb_web: {
        see: { which: everything },
        change: endedByCoordinators,
      },
      openasb_worker: { see: { which: everything } },
    },
  },
}
