-- A stored file is had by those whom the policy of its kind lets, in the access.sql of the domain that keeps such files.
-- Without a policy of its kind nobody has it. The row is written with the file, and stays when that is deleted.

grant select, insert on stored_file to openasb_worker;
grant select on stored_file to openasb_web;
grant update (removed_at) on stored_file to openasb_worker;

alter table stored_file enable row level security;
drop policy if exists serve_file on stored_file;
create policy serve_file on stored_file for select to openasb_worker using (true);
drop policy if exists keep_file on stored_file;
create policy keep_file on stored_file for insert to openasb_worker with check (true);
drop policy if exists remove_file on stored_file;
create policy remove_file on stored_file for update to openasb_worker using (true) with check (removed_at is not null);
