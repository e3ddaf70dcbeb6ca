import { expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

const tried = [
  'review_procedure',
  'review_relevant_body',
  'asb_review',
  'review_status',
  'review_ledger',
  'case_ledger',
]

test('nothing is found where there is no hole', async () => {
  expect(await findInWorlds(noHole, tried, 8)).toEqual([])
})

test.each([
  [
    'an application filed where nobody answers for it',
    'apply_for_review',
    'if lead is null then return null; end if;',
    "if lead is null then return 'filed'; end if;",
  ],
  [
    'a private page that opens without its secret',
    'review_status',
    'where review_link.secret_hash = link',
    'limit 1',
  ],
  ['an appeal without the secret of the link', 'applicant_appeals', 'where secret_hash = link;', 'limit 1;'],
  ['an appeal in a review that was withdrawn', 'applicant_appeals', "or review.status = 'withdrawn'", ''],
  [
    'an invitation answered without the secret of the link',
    'applicant_answers',
    'where secret_hash = link and victim_invited',
    'where victim_invited',
  ],
  ['an answer to a meeting that is over', 'applicant_answers', 'and held_at is null', ''],
  [
    'complaints of reviews of other bodies',
    'review_ledger',
    'and my_member() is not null and audience && my_circles()',
    'and my_member() is not null',
  ],
  [
    'complaints of a review read by a machine',
    'review_ledger',
    'and my_member() is not null and audience',
    'and audience',
  ],
  [
    'complaints of cases that one does not see in full',
    'case_ledger',
    'and asb_case.audience && my_circles()',
    '',
  ],
])('the worlds find %s', async (_, name, part, other) => {
  expect(await findInWorlds(altered(name, part, other), name)).not.toEqual([])
})

test.each([
  [
    'a procedure that is set for a district of others',
    'set_procedure',
    'review_procedure',
    `with check (set_by = my_member() and valid_from > day_in_england()
      and am_one_of('{supervisor,coordinator}', organisation_id))`,
  ],
  [
    'a procedure that changes what has begun',
    'take_procedure_back',
    'review_procedure',
    'using (arranges_reviews(district_code, organisation_id))',
  ],
  [
    'a relevant body taken out by anybody in the partnership',
    'end_relevant_body',
    'review_relevant_body',
    `using ((valid_to is null or valid_to > day_in_england()) and am_one_of('{supervisor,coordinator}', null))`,
  ],
  [
    'a review passed to a body that is none of it',
    'lead_review',
    'asb_review',
    'with check (organisation_id is not null)',
  ],
  [
    'a review changed by a body that does not lead it',
    'lead_review',
    'asb_review',
    'using (my_member() is not null and audience && my_circles())',
  ],
])('the worlds find %s', async (_, name, table, change) => {
  expect(await findInWorlds(`alter policy ${name} on ${table} ${change}`, table)).not.toEqual([])
})
