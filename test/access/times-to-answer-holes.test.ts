import { describe, expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found of times to answer where there is no hole', async () => {
  expect(await findInWorlds(noHole, ['answer_promise', 'clock_pause'], 6)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'a time to answer that is taken back after it began',
      `alter policy take_answer_promise_back on answer_promise
        using (am_one_of('{supervisor,coordinator}', organisation_id))`,
      'answer_promise',
    ],
    [
      'a pause of what another organisation holds',
      `alter policy pause_clocks on clock_pause with check (paused_by = my_member() and resumed_at is null
        and resumed_by is null and settled_at is null and organisation_id = any (my_organisations()))`,
      'clock_pause',
    ],
    [
      'a pause that another organisation ends',
      'alter policy resume_clocks on clock_pause using (my_member() is not null) with check (true)',
      'clock_pause',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
