import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'
import { runs } from './runs.ts'

test(
  'nothing is found where there is no hole',
  async () => {
    expect(
      await findInWorlds(
        noHole,
        ['told_of_page', 'safety_page', 'safety_net_rule'],
        runs({ usually: 3, long: 40 }),
      ),
    ).toEqual([])
  },
  runs({ usually: 60_000, long: 600_000 }),
)

describe('the worlds find', () => {
  test.each([
    [
      'what a call rests on told to other organisations',
      altered('told_of_page', 'organisation_id = any (my_organisations())', 'true'),
      'told_of_page',
    ],
    [
      'calls read by everybody who is signed in',
      'alter policy read_page on safety_page using (my_member() is not null)',
      'safety_page',
    ],
    [
      'a call acknowledged in the name of a colleague',
      'alter policy acknowledge_page on safety_page with check (true)',
      'safety_page',
    ],
    [
      'a rule set by anybody who works there',
      `alter policy set_safety_rule on safety_net_rule with check (set_by = my_member()
        and valid_from > day_in_england() and organisation_id = any (my_organisations()))`,
      'safety_net_rule',
    ],
    [
      'notices read by all',
      'alter policy read_notice on safety_notice using (my_member() is not null)',
      'safety_notice',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
