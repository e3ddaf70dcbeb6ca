import { today } from './asker.ts'
import type { Call, Calls } from './attempts-on-functions.ts'
import { isOneOf, isOwn, memberships, nothing, sameDuty, worksFor } from './duties.ts'
import { accountsAreGiven } from './oracle-sign-in.ts'
import {
  type Asker,
  everything,
  isMe,
  type Role,
  type Row,
  signedIn,
  type TableRule,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

const isCoordinator = (me: Asker, world: World) => isOneOf(me, world, ['coordinator'], null)

function mayBeCovered(world: World, row: Row): boolean {
  return memberships(world).some(
    (own) =>
      own.member_id === row.covers_for &&
      isOwn(own) &&
      sameDuty(own, row) &&
      String(own.valid_from ?? '2000-01-01') <= String(row.valid_from) &&
      (nothing(own.valid_to) || String(own.valid_to) > String(row.valid_from)),
  )
}

const addedDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

function sponsors(me: Asker, world: World, row: Row): boolean {
  return memberships(world).some(
    (light) =>
      light.member_id === row.member_id &&
      light.organisation_id === row.organisation_id &&
      light.role === 'partner' &&
      isMe(me, light.sponsor_id) &&
      nothing(light.ended_at) &&
      String(light.valid_to) > addedDays(-60),
  )
}

const supervisorsCover = ['triage_officer', 'case_officer', 'supervisor', 'analyst']

/** Nobody gives themselves anything, nor for a day that is past. */
function mayGive(me: Asker, row: Row, world: World): boolean {
  if (!isMe(me, row.given_by) || nothing(row.member_id) || isMe(me, row.member_id)) return false
  if (String(row.valid_from) < today) return false
  const appoints =
    isCoordinator(me, world) &&
    nothing(row.covers_for) &&
    (nothing(row.sponsor_id) || worksFor(world, row.sponsor_id, null))
  const covers =
    !nothing(row.covers_for) &&
    (isCoordinator(me, world) ||
      (supervisorsCover.includes(String(row.role)) &&
        isOneOf(me, world, ['supervisor'], row.organisation_id ?? 0))) &&
    worksFor(world, row.member_id, row.organisation_id ?? 0) &&
    mayBeCovered(world, row)
  const renews =
    row.role === 'partner' &&
    nothing(row.covers_for) &&
    isMe(me, row.sponsor_id) &&
    String(row.valid_to ?? '9999') <= addedDays(366) &&
    nothing(row.team_id) &&
    nothing(row.area_kind) &&
    worksFor(world, me.member, null) &&
    sponsors(me, world, row)
  return appoints || covers || renews
}

/** Whom somebody arranges: everybody, those of the organisation they supervise, those they answer for. */
function arranges(me: Asker, person: Row, world: World): boolean {
  return (
    isCoordinator(me, world) ||
    memberships(world).some(
      (row) =>
        row.member_id === person.id &&
        (isMe(me, row.sponsor_id) || isOneOf(me, world, ['supervisor'], row.organisation_id ?? 0)),
    )
  )
}

export const peopleRules: Readonly<Record<string, TableRule>> = {
  member: {
    says: 'The name of a colleague is seen by whoever is signed in, the address by sign-in alone; co-ordinators add people',
    rights: {
      openasb_web: {
        see: { which: signedIn, columns: ['id', 'name'] },
        add: {
          which: (me, _, world) => isCoordinator(me, world),
          columns: ['id', 'name', 'email', 'sign_in_id'],
        },
      },
      openasb_worker: { see: { which: everything, columns: ['id', 'name'] } },
      openasb_identity: { see: { which: everything }, change: accountsAreGiven },
    },
  },
  membership: {
    says: 'Who works where is seen by whoever is signed in; given by co-ordinators, covers by supervisors, renewals by sponsors; ended by a function',
    rights: {
      openasb_web: {
        see: { which: signedIn },
        add: {
          which: mayGive,
          columns:
            'id member_id organisation_id team_id role area_kind area_code valid_from valid_to covers_for sponsor_id because given_by'.split(
              ' ',
            ),
        },
      },
      openasb_worker: { see: { which: everything } },
      openasb_identity: { see: { which: everything } },
    },
  },
  person: {
    says: 'Addresses of people, for whoever arranges them',
    view: { of: 'member', key: ['id'] },
    rights: { openasb_web: { see: { which: arranges } } },
  },
}

export const peopleFunctions: Readonly<Record<string, readonly Role[]>> = {
  am_one_of: ['openasb_web'],
  am_sponsor_of: ['openasb_web'],
  end_membership: ['openasb_web'],
  may_be_covered: ['openasb_web'],
  works_for: ['openasb_web'],
}

const shows = (value: string | boolean) => ({ shows: [String(value)] })

/** Whether this person may end this membership, and there is something of it left to end. */
function mayEnd(me: Asker, row: Row, world: World): boolean {
  const isCover = !nothing(row.covers_for)
  return (
    me.member !== null &&
    (row.member_id !== me.member || isCover) &&
    (isCoordinator(me, world) ||
      (isCover && isOneOf(me, world, ['supervisor'], row.organisation_id ?? 0)) ||
      (isMe(me, row.sponsor_id) && worksFor(world, me.member, null))) &&
    (nothing(row.valid_to) ||
      (String(row.valid_to) > today && String(row.valid_to) > String(row.valid_from ?? '')))
  )
}

export const peopleCalls: Calls = {
  am_one_of: ({ draw, asker, world }) =>
    ['coordinator', 'supervisor', 'partner'].map((role): Call => {
      const organisation = draw.pick([null, ...(world.organisation ?? []).map(({ id }) => id ?? null)])
      return {
        call: `select am_one_of('{${role}}', ${organisation ?? 'null'})::text`,
        expected: shows(isOneOf(asker, world, [role], organisation)),
      }
    }),
  am_sponsor_of: ({ draw, asker, world }) =>
    [draw.pick(memberships(world)), ...memberships(world).filter(({ role }) => role === 'partner')].map(
      (row) => ({
        call: `select am_sponsor_of(${literal(row.member_id)}, ${row.organisation_id})::text`,
        expected: shows(sponsors(asker, world, row)),
      }),
    ),
  works_for: ({ draw, world }) =>
    draw.times(2, () => {
      const row = draw.pick(memberships(world))
      return {
        call: `select works_for(${literal(row.member_id)}, ${row.organisation_id}, '${today}')::text`,
        expected: shows(worksFor(world, row.member_id, row.organisation_id)),
      }
    }),
  may_be_covered: ({ draw, world }) =>
    draw.times(2, () => {
      const row: Row = { ...draw.pick(memberships(world)), valid_from: today }
      const { member_id, organisation_id, role, team_id, area_kind, area_code } = row
      const values = [member_id, organisation_id, role, team_id, area_kind, area_code].map(literal)
      return {
        call: `select may_be_covered(${values.join(', ')}, '${today}')::text`,
        expected: shows(mayBeCovered(world, { ...row, covers_for: member_id ?? null })),
      }
    }),
  end_membership: ({ asker, world }) =>
    memberships(world)
      .slice(-8)
      .flatMap((row): Call[] => [
        {
          call: `select (end_membership(${literal(row.id)}, '${today}', 'Left') is not null)::text`,
          expected: shows(mayEnd(asker, row, world)),
        },
        {
          call: `select (end_membership(${literal(row.id)}, '2020-01-01', 'Left') is not null)::text`,
          expected: shows(false),
        },
      ]),
}
