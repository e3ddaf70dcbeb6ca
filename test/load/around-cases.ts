// What hangs on the cases of six years: people, contact, risk, powers, panels, Case Reviews.
import { newReference } from '#platform/ids'
import { type County, query } from './county.ts'

const reviews = 1_500
const meetings = 400

/**
 * Fills the copy with a victim, a perpetrator, a category and a risk for each case, a contact plan for each open one,
 * powers used in three of five, a review in one of sixteen, and the meetings of six years; without triggers, and with the
 * calls about what was missed made, so that the worker has nothing to do with it.
 */
export async function addAroundCases(county: County): Promise<string> {
  const references = new Set<string>()
  while (references.size < reviews) references.add(newReference('CR'))
  await query(
    county,
    `create unlogged table load_reference as select at, reference
    from unnest($1::text[]) with ordinality as given (reference, at)`,
    [[...references]],
  )
  await query(county, fill)
  await query(county, 'drop table load_reference')
  const tables = [
    'case_party',
    'case_category',
    'case_risk',
    'contact_plan',
    'intervention',
    'asb_review',
    'panel_meeting',
    'panel_item',
  ]
  await query(county, `analyze ${tables.join(', ')}`)
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await query<{ count: number }>(county, `select count(*)::integer as count from ${table}`)
      return `${row?.count} ${table}`
    }),
  )
  return counts.join(', ')
}

const fill = `
do $do$
declare
  powers text[] := array(select distinct power from intervention order by power);
begin
  set local session_replication_role = replica;
  set local synchronous_commit = off;
  create temporary table filled on commit drop as
    select id, row_number() over (order by opened_at, id) as at, organisation_id, asb_type, status, opened_at::date as opened_on,
      coalesce(opened_by, (select member_id from membership where membership.organisation_id = asb_case.organisation_id limit 1)) as member_id,
      gen_random_uuid() as victim_id, gen_random_uuid() as perpetrator_id
    from asb_case where not exists (select from case_party where case_party.case_id = asb_case.id);
  insert into case_category (id, case_id, asb_type, because, added_by)
    select gen_random_uuid(), id, asb_type, 'Opened with it', member_id from filled
    where not exists (select from case_category where case_category.case_id = filled.id);
  insert into case_party (id, case_id, person_id, role, name, since, organisation_id, added_by)
    select victim_id, id, victim_id, 'victim', 'Neighbour ' || at, opened_on, organisation_id, member_id from filled
    union all
    select perpetrator_id, id, perpetrator_id, 'alleged_perpetrator', 'Person ' || at, opened_on, organisation_id, member_id from filled;
  insert into case_risk (case_id, organisation_id, band, band_since, next_due_on, stale_on, called_at)
    select id, organisation_id, (array['standard', 'medium', 'high'])[1 + at % 3], opened_on,
      current_date - 20 + (at % 60)::integer, current_date - 13 + (at % 60)::integer, now()
    from filled where status = 'open' on conflict do nothing;
  insert into contact_plan (id, case_id, party_id, organisation_id, owner_member_id, preferred_channel, band, started_on,
      next_due_on, missed_on, called_at, retime)
    select gen_random_uuid(), id, victim_id, organisation_id, case when at % 3 > 0 then member_id end, 'phone',
      (array['standard', 'medium', 'high'])[1 + at % 3], opened_on, current_date - 10 + (at % 28)::integer,
      current_date - 3 + (at % 28)::integer, now(), false
    from filled where status = 'open';
  insert into intervention (id, case_id, party_id, power, issued_on, ends_on, grounds, because, conditions, review_on, status,
      breaches, organisation_id, recorded_by)
    select gen_random_uuid(), id, perpetrator_id, powers[1 + at % cardinality(powers)], opened_on + 30,
      case when at % 3 > 0 then opened_on + 210 end, 'Noise on six nights', 'It goes on', array['Not to play music after 23:00'],
      case when status = 'open' and at % 2 = 0 then current_date - 10 + (at % 40)::integer end,
      case when status = 'open' then 'open' else 'ended' end, case when at % 17 = 0 then 1 else 0 end, organisation_id, member_id
    from filled where at % 5 < 3;
  insert into asb_review (id, reference, submission_id, organisation_id, district_code, case_id, status, channel, asb_type,
      behaviour, applied_on, acknowledge_due_on, threshold_due_on, audience)
    select gen_random_uuid(), (select reference from load_reference where load_reference.at = chosen.nth), gen_random_uuid(),
      organisation_id, coalesce((select district_code from asb_review limit 1), 'E07000001'), id,
      case when nth % 10 = 0 then 'received' when nth % 10 = 1 then 'acknowledged' else 'closed' end, 'online', asb_type,
      'It has gone on for months', opened_on + 90, opened_on + 95, opened_on + 110, array[organisation_id]
    from (select filled.*, row_number() over (order by at) as nth from filled where at % 16 = 0) as chosen
    where nth <= ${reviews};
  create temporary table met on commit drop as
    select gen_random_uuid() as id, panel.id as panel_id, sitting.organisation_id, nth,
      (select member_id from membership where membership.organisation_id = sitting.organisation_id limit 1) as member_id
    from generate_series(1, ${meetings}) as nth
    cross join lateral (select id from panel order by md5(id::text || nth) limit 1) as panel
    cross join lateral (select organisation_id from panel_member where panel_id = panel.id order by organisation_id limit 1) as sitting;
  insert into panel_meeting (id, panel_id, kind, organisation_id, starts_at, nominate_by, status, arranged_by, held_at, held_by)
    select id, panel_id, 'asbrac', organisation_id, now() + make_interval(days => (nth - ${meetings - 10})::integer * 5),
      current_date + (nth - ${meetings - 10})::integer * 5 - 7, case when nth < ${meetings - 10} then 'held' else 'planned' end, member_id,
      case when nth < ${meetings - 10} then now() end, case when nth < ${meetings - 10} then member_id end
    from met;
  insert into panel_item (id, meeting_id, case_id, organisation_id, nominated_by)
    select gen_random_uuid(), met.id, filled.id, met.organisation_id, met.member_id
    from met join filled on filled.at between met.nth * 30 and met.nth * 30 + 5
    on conflict do nothing;
end
$do$`
