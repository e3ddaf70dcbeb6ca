import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'

/** Holes planted on purpose in what work lists learn from the audit. */
async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(40, subject)
  } finally {
    await bench.close()
  }
}

/** A function as it stands, without a part of it. */
const without = (name: string, part: string) => `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, '');
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`

test('nothing is found in unseen_reports where there is no hole', async () => {
  expect(await findInWorlds('select', 'unseen_reports')).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    ['unopened reports of other organisations', ' and report.organisation_id = any (my_organisations())'],
    ['unopened reports without the audience', ' and report.audience && my_circles()'],
    ['reports that somebody opened', 'and audit_entry.member_id is not null'],
  ])('%s', async (_, part) => {
    expect(await findInWorlds(without('unseen_reports', part), 'unseen_reports')).not.toEqual([])
  })
})
