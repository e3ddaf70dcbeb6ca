import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

const subjects = [
  'person_group',
  'group_member',
  'group_review',
  'case_party',
  'context_layer',
  'context_layer_version',
  'context_layer_value',
  'overlay_permission',
  'overlay_look',
  'find_subject_memberships',
  'is_restricted_group',
  'search_parties',
]

test('nothing is found where there is no hole', async () => {
  expect(await findInWorlds(noHole, subjects, 6)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'the name of a restricted group told to whoever answers for information and is not cleared',
      altered(
        'find_subject_memberships',
        'coalesce(profile.name, belongs.name) end',
        'coalesce(profile.name, belongs.name) else belongs.name end',
      ),
      'find_subject_memberships',
    ],
    [
      'every group taken for an ordinary one, so that a case names it',
      altered('is_restricted_group', 'partition_code is not null', 'false'),
      'case_party',
    ],
    [
      'figures of a partner shown to an organisation that has left the agreement',
      `alter policy read_layer on context_layer using (my_member() is not null
        and (organisation_id = any (my_organisations()) or current_version_id is not null and withdrawn_at is null
          and valid_until >= current_date and (agreement_id is null or seen_by && my_organisations())))`,
      'context_layer',
    ],
    [
      'a look without a permission',
      'alter policy begin_overlay_look on overlay_look with check (member_id = my_member())',
      'overlay_look',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
