import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import {
  type Asker,
  caseOf,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
  withItsCase,
} from './rights.ts'
import { literal } from './rows.ts'

const holdsToday = ({ valid_from, valid_to }: Row) =>
  String(valid_from ?? '2000-01-01') <= today && ((valid_to ?? null) === null || String(valid_to) > today)

const isColleague = (world: World, member: Value | undefined, organisation: Value | undefined) =>
  (world.membership ?? []).some(
    (membership) =>
      membership.member_id === member &&
      membership.organisation_id === organisation &&
      holdsToday(membership),
  )

const mayClear = (me: Asker, row: Row, world: World) =>
  isOneOf(me, world, ['supervisor', 'information_governance'], row.organisation_id ?? 0)

/** How records are handled: clearances given and withdrawn, restrictions, and the regimes of cases. */
export const handlingRules: Readonly<Record<string, TableRule>> = {
  clearance: {
    says: 'Given to a colleague by those who answer for people or information there, never to oneself nor for a past day; withdrawn by them; read there',
    rights: {
      openasb_web: {
        see: { which: (me, row) => mine(me, row.organisation_id) },
        add: {
          which: (me, row, world) =>
            isPerson(me) &&
            mayClear(me, row, world) &&
            String(row.valid_from ?? today) >= today &&
            isMe(me, row.granted_by) &&
            row.member_id !== me.member &&
            mine(me, row.organisation_id) &&
            (row.withdrawn_at ?? null) === null &&
            (row.withdrawn_by ?? null) === null &&
            isColleague(world, row.member_id, row.organisation_id),
        },
        change: {
          which: (me, row, world) =>
            isPerson(me) &&
            mayClear(me, row, world) &&
            mine(me, row.organisation_id) &&
            (row.withdrawn_at ?? null) === null,
          into: (me, row) =>
            mine(me, row.organisation_id) &&
            (row.withdrawn_at ?? null) !== null &&
            isMe(me, row.withdrawn_by),
          columns: ['withdrawn_at', 'withdrawn_by'],
        },
      },
      openasb_worker: { see: { which: () => true } },
      openasb_identity: { see: { which: () => true } },
    },
  },
  case_regime: {
    says: 'Seen with its case; added by a person of the lead in their own name; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsCase },
        add: {
          which: (me, row, world) =>
            isPerson(me) &&
            isMe(me, row.member_id) &&
            withItsCase(me, row, world) &&
            caseOf(world, row.case_id)?.organisation_id === row.organisation_id &&
            mine(me, row.organisation_id),
        },
      },
      openasb_worker: { see: { which: withItsCase } },
    },
  },
}

export const handlingFunctions: Readonly<Record<string, readonly Role[]>> = {
  cleared_people: ['openasb_web', 'openasb_worker'],
  is_restricted_report: ['openasb_web'],
  restrict_report: ['openasb_web'],
  restrict_case: ['openasb_web'],
}

/** How many people of an organisation are cleared for a partition today. */
export function clearedPeople(world: World, organisation: Value | undefined, partition: string): number {
  const people = (world.clearance ?? []).filter(
    (clearance) =>
      clearance.organisation_id === organisation &&
      clearance.partition_code === partition &&
      (clearance.withdrawn_at ?? null) === null &&
      holdsToday(clearance) &&
      isColleague(world, clearance.member_id, organisation),
  )
  return new Set(people.map(({ member_id }) => member_id)).size
}

const partitions = ['police_sensitive', 'officers_families', 'domestic_abuse']

function restricts(me: Asker, record: Row, world: World, to: string | null): boolean {
  return (
    isPerson(me) &&
    mine(me, record.organisation_id) &&
    sharedWithMe(me, record.audience) &&
    (record.partition_code ?? null) !== to &&
    (to === null || clearedPeople(world, record.organisation_id, to) > 0)
  )
}

const restrictCalls =
  (name: string, table: string): Calls[string] =>
  ({ draw, asker, world }) =>
    (world[table] ?? []).map((record) => {
      const to = draw.pick([null, ...partitions])
      const before = Number(record.version ?? 1)
      const version = draw.chance(0.8) ? before : 99
      const done = restricts(asker, record, world, to) && version === before
      return {
        call: `select coalesce(${name}(${literal(record.id)}, ${version}, ${literal(to)})::text, 'no')`,
        expected: { shows: [done ? String(before + 1) : 'no'] },
      }
    })

export const handlingCalls: Calls = {
  is_restricted_report: ({ world }) =>
    (world.report ?? []).map(({ id, partition_code }) => ({
      call: `select is_restricted_report(${literal(id)})::text`,
      expected: { shows: [String((partition_code ?? null) !== null)] },
    })),
  cleared_people: ({ world }) =>
    (world.organisation ?? []).flatMap(({ id }) =>
      partitions.map((partition) => ({
        call: `select cleared_people(${id}, '${partition}')::text`,
        expected: { shows: [String(clearedPeople(world, id, partition))] },
      })),
    ),
  restrict_report: restrictCalls('restrict_report', 'report'),
  restrict_case: restrictCalls('restrict_case', 'asb_case'),
}
