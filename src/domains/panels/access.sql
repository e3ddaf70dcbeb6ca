-- A meeting is for people who do casework in the organisations of its panel and in the one that convenes it. Of its agenda
-- each sees the cases it may see, in full or in summary; papers, minutes and parts are for those who see the case in full,
-- and a part for the organisations it was written to alone. The convenor keeps attendance and minutes. Who was told of a
-- meeting is seen with it; the job tells them.

create or replace function sits_on(wanted uuid) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from panel_member where panel_id = wanted and organisation_id = any (my_casework())
    and joined_on <= day_in_england() and (left_on is null or left_on > day_in_england()))
$$;

-- The panels on which the reader's organisations sit today: the same, asked once for a list.
create or replace function my_panels() returns uuid[]
language sql stable set search_path from current
as $$
  select array(select panel_id from panel_member where organisation_id = any (my_casework())
    and joined_on <= day_in_england() and (left_on is null or left_on > day_in_england()))
$$;

-- Whether the reader was given the case in summary. (In this language the view need not be there yet.)
create or replace function sees_case_outline(wanted uuid) returns boolean
language plpgsql stable set search_path from current
as $$
begin
  return exists (select from case_outline where case_outline.id = wanted);
end
$$;

grant select, insert on panel_meeting, panel_item, panel_paper, panel_part, panel_attendance, panel_minute, panel_action
  to openasb_web;
grant update (status, held_at, held_by, version) on panel_meeting to openasb_web;
grant update (standing, names, recorded_by) on panel_attendance to openasb_web;
grant delete on panel_item to openasb_web;
grant select on panel_meeting, panel_item, panel_attendance to openasb_worker;
grant select on panel_notice to openasb_web;
grant select, insert on panel_notice to openasb_worker;
grant update (shared_at) on panel_meeting to openasb_worker;

alter table panel_meeting enable row level security;
drop policy if exists read_meeting on panel_meeting;
create policy read_meeting on panel_meeting for select to openasb_web
  using (organisation_id = any ((select my_casework())::integer[]) or panel_id = any ((select my_panels())::uuid[]));
drop policy if exists serve_meeting on panel_meeting;
create policy serve_meeting on panel_meeting for select to openasb_worker using (true);
drop policy if exists arrange_meeting on panel_meeting;
create policy arrange_meeting on panel_meeting for insert to openasb_web
  with check (arranged_by = (select my_member()) and status = 'planned' and shared_at is null
    and organisation_id = any ((select my_casework())::integer[]) and sits_on(panel_id));
drop policy if exists end_meeting on panel_meeting;
create policy end_meeting on panel_meeting for update to openasb_web
  using (status = 'planned' and organisation_id = any ((select my_casework())::integer[]))
  with check (status <> 'planned' and (held_by is null or held_by = (select my_member())));
drop policy if exists mark_shared on panel_meeting;
create policy mark_shared on panel_meeting for update to openasb_worker
  using (status = 'held' and shared_at is null) with check (status = 'held');

alter table panel_item enable row level security;
drop policy if exists read_item on panel_item;
create policy read_item on panel_item for select to openasb_web
  using (exists (select from panel_meeting where panel_meeting.id = meeting_id)
    and (exists (select from asb_case where asb_case.id = case_id)
      or sees_case_outline(case_id)));
drop policy if exists serve_item on panel_item;
create policy serve_item on panel_item for select to openasb_worker using (true);
drop policy if exists nominate on panel_item;
create policy nominate on panel_item for insert to openasb_web
  with check (nominated_by = (select my_member()) and organisation_id = any ((select my_casework())::integer[])
    and exists (select from panel_meeting where panel_meeting.id = meeting_id and status = 'planned')
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = panel_item.organisation_id));
drop policy if exists withdraw on panel_item;
create policy withdraw on panel_item for delete to openasb_web
  using (organisation_id = any ((select my_casework())::integer[])
    and exists (select from panel_meeting where panel_meeting.id = meeting_id and status = 'planned'));

