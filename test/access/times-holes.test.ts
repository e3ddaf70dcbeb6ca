import { expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found of times to answer where there is no hole', async () => {
  expect(await findInWorlds(noHole, 'answer_promise', 6)).toEqual([])
})

test.each([
  [
    'a time that is set for another organisation',
    'alter policy set_answer_promise on answer_promise with check (set_by = my_member() and valid_from > day_in_england())',
  ],
  [
    'a time that is taken back after it began',
    `alter policy take_answer_promise_back on answer_promise
      using (am_one_of('{supervisor,coordinator}', organisation_id))`,
  ],
])('the worlds find %s', async (_, hole) => {
  expect(await findInWorlds(hole, 'answer_promise')).not.toEqual([])
})
