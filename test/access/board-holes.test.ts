import { expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found of the weekly board where there is no hole', async () => {
  expect(await findInWorlds(noHole, ['alike_profiles', 'board_digest'], 8)).toEqual([])
})

test('the worlds find what other supervisors were told', async () => {
  const hole = 'alter policy read_digest on board_digest using (true)'
  expect(await findInWorlds(hole, 'board_digest')).not.toEqual([])
})
