import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'
import { subjectAccessFunctions, subjectAccessRules } from './oracle-subject-access.ts'

const subjects = [...Object.keys(subjectAccessRules), ...Object.keys(subjectAccessFunctions)]

async function findInWorlds(hole: string, subject: string, most = 6): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(most, subject)
  } finally {
    await bench.close()
  }
}

test.each(subjects)('%s gives what the oracle allows and nothing else', async (subject) => {
  expect((await findInWorlds('select', subject)).slice(0, 2).join('\n')).toBe('')
})

/** The definition of a function as it stands, with a part of it changed. */
const changed = (name: string, part: string, into = '') => `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, $into$${into}$into$);
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`

describe('a hole is found:', () => {
  test.each([
    [
      'a search for a person in reports out of sight',
      changed('subject_matches', 'each.audience && circles and '),
      'find_subject_records',
    ],
    [
      'a search by contact details in reports that others hold',
      changed('subject_matches', ' and report.organisation_id = for_organisation'),
      'find_subject_records',
    ],
    [
      'a search in timelines of records out of sight',
      changed(
        'subject_matches',
        'join asb_case on asb_case.id = told.case_id\n    where asb_case.audience && circles',
        'join asb_case on asb_case.id = told.case_id where true',
      ),
      'find_subject_records',
    ],
    [
      'a search for people of cases out of sight',
      changed(
        'subject_matches',
        'where asb_case.audience && circles and for_organisation in',
        'where for_organisation in',
      ),
      'find_subject_records',
    ],
    [
      'a search for people whom others brought into cases that others lead',
      changed(
        'subject_matches',
        ' and for_organisation in (asb_case.organisation_id, involved.organisation_id)',
      ),
      'find_subject_records',
    ],
    [
      'a search by anybody in the organisation',
      changed(
        'find_subject_records',
        'where for_organisation = any (my_governance())',
        'where for_organisation = any (my_organisations())',
      ),
      'find_subject_records',
    ],
    [
      'restricted records that count only once they were found',
      changed('count_restricted_subject_records', 'and not exists', 'and exists'),
      'count_restricted_subject_records',
    ],
    [
      'a package for everybody in the organisation',
      `alter policy read_subject_access_package on stored_file using (kind = 'subject_access_package'
        and removed_at is null and expires_at > now() and organisation_id = any ((select my_organisations())::integer[]))`,
      'stored_file',
    ],
    [
      'a package that has expired',
      `alter policy read_subject_access_package on stored_file using (kind = 'subject_access_package'
        and removed_at is null and organisation_id = any ((select my_governance())::integer[])
        and subject_items_out_of_sight(record_id) = 0)`,
      'stored_file',
    ],
    [
      'a package with restricted records for who is not cleared',
      `alter policy read_subject_access_package on stored_file using (kind = 'subject_access_package'
        and removed_at is null and expires_at > now() and organisation_id = any ((select my_governance())::integer[]))`,
      'stored_file',
    ],
    [
      'items that the controller reads before they are given',
      `alter policy read_item on subject_item using (array[organisation_id, controller_id] && (select my_governance()))`,
      'subject_item',
    ],
    [
      'items added by an organisation that has not accepted',
      `alter policy find_item on subject_item with check (organisation_id = any ((select my_governance())::integer[])
        and decision = 'undecided' and shared_at is null)`,
      'subject_item',
    ],
    ['passages open to all', 'alter policy read_passage on subject_passage using (true)', 'subject_passage'],
    [
      'a contribution answered by the controller',
      'alter policy change_contribution on subject_contribution with check (true)',
      'subject_contribution',
    ],
    [
      'a request seen by an organisation that refused',
      `alter policy read_subject_request on subject_request using (organisation_id = any ((select my_governance())::integer[])
        or exists (select from subject_contribution where request_id = subject_request.id
          and subject_contribution.organisation_id = any ((select my_governance())::integer[])))`,
      'subject_request',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject, 40)).not.toEqual([])
  })
})
