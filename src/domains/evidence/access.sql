-- Evidence is seen by whoever sees its report or case in full, as a copy without what the file tells of its maker. The
-- original and those private facts are for the casework roles of the organisation that holds the record. Before a report is
-- sent its evidence belongs to whoever holds the draft, or typed it. Nobody is served what has not been looked at, where
-- there is something to look with, nor what was found to be harmful.

grant select, insert, delete on evidence_item to openasb_web, openasb_worker;
grant update (report_id, case_id) on evidence_item to openasb_web;
grant update (scan_status, scan_says, scanned_at, copy_status, copy_says) on evidence_item to openasb_worker;
grant select, insert on evidence_file, evidence_private, custody_entry to openasb_web, openasb_worker;
grant update (taken_at, position, device, read_at) on evidence_private to openasb_worker;

-- The organisations whose records the person who acts works on today.
create or replace function my_casework() returns integer[]
language plpgsql stable set search_path from current
as $$
begin
  return my_organisations_as('{triage_officer,case_officer,supervisor}');
end
$$;

alter table evidence_item enable row level security;
drop policy if exists read_evidence on evidence_item;
create policy read_evidence on evidence_item for select to openasb_web
  using (case
    when report_id is not null then exists (select from report where report.id = report_id)
    when case_id is not null then exists (select from asb_case where asb_case.id = case_id)
    when inbox_organisation_id is not null then inbox_organisation_id = any ((select my_casework())::integer[])
    else added_by = (select my_member())
      or exists (select from report_draft where report_draft.submission_id = evidence_item.submission_id) end);
drop policy if exists receive_evidence on evidence_item;
create policy receive_evidence on evidence_item for insert to openasb_web
  with check (id = (select my_filing()) and scan_status = 'pending' and copy_status = 'pending'
    and inbox_organisation_id is null and added_by is not distinct from (select my_member())
    and (added_for is null or added_for = any ((select my_organisations())::integer[]))
    -- Knowing a submission's unguessable id is the permission, as it is for sending the report itself.
    and (submission_id is not null
      or (select my_member()) is not null
        and case when report_id is not null then exists (select from report where report.id = report_id)
          else exists (select from asb_case where asb_case.id = case_id) end));
drop policy if exists match_evidence on evidence_item;
create policy match_evidence on evidence_item for update to openasb_web
  using (report_id is null and case_id is null and inbox_organisation_id = any ((select my_casework())::integer[]))
  with check (case
    when report_id is not null then exists (select from report where report.id = report_id)
    when case_id is not null then exists (select from asb_case where asb_case.id = case_id)
    else inbox_organisation_id = any ((select my_casework())::integer[]) end);
drop policy if exists take_back_evidence on evidence_item;
create policy take_back_evidence on evidence_item for delete to openasb_web
  using (report_id is null and case_id is null and inbox_organisation_id is null
    and (added_by = (select my_member())
      or exists (select from report_draft where report_draft.submission_id = evidence_item.submission_id)));
drop policy if exists serve_evidence on evidence_item;
create policy serve_evidence on evidence_item for select to openasb_worker using (true);
drop policy if exists take_evidence on evidence_item;
create policy take_evidence on evidence_item for insert to openasb_worker with check (added_by is null);
drop policy if exists look_at_evidence on evidence_item;
create policy look_at_evidence on evidence_item for update to openasb_worker using (true) with check (true);
drop policy if exists forget_evidence on evidence_item;
create policy forget_evidence on evidence_item for delete to openasb_worker
  using (report_id is null and case_id is null and inbox_organisation_id is null);

-- Whether the person who acts works for the organisation that holds the record of a piece of evidence; runs under their
-- own policies.
create or replace function holds_evidence(wanted uuid) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from evidence_item as item where item.id = wanted and (
    exists (select from report where report.id = item.report_id and organisation_id = any ((select my_casework())::integer[]))
    or exists (select from asb_case where asb_case.id = item.case_id and organisation_id = any ((select my_casework())::integer[]))
    or item.report_id is null and item.case_id is null and item.inbox_organisation_id is not null))
$$;

alter table evidence_file enable row level security;
drop policy if exists read_evidence_file on evidence_file;
create policy read_evidence_file on evidence_file for select to openasb_web
  using (exists (select from evidence_item as item where item.id = item_id and item.scan_status in ('clean', 'unavailable'))
    and (holds_evidence(item_id) or role <> 'original'
      and not exists (select from evidence_redaction as given where given.item_id = evidence_file.item_id and given.for_partners)));
drop policy if exists receive_evidence_file on evidence_file;
create policy receive_evidence_file on evidence_file for insert to openasb_web
  with check (case role when 'original' then item_id = (select my_filing())
    when 'copy' then holds_evidence(item_id)
      and exists (select from evidence_item as item where item.id = item_id and item.scan_status in ('clean', 'unavailable')
        and item.copy_status = 'none')
    else false end);
drop policy if exists serve_evidence_file on evidence_file;
create policy serve_evidence_file on evidence_file for select to openasb_worker using (true);
drop policy if exists keep_evidence_file on evidence_file;
create policy keep_evidence_file on evidence_file for insert to openasb_worker with check (true);

alter table evidence_private enable row level security;
drop policy if exists read_evidence_private on evidence_private;
create policy read_evidence_private on evidence_private for select to openasb_web
  using (holds_evidence(item_id)
    or exists (select from evidence_item as item where item.id = item_id and item.report_id is null and item.case_id is null));
