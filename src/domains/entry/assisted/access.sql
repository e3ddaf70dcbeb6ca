-- An entry that is being typed belongs to who types it, while they work for the organisation they type it for. The
-- worker clears old ones away.

grant select, insert, update, delete on entry_draft to openasb_web;
grant select, delete on entry_draft to openasb_worker;

alter table entry_draft enable row level security;
drop policy if exists type_entry on entry_draft;
create policy type_entry on entry_draft for all to openasb_web
  using (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]))
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists tidy_entry on entry_draft;
create policy tidy_entry on entry_draft for select to openasb_worker using (true);
drop policy if exists clear_entry on entry_draft;
create policy clear_entry on entry_draft for delete to openasb_worker using (true);
