import { expect, test } from 'vitest'
import { findInWorlds } from './holes.ts'

test.each([
  [
    'a review of one’s own duty',
    `alter policy review_membership on membership_review with check (reviewed_by = my_member() and exists (select
      from membership where membership.id = membership_id and role <> 'partner' and covers_for is null
      and (am_one_of('{coordinator}', null) or am_one_of('{supervisor}', membership.organisation_id))))`,
  ],
  [
    'reviews of another organisation, read',
    `alter policy read_membership_review on membership_review using (am_one_of('{coordinator,supervisor}', null))`,
  ],
])('the worlds find %s', async (_, hole) => {
  expect(await findInWorlds(hole, 'membership_review')).not.toEqual([])
})
