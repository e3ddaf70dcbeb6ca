import { describe, expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

const subjects = [
  'panel_meeting',
  'panel_item',
  'panel_paper',
  'panel_part',
  'panel_attendance',
  'panel_minute',
  'panel_action',
  'panel_notice',
]

test('nothing is found where there is no hole', async () => {
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'meetings shown to organisations that are not on the panel',
      'alter policy read_meeting on panel_meeting using (my_member() is not null)',
      'panel_meeting',
    ],
    [
      'an agenda that names every case to everybody on the panel',
      'alter policy read_item on panel_item using (exists (select from panel_meeting where panel_meeting.id = meeting_id))',
      'panel_item',
    ],
    [
      'a case put on the agenda by an organisation that does not lead it',
      `alter policy nominate on panel_item with check (nominated_by = my_member()
        and organisation_id = any (my_casework()) and exists (select from asb_case where asb_case.id = case_id)
        and exists (select from panel_meeting where panel_meeting.id = meeting_id and status = 'planned'))`,
      'panel_item',
    ],
    [
      'papers shown to those who see the case in summary alone',
      'alter policy read_paper on panel_paper using (exists (select from panel_item where panel_item.id = item_id))',
      'panel_paper',
    ],
    [
      'private parts shown to the whole panel',
      `alter policy read_part on panel_part using (exists (select from panel_item
        join asb_case on asb_case.id = case_id where panel_item.id = item_id))`,
      'panel_part',
    ],
    [
      'minutes written by somebody else than the convenor',
      `alter policy write_minute on panel_minute with check (minuted_by = my_member()
        and exists (select from panel_item join asb_case on asb_case.id = case_id where panel_item.id = item_id))`,
      'panel_minute',
    ],
    [
      'attendance corrected after the meeting',
      `alter policy correct_attendance on panel_attendance using (exists (select from panel_meeting
        where panel_meeting.id = meeting_id and panel_meeting.organisation_id = any (my_casework())))`,
      'panel_attendance',
    ],
    [
      'who was told of a meeting shown to organisations that are not on the panel',
      'alter policy read_panel_notice on panel_notice using (my_member() is not null)',
      'panel_notice',
    ],
    [
      'actions of a meeting shown to those who do not see the case',
      'alter policy read_panel_action on panel_action using (my_member() is not null)',
      'panel_action',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
