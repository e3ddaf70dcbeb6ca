import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found where there is no hole', async () => {
  const subjects = [
    'clearance_gap',
    'local_type',
    'type_advice',
    'organisations_cleared_for',
    'reweigh_flags',
  ]
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'organisations that were passed by, shown to everybody',
      'alter policy read_clearance_gap on clearance_gap using (true)',
      'clearance_gap',
    ],
    [
      'advice ended by whoever is signed in',
      'alter policy end_advice on type_advice using (my_member() is not null)',
      'type_advice',
    ],
    [
      'codes that begin in the past',
      `alter policy give_local_type on local_type with check (am_one_of('{coordinator}', null))`,
      'local_type',
    ],
    [
      'people cleared who do not work on reports any more',
      altered('organisations_cleared_for', 'clearance.withdrawn_at is null', 'true'),
      'organisations_cleared_for',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
