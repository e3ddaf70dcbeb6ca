-- Impact assessments are written by co-ordinators and information governance of any partner, and signed by a second of
-- them. Whoever owns one reads it too, to review it.

grant select, insert, delete on impact_draft to openasb_web;
grant update (content, saves, modified_by, saved_at) on impact_draft to openasb_web;
alter table impact_draft enable row level security;
drop policy if exists read_impact_draft on impact_draft;
create policy read_impact_draft on impact_draft for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists begin_impact_draft on impact_draft;
create policy begin_impact_draft on impact_draft for insert to openasb_web
  with check (made_by = (select my_member()) and modified_by = (select my_member())
    and (select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists write_impact_draft on impact_draft;
create policy write_impact_draft on impact_draft for update to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)))
  with check (modified_by = (select my_member()));
drop policy if exists drop_impact_draft on impact_draft;
create policy drop_impact_draft on impact_draft for delete to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));

grant select, insert on impact_assessment to openasb_web;
grant update (decision, decision_reason, decided_by, decided_at) on impact_assessment to openasb_web;
alter table impact_assessment enable row level security;
drop policy if exists read_impact_assessment on impact_assessment;
create policy read_impact_assessment on impact_assessment for select to openasb_web
  using (owner_id = (select my_member()) or (select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists propose_impact_assessment on impact_assessment;
create policy propose_impact_assessment on impact_assessment for insert to openasb_web
  with check (proposed_by = (select my_member()) and decision is null and decided_by is null
    and (select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists decide_impact_assessment on impact_assessment;
create policy decide_impact_assessment on impact_assessment for update to openasb_web
  using (decision is null and (select am_one_of('{coordinator,information_governance}', null)))
  with check (decided_by = (select my_member())
    and case when decided_by = proposed_by then decision = 'withdrawn' else decision in ('approved', 'declined') end);

-- What the pack says of the whole partnership and no single reader sees: counts and addresses of machines, no person and
-- no record. Doors are counted among the newest reports alone, so that the page costs the same however many there are.
create or replace function processing_facts(of_organisations integer[])
returns table (subject text, organisation_id integer, detail text, said text, count bigint)
language sql stable security definer rows 100 set search_path from current
as $$
  select found.* from (
    select 'cleared', clearance.organisation_id, partition_code, '', count(distinct member_id) from clearance
    where valid_from <= day_in_england() and (valid_to is null or valid_to > day_in_england()) and withdrawn_at is null
    group by 2, 3
    union all
    select 'machine', api_token.organisation_id, name, concat_ws(', ', case when may_read_feed then 'reads the feed' end,
      case when may_file_reports then 'files reports' end, case when may_provision then 'keeps people up to date' end,
      case when may_read_audit then 'reads the audit' end), 1
    from api_token where revoked_at is null and (expires_at is null or expires_at > now())
    union all
    select 'webhook', webhook_endpoint.organisation_id, substring(url from '^[a-z]+://([^/?#]+)'),
      array_to_string(statuses, ', '), 1
    from webhook_endpoint where disabled_at is null
    union all
    select 'request', service_endpoint.organisation_id, substring(url from '^[a-z]+://([^/?#]+)'),
      service_endpoint.name, 1
    from service_endpoint where disabled_at is null
    union all
    select 'door', null, channel, '', count(*)
    from (select channel, organisation_id from report order by filed_at desc, id desc limit 5000) as newest
    where newest.organisation_id = any (of_organisations) group by channel
    union all
    select 'regime', asb_case.organisation_id, regime, '', count(*)
    from (select id, organisation_id from asb_case where status = 'open' order by opened_at desc, id desc limit 5000) as asb_case
    cross join lateral (select regime from case_regime where case_id = asb_case.id order by since desc, case_regime.id desc
      limit 1) as now_under
    group by 2, 3
    union all
    select 'row_security', null, case when relrowsecurity then 'on' else 'off' end, '', count(*)
    from pg_class where relkind = 'r' and relnamespace = (select relnamespace from pg_class where oid = 'report'::regclass)
    group by relrowsecurity
    union all
    select 'sealed', null, '', to_char(max(sealed_at) at time zone 'Europe/London', 'YYYY-MM-DD'), max(number)
    from (select number, sealed_at from audit_seal order by number desc limit 1) as newest having count(*) > 0
  ) as found (subject, organisation_id, detail, said, count)
  where am_one_of('{coordinator,information_governance}', null)
    and (found.organisation_id is null or found.organisation_id = any (of_organisations))
$$;
revoke all on function processing_facts(integer[]) from public;
grant execute on function processing_facts(integer[]) to openasb_web;