drop policy if exists receive_evidence_private on evidence_private;
create policy receive_evidence_private on evidence_private for insert to openasb_web
  with check (item_id = (select my_filing()));
drop policy if exists serve_evidence_private on evidence_private;
create policy serve_evidence_private on evidence_private for select to openasb_worker using (true);
drop policy if exists take_evidence_private on evidence_private;
create policy take_evidence_private on evidence_private for insert to openasb_worker with check (true);
drop policy if exists fill_evidence_private on evidence_private;
create policy fill_evidence_private on evidence_private for update to openasb_worker using (true) with check (true);

alter table custody_entry enable row level security;
drop policy if exists read_custody on custody_entry;
create policy read_custody on custody_entry for select to openasb_web
  using (exists (select from evidence_item where evidence_item.id = item_id));
drop policy if exists add_custody on custody_entry;
create policy add_custody on custody_entry for insert to openasb_web
  with check (member_id is not distinct from (select my_member())
    and case when organisation_id is null then (select my_organisations()) = '{}'
      else organisation_id = any ((select my_organisations())::integer[]) end
    and (item_id = (select my_filing()) or exists (select from evidence_item where evidence_item.id = item_id)));
drop policy if exists serve_custody on custody_entry;
create policy serve_custody on custody_entry for select to openasb_worker using (true);
drop policy if exists add_job_custody on custody_entry;
create policy add_job_custody on custody_entry for insert to openasb_worker with check (member_id is null);

-- What was sent with a submission belongs to the report that comes of it, whichever of the two was there first.
create or replace function evidence_finds_its_report() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.submission_id is not null then
    -- Sent at the same moment as the report itself, one of the two waits and then sees the other.
    perform pg_advisory_xact_lock(hashtextextended(new.submission_id::text, 25));
    select id into new.report_id from report where report.submission_id = new.submission_id;
  end if;
  return new;
end
$$;
revoke all on function evidence_finds_its_report() from public;
create or replace trigger finds_its_report before insert on evidence_item
  for each row execute function evidence_finds_its_report();

create or replace function report_takes_its_evidence() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  -- Nothing is being sent beside what an operator loads by the thousand in one transaction, where locks would run out.
  if my_filing() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(new.submission_id::text, 25));
  with attached as (
    update evidence_item set report_id = new.id where submission_id = new.submission_id and report_id is null returning id
  )
  insert into custody_entry (item_id, what, detail, actor_name)
  select id, 'attached', new.reference, 'OpenASB' from attached;
  return null;
end
$$;
revoke all on function report_takes_its_evidence() from public;
create or replace trigger takes_its_evidence after insert on report
  for each row execute function report_takes_its_evidence();

-- How much was sent with a submission already, and whether these very bytes: knowing its unguessable id is the permission.
create or replace function evidence_of_submission(wanted uuid, bytes bytea)
returns table (items integer, size bigint, has_these boolean)
language sql stable security definer rows 1 set search_path from current
as $$
  select count(*)::integer, coalesce(sum(item.size), 0)::bigint, coalesce(bool_or(item.sha256 = bytes), false)
  from evidence_item as item where item.submission_id = wanted
$$;
revoke all on function evidence_of_submission(uuid, bytea) from public;
grant execute on function evidence_of_submission(uuid, bytea) to openasb_web;

-- The submission of the report that a private status link leads to: holding the link's secret is the permission.
create or replace function submission_of_status_link(link bytea) returns uuid
language sql stable security definer set search_path from current
as $$
  select report.submission_id from report_status_link join report on report.id = report_status_link.report_id
  where report_status_link.secret_hash = link
$$;
revoke all on function submission_of_status_link(bytea) from public;
grant execute on function submission_of_status_link(bytea) to openasb_web;

-- A copy with parts taken out is made by the holder's casework. Chosen for partners it stands in the place of the whole copy
-- for everybody else; the other choices are theirs to know.
grant select, insert on evidence_redaction to openasb_web;
grant update (for_partners, for_court, for_subject_access) on evidence_redaction to openasb_web;
grant select on evidence_redaction to openasb_worker;
grant update (status, says, made_at, original_sha256, file_id, media_type, size, sha256) on evidence_redaction to openasb_worker;
alter table evidence_redaction enable row level security;
drop policy if exists read_redaction on evidence_redaction;
create policy read_redaction on evidence_redaction for select to openasb_web
  using (holds_evidence(item_id)
    or for_partners and exists (select from evidence_item as item where item.id = item_id and item.scan_status in ('clean', 'unavailable')));
drop policy if exists ask_redaction on evidence_redaction;
create policy ask_redaction on evidence_redaction for insert to openasb_web
  with check (holds_evidence(item_id) and asked_by = (select my_member())
    and asked_for = any ((select my_casework())::integer[]) and status = 'asked'
    and exists (select from evidence_item as item where item.id = item_id and item.scan_status in ('clean', 'unavailable')
      and item.copy_status = 'ready'));
drop policy if exists choose_redaction on evidence_redaction;
create policy choose_redaction on evidence_redaction for update to openasb_web
  using (holds_evidence(item_id)) with check (holds_evidence(item_id));
drop policy if exists serve_redaction on evidence_redaction;
create policy serve_redaction on evidence_redaction for select to openasb_worker using (true);
drop policy if exists make_redaction on evidence_redaction;
create policy make_redaction on evidence_redaction for update to openasb_worker using (true) with check (true);
