-- Photos that a machine sent with an incident belong to the report that came of it: the organisation that sends need not
-- see that report. Only its own photos, and only to reports that came of its own incidents; how many were new to it.
create or replace function attach_to_incident(of_incident uuid, of_submission uuid) returns integer
language plpgsql volatile security definer set search_path from current
as $$
declare
  about uuid;
  named text;
  attached integer;
begin
  select report.id, report.reference into about, named
    from incident_report join report on report.id = incident_report.report_id
    where incident_report.incident_id = of_incident and takes_in(incident_report.organisation_id);
  if about is null then return 0; end if;
  with moved as (
    update evidence_item set report_id = about
    where submission_id = of_submission and report_id is null and case_id is null
      and added_for = any (my_organisations())
      and not exists (select from evidence_item as other
        where other.report_id = about and other.sha256 = evidence_item.sha256)
    returning id
  ), told as (
    insert into custody_entry (item_id, what, detail, actor_name)
    select id, 'attached', named, 'OpenASB' from moved returning 1
  )
  select count(*) into attached from told;
  return attached;
end
$$;
revoke all on function attach_to_incident(uuid, uuid) from public;
grant execute on function attach_to_incident(uuid, uuid) to openasb_web;
