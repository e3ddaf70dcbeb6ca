-- What the weekly message said is for whoever was sent it; the job writes it.

grant select on board_digest to openasb_web;
grant select, insert on board_digest to openasb_worker;

alter table board_digest enable row level security;
drop policy if exists read_digest on board_digest;
create policy read_digest on board_digest for select to openasb_web using (member_id = (select my_member()));
drop policy if exists serve_digest on board_digest;
create policy serve_digest on board_digest for select to openasb_worker using (true);
drop policy if exists write_digest on board_digest;
create policy write_digest on board_digest for insert to openasb_worker with check (true);
