import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'

/** Holes planted on purpose in what was added for the doors: a check that misses its own proves nothing. */
async function findInWorlds(hole: string, subject: string, most = 60): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(most, subject)
  } finally {
    await bench.close()
  }
}

test.each(['clearance_gap', 'local_type', 'type_advice', 'organisations_cleared_for', 'reweigh_flags'])(
  'nothing is found in %s where there is no hole',
  async (subject) => {
    expect(await findInWorlds('select', subject, 8)).toEqual([])
  },
)

describe('the worlds find', () => {
  test.each([
    [
      'organisations that were passed by, shown to everybody',
      'alter policy read_clearance_gap on clearance_gap using (true)',
      'clearance_gap',
    ],
    [
      'advice given by whoever is signed in',
      'alter policy give_advice on type_advice with check (my_member() is not null)',
      'type_advice',
    ],
    [
      'codes that begin in the past',
      `alter policy give_local_type on local_type with check (am_one_of('{coordinator}', null))`,
      'local_type',
    ],
    [
      'people cleared who do not work on reports any more',
      `do $do$
      declare
        before text := pg_get_functiondef('organisations_cleared_for'::regproc);
        after text := replace(before, 'clearance.withdrawn_at is null', 'true');
      begin
        if after = before then raise 'There is no such part'; end if;
        execute after;
      end $do$`,
      'organisations_cleared_for',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
