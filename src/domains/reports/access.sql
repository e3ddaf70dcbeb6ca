-- A report is seen by the circles in its audience, changed by people of the one that holds it, and filed by anybody.
-- Its children follow it: they are always read by report, so one primary-key probe a row is all it costs
-- (docs/decisions/0002). Contact details are for the organisation that holds the report alone.

grant select on asb_type, question_set to openasb_web, openasb_worker, openasb_feed;
grant select on local_type, type_advice to openasb_web, openasb_worker;
grant select, insert, update, delete on report_draft to openasb_web;
grant select, delete on report_draft to openasb_worker;
grant select, insert on report to openasb_web;
grant update (status, claimed_by, claim_expires_at, decision_reason, closing_qualifier, version,
  triaged_at, closed_at, modified_at) on report to openasb_web;
grant select on report to openasb_worker;
revoke update on report from openasb_worker;
grant update (status, organisation_id, team_id, queue_id, partition_code, routed_because, prompts, title, beat_id,
  ward_id, lsoa_id, district_id, search, version, modified_at) on report to openasb_worker;
grant select, insert on report_answer, report_occurrence, report_contact, report_link to openasb_web;
grant select on report_answer, report_occurrence, report_link to openasb_worker;
grant select on report_contact to openasb_worker;
grant insert on report_status_link to openasb_web;

alter table asb_type enable row level security;
drop policy if exists read_asb_type on asb_type;
create policy read_asb_type on asb_type for select using (true);

alter table question_set enable row level security;
drop policy if exists read_question_set on question_set;
create policy read_question_set on question_set for select using (true);

alter table local_type enable row level security;
drop policy if exists read_local_type on local_type;
create policy read_local_type on local_type for select to openasb_web, openasb_worker using (true);

alter table type_advice enable row level security;
drop policy if exists read_type_advice on type_advice;
create policy read_type_advice on type_advice for select to openasb_web, openasb_worker using (true);

alter table report_draft enable row level security;
drop policy if exists hold_draft on report_draft;
create policy hold_draft on report_draft for all to openasb_web
  using (secret_hash = (select my_draft())) with check (secret_hash = (select my_draft()));
drop policy if exists tidy_draft on report_draft;
create policy tidy_draft on report_draft for select to openasb_worker using (true);
drop policy if exists clear_draft on report_draft;
create policy clear_draft on report_draft for delete to openasb_worker using (true);

alter table report enable row level security;
drop policy if exists read_report on report;
create policy read_report on report for select to openasb_web, openasb_feed
  using (audience && (select my_circles()));
drop policy if exists file_report on report;
create policy file_report on report for insert to openasb_web
  with check (id = (select my_filing()) and status = 'filed' and audience = '{}'
    and outline_audience = '{}' and partition_code is null and prompts = '[]'
    and organisation_id is null and queue_id is null and claimed_by is null
    and (entered_by is null or entered_by = (select my_member()))
    and (entered_for is null or entered_for = any ((select my_organisations())::integer[])));
drop policy if exists change_report on report;
create policy change_report on report for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and audience && (select my_circles()))
  with check (organisation_id = any ((select my_organisations())::integer[]) and audience && (select my_circles()));
drop policy if exists serve_report on report;
create policy serve_report on report for select to openasb_worker using (true);
drop policy if exists route_report on report;
create policy route_report on report for update to openasb_worker using (true) with check (true);

alter table report_answer enable row level security;
drop policy if exists read_answer on report_answer;
create policy read_answer on report_answer for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));
drop policy if exists file_answer on report_answer;
create policy file_answer on report_answer for insert to openasb_web
  with check (report_id = (select my_filing()));

alter table report_occurrence enable row level security;
drop policy if exists read_occurrence on report_occurrence;
create policy read_occurrence on report_occurrence for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));
drop policy if exists file_occurrence on report_occurrence;
create policy file_occurrence on report_occurrence for insert to openasb_web
  with check (report_id = (select my_filing()));

alter table report_contact enable row level security;
drop policy if exists read_contact on report_contact;
create policy read_contact on report_contact for select to openasb_web
  using (exists (select from report where report.id = report_id
    and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists file_contact on report_contact;
create policy file_contact on report_contact for insert to openasb_web
  with check (report_id = (select my_filing()));
drop policy if exists serve_contact on report_contact;
create policy serve_contact on report_contact for select to openasb_worker using (true);

alter table report_status_link enable row level security;
drop policy if exists file_status_link on report_status_link;
create policy file_status_link on report_status_link for insert to openasb_web
  with check (report_id = (select my_filing()));

alter table report_link enable row level security;
drop policy if exists read_link on report_link;
create policy read_link on report_link for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id)
    and exists (select from report where report.id = other_report_id));
