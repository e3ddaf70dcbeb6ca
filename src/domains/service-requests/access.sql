-- Endpoints are looked after by co-ordinators and supervisors of the organisation whose systems they are; its caseworkers
-- send reports there which it holds. Keys stand encrypted, and nobody reads them back: the worker sends.

grant select (id, organisation_id, name, url, jurisdiction_id, knows_repeats, services_wanted_at, services_read_at,
  services_outcome, services, mapping, made_by, made_at, disabled_at), insert on service_endpoint to openasb_web;
grant update (name, key_sealed, knows_repeats, services_wanted_at, mapping, disabled_at) on service_endpoint to openasb_web;
grant select on service_endpoint to openasb_worker;
grant update (services_read_at, services_outcome, services) on service_endpoint to openasb_worker;
alter table service_endpoint enable row level security;
drop policy if exists read_service_endpoint on service_endpoint;
create policy read_service_endpoint on service_endpoint for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists make_service_endpoint on service_endpoint;
create policy make_service_endpoint on service_endpoint for insert to openasb_web
  with check (looks_after(organisation_id) and made_by = (select my_member()));
drop policy if exists change_service_endpoint on service_endpoint;
create policy change_service_endpoint on service_endpoint for update to openasb_web
  using (looks_after(organisation_id)) with check (looks_after(organisation_id));
drop policy if exists serve_service_endpoint on service_endpoint;
create policy serve_service_endpoint on service_endpoint for select to openasb_worker using (true);
drop policy if exists fill_service_endpoint on service_endpoint;
create policy fill_service_endpoint on service_endpoint for update to openasb_worker using (true) with check (true);

-- A report is sent by a caseworker of the organisation that holds it, to its own system; a restricted one never leaves.
grant select, insert on service_request to openasb_web;
grant update (state, due_at, remote_id, outcome, finished_at) on service_request to openasb_web;
grant select on service_request to openasb_worker;
grant update (state, attempts, due_at, outcome, token, remote_id, remote_status, remote_notes, asked_at, finished_at)
  on service_request to openasb_worker;
alter table service_request enable row level security;
drop policy if exists read_service_request on service_request;
create policy read_service_request on service_request for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from report where report.id = report_id));
drop policy if exists send_service_request on service_request;
create policy send_service_request on service_request for insert to openasb_web
  with check (made_by = (select my_member()) and state = 'waiting' and attempts = 0 and remote_id is null
    and (select am_one_of('{triage_officer,case_officer,supervisor}', organisation_id))
    and exists (select from report where report.id = report_id and report.organisation_id = service_request.organisation_id
      and report.partition_code is null)
    and exists (select from service_endpoint where service_endpoint.id = endpoint_id
      and service_endpoint.organisation_id = service_request.organisation_id and disabled_at is null));
-- What came to nothing is sent again, and what nobody knows of is settled by somebody who asked there.
drop policy if exists settle_service_request on service_request;
create policy settle_service_request on service_request for update to openasb_web
  using (state in ('failed', 'unclear') and am_one_of('{triage_officer,case_officer,supervisor}', organisation_id)
    and exists (select from report where report.id = report_id))
  with check (state in ('waiting', 'sent') and am_one_of('{triage_officer,case_officer,supervisor}', organisation_id));
drop policy if exists serve_service_request on service_request;
create policy serve_service_request on service_request for select to openasb_worker using (true);
drop policy if exists carry_service_request on service_request;
create policy carry_service_request on service_request for update to openasb_worker using (true) with check (true);
