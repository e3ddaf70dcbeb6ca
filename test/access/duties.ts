/** What people may do today, as their memberships say: in plain words and without a line of SQL. */
import { today } from './asker.ts'
import { type Asker, isPerson, mine, type Row, type Value, type World } from './rights.ts'

export const memberships = (world: World): readonly Row[] => world.membership ?? []
export const nothing = (value: Value | undefined) => (value ?? null) === null
const equal = (one: Value | undefined, other: Value | undefined) => (one ?? null) === (other ?? null)
const holds = ({ valid_from, valid_to }: Row) =>
  String(valid_from ?? '2000-01-01') <= today && (nothing(valid_to) || String(valid_to) > today)
export const isOwn = ({ role, covers_for }: Row) => role !== 'partner' && nothing(covers_for)
export const sameDuty = (one: Row, other: Row) =>
  (['organisation_id', 'role', 'team_id', 'area_kind', 'area_code'] as const).every((column) =>
    equal(one[column], other[column]),
  )

/** Whether a person works for an organisation today in their own right; for any, where none is named. */
export function worksFor(world: World, person: Value | undefined, organisation: Value | undefined): boolean {
  return memberships(world).some(
    (row) =>
      !nothing(person) &&
      row.member_id === person &&
      isOwn(row) &&
      holds(row) &&
      (nothing(organisation) || row.organisation_id === organisation),
  )
}

/** What a person may do today: a cover while the duty it covers holds, a light account while its sponsor works here. */
function dutiesOf(world: World, person: Value | undefined): readonly Row[] {
  return memberships(world).filter(
    (row) =>
      !nothing(person) &&
      row.member_id === person &&
      holds(row) &&
      (nothing(row.covers_for) ||
        memberships(world).some(
          (other) =>
            other.member_id === row.covers_for && isOwn(other) && holds(other) && sameDuty(row, other),
        )) &&
      (nothing(row.sponsor_id) || worksFor(world, row.sponsor_id, null)),
  )
}

/** Whether the asker has one of these roles today, as the memberships say: in this organisation, or in any. */
export function isOneOf(
  me: Asker,
  world: World,
  roles: readonly string[],
  organisation: Value | undefined,
): boolean {
  return dutiesOf(world, me.member).some(
    (row) =>
      roles.includes(String(row.role)) && (nothing(organisation) || row.organisation_id === organisation),
  )
}
/** Whether somebody looks into what the people of an organisation did: who oversees it, and its own machine. */
export const audits = (me: Asker, world: World, organisation: Value | undefined): boolean =>
  !nothing(organisation) &&
  mine(me, organisation) &&
  (!isPerson(me) || isOneOf(me, world, ['supervisor', 'information_governance'], organisation))

/** Whether somebody oversees an organisation that a person works for, or ever did. */
export const overseesPerson = (me: Asker, world: World, person: Value | undefined): boolean =>
  isPerson(me) &&
  memberships(world).some((row) => row.member_id === person && audits(me, world, row.organisation_id))
