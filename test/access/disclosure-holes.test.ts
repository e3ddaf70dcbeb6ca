import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'
import { runs } from './runs.ts'

test(
  'nothing is found where there is no hole',
  async () => {
    expect(
      await findInWorlds(
        noHole,
        [
          'record_disclosures',
          'holder_disclosures',
          'sign_in_log',
          'hidden_links',
          'audit_entry',
          'timeline_entry',
          'exposure_finding',
          'sign_in_event',
        ],
        runs({ usually: 3, long: 40 }),
      ),
    ).toEqual([])
  },
  runs({ usually: 60_000, long: 600_000 }),
)

describe('the worlds find', () => {
  test.each([
    [
      'the readers of a record told to whoever does not see it',
      altered('record_disclosures', ' and report.audience && my_circles()'),
      'record_disclosures',
    ],
    [
      'names of other organisations’ people told to a partner of the record',
      altered(
        'record_disclosures',
        'names and seen.holder = any ((select audited_organisations())::integer[])',
        'names',
      ),
      'record_disclosures',
    ],
    ...['record_disclosures', 'holder_disclosures', 'sign_in_log'].map((name): [string, string, string] => [
      `what is for those who oversee told to all their colleagues by ${name}`,
      altered(name, 'audited_organisations()', 'my_organisations()'),
      name,
    ]),
    [
      'the audit read by every colleague',
      'alter policy read_audit on audit_entry using (organisation_id = any ((select my_organisations())::integer[]))',
      'audit_entry',
    ],
    [
      'the roles of another person counted as mine',
      altered('my_organisations_as', ' where am_one_of(roles, organisation)'),
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
      altered('hidden_links', 'report.partition_code is null and ', ''),
      'hidden_links',
    ],
    [
      'links of a case that is not seen',
      altered('hidden_links', 'asb_case.audience && my_circles()', 'true'),
      'hidden_links',
    ],
    [
      'who read a record told to a machine',
      altered('record_disclosures', ' and my_member() is not null'),
      'record_disclosures',
    ],
    [
      'acts on records of another holder',
      altered(
        'holder_disclosures',
        'report.organisation_id = any ((select audited_organisations())::integer[])\n          and ',
      ),
      'holder_disclosures',
    ],
    [
      'sign-ins of another organisation',
      altered('sign_in_log', 'of_organisation = any (audited_organisations()) and '),
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
