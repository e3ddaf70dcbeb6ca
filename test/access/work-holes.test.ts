import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found in unseen_reports where there is no hole', async () => {
  expect(await findInWorlds(noHole, 'unseen_reports', 12)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    ['unopened reports of other organisations', ' and report.organisation_id = any (my_organisations())'],
    ['unopened reports without the audience', ' and report.audience && my_circles()'],
    ['reports that somebody opened', 'and audit_entry.member_id is not null'],
  ])('%s', async (_, part) => {
    expect(await findInWorlds(altered('unseen_reports', part), 'unseen_reports')).not.toEqual([])
  })
})

describe('of the model of cases, the worlds find', () => {
  test.each([
    ['people of cases out of sight', 'search_parties', ' and asb_case.audience && my_circles()'],
    [
      'people whom the lead keeps to itself',
      'search_parties',
      `and (case_party.seen_by = 'partners' or case_party.organisation_id = any (my_organisations())
      or asb_case.organisation_id = any (my_organisations()))`,
    ],
    [
      'people of restricted reports',
      'search_parties',
      'and (report.id is null or report.partition_code is null or report.audience && my_circles())',
    ],
    ['suggestions about reports out of sight', 'suggestions_told', ' and report.audience && my_circles()'],
    [
      'suggestions that rest on too little of what the reader knows',
      'suggestions_told',
      `and (criterion.measure <> 'reports' or told.counted + 1 >= criterion.at_least)`,
    ],
    [
      'suggestions about reports that others hold',
      'case_suggestions',
      ' and report.organisation_id = any (my_organisations())',
    ],
    [
      'suggestions ended by a case of others',
      'end_suggestion',
      ' and organisation_id = any (my_organisations())',
    ],
    ['wishes about reports out of sight', 'wish_case', ' and audience && my_circles()'],
  ])('%s', async (_, name, part) => {
    expect(await findInWorlds(altered(name, part), name)).not.toEqual([])
  })

  test.each([
    [
      'people of a case shown to all who see the case',
      'alter policy read_party on case_party using (my_member() is not null and exists (select from asb_case where asb_case.id = case_id))',
      'case_party',
    ],
    [
      'categories said by others than the lead',
      `alter policy add_category on case_category with check (added_by = my_member() and ended_at is null
        and exists (select from asb_case where asb_case.id = case_id))`,
      'case_category',
    ],
    [
      'rules for quiet cases taken back by anybody',
      'alter policy take_quiet_rule_back on quiet_rule using (my_member() is not null)',
      'quiet_rule',
    ],
    [
      'quiet cases closed at the wish of whoever asks',
      `grant execute on function close_quiet_cases(date, timestamptz, text, text, date, text, integer) to openasb_web`,
      'close_quiet_cases',
    ],
    [
      'what was done about somebody shown to those who may not read who it is',
      `alter policy read_intervention on intervention using (my_member() is not null
        and exists (select from asb_case where asb_case.id = case_id))`,
      'intervention',
    ],
    [
      'a consultation about somebody shown to those who may not read who it is',
      `alter policy read_consultation on intervention_consultation using (my_member() is not null
        and exists (select from asb_case where asb_case.id = case_id))`,
      'intervention_consultation',
    ],
    [
      'a consultation recorded in the name of a colleague',
      `alter policy record_consultation on intervention_consultation with check (
        organisation_id = any (my_organisations()) and exists (select from asb_case where asb_case.id = case_id)
        and (party_id is null or exists (select from case_party where case_party.id = party_id
          and case_party.case_id = intervention_consultation.case_id)))`,
      'intervention_consultation',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
