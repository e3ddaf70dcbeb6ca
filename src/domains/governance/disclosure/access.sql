-- Who may read what was seen of a record: whoever sees the record in full is told which organisations read it and what
-- was disclosed to whom; the people of another organisation are named to the organisation that holds the record alone,
-- and there to the roles that look into it. Roles are bound here too: a route that forgot to ask would show nothing more.

-- The organisations for which the person who acts has one of these roles today. Bodies that call what a later file makes
-- are in PL/pgSQL, which looks when it is called.
create or replace function my_organisations_as(roles text[]) returns integer[]
language plpgsql stable set search_path from current
as $$
begin
  return array(select organisation from unnest(my_organisations()) as organisation where am_one_of(roles, organisation));
end
$$;

-- Whose acts are shown: a person looks into those of the organisations they oversee; a machine, which may read the audit
-- by its token or not at all, into those of its own.
create or replace function audited_organisations() returns integer[]
language plpgsql stable set search_path from current
as $$
begin
  return case when my_member() is null then my_organisations()
    else my_organisations_as('{supervisor,information_governance}') end;
end
$$;

drop policy if exists read_audit on audit_entry;
create policy read_audit on audit_entry for select to openasb_web
  using (organisation_id = any ((select audited_organisations())::integer[]));

grant select, insert, update on disclosure_policy to openasb_web;
alter table disclosure_policy enable row level security;
drop policy if exists read_disclosure_policy on disclosure_policy;
create policy read_disclosure_policy on disclosure_policy for select to openasb_web
  using ((select my_member()) is not null);
drop policy if exists set_disclosure_policy on disclosure_policy;
create policy set_disclosure_policy on disclosure_policy for insert to openasb_web
  with check (modified_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists change_disclosure_policy on disclosure_policy;
create policy change_disclosure_policy on disclosure_policy for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]))
  with check (modified_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));

grant select, insert on opening_reason to openasb_web;
grant select (id, expires_at), delete on opening_reason to openasb_worker;
alter table opening_reason enable row level security;
drop policy if exists read_own_reason on opening_reason;
create policy read_own_reason on opening_reason for select to openasb_web using (member_id = (select my_member()));
drop policy if exists give_reason on opening_reason;
create policy give_reason on opening_reason for insert to openasb_web
  with check (member_id = (select my_member())
    and (record_kind = 'report' and exists (select from report where report.id = record_id)
      or record_kind = 'case' and exists (select from asb_case where asb_case.id = record_id)));
drop policy if exists tidy_reason on opening_reason;
create policy tidy_reason on opening_reason for select to openasb_worker using (true);
drop policy if exists forget_reason on opening_reason;
create policy forget_reason on opening_reason for delete to openasb_worker using (expires_at < now());

grant select on audit_verification to openasb_web, openasb_worker;
grant insert on audit_verification to openasb_web;
grant update (finished_at, seals_checked, seals_to_check, sealed_entries, awaiting_seal, fault_count, faults, failure)
  on audit_verification to openasb_worker;
alter table audit_verification enable row level security;
drop policy if exists read_verification on audit_verification;
create policy read_verification on audit_verification for select to openasb_web
  using ((select my_member()) is not null);
drop policy if exists ask_verification on audit_verification;
create policy ask_verification on audit_verification for insert to openasb_web
  with check (asked_by = (select my_member()) and finished_at is null and fault_count = 0);
drop policy if exists serve_verification on audit_verification;
create policy serve_verification on audit_verification for select to openasb_worker using (true);
drop policy if exists report_verification on audit_verification;
create policy report_verification on audit_verification for update to openasb_worker using (true) with check (true);

-- Everything done with one record between two moments, to a person who sees it in full. Rows of others' people come
-- without a name, a time of day or their own words, counted by day and person; `person` tells the people of one
-- organisation apart and nothing more. Who asks is found out once, not for each row (a function call each). With `names`
-- the asker must oversee the organisation that holds the record.
create or replace function record_disclosures(wanted_kind text, wanted uuid, names boolean, since timestamptz, before timestamptz)
returns table (at timestamptz, id uuid, verb text, actor_kind text, actor_name text, organisation_id integer,
  member_id uuid, person integer, recipient text, reason text, summary text, times integer)
