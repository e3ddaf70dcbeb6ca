-- Who may lay people's places over incidents is said by who answers for the organisation's information, of somebody else,
-- by name and for half a year at most. Each look is written down with its purpose by the one who looks.

grant select, insert on overlay_permission, overlay_look to openasb_web;
grant update (withdrawn_at, withdrawn_by) on overlay_permission to openasb_web;

alter table overlay_permission enable row level security;
drop policy if exists read_overlay_permission on overlay_permission;
create policy read_overlay_permission on overlay_permission for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and (member_id = (select my_member()) or organisation_id = any ((select my_governance())::integer[])));
drop policy if exists give_overlay_permission on overlay_permission;
create policy give_overlay_permission on overlay_permission for insert to openasb_web
  with check (granted_by = (select my_member()) and member_id <> (select my_member()) and withdrawn_at is null
    and organisation_id = any ((select my_governance())::integer[]) and valid_from >= current_date
    and exists (select from membership where membership.member_id = overlay_permission.member_id
      and membership.organisation_id = overlay_permission.organisation_id
      and membership.role in ('analyst', 'supervisor') and membership.valid_from <= current_date
      and (membership.valid_to is null or membership.valid_to > current_date)));
drop policy if exists withdraw_overlay_permission on overlay_permission;
create policy withdraw_overlay_permission on overlay_permission for update to openasb_web
  using (withdrawn_at is null and organisation_id = any ((select my_governance())::integer[]))
  with check (withdrawn_at is not null and withdrawn_by = (select my_member()));

alter table overlay_look enable row level security;
drop policy if exists read_overlay_look on overlay_look;
create policy read_overlay_look on overlay_look for select to openasb_web
  using ((select my_member()) is not null
    and (member_id = (select my_member()) or organisation_id = any ((select my_governance())::integer[])));
drop policy if exists begin_overlay_look on overlay_look;
create policy begin_overlay_look on overlay_look for insert to openasb_web
  with check (member_id = (select my_member()) and exists (select from overlay_permission as given
    where given.member_id = overlay_look.member_id and given.organisation_id = overlay_look.organisation_id
      and given.organisation_id = any ((select my_organisations_as('{analyst,supervisor}'))::integer[])
      and given.withdrawn_at is null and given.valid_from <= current_date
      and given.valid_to > current_date));
