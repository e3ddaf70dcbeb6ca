import type pg from 'pg'
import { CITY } from './organisation-facts.ts'

/**
 * Writes how the made-up partnership changed its routing rules: the change by which the city's environmental health took
 * noise on, approved, and one that waits for a second person.
 */
export async function loadRoutingProposals(owner: pg.ClientBase): Promise<void> {
  const people = `(select member_id from membership where role = 'coordinator' and valid_to is null order by id limit 1)`
  const written = `jsonb_build_object('what', 'written', 'replaces', before.id, 'position', before.position,
    'name', coalesce(rule.name, before.name), 'area_kind', before.area_kind, 'area_code', before.area_code,
    'asb_type', before.asb_type, 'valid_to', null, 'conditions', '{}'::jsonb`
  const kept = `select jsonb_build_object('what', 'kept', 'id', id) as item, position from routing_rule`
  await owner.query(
    `insert into routing_proposal (id, content, valid_from, reason, proposed_by, proposed_at, decision, decision_reason,
       decided_by, decided_at)
     select '0e000000-0000-7000-8000-000000000003', (select jsonb_agg(item order by position) from (
         select ${written}, 'id', rule.id, 'queue_id', rule.queue_id) as item, rule.position
         from routing_rule as before join routing_rule as rule on rule.valid_from = before.valid_to
           and rule.area_code = before.area_code and rule.asb_type = before.asb_type
         where before.valid_to = moved.day
         union all ${kept} where valid_from < moved.day and (valid_to is null or valid_to > moved.day)) as items),
       moved.day, 'Environmental health has taken on noise in the city, with officers on call at night.',
       ${people}, moved.day - 21, 'approved', 'As the board decided.', second.member_id, moved.day - 14
     from (select max(valid_from) as day from routing_rule) as moved, (select member_id from membership
       where role = 'information_governance' and valid_to is null order by id limit 1) as second`,
  )
  await owner.query(
    `insert into routing_proposal (id, content, valid_from, reason, proposed_by)
     select '0e000000-0000-7000-8000-000000000004', (select jsonb_agg(item order by position) from (
         select ${written}, 'id', 'f0e00000-0000-7000-8000-000000000004'::uuid, 'queue_id', other.id) as item, before.position
         from routing_rule as before left join routing_rule as rule on rule.id = before.id
         join queue as other on other.organisation_id = $1 and other.name like 'Street scene%'
         where before.id = changed.id
         union all ${kept} where valid_to is null and id <> changed.id) as items),
       current_date + 30, 'The street crews meet those who beg every day and know whom to send to the outreach team.',
       ${people}
     from (select routing_rule.id from routing_rule join queue on queue.id = queue_id and organisation_id = $1
       where asb_type = 'begging' and routing_rule.valid_to is null limit 1) as changed`,
    [CITY],
  )
}
