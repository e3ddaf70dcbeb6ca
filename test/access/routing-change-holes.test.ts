import { expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found of changes of the routing rules where there is no hole', async () => {
  const subjects = ['routing_draft', 'routing_proposal', 'recent_routing_facts']
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

test.each([
  [
    'somebody who approves their own rules',
    'alter policy decide_on_routing on routing_proposal with check (decided_by = (select my_member()))',
    'routing_proposal',
  ],
  [
    'reports of all counted for anybody, the restricted among them',
    `create or replace function recent_routing_facts(since date, questions text[], answers text[])
     returns table (asb_type text, areas jsonb, channel text, occurrence text, qualifier text, reported_before boolean,
       answered jsonb, reports integer) language sql stable security definer set search_path from current
     as $$ select asb_type, '{}'::jsonb, channel, occurrence, opening_qualifier, reported_before, '[]'::jsonb, 1
       from report where status <> 'filed' $$`,
    'recent_routing_facts',
  ],
])('the worlds find %s', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
