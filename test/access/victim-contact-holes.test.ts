import { describe, expect, test } from 'vitest'
import { altered, findInWorlds } from './holes.ts'

describe('the worlds find', () => {
  test.each([
    [
      'a private page that tells of the plans of others',
      altered('victim_page', 'where contact_plan.report_id = report_status_link.report_id', 'where true'),
      'victim_page',
    ],
    [
      'a private page that opens without its secret',
      altered('victim_page', 'where report_status_link.secret_hash = link', 'limit 1'),
      'victim_page',
    ],
    [
      'a survey answered without the secret of the link',
      altered('answer_survey', 'where secret_hash = link', 'limit 1'),
      'answer_survey',
    ],
    [
      'plans read by every organisation that sees the case',
      `alter policy read_plan on contact_plan using (my_member() is not null
        and exists (select from case_party where case_party.id = party_id))`,
      'contact_plan',
    ],
    [
      'a contact recorded in the name of a colleague',
      `alter policy record_contact_made on victim_contact with check (organisation_id = any (my_organisations())
        and exists (select from contact_plan where contact_plan.id = plan_id and contact_plan.case_id = victim_contact.case_id))`,
      'victim_contact',
    ],
    [
      'a sign-off at a level that one does not hold',
      `alter policy sign_off on risk_sign_off with check (signed_by = my_member() and exists (select from asb_case
        where asb_case.id = case_id and asb_case.organisation_id = risk_sign_off.organisation_id
          and asb_case.organisation_id = any (my_organisations())))`,
      'risk_sign_off',
    ],
    [
      'a level that one gives to oneself',
      `alter policy give_sign_off_level on sign_off_level with check (given_by = my_member() and valid_to is null
        and am_one_of('{supervisor,coordinator}', organisation_id))`,
      'sign_off_level',
    ],
    [
      'words decided about by the one who kept the victim in touch',
      altered('moderates_survey', 'is distinct from my_member()', 'is not null'),
      'moderates_survey',
    ],
    [
      'words of a case that one does not see',
      altered('moderates_survey', 'and asb_case.audience && my_circles()'),
      'survey_words',
    ],
    [
      'words read by anybody who works there',
      altered('survey_words', 'and moderates_survey(id)'),
      'survey_words',
    ],
    [
      'words shown in part although that part was never written',
      altered('moderate_survey', 'or position(piece in shown) = 0'),
      'moderate_survey',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
