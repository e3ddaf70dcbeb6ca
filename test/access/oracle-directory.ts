import { isOneOf } from './duties.ts'
import type { Asker, Role, Row, TableRule, Test, World } from './rights.ts'

/** Whether the person who asks is a co-ordinator today: who decides what a directory's groups give. */
export const isCoordinator = (me: Asker, world: World): boolean => isOneOf(me, world, ['coordinator'], null)

/** Whether a token may act for its organisation's directory: a machine's right, which no person has. */
export function provisions(me: Asker, token: Row): boolean {
  return (
    me.member === null &&
    token.may_provision === true &&
    token.revoked_at === null &&
    (token.expires_at === null || String(token.expires_at).startsWith('21'))
  )
}

const toCoordinators: Test = (me, _, world) => isCoordinator(me, world)
const readByCoordinators = (says: string, columns?: readonly string[]): TableRule => ({
  says,
  rights: { openasb_web: { see: { which: toCoordinators, ...(columns ? { columns } : {}) } } },
})

export const directoryRules: Readonly<Record<string, TableRule>> = {
  directory_group: readByCoordinators('Co-ordinators see which groups there are; a function changes them'),
  directory_user: readByCoordinators('Co-ordinators count people; addresses are for the directory alone', [
    'id',
    'organisation_id',
    'active',
    'created_at',
    'modified_at',
  ]),
  directory_group_member: readByCoordinators('Co-ordinators see how many are in a group'),
  directory_activity: readByCoordinators('Co-ordinators see when a directory was last heard of'),
  directory_problem: readByCoordinators('Co-ordinators see what a directory was refused'),
}

export const directoryFunctions: Readonly<Record<string, readonly Role[]>> = {
  am_coordinator: ['openasb_web'],
  provisioned_by: [],
  provisions_next: [],
  directory_heard: ['openasb_web'],
  directory_refused: ['openasb_web'],
  directory_users: ['openasb_web'],
  directory_groups: ['openasb_web'],
  settle_memberships: [],
  end_at_organisation: [],
  release_work: [],
  is_of_organisation_alone: [],
  directory_add_user: ['openasb_web'],
  directory_change_user: ['openasb_web'],
  directory_remove_user: ['openasb_web'],
  directory_add_group: ['openasb_web'],
  directory_change_group: ['openasb_web'],
  directory_remove_group: ['openasb_web'],
  map_directory_group: ['openasb_web'],
  expect_directory_group: ['openasb_web'],
}
