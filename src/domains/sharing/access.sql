-- Shares are given by people of the organisation that holds the record, under an agreement or with a reason;
-- the audiences follow from them and from the holder, and nobody writes an audience.

-- ---------------------------------------------------------------- what holds audiences together

-- Who sees a record at least in this level, besides nobody: its holder in full, and what its live shares say.
create or replace function audience_of(holder integer, of_partition text, of_report uuid, of_case uuid, wanted text)
returns integer[]
language sql volatile security definer set search_path from current
as $$
  select array(
    select circle_of(holder, false, null, of_partition, null) where holder is not null and wanted = 'full'
    union
    select circle_id from share
    where (report_id = of_report or case_id = of_case) and level = wanted and ended_at is null
      and (expires_at is null or expires_at > now())
    order by 1)
$$;
revoke all on function audience_of(integer, text, uuid, uuid, text) from public;

create or replace function report_audience_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.partition_code is distinct from old.partition_code then
    update share set circle_id = circle_of(organisation_id, true, agreement_id, new.partition_code, member_id)
    where report_id = new.id;
  end if;
  new.audience := audience_of(new.organisation_id, new.partition_code, new.id, null, 'full');
  new.outline_audience := array(select unnest(audience_of(null, new.partition_code, new.id, null, 'summary'))
    except select unnest(new.audience) order by 1);
  return new;
end
$$;
revoke all on function report_audience_follows() from public;
create or replace trigger audience_follows before update of organisation_id, partition_code on report
  for each row execute function report_audience_follows();

create or replace function case_audience_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.partition_code is distinct from old.partition_code then
    update share set circle_id = circle_of(organisation_id, true, agreement_id, new.partition_code, member_id)
    where case_id = new.id;
  end if;
  new.audience := audience_of(new.organisation_id, new.partition_code, null, new.id, 'full');
  new.outline_audience := array(select unnest(audience_of(null, new.partition_code, null, new.id, 'summary'))
    except select unnest(new.audience) order by 1);
  return new;
end
$$;
revoke all on function case_audience_follows() from public;
create or replace trigger audience_follows before update of organisation_id, partition_code on asb_case
  for each row execute function case_audience_follows();

create or replace function share_gets_circle() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  -- The table itself says what is missing.
  if new.organisation_id is null then return new; end if;
  new.location := (select location from report where id = new.report_id);
  new.circle_id := circle_of(new.organisation_id, true, new.agreement_id,
    coalesce((select partition_code from report where id = new.report_id),
      (select partition_code from asb_case where id = new.case_id)), new.member_id);
  return new;
end
$$;
revoke all on function share_gets_circle() from public;
create or replace trigger share_circle before insert on share for each row execute function share_gets_circle();

-- Those who join an agreement have their circle at once, so that whoever is signed in need not come again.
create or replace function party_gets_circle() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  perform circle_of(new.organisation_id, true, new.agreement_id, null, null);
  return null;
end
$$;
revoke all on function party_gets_circle() from public;
create or replace trigger party_circle after insert on agreement_party for each row execute function party_gets_circle();

-- The same for whoever is cleared: for what their organisation holds, was given, and was given under each agreement.
create or replace function clearance_gets_circles() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  perform circle_of(new.organisation_id, false, null, new.partition_code, null),
    circle_of(new.organisation_id, true, null, new.partition_code, null);
  perform circle_of(new.organisation_id, true, agreement_id, new.partition_code, null)
  from agreement_party where organisation_id = new.organisation_id;
  return null;
end
$$;
revoke all on function clearance_gets_circles() from public;
create or replace trigger clearance_circles after insert on clearance for each row execute function clearance_gets_circles();

-- A report that is not routed yet gets its audience when it is; a record that shows itself already is left alone.
create or replace function share_moves_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update report set organisation_id = organisation_id
  where status <> 'filed' and id in (select report_id from changed
    where report_id is not null and not (level = 'full' and circle_id = any (report.audience)));
  update asb_case set organisation_id = organisation_id
  where id in (select case_id from changed
    where case_id is not null and not (level = 'full' and circle_id = any (asb_case.audience)));
  return null;
