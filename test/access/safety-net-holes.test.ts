import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'
import { runs } from './runs.ts'

/** Holes planted on purpose in who learns what from a call of the safety net. */
async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(40, subject)
  } finally {
    await bench.close()
  }
}

const instead = (name: string, part: string, other: string) => `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, $other$${other}$other$);
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`

test('nothing is found where there is no hole', async () => {
  const bench = await openBench()
  expect(
    await bench.findInWorlds(
      runs({ usually: 12, long: 40 }),
      'told_of_page',
      'safety_page',
      'safety_net_rule',
    ),
  ).toEqual([])
  await bench.close()
})

describe('the worlds find', () => {
  test.each([
    [
      'what a call rests on told to other organisations',
      instead('told_of_page', 'organisation_id = any (my_organisations())', 'true'),
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
