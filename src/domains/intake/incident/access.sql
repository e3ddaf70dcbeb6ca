-- Incidents are taken in by the machines of the organisation whose system sends them, and by those who look after that
-- door there: its co-ordinators and supervisors. Who holds the report that came of one reads what the source says;
-- nobody changes or removes a message that was received.

create or replace function looks_after(of_organisation integer) returns boolean
language plpgsql stable parallel safe set search_path from current
as $$
begin
  return of_organisation = any (my_organisations()) and my_member() is not null
    and am_one_of('{coordinator,supervisor}', of_organisation);
end
$$;

create or replace function takes_in(of_organisation integer) returns boolean
language plpgsql stable parallel safe set search_path from current
as $$
begin
  return of_organisation = any (my_organisations()) and (my_member() is null or looks_after(of_organisation));
end
$$;

grant select, insert on incident, incident_version, incident_report to openasb_web;
grant select, insert on incident_letter to openasb_web;
grant update (times_received, last_received_at, replayed_at, discarded_at, settled_by, settled_because, incident_id)
  on incident_letter to openasb_web;
grant select, insert on source_mapping to openasb_web;
grant update (decision, decided_by, decided_at, decision_reason) on source_mapping to openasb_web;
grant select on incident_change to openasb_web, openasb_worker;
grant update (dispatched_at) on incident_change to openasb_worker;
grant select on incident, incident_report to openasb_worker;

alter table incident_report enable row level security;
drop policy if exists read_incident_report on incident_report;
create policy read_incident_report on incident_report for select to openasb_web
  using (exists (select from report where report.id = report_id
      and report.organisation_id = any ((select my_organisations())::integer[]))
    or takes_in(organisation_id));
drop policy if exists serve_incident_report on incident_report;
create policy serve_incident_report on incident_report for select to openasb_worker using (true);
drop policy if exists add_incident_report on incident_report;
create policy add_incident_report on incident_report for insert to openasb_web
  with check (report_id = (select my_filing()) and takes_in(organisation_id));