alter table panel_paper enable row level security;
drop policy if exists read_paper on panel_paper;
create policy read_paper on panel_paper for select to openasb_web
  using (exists (select from panel_item join asb_case on asb_case.id = case_id where panel_item.id = item_id));
drop policy if exists write_paper on panel_paper;
create policy write_paper on panel_paper for insert to openasb_web
  with check (written_by = (select my_member())
    and exists (select from panel_item join asb_case on asb_case.id = case_id
      where panel_item.id = item_id and panel_item.organisation_id = any ((select my_casework())::integer[])));

alter table panel_part enable row level security;
drop policy if exists read_part on panel_part;
create policy read_part on panel_part for select to openasb_web
  using (visible_to && (select my_casework())::integer[]
    and exists (select from panel_item join asb_case on asb_case.id = case_id where panel_item.id = item_id));
drop policy if exists write_part on panel_part;
create policy write_part on panel_part for insert to openasb_web
  with check (written_by = (select my_member()) and organisation_id = any ((select my_casework())::integer[])
    and exists (select from panel_item join asb_case on asb_case.id = case_id where panel_item.id = item_id));

alter table panel_attendance enable row level security;
drop policy if exists read_attendance on panel_attendance;
create policy read_attendance on panel_attendance for select to openasb_web
  using (exists (select from panel_meeting where panel_meeting.id = meeting_id));
drop policy if exists serve_attendance on panel_attendance;
create policy serve_attendance on panel_attendance for select to openasb_worker using (true);
drop policy if exists record_attendance on panel_attendance;
create policy record_attendance on panel_attendance for insert to openasb_web
  with check (recorded_by = (select my_member()) and exists (select from panel_meeting
    where panel_meeting.id = meeting_id and panel_meeting.organisation_id = any ((select my_casework())::integer[])));
drop policy if exists correct_attendance on panel_attendance;
create policy correct_attendance on panel_attendance for update to openasb_web
  using (exists (select from panel_meeting where panel_meeting.id = meeting_id and status = 'planned'
    and panel_meeting.organisation_id = any ((select my_casework())::integer[])))
  with check (recorded_by = (select my_member()));

alter table panel_minute enable row level security;
drop policy if exists read_minute on panel_minute;
create policy read_minute on panel_minute for select to openasb_web
  using (exists (select from panel_item join asb_case on asb_case.id = case_id where panel_item.id = item_id));
drop policy if exists write_minute on panel_minute;
create policy write_minute on panel_minute for insert to openasb_web
  with check (minuted_by = (select my_member())
    and exists (select from panel_item join asb_case on asb_case.id = case_id
      join panel_meeting on panel_meeting.id = meeting_id
      where panel_item.id = item_id and panel_meeting.organisation_id = any ((select my_casework())::integer[])));

alter table panel_action enable row level security;
drop policy if exists read_panel_action on panel_action;
create policy read_panel_action on panel_action for select to openasb_web
  using (exists (select from case_action where case_action.id = action_id)
    and exists (select from panel_item where panel_item.id = item_id));
drop policy if exists decide_action on panel_action;
create policy decide_action on panel_action for insert to openasb_web
  with check (exists (select from case_action join panel_item on panel_item.case_id = case_action.case_id
    where case_action.id = action_id and panel_item.id = item_id and case_action.added_by = (select my_member())));

alter table panel_notice enable row level security;
drop policy if exists read_panel_notice on panel_notice;
create policy read_panel_notice on panel_notice for select to openasb_web
  using (exists (select from panel_meeting where panel_meeting.id = meeting_id));
drop policy if exists serve_panel_notice on panel_notice;
create policy serve_panel_notice on panel_notice for select to openasb_worker using (true);
drop policy if exists tell_panel on panel_notice;
create policy tell_panel on panel_notice for insert to openasb_worker with check (true);
