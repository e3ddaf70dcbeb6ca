import type { Call, Calls, Given } from './attempts-on-functions.ts'
import { isClearedIn, seesHandOver } from './oracle-hand-over.ts'
import { type Asker, isPerson, mine, type Row, sharedWithMe, type Value, type World } from './rights.ts'
import { literal } from './rows.ts'

const table = (world: World, name: string): readonly Row[] => world[name] ?? []

/** Whether the function lets the asker in at all; what comes of it then is for the model test to say. */
const answers = (call: string, isOpen: boolean): Call => ({
  call: `select case when ${call} = 'closed' then 'closed' else 'open' end`,
  expected: { shows: [isOpen ? 'open' : 'closed'] },
})

const actsFor = (me: Asker, side: Value | undefined) =>
  isPerson(me) && side !== null && side !== undefined && mine(me, side)

function askings({ draw, asker, world }: Given): Call[] {
  return [...table(world, 'report'), ...table(world, 'asb_case')].map((record) => {
    const kind = draw.pick(['assign', 'refer', 'transfer', 'request_access'])
    const from = draw.chance(0.7)
      ? (asker.organisations[0] ?? null)
      : (draw.pick(table(world, 'organisation')).id ?? null)
    const asked = {
      id: draw.id(),
      kind,
      reference: record.reference,
      from_organisation_id: from,
      to_organisation_id: draw.pick(table(world, 'organisation')).id,
      level: 'full',
      reason: 'Because it is so',
      lawful_basis_code: null,
      consent_by: 'victim',
      consent_on: '2026-10-01',
      insists: false,
      asked_at: '2026-10-01T20:00:00Z',
      due_on: '2026-10-08',
    }
    const isHeld =
      record.status !== 'filed' && record.organisation_id === from && sharedWithMe(asker, record.audience)
    return answers(
      `ask_hand_over(jsonb_populate_record(null::hand_over, ${literal(JSON.stringify(asked))}), 'Somebody')`,
      actsFor(asker, from) && (kind === 'request_access' || isHeld),
    )
  })
}

function answerings({ draw, asker, world }: Given): Call[] {
  return table(world, 'hand_over').map((row) => {
    const to = row.to_organisation_id
    const accepts = row.kind !== 'request_access' && draw.chance(0.5)
    return answers(
      `answer_hand_over(${literal(row.id)}, ${literal(row.version)}, ${accepts}, 'Because', null, false, null, 'Somebody')`,
      actsFor(asker, to) && isClearedIn(asker, row.partition_code, [to], world),
    )
  })
}

const ways: Readonly<Record<string, (row: Row) => Value | undefined>> = {
  withdraw: (row) => row.from_organisation_id,
  revoke: (row) =>
    row.kind === 'transfer'
      ? null
      : row.kind === 'request_access'
        ? row.to_organisation_id
        : row.from_organisation_id,
  hand_back: (row) => (row.kind === 'transfer' ? row.to_organisation_id : null),
  finish: (row) => (row.kind === 'assign' ? row.to_organisation_id : null),
}

function endings({ draw, asker, world }: Given): Call[] {
  return table(world, 'hand_over').map((row) => {
    const how = draw.pick(Object.keys(ways))
    const side = ways[how]?.(row)
    return answers(
      `end_hand_over(${literal(row.id)}, ${literal(row.version)}, '${how}', 'Because', 'Somebody')`,
      actsFor(asker, side) && isClearedIn(asker, row.partition_code, [side], world),
    )
  })
}

function waitings({ asker, world }: Given): Call[] {
  return table(world, 'report').map(({ id }) => {
    const waits = table(world, 'hand_over').some(
      (row) => row.report_id === id && row.status === 'awaiting' && seesHandOver(asker, row, world),
    )
    return {
      call: `select hand_overs_waiting(array[${literal(id)}]::uuid[])::text`,
      expected: { shows: waits ? [String(id)] : [] },
    }
  })
}

export const handOverCalls: Calls = {
  ask_hand_over: askings,
  answer_hand_over: answerings,
  end_hand_over: endings,
  hand_overs_waiting: waitings,
}
