-- Endpoints are made and looked after by the co-ordinators and supervisors of the organisation whose incidents they are
-- told of; the worker sends. The secret stands encrypted with the secret of the installation.

grant select, insert on webhook_endpoint to openasb_web;
grant update (statuses, secret_sealed, former_secret_sealed, former_until, failing_since, disabled_at, disabled_because)
  on webhook_endpoint to openasb_web;
grant select on webhook_endpoint to openasb_worker;
grant update (failing_since, disabled_at, disabled_because) on webhook_endpoint to openasb_worker;
grant select on webhook_delivery to openasb_web;
grant update (state, due_at, finished_at) on webhook_delivery to openasb_web;
grant select, insert on webhook_delivery to openasb_worker;
grant update (state, due_at, attempts, finished_at) on webhook_delivery to openasb_worker;
grant select on webhook_attempt to openasb_web;
grant select, insert on webhook_attempt to openasb_worker;

alter table webhook_endpoint enable row level security;
drop policy if exists read_endpoint on webhook_endpoint;
create policy read_endpoint on webhook_endpoint for select to openasb_web using (looks_after(organisation_id));
drop policy if exists make_endpoint on webhook_endpoint;
create policy make_endpoint on webhook_endpoint for insert to openasb_web
  with check (looks_after(organisation_id) and made_by = (select my_member()));
drop policy if exists change_endpoint on webhook_endpoint;
create policy change_endpoint on webhook_endpoint for update to openasb_web
  using (looks_after(organisation_id)) with check (looks_after(organisation_id));
drop policy if exists serve_endpoint on webhook_endpoint;
create policy serve_endpoint on webhook_endpoint for select to openasb_worker using (true);
drop policy if exists disable_endpoint on webhook_endpoint;
create policy disable_endpoint on webhook_endpoint for update to openasb_worker using (true) with check (true);

alter table webhook_delivery enable row level security;
drop policy if exists read_delivery on webhook_delivery;
create policy read_delivery on webhook_delivery for select to openasb_web using (looks_after(organisation_id));
drop policy if exists send_again on webhook_delivery;
create policy send_again on webhook_delivery for update to openasb_web
  using (looks_after(organisation_id)) with check (state = 'waiting' and finished_at is null);
drop policy if exists serve_delivery on webhook_delivery;
create policy serve_delivery on webhook_delivery for select to openasb_worker using (true);
drop policy if exists prepare_delivery on webhook_delivery;
create policy prepare_delivery on webhook_delivery for insert to openasb_worker with check (true);
drop policy if exists carry_delivery on webhook_delivery;
create policy carry_delivery on webhook_delivery for update to openasb_worker using (true) with check (true);

alter table webhook_attempt enable row level security;
drop policy if exists read_attempt on webhook_attempt;
create policy read_attempt on webhook_attempt for select to openasb_web using (looks_after(organisation_id));
drop policy if exists serve_attempt on webhook_attempt;
create policy serve_attempt on webhook_attempt for select to openasb_worker using (true);
drop policy if exists note_attempt on webhook_attempt;
create policy note_attempt on webhook_attempt for insert to openasb_worker with check (true);
