-- A receipt is written and read by the organisation whose token sent it, and never changed.

grant select, insert on intake_receipt to openasb_web;

alter table intake_receipt enable row level security;
drop policy if exists read_receipt on intake_receipt;
create policy read_receipt on intake_receipt for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists write_receipt on intake_receipt;
create policy write_receipt on intake_receipt for insert to openasb_web
  with check (organisation_id = any ((select my_organisations())::integer[]));