language sql stable security definer rows 200 set search_path from current
as $$
  with seen as (
    select report.organisation_id as holder from report
    where wanted_kind = 'report' and report.id = wanted and report.audience && my_circles() and my_member() is not null
    union all
    select asb_case.organisation_id from asb_case
    where wanted_kind = 'case' and asb_case.id = wanted and asb_case.audience && my_circles() and my_member() is not null
  ), entry as (
    select audit_entry.*,
      audit_entry.actor_kind in ('public', 'system')
        or coalesce(audit_entry.organisation_id = any ((select my_organisations())::integer[]), false)
        or coalesce(names and seen.holder = any ((select audited_organisations())::integer[]), false) as is_named
    from seen join audit_entry on audit_entry.record_id = wanted and audit_entry.record_kind = wanted_kind
      and audit_entry.at >= since and audit_entry.at < before
  ), people as (
    select organisation_id, member_id,
      row_number() over (partition by organisation_id order by min(at), member_id)::integer as person
    from entry where member_id is not null group by organisation_id, member_id
  ), numbered as (
    select entry.*, people.person,
      entry.verb = 'disclose' and exists (select from organisation where name = entry.recipient) as is_told
    from entry left join people on people.member_id = entry.member_id
      and people.organisation_id is not distinct from entry.organisation_id
  )
  select at, id, verb, actor_kind, actor_name, organisation_id, member_id, person, recipient, reason, summary, 1
  from numbered where is_named
  union all
  select date_trunc('day', at, 'Europe/London'), null, verb, actor_kind, '', organisation_id, null, person,
    case when is_told then recipient else '' end, case when is_told then reason else '' end, '', count(*)::integer
  from numbered where not is_named
  group by 1, verb, actor_kind, organisation_id, person, 9, 10
$$;
revoke all on function record_disclosures(text, uuid, boolean, timestamptz, timestamptz) from public;
grant execute on function record_disclosures(text, uuid, boolean, timestamptz, timestamptz) to openasb_web;

-- What others' people did with the records that these organisations, which the asker oversees, hold and the asker sees,
-- newest first: the controller's own search. Bounded by dates, because the audit is by time and not by holder.
drop function if exists holder_disclosures(timestamptz, timestamptz, uuid, text, uuid, text, integer);
create or replace function holder_disclosures(holders integer[], since timestamptz, before timestamptz, before_id uuid,
  wanted_verb text, wanted_member uuid, word text, most integer)
returns setof audit_entry
language sql stable security definer rows 50 set search_path from current
as $$
  select audit_entry.* from audit_entry
  where my_member() is not null and audit_entry.at >= since
    and (audit_entry.at, audit_entry.id) < (before, before_id)
    and not coalesce(audit_entry.organisation_id = any ((select my_organisations())::integer[]), false)
    and (wanted_verb is null or audit_entry.verb = wanted_verb)
    and (wanted_member is null or audit_entry.member_id = wanted_member)
    and (word is null or audit_entry.reason ilike word or audit_entry.summary ilike word)
    and (audit_entry.record_kind = 'report' and exists (select from report where report.id = audit_entry.record_id
          and report.organisation_id = any ((select audited_organisations())::integer[])
          and report.organisation_id = any (holders) and report.audience && (select my_circles()))
      or audit_entry.record_kind = 'case' and exists (select from asb_case where asb_case.id = audit_entry.record_id
          and asb_case.organisation_id = any ((select audited_organisations())::integer[])
          and asb_case.organisation_id = any (holders) and asb_case.audience && (select my_circles())))
  order by audit_entry.at desc, audit_entry.id desc
  limit most
$$;
revoke all on function holder_disclosures(integer[], timestamptz, timestamptz, uuid, text, uuid, text, integer) from public;
grant execute on function holder_disclosures(integer[], timestamptz, timestamptz, uuid, text, uuid, text, integer) to openasb_web;

-- How far the chain of seals reaches: numbers and hashes, nothing of what was written.
create or replace function audit_chain_state()
returns table (number bigint, sealed_at timestamptz, through timestamptz, hash text, entries integer, awaiting bigint)
language sql stable security definer rows 1 set search_path from current
as $$
  select last.number, last.sealed_at, last.through, encode(last.hash, 'hex'), cardinality(last.entries),
    (select count(*) from audit_entry where audit_entry.at > last.through)
  from (select * from audit_seal order by audit_seal.number desc limit 1) as last
  where my_member() is not null
$$;
revoke all on function audit_chain_state() from public;
grant execute on function audit_chain_state() to openasb_web;

-- Sign-ins, and attempts, of the people of one organisation that the asker oversees, oldest first: for its own monitoring.
create or replace function sign_in_log(of_organisation integer, since timestamptz, before timestamptz,
  after_at timestamptz, after_id uuid, most integer)
returns table (id uuid, at timestamptz, method text, outcome text, member_id uuid, member_name text)
language sql stable security definer rows 100 set search_path from current
as $$
  select event.id, event.at, event.method, event.outcome, event.member_id, member.name
  from sign_in_event as event join member on member.id = event.member_id
  where of_organisation = any (audited_organisations()) and event.at >= since and event.at < before
    and (after_at is null or (event.at, event.id) > (after_at, after_id))
    and exists (select from membership where membership.member_id = event.member_id
      and membership.organisation_id = of_organisation and membership.valid_from <= event.at::date
      and (membership.valid_to is null or membership.valid_to > event.at::date))
  order by event.at, event.id
  limit most
$$;
revoke all on function sign_in_log(integer, timestamptz, timestamptz, timestamptz, uuid, integer) from public;
grant execute on function sign_in_log(integer, timestamptz, timestamptz, timestamptz, uuid, integer) to openasb_web;

-- Events are given up to a moment before which none can still be written, as in the feed.
grant execute on function feed_horizon() to openasb_web, openasb_worker;
