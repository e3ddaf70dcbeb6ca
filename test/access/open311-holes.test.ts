import { expect, test } from 'vitest'
import { openBench } from './bench.ts'

const subject = 'attach_to_incident'

/** Tries the same worlds with a hole planted; gives what disagreed. */
async function findInWorlds(hole: string, worlds: number): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(worlds, subject)
  } finally {
    await bench.close()
  }
}

const altered = (part: string) => `
  do $do$
  declare
    before text := pg_get_functiondef('${subject}'::regproc);
    after text := replace(before, $part$${part}$part$, '');
  begin
    if after = before then raise 'There is no such part in ${subject}'; end if;
    execute after;
  end $do$`

test('photos are given to reports of own incidents alone, where there is no hole', async () => {
  expect((await findInWorlds('select', 10)).slice(0, 2)).toEqual([])
})

test.each([
  ['reports that came of the incidents of others', ' and takes_in(incident_report.organisation_id)'],
  ['photos that another organisation sent', 'and added_for = any (my_organisations())'],
])('a hole is found: %s', async (_, part) => {
  expect(await findInWorlds(altered(part), 40)).not.toEqual([])
})