drop policy if exists link_reports on report_link;
create policy link_reports on report_link for insert to openasb_web
  with check (linked_by = (select my_member()) and not said_by_reporter
    and exists (select from report where report.id = report_id)
    and exists (select from report where report.id = other_report_id));

-- The id and reference that a submission already has: knowing the unguessable submission id is the permission.
create or replace function report_of_submission(wanted uuid) returns table (id uuid, reference text)
language sql stable security definer set search_path from current
as $$ select report.id, report.reference from report where report.submission_id = wanted $$;
revoke all on function report_of_submission(uuid) from public;
grant execute on function report_of_submission(uuid) to openasb_web;

-- What the private status page may tell: holding the link's secret is the permission.
create or replace function report_status(link bytea)
returns table (report_id uuid, reference text, asb_type text, status text, filed_at timestamptz, decision_reason text,
  organisation_name text, contact_advice text)
language sql stable security definer set search_path from current
as $$
  select report.id, report.reference, report.asb_type, report.status, report.filed_at, report.decision_reason,
    organisation.name, organisation.contact_advice
  from report_status_link
  join report on report.id = report_status_link.report_id
  left join organisation on organisation.id = report.organisation_id
  where report_status_link.secret_hash = link
$$;
revoke all on function report_status(bytea) from public;
grant execute on function report_status(bytea) to openasb_web;

create or replace function report_status_news(link bytea)
returns table (at timestamptz, kind text, what text, organisation_name text)
language sql stable security definer set search_path from current
as $$
  select timeline_entry.at, timeline_entry.kind, timeline_entry.what, organisation.name
  from report_status_link
  join timeline_entry on timeline_entry.report_id = report_status_link.report_id
  left join organisation on organisation.id = timeline_entry.organisation_id
  where report_status_link.secret_hash = link and timeline_entry.told_to_reporter
  order by timeline_entry.at
$$;
revoke all on function report_status_news(bytea) from public;
grant execute on function report_status_news(bytea) to openasb_web;

-- What else there is of a report and for its reader, for who sees it in full: kinds alone. Each is then read through its
-- own policies, or not at all: a dozen such questions with their policies in one statement cost 0.9 ms to begin, this one
-- 0.1. Whether anybody's policy asks for a reason, the reader is of the police, others point to something near it, and the
-- reader's organisation has a system to send it on to, is known the same way.
drop function if exists report_beside(uuid);
create or replace function report_beside(wanted uuid, near_m double precision) returns text[]
language plpgsql stable security definer set search_path from current
as $$
declare
  place point;
begin
  if my_member() is null then return '{}'; end if;
  select report.location into place from report where report.id = wanted and report.audience && my_circles();
  if not found then return '{}'; end if;
  return array_remove(array[
    case when exists (select from case_report where case_report.report_id = wanted) then 'case' end,
    case when exists (select from report_derived where report_derived.report_id = wanted) then 'derived' end,
    case when exists (select from diary_entry where diary_entry.report_id = wanted) then 'diary' end,
    case when exists (select from evidence_item where evidence_item.report_id = wanted) then 'evidence' end,
    case when exists (select from flag where flag.report_id = wanted) then 'flag' end,
    case when exists (select from hand_over where hand_over.report_id = wanted) then 'hand_over' end,
    case when exists (select from report_link where wanted in (report_link.report_id, report_link.other_report_id))
      then 'link' end,
    case when exists (select from reporter_message where reporter_message.report_id = wanted) then 'message' end,
    case when exists (select from report_person where report_person.report_id = wanted) then 'person' end,
    case when exists (select from organisation where kind = 'police' and organisation.id = any (my_organisations()))
      then 'police' end,
    case when exists (select from disclosure_policy where sensitivity = 'ordinary' and asks_reason) then 'reason' end,
    case when exists (select from risk_assessment where risk_assessment.report_id = wanted) then 'risk' end,
    case when exists (select from service_endpoint where disabled_at is null
      and service_endpoint.organisation_id = any (my_organisations())) then 'service_endpoint' end,
    case when exists (select from service_request where service_request.report_id = wanted
      and service_request.organisation_id = any (my_organisations())) then 'service_request' end,
    case when exists (select from share where level = 'signpost' and ended_at is null
      and circle_id = any (my_circles()) and share.location <@ circle(place, near_m)) then 'signpost' end,
    case when exists (select from case_suggestion where case_suggestion.report_id = wanted and ended_at is null)
      then 'suggestion' end,
    case when exists (select from report_task where report_task.report_id = wanted) then 'task' end,
    case when exists (select from report_unknown where report_unknown.report_id = wanted) then 'unknown' end], null);
end
$$;
revoke all on function report_beside(uuid, double precision) from public;
grant execute on function report_beside(uuid, double precision) to openasb_web;
