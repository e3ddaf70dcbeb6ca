-- People named in a report are for the organisation that holds it, not for those it is shared with; a profile is for
-- the organisation that keeps it.

grant select, insert on report_unknown, report_person to openasb_web;
grant select on report_unknown, report_person, profile to openasb_worker;
grant select on profile to openasb_web;

alter table report_unknown enable row level security;
drop policy if exists read_unknown on report_unknown;
create policy read_unknown on report_unknown for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));
drop policy if exists file_unknown on report_unknown;
create policy file_unknown on report_unknown for insert to openasb_web
  with check (report_id = (select my_filing()));

alter table report_person enable row level security;
drop policy if exists read_report_person on report_person;
create policy read_report_person on report_person for select to openasb_web
  using (exists (select from report where report.id = report_id
    and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists file_report_person on report_person;
create policy file_report_person on report_person for insert to openasb_web
  with check (report_id = (select my_filing()) and profile_id is null);
drop policy if exists serve_report_person on report_person;
create policy serve_report_person on report_person for select to openasb_worker using (true);

alter table profile enable row level security;
drop policy if exists read_profile on profile;
create policy read_profile on profile for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]) and (select my_member()) is not null);
drop policy if exists serve_profile on profile;
create policy serve_profile on profile for select to openasb_worker using (true);
