import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { isOneOf, nothing } from './duties.ts'
import { seesProfile } from './oracle-risk.ts'
import {
  type Asker,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'
import { knownNames } from './world-risk.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const groupOf = (world: World, id: Value | undefined) =>
  rows(world, 'person_group').find((group) => group.id === id)

const worksFor = (me: Asker, organisation: Value | undefined, world: World) =>
  !nothing(organisation) &&
  mine(me, organisation) &&
  isOneOf(me, world, ['triage_officer', 'case_officer', 'supervisor'], organisation ?? 0)

/** People of the organisation that keeps it; of a restricted one those who are cleared. */
export function seesGroup(me: Asker, group: Row | undefined, world: World): boolean {
  return (
    group !== undefined &&
    isPerson(me) &&
    mine(me, group.organisation_id) &&
    (nothing(group.partition_code) ||
      rows(world, 'circle').some(
        (circle) =>
          circle.organisation_id === group.organisation_id &&
          circle.partition_code === group.partition_code &&
          circle.given === false &&
          nothing(circle.agreement_id) &&
          nothing(circle.member_id) &&
          me.circles.includes(Number(circle.id)),
      ))
  )
}

/** A party that is a restricted group is named to nobody who does not see the group. */
export const isHiddenWithGroup = (me: Asker, { group_id }: Row, world: World): boolean => {
  const group = groupOf(world, group_id)
  return group !== undefined && !nothing(group.partition_code) && !seesGroup(me, group, world)
}

/** Whether a group may be brought into a case by one of the organisation that keeps it. */
export const mayBring = (me: Asker, { group_id, role, organisation_id }: Row, world: World): boolean => {
  if (nothing(group_id)) return true
  const group = groupOf(world, group_id)
  return (
    role === 'group' &&
    seesGroup(me, group, world) &&
    group?.organisation_id === organisation_id &&
    nothing(group?.ended_on)
  )
}

const isReviewed = (group: Row) => String(group.review_on) >= today

function seesPerson(me: Asker, row: Row, world: World): boolean {
  if (nothing(row.profile_id)) return true
  const profile = rows(world, 'profile').find(({ id }) => id === row.profile_id)
  return profile !== undefined && seesProfile(me, profile, world)
}

function seesMembership(me: Asker, row: Row, world: World): boolean {
  const group = groupOf(world, row.group_id)
  return (
    group !== undefined &&
    seesGroup(me, group, world) &&
    (isReviewed(group) || !nothing(group.ended_on)) &&
    seesPerson(me, row, world)
  )
}

export const groupRules: Readonly<Record<string, TableRule>> = {
  person_group: {
    says: 'For people of the organisation that keeps it, restricted ones for those who are cleared; kept and ended by its caseworkers',
    rights: {
      openasb_web: {
        see: { which: seesGroup },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            nothing(row.ended_on) &&
            worksFor(me, row.organisation_id, world) &&
            seesGroup(me, row, world),
        },
        change: {
          which: (me, row, world) =>
            nothing(row.ended_on) && worksFor(me, row.organisation_id, world) && seesGroup(me, row, world),
          into: (me, row) => nothing(row.ended_by) || isMe(me, row.ended_by),
          columns: ['review_on', 'ended_on', 'ended_by', 'ended_because', 'version'],
        },
      },
    },
  },
  group_member: {
    says: 'Seen with its group until the review lapses, and who has a profile with that; added and ended by caseworkers, erased by who answers for the organisation',
    rights: {
      openasb_web: {
        see: { which: seesMembership },
        add: {
          which: (me, row, world) => {
            const group = groupOf(world, row.group_id)
            const profile = rows(world, 'profile').find(({ id }) => id === row.profile_id)
            return (
              isMe(me, row.added_by) &&
              nothing(row.until) &&
              group !== undefined &&
              seesGroup(me, group, world) &&
              worksFor(me, group.organisation_id, world) &&
              nothing(group.ended_on) &&
              isReviewed(group) &&
              (nothing(row.profile_id) ||
                (profile !== undefined &&
                  seesProfile(me, profile, world) &&
                  profile.organisation_id === group.organisation_id))
            )
          },
        },
        change: {
          which: (me, row, world) =>
            nothing(row.until) &&
            seesMembership(me, row, world) &&
            worksFor(me, groupOf(world, row.group_id)?.organisation_id, world),
          into: (me, row) => isMe(me, row.ended_by),
          columns: ['until', 'ended_by', 'ended_at', 'ended_because', 'version'],
        },
        remove: {
          which: (me, row, world) => {
            const keeper = groupOf(world, row.group_id)?.organisation_id
            return (
              seesMembership(me, row, world) &&
              isOneOf(me, world, ['supervisor', 'information_governance'], keeper ?? 0)
            )
          },
        },
      },
    },
  },
  group_review: {
    says: 'Seen with its group, added by its caseworkers in their own name, never changed',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => seesGroup(me, groupOf(world, row.group_id), world) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            seesGroup(me, groupOf(world, row.group_id), world) &&
            worksFor(me, groupOf(world, row.group_id)?.organisation_id, world),
        },
      },
    },
  },
}

export const groupFunctions: Readonly<Record<string, readonly Role[]>> = {
  find_subject_memberships: ['openasb_web'],
  is_restricted_group: ['openasb_web'],
}

export const groupCalls: Calls = {
  is_restricted_group: ({ world }) =>
    rows(world, 'person_group').map(({ id, partition_code }) => ({
      call: `select is_restricted_group(${literal(id)})::text`,
      expected: { shows: [String(!nothing(partition_code))] },
    })),
  // Lapsed or not; of a restricted group that it is there and nothing else, for who is not cleared.
  find_subject_memberships: ({ asker, world }) =>
    rows(world, 'organisation').flatMap(({ id: organisation }) =>
      knownNames.map((name) => {
        const governs =
          mine(asker, organisation) && isOneOf(asker, world, ['information_governance'], organisation ?? 0)
        const found = rows(world, 'group_member').filter((row) => {
          const profile = rows(world, 'profile').find(({ id }) => id === row.profile_id)
          return (
            governs &&
            groupOf(world, row.group_id)?.organisation_id === organisation &&
            (profile?.name ?? row.name) === name
          )
        })
        return {
          call: `select coalesce(membership_id::text, 'hidden') || coalesce(member_name, '') from find_subject_memberships(${organisation}, array[${literal(name)}])`,
          expected: {
            shows: found.map((row) =>
              seesGroup(asker, groupOf(world, row.group_id), world) ? `${row.id}${name}` : 'hidden',
            ),
          },
        }
      }),
    ),
}