alter table incident enable row level security;
drop policy if exists read_incident on incident;
create policy read_incident on incident for select to openasb_web
  using (takes_in(organisation_id)
    or exists (select from incident_report join report on report.id = incident_report.report_id
      where incident_report.incident_id = incident.id
        and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists add_incident on incident;
create policy add_incident on incident for insert to openasb_web with check (takes_in(organisation_id));
drop policy if exists serve_incident on incident;
create policy serve_incident on incident for select to openasb_worker using (true);

alter table incident_version enable row level security;
drop policy if exists read_incident_version on incident_version;
create policy read_incident_version on incident_version for select to openasb_web
  using (takes_in(organisation_id)
    or exists (select from incident_report join report on report.id = incident_report.report_id
      where incident_report.incident_id = incident_version.incident_id
        and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists add_incident_version on incident_version;
create policy add_incident_version on incident_version for insert to openasb_web
  with check (takes_in(organisation_id));

alter table incident_letter enable row level security;
drop policy if exists read_letter on incident_letter;
create policy read_letter on incident_letter for select to openasb_web using (takes_in(organisation_id));
drop policy if exists keep_letter on incident_letter;
create policy keep_letter on incident_letter for insert to openasb_web
  with check (takes_in(organisation_id) and replayed_at is null and discarded_at is null and settled_by is null);
-- A machine counts how often it sent the same; a person settles it in their own name, once.
drop policy if exists settle_letter on incident_letter;
create policy settle_letter on incident_letter for update to openasb_web
  using (takes_in(organisation_id) and replayed_at is null and discarded_at is null)
  with check (takes_in(organisation_id) and (replayed_at is null and discarded_at is null and settled_by is null
    or looks_after(organisation_id) and settled_by = (select my_member())));

-- What codes mean is configuration without personal data. Two people make it: who proposed it does not approve it.
alter table source_mapping enable row level security;
drop policy if exists read_mapping on source_mapping;
create policy read_mapping on source_mapping for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists propose_mapping on source_mapping;
create policy propose_mapping on source_mapping for insert to openasb_web
  with check (looks_after(organisation_id) and proposed_by = (select my_member()) and decision is null);
drop policy if exists decide_mapping on source_mapping;
create policy decide_mapping on source_mapping for update to openasb_web
  using (decision is null and looks_after(organisation_id))
  with check (decided_by = (select my_member()) and (decision = 'declined' or proposed_by <> (select my_member())));

alter table incident_change enable row level security;
drop policy if exists read_change on incident_change;
create policy read_change on incident_change for select to openasb_web using (takes_in(organisation_id));
drop policy if exists serve_change on incident_change;
create policy serve_change on incident_change for select to openasb_worker using (true);
drop policy if exists dispatch_change on incident_change;
create policy dispatch_change on incident_change for update to openasb_worker using (true) with check (true);

-- What became of reports that came of incidents, for the system that sent them: no words of anybody, and no more than
-- the reporter's own page tells.
create or replace function incident_states(of_incidents uuid[])
returns table (incident_id uuid, reference text, status text, organisation_name text, changed_at timestamptz)
language plpgsql stable security definer rows 20 set search_path from current
as $$
begin
  return query select incident.id, report.reference, report.status, organisation.name,
      (select max(incident_change.at) from incident_change where incident_change.incident_id = incident.id)
    from incident
    join incident_report on incident_report.incident_id = incident.id
    join report on report.id = incident_report.report_id
    left join organisation on organisation.id = report.organisation_id
    where incident.id = any (of_incidents) and takes_in(incident.organisation_id);
end
$$;
revoke all on function incident_states(uuid[]) from public;
grant execute on function incident_states(uuid[]) to openasb_web;

-- What a later message adds to the report that came of an incident: the organisation that sends it need not see the
-- report. Facts of the timeline and people, nothing that is decided here. Whether there was a report to tell of.
create or replace function tell_of_incident(of_incident uuid, entry_id uuid, told text, why text, actor_name text,
  people json) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  sent_by integer;
  about uuid;
  first_position integer;
begin
  select incident_report.report_id, incident_report.organisation_id into about, sent_by
    from incident_report where incident_report.incident_id = of_incident and takes_in(incident_report.organisation_id);
  if about is null then return false; end if;
  insert into timeline_entry (id, report_id, kind, what, why, organisation_id, member_id, actor_name)
    values (entry_id, about, 'incident_updated', told, tell_of_incident.why, sent_by, my_member(),
      tell_of_incident.actor_name);
  select coalesce(max(position), 0) into first_position from report_person where report_id = about;
  insert into report_person (id, report_id, position, role, name, born_on, phone, email, address, postcode, description,
      vulnerabilities)
    select given.id, about, first_position + row_number() over (), given.role, given.name, given.born_on, given.phone,
      given.email, given.address, given.postcode, given.description,
      array(select json_array_elements_text(given.vulnerabilities))
    from json_to_recordset(people) as given (id uuid, role text, name text, born_on date, phone text, email text,
      address text, postcode text, description text, vulnerabilities json);
  return true;
end
$$;
revoke all on function tell_of_incident(uuid, uuid, text, text, text, json) from public;
grant execute on function tell_of_incident(uuid, uuid, text, text, text, json) to openasb_web;

-- What became of it is written down where it happens, whoever did it.
create or replace function note_incident_change() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'incident_report' then
    insert into incident_change (incident_id, organisation_id, status)
      values (new.incident_id, new.organisation_id, 'filed');
  else
    insert into incident_change (incident_id, organisation_id, status)
      select incident_report.incident_id, incident_report.organisation_id, new.status
      from incident_report where incident_report.report_id = new.id;
  end if;
  return null;
end
$$;
revoke all on function note_incident_change() from public;
create or replace trigger note_incident_filed after insert on incident_report
  for each row execute function note_incident_change();
create or replace trigger note_incident_change after update of status on report
  for each row when (old.status is distinct from new.status) execute function note_incident_change();

-- Of the changes an organisation may read; what is written by transactions still at work comes with the next page.
grant execute on function feed_horizon() to openasb_web;
