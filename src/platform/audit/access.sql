-- The audit is added to and read, never changed. The worker alone seals.

grant select, insert on audit_entry to openasb_web, openasb_worker, openasb_feed;
grant select, insert on audit_seal to openasb_worker;

alter table audit_entry enable row level security;
drop policy if exists read_audit on audit_entry;
create policy read_audit on audit_entry for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists write_audit on audit_entry;
create policy write_audit on audit_entry for insert to openasb_web, openasb_feed
  with check (member_id is not distinct from (select my_member())
    and (organisation_id is null or organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists serve_audit on audit_entry;
create policy serve_audit on audit_entry for all to openasb_worker using (true) with check (true);

alter table audit_seal enable row level security;
drop policy if exists seal_audit on audit_seal;
create policy seal_audit on audit_seal for all to openasb_worker using (true) with check (true);