end
$$;
revoke all on function share_moves_audience() from public;
create or replace trigger share_given after insert on share referencing new table as changed
  for each statement execute function share_moves_audience();

create or replace function share_change_moves_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update report set organisation_id = organisation_id where id = new.report_id and status <> 'filed';
  update asb_case set organisation_id = organisation_id where id = new.case_id;
  return null;
end
$$;
revoke all on function share_change_moves_audience() from public;
create or replace trigger share_changed after update of ended_at, expires_at, level, organisation_id on share
  for each row execute function share_change_moves_audience();

-- ---------------------------------------------------------------- agreements

-- The agreement under which the giver may share this much with the receiver today; the one that allows most, then the newest.
create or replace function agreement_between(giver integer, receiver integer, wanted_level text, record_kind text,
  of_partition text) returns uuid
language sql stable set search_path from current
as $$
  select agreement.id from agreement
  where agreement_holds(agreement.id, giver, receiver, current_date)
    and array_position(array['exists', 'signpost', 'summary', 'full'], wanted_level)
      <= array_position(array['exists', 'signpost', 'summary', 'full'], most_level)
    and record_kind || 's' = any (data_categories)
    and (of_partition is null or of_partition = any (partitions))
  order by most_level = 'full' desc, valid_from desc, agreement.id
  limit 1
$$;

create or replace function agreement_covers(wanted uuid, giver integer, receiver integer, wanted_level text,
  record_kind text, of_partition text) returns boolean
language sql stable set search_path from current
as $$
  select agreement_holds(wanted, giver, receiver, current_date) and exists (
    select from agreement where agreement.id = wanted
      and array_position(array['exists', 'signpost', 'summary', 'full'], wanted_level)
        <= array_position(array['exists', 'signpost', 'summary', 'full'], most_level)
      and record_kind || 's' = any (data_categories)
      and (of_partition is null or of_partition = any (partitions)))
$$;

-- ---------------------------------------------------------------- who reads and writes them

grant select on partition, agreement, agreement_party, circle, circle_in_force to openasb_web, openasb_worker, openasb_identity;
grant select on circle to openasb_feed;
grant select on clearance to openasb_web, openasb_worker, openasb_identity;
grant select on sharing_rule to openasb_web, openasb_worker;
grant select, insert on share to openasb_web, openasb_worker;
revoke update on share from openasb_web;
grant update (ended_at, ended_by, ended_because) on share to openasb_web;
grant update (ended_at, ended_because) on share to openasb_worker;

alter table partition enable row level security;
drop policy if exists read_partition on partition;
create policy read_partition on partition for select using (true);

alter table clearance enable row level security;
drop policy if exists read_clearance on clearance;
create policy read_clearance on clearance for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists serve_clearance on clearance;
create policy serve_clearance on clearance for select to openasb_worker, openasb_identity using (true);

alter table agreement enable row level security;
drop policy if exists read_agreement on agreement;
create policy read_agreement on agreement for select using (true);

alter table agreement_party enable row level security;
drop policy if exists read_agreement_party on agreement_party;
create policy read_agreement_party on agreement_party for select using (true);

alter table circle enable row level security;
drop policy if exists read_circle on circle;
create policy read_circle on circle for select using (true);

alter table sharing_rule enable row level security;
drop policy if exists read_sharing_rule on sharing_rule;
create policy read_sharing_rule on sharing_rule for select to openasb_web, openasb_worker using (true);

-- Who sees a record in full sees with whom it is shared; who was given a share sees that.
alter table share enable row level security;
drop policy if exists read_share on share;
create policy read_share on share for select to openasb_web
  using (circle_id = any ((select my_circles())::integer[])
    or case when report_id is not null then exists (select from report where report.id = report_id)
      else exists (select from asb_case where asb_case.id = case_id) end);
