-- Who is involved in a case is for people of the organisation that leads it and of the one that brought them in, and for
-- partners with full sight where it was opened to them; never for machines. What a restricted report says of somebody is
-- for those who see that report.

grant select, insert on case_party to openasb_web;
grant update (until, ended_by, ended_because, seen_by, version) on case_party to openasb_web;
grant select on case_party to openasb_worker;

-- A group that is restricted is named in a case to nobody who is not cleared for it.
create or replace function is_restricted_group(wanted uuid) returns boolean
language sql stable security definer set search_path from current
as $$ select exists (select from person_group where id = wanted and partition_code is not null) $$;
revoke all on function is_restricted_group(uuid) from public;
grant execute on function is_restricted_group(uuid) to openasb_web;

alter table case_party enable row level security;
drop policy if exists read_party on case_party;
create policy read_party on case_party for select to openasb_web
  using ((select my_member()) is not null
    and exists (select from asb_case where asb_case.id = case_id and (case_party.seen_by = 'partners'
      or case_party.organisation_id = any ((select my_organisations())::integer[])
      or asb_case.organisation_id = any ((select my_organisations())::integer[])))
    and (report_id is null or exists (select from report where report.id = report_id)
      or not is_restricted_report(report_id))
    and (group_id is null or exists (select from person_group where person_group.id = group_id)
      or not is_restricted_group(group_id)));
drop policy if exists add_party on case_party;
create policy add_party on case_party for insert to openasb_web
  with check (added_by = (select my_member()) and until is null
    and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_case where asb_case.id = case_id)
    and (report_id is null or exists (select from case_report
      where case_report.report_id = case_party.report_id and case_report.case_id = case_party.case_id))
    and (report_id is null or case when report_person_id is null
      then exists (select from report_contact where report_contact.report_id = case_party.report_id)
      else exists (select from report_person as named
        where named.id = report_person_id and named.report_id = case_party.report_id) end)
    and (profile_id is null or exists (select from profile where profile.id = profile_id))
    and (group_id is null or role = 'group' and exists (select from person_group
      where person_group.id = group_id and person_group.organisation_id = case_party.organisation_id
        and person_group.ended_on is null)));
drop policy if exists change_party on case_party;
create policy change_party on case_party for update to openasb_web
  using ((select my_member()) is not null and until is null
    and exists (select from asb_case where asb_case.id = case_id
      and (case_party.organisation_id = any ((select my_organisations())::integer[])
        or asb_case.organisation_id = any ((select my_organisations())::integer[])))
    and (report_id is null or exists (select from report where report.id = report_id)
      or not is_restricted_report(report_id))
    and (group_id is null or exists (select from person_group where person_group.id = group_id)
      or not is_restricted_group(group_id)))
  with check (ended_by is null or ended_by = (select my_member()));
drop policy if exists serve_party on case_party;
create policy serve_party on case_party for select to openasb_worker using (true);
