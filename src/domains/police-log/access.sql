-- The police log is the force's own record: its people go on reading it wherever the report is held, and nobody else
-- ever does, those who hold the report included. Entries are added under one's own name and never changed.

grant select, insert on police_incident, police_log_entry to openasb_web;
grant update (incident_number, occurrence_number) on police_incident to openasb_web;

create or replace function is_police(force integer) returns boolean
language sql stable parallel safe set search_path from current
as $$ select exists (select from organisation where id = force and kind = 'police') $$;
comment on function is_police(integer) is 'Whether the organisation is a police force: a log is kept by no other';

alter table police_incident enable row level security;
drop policy if exists read_incident on police_incident;
create policy read_incident on police_incident for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists record_incident on police_incident;
create policy record_incident on police_incident for insert to openasb_web
  with check (recorded_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and is_police(organisation_id)
    and (report_id = (select my_filing()) or exists (select from report where report.id = report_id)));
drop policy if exists complete_incident on police_incident;
create policy complete_incident on police_incident for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]))
  with check (organisation_id = any ((select my_organisations())::integer[]));

alter table police_log_entry enable row level security;
drop policy if exists read_log on police_log_entry;
create policy read_log on police_log_entry for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists add_to_log on police_log_entry;
create policy add_to_log on police_log_entry for insert to openasb_web
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and is_police(organisation_id)
    and (report_id = (select my_filing()) or exists (select from report where report.id = report_id)
      or exists (select from police_incident as kept where kept.report_id = police_log_entry.report_id
        and kept.organisation_id = police_log_entry.organisation_id)));

-- The report of a log by its reference: for those who see the report in full, and for the force that keeps a log of it.
create or replace function police_log_report(wanted text) returns table (id uuid)
language sql stable security definer set search_path from current
as $$
  select report.id from report
  where report.reference = wanted and my_member() is not null
    and (report.audience && my_circles() or exists (select from police_log_entry as entry
      where entry.report_id = report.id and entry.organisation_id = any (my_organisations())))
$$;
revoke all on function police_log_report(text) from public;
grant execute on function police_log_report(text) to openasb_web;
