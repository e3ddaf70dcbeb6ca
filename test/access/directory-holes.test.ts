import { expect, test } from 'vitest'
import { openBench } from './bench.ts'
import { runs } from './runs.ts'

/** Tries the same worlds with a hole planted; gives what disagreed about one table or function. */
async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(40, subject)
  } finally {
    await bench.close()
  }
}

/** The definition of a function as it stands, with a part of it replaced wherever it occurs. */
const altered = (name: string, part: string, by: string) => `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, $part$${by}$part$);
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`

test('nothing is found where there is no hole', async () => {
  const bench = await openBench()
  expect(
    await bench.findInWorlds(
      runs({ usually: 12, long: 40 }),
      'directory_users',
      'directory_change_user',
      'map_directory_group',
      'directory_user',
    ),
  ).toEqual([])
  await bench.close()
})

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
