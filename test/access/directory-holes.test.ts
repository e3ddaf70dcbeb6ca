import { expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'
import { runs } from './runs.ts'

test(
  'nothing is found where there is no hole',
  async () => {
    expect(
      await findInWorlds(
        noHole,
        ['directory_users', 'directory_change_user', 'map_directory_group', 'directory_user'],
        runs({ usually: 3, long: 40 }),
      ),
    ).toEqual([])
  },
  runs({ usually: 60_000, long: 600_000 }),
)

test.each([
  ['tokens that may only read', altered('provisioned_by', 'may_provision', 'true'), 'directory_users'],
  ['tokens that were revoked', altered('provisioned_by', 'revoked_at is null', 'true'), 'directory_groups'],
  ['a person with a token', altered('provisioned_by', 'my_member() is null', 'true'), 'directory_heard'],
  [
    'people of every organisation read',
    altered('directory_users', 'organisation_id = provisioned', 'true'),
    'directory_users',
  ],
  [
    'people of another organisation changed',
    altered(
      'directory_change_user',
      'where id = wanted_id and organisation_id = provisioned',
      'where id = wanted_id',
    ),
    'directory_change_user',
  ],
  [
    'people of another organisation removed',
    altered('directory_remove_user', 'and organisation_id = provisioned', ''),
    'directory_remove_user',
  ],
  [
    'people of another organisation taken on',
    altered('directory_add_user', 'is_of_organisation_alone(known.id, provisioned)\n      or', 'true or'),
    'directory_add_user',
  ],
  [
    'groups filled with strangers',
    altered('directory_add_group', 'and directory_user.organisation_id = provisioned', ''),
    'directory_add_group',
  ],
  [
    'roles given to groups by anybody',
    altered('map_directory_group', 'not am_coordinator()', 'false'),
    'map_directory_group',
  ],
  [
    'directories shown to everybody',
    'alter policy read_directory on directory_user using (true)',
    'directory_user',
  ],
])('the worlds find %s', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
