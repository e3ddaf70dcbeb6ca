import { expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found of votes where there is no hole', async () => {
  const subjects = ['approval_rule', 'change_vote', 'routing_proposal']
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

test.each([
  [
    'one vote that decides alone where two are needed',
    `create or replace function votes_suffice(of_kind text, proposal uuid, proposed_at timestamptz, wanted text)
     returns boolean language sql stable set search_path from current
     as $$ select exists (select from change_vote where change_id = proposal and vote = wanted and cast_by = my_member()) $$`,
    'routing_proposal',
  ],
  [
    'a co-ordinator who says how many must agree with them',
    "alter policy set_approval_rule on approval_rule with check (set_by = (select my_member()) and valid_from > (select day_in_england()) and (select am_one_of('{coordinator,information_governance}', null)))",
    'approval_rule',
  ],
  [
    'a vote on one’s own proposal',
    "alter policy vote_on_change on change_vote with check (cast_by = (select my_member()) and (select am_one_of('{coordinator,information_governance}', null)))",
    'change_vote',
  ],
  [
    'a vote in another’s name',
    "alter policy vote_on_change on change_vote with check ((select am_one_of('{coordinator,information_governance}', null)) and exists (select from routing_proposal where id = change_id and decision is null and proposed_by <> cast_by))",
    'change_vote',
  ],
])('the worlds find %s', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
