-- The timeline is added to and read, never changed; whoever sees the record sees its timeline. What it tells of another
-- record is for those who see that one too. `offset 0` keeps the planner from gathering every record that the reader sees
-- for a page of entries, as it would for more entries than it expects on it: one look-up by key an entry it is.

grant select, insert on timeline_entry to openasb_web, openasb_worker;

alter table timeline_entry enable row level security;
drop policy if exists read_timeline on timeline_entry;
create policy read_timeline on timeline_entry for select to openasb_web
  using (case when report_id is not null then exists (select from report where report.id = report_id offset 0)
    else exists (select from asb_case where asb_case.id = case_id offset 0) end
    and (about_report_id is null or exists (select from report where report.id = about_report_id offset 0))
    and (about_case_id is null or exists (select from asb_case where asb_case.id = about_case_id offset 0)));
drop policy if exists add_timeline on timeline_entry;
create policy add_timeline on timeline_entry for insert to openasb_web
  with check (member_id is not distinct from (select my_member())
    and case when organisation_id is null then (select my_organisations()) = '{}'
      else organisation_id = any ((select my_organisations())::integer[]) end
    and (report_id = (select my_filing())
      or exists (select from report where report.id = report_id)
      or exists (select from asb_case where asb_case.id = case_id))
    and (about_report_id is null or exists (select from report where report.id = about_report_id))
    and (about_case_id is null or exists (select from asb_case where asb_case.id = about_case_id)));
drop policy if exists serve_timeline on timeline_entry;
create policy serve_timeline on timeline_entry for select to openasb_worker using (true);
drop policy if exists add_job_timeline on timeline_entry;
create policy add_job_timeline on timeline_entry for insert to openasb_worker with check (member_id is null);

-- That a case has reports which the reader does not see is no secret, unless they are restricted: when one was linked or
-- unlinked and by whom, and not which one or why.
create or replace function hidden_links(of_case uuid)
returns table (id uuid, at timestamptz, kind text, organisation_id integer, actor_name text)
language plpgsql stable security definer rows 5 set search_path from current
as $$
begin
  return query select entry.id, entry.at, entry.kind, entry.organisation_id, entry.actor_name
    from asb_case
    join timeline_entry as entry on entry.case_id = asb_case.id and entry.about_report_id is not null
    join report on report.id = entry.about_report_id
    where asb_case.id = of_case and asb_case.audience && my_circles()
      and report.partition_code is null and not report.audience && my_circles();
end
$$;
revoke all on function hidden_links(uuid) from public;
grant execute on function hidden_links(uuid) to openasb_web;
