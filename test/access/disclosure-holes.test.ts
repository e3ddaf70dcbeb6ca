import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'

/** Holes planted on purpose in the record of disclosure. */
async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(12, subject)
  } finally {
    await bench.close()
  }
}

/** The definition of a function as it stands, with a part of it in other words. */
const instead = (name: string, part: string, other = '') => `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, $other$${other}$other$);
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`

test('nothing is found in record_disclosures where there is no hole', async () => {
  expect(await findInWorlds('select', 'record_disclosures')).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'the readers of a record told to whoever does not see it',
      instead('record_disclosures', ' and report.audience && my_circles()'),
      'record_disclosures',
    ],
    [
      'names of other organisations’ people told to a partner of the record',
      instead(
        'record_disclosures',
        'names and seen.holder = any ((select my_organisations())::integer[])',
        'names',
      ),
      'record_disclosures',
    ],
    [
      'who read a record told to a machine',
      instead('record_disclosures', ' and my_member() is not null'),
      'record_disclosures',
    ],
    [
      'acts on records of another holder',
      instead(
        'holder_disclosures',
        'report.organisation_id = any ((select my_organisations())::integer[])\n          and ',
      ),
      'holder_disclosures',
    ],
    [
      'sign-ins of another organisation',
      instead('sign_in_log', 'of_organisation = any (my_organisations()) and '),
      'sign_in_log',
    ],
    [
      'reasons that others gave',
      'alter policy read_own_reason on opening_reason using (my_member() is not null)',
      'opening_reason',
    ],
    [
      'a reason for a record that is not seen',
      'alter policy give_reason on opening_reason with check (member_id = my_member())',
      'opening_reason',
    ],
    [
      'the policy of another organisation changed',
      'alter policy change_disclosure_policy on disclosure_policy using (true) with check (true)',
      'disclosure_policy',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
