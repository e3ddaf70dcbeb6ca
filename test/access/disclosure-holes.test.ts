import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'
import { runs } from './runs.ts'

/** Holes planted on purpose in the record of disclosure. */
async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(40, subject)
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

test('nothing is found where there is no hole', async () => {
  const bench = await openBench()
  expect(
    await bench.findInWorlds(
      runs({ usually: 12, long: 40 }),
      'record_disclosures',
      'holder_disclosures',
      'sign_in_log',
      'hidden_links',
      'audit_entry',
      'timeline_entry',
      'exposure_finding',
      'sign_in_event',
    ),
  ).toEqual([])
  await bench.close()
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
        'names and seen.holder = any ((select audited_organisations())::integer[])',
        'names',
      ),
      'record_disclosures',
    ],
    ...['record_disclosures', 'holder_disclosures', 'sign_in_log'].map((name): [string, string, string] => [
      `what is for those who oversee told to all their colleagues by ${name}`,
      instead(name, 'audited_organisations()', 'my_organisations()'),
      name,
    ]),
    [
      'the audit read by every colleague',
      'alter policy read_audit on audit_entry using (organisation_id = any ((select my_organisations())::integer[]))',
      'audit_entry',
    ],
    [
      'the roles of another person counted as mine',
      instead('my_organisations_as', ' where am_one_of(roles, organisation)'),
      'audit_entry',
    ],
    [
      'exposure findings read by every colleague',
      `alter policy read_exposure_finding on exposure_finding
        using (my_member() is not null and organisation_id = any (my_organisations()))`,
      'exposure_finding',
    ],
    [
      'another record told of on a timeline',
      `alter policy read_timeline on timeline_entry
        using (case when report_id is not null then exists (select from report where report.id = report_id)
          else exists (select from asb_case where asb_case.id = case_id) end)`,
      'timeline_entry',
    ],
    [
      'whose sign-in was reset told to every colleague',
      `alter policy read_reset_of_overseen on sign_in_event using (outcome = 'reset')`,
      'sign_in_event',
    ],
    [
      'every sign-in told to who oversees',
      `alter policy read_reset_of_overseen on sign_in_event using (exists (select from membership
        where membership.member_id = sign_in_event.member_id and membership.organisation_id
          = any ((select my_organisations_as('{supervisor,information_governance}'))::integer[])))`,
      'sign_in_event',
    ],
    [
      'links to a restricted report',
      instead('hidden_links', 'report.partition_code is null and ', ''),
      'hidden_links',
    ],
    [
      'links of a case that is not seen',
      instead('hidden_links', 'asb_case.audience && my_circles()', 'true'),
      'hidden_links',
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
        'report.organisation_id = any ((select audited_organisations())::integer[])\n          and ',
      ),
      'holder_disclosures',
    ],
    [
      'sign-ins of another organisation',
      instead('sign_in_log', 'of_organisation = any (audited_organisations()) and '),
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
