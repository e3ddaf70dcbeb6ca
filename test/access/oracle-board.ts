import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesReport,
  type TableRule,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

export const boardRules: Readonly<Record<string, TableRule>> = {
  board_digest: {
    says: 'For the supervisor who was told; the job writes whom it told',
    rights: {
      openasb_web: { see: { which: (me, row) => isMe(me, row.member_id) } },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
}

export const boardFunctions: Readonly<Record<string, readonly Role[]>> = {
  alike_profiles: ['openasb_web'],
}

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
/** Named in a report that the asker sees and whose holder they act for. */
const seesNamed = (me: Asker, named: Row, world: World) =>
  seesReport(me, named.report_id, world) && mine(me, reportOf(world, named.report_id)?.organisation_id)

/** Profiles with an older one of the same organisation that shares a number, as far as both are the asker's to see. */
function alikeTo(me: Asker, asked: readonly number[], world: World): string[] {
  const seen = rows(world, 'report_person').filter((named) => seesNamed(me, named, world))
  const said = rows(world, 'profile_match')
  const made = said.filter(
    ({ outcome, organisation_id }) =>
      outcome === 'created' && asked.some((id) => id === organisation_id) && mine(me, organisation_id),
  )
  const pairs = made.flatMap(({ profile_id, organisation_id }) =>
    seen
      .filter((own) => own.profile_id === profile_id)
      .flatMap((own) =>
        seen
          .filter(
            (other) =>
              (other.profile_id ?? null) !== null &&
              other.phone === own.phone &&
              String(other.profile_id) < String(profile_id) &&
              rows(world, 'profile').some(
                (each) => each.id === other.profile_id && each.organisation_id === organisation_id,
              ) &&
              !isKeptApart(said, own, other),
          )
          .map((other) => `${profile_id}|${other.profile_id}|${organisation_id}`),
      ),
  )
  return [...new Set(pairs)]
}

/** A person made it new although the other was suggested. */
function isKeptApart(said: readonly Row[], own: Row, other: Row): boolean {
  const ofOwn = said.filter(({ report_person_id }) => report_person_id === own.id)
  return (
    ofOwn.some(({ outcome, decided_by }) => outcome === 'created' && (decided_by ?? null) !== null) &&
    ofOwn.some(({ outcome, profile_id }) => outcome === 'suggested' && profile_id === other.profile_id)
  )
}

export const boardCalls: Calls = {
  alike_profiles: ({ draw, asker, world }) => {
    const asked = draw.pick([
      [1, 2, 3],
      [2, 3],
    ])
    return [
      {
        call: `select concat_ws('|', made_id, other_id, organisation_id)
          from alike_profiles(${literal(asked)}, '2000-01-01', '2100-01-01', 1000)`,
        expected: { shows: isPerson(asker) ? alikeTo(asker, asked, world) : [] },
      },
    ]
  },
}
