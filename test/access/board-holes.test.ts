import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found of the weekly board where there is no hole', async () => {
  expect(await findInWorlds(noHole, ['alike_profiles', 'board_digest'], 12)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'profiles of other organisations',
      altered('alike_profiles', '      and created.organisation_id = any (my_organisations())'),
      'alike_profiles',
    ],
    [
      'people of reports that are restricted to others',
      altered('alike_profiles', 'report.audience && my_circles() and '),
      'alike_profiles',
    ],
    ['what others were told', 'alter policy read_digest on board_digest using (true)', 'board_digest'],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