drop policy if exists give_share on share;
create policy give_share on share for insert to openasb_web
  with check (my_member() is not null and given_by = (select my_member()) and ended_at is null
    and given_by_organisation_id = any ((select my_organisations())::integer[])
    -- What rules and hand-overs give is given by their own functions: a share that only said so could end a hand-over.
    and because in ('case', 'partner', 'override') and sharing_rule_id is null and hand_over_id is null
    and (through_case_id is null or exists (select from case_report
      where case_report.case_id = through_case_id and case_report.report_id = share.report_id))
    and case when report_id is not null
      then exists (select from report where report.id = report_id
        and report.organisation_id = given_by_organisation_id
        and (agreement_id is null or agreement_covers(agreement_id, given_by_organisation_id, share.organisation_id,
          level, 'report', report.partition_code)))
      else exists (select from asb_case where asb_case.id = case_id
        and asb_case.organisation_id = given_by_organisation_id
        and (agreement_id is null or agreement_covers(agreement_id, given_by_organisation_id, share.organisation_id,
          level, 'case', asb_case.partition_code))) end);
drop policy if exists keep_submission on share;
create policy keep_submission on share for insert to openasb_web
  with check (because = 'submission' and report_id = (select my_filing()) and member_id = (select my_member())
    and organisation_id = any ((select my_organisations())::integer[]) and level = 'summary'
    and given_by = member_id and given_by_organisation_id is null and agreement_id is null and ended_at is null
    and sharing_rule_id is null and hand_over_id is null and through_case_id is null);
drop policy if exists end_share on share;
create policy end_share on share for update to openasb_web
  using ((select my_member()) is not null and ended_at is null
    and case when report_id is not null
      then exists (select from report where report.id = report_id
        and report.organisation_id = any ((select my_organisations())::integer[]))
      else exists (select from asb_case where asb_case.id = case_id
        and asb_case.organisation_id = any ((select my_organisations())::integer[])) end)
  with check (ended_at is not null and ended_by = (select my_member()));
drop policy if exists serve_share on share;
create policy serve_share on share for select to openasb_worker using (true);
drop policy if exists share_by_rule on share;
create policy share_by_rule on share for insert to openasb_worker
  with check (because in ('rule', 'case') and agreement_id is not null and given_by is null);
drop policy if exists lapse_share on share;
create policy lapse_share on share for update to openasb_worker using (true) with check (true);

-- ---------------------------------------------------------------- less than everything

-- A definer's view each: the columns are all there is to see, and the test stands before whatever the reader asks.
drop view if exists report_outline, case_outline, record_pointer;

create view report_outline with (security_barrier) as
select id, reference, title, asb_type, status, opening_qualifier, beat_id, ward_id, district_id, organisation_id,
  filed_at, triaged_at, closed_at, modified_at
from report where outline_audience && (select my_circles());

create view case_outline with (security_barrier) as
select id, reference, title, kind, status, asb_type, beat_id, ward_id, district_id, organisation_id,
  opened_at, closed_at, modified_at
from asb_case where outline_audience && (select my_circles());

-- That a record exists, and for signposts whom to ask.
create view record_pointer with (security_barrier) as
select share.id, case when report_id is not null then 'report' else 'case' end as record_kind,
  coalesce(report_id, case_id) as record_id, coalesce(report.reference, asb_case.reference) as reference, level,
  case when level = 'signpost' then coalesce(report.organisation_id, asb_case.organisation_id) end as organisation_id,
  share.given_at
from share
left join report on report.id = report_id
left join asb_case on asb_case.id = case_id
where level in ('exists', 'signpost') and share.ended_at is null
  and (share.expires_at is null or share.expires_at > now())
  and circle_id = any ((select my_circles())::integer[]);

revoke all on report_outline, case_outline, record_pointer from public;
grant select on report_outline, case_outline, record_pointer to openasb_web;
comment on view report_outline is 'Reports shared in summary: no words, no exact place, no person';
comment on view case_outline is 'Cases shared in summary: no words, no exact place, no person';
comment on view record_pointer is 'Records of which the reader may know that they exist, or whom to ask';
