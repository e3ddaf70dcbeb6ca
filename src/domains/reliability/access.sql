-- Whether the service keeps its promise: counts, addresses of routes and our own words, nothing about a person. Processes
-- write what they counted, nobody who is signed in does; co-ordinators read it and set what is promised.

grant select, insert on service_objective to openasb_web;
grant select on service_objective to openasb_worker;
alter table service_objective enable row level security;
drop policy if exists read_objective on service_objective;
create policy read_objective on service_objective for select to openasb_web
  using ((select am_one_of('{coordinator}', null)));
drop policy if exists set_objective on service_objective;
create policy set_objective on service_objective for insert to openasb_web
  with check (set_by = (select my_member()) and (select am_one_of('{coordinator}', null)));
drop policy if exists serve_objective on service_objective;
create policy serve_objective on service_objective for select to openasb_worker using (true);

grant select, insert on service_minute, service_fault, journey_run to openasb_web;
grant select on journey_outage to openasb_web;
grant select, delete on service_minute, service_fault to openasb_worker;
grant select, insert, delete on journey_run, journey_outage to openasb_worker;
grant update (ended_at, called) on journey_outage to openasb_worker;

alter table service_minute enable row level security;
drop policy if exists read_minute on service_minute;
create policy read_minute on service_minute for select to openasb_web
  using ((select am_one_of('{coordinator}', null)));
drop policy if exists count_minute on service_minute;
create policy count_minute on service_minute for insert to openasb_web with check ((select my_member()) is null);
drop policy if exists serve_minute on service_minute;
create policy serve_minute on service_minute for select to openasb_worker using (true);
drop policy if exists tidy_minute on service_minute;
create policy tidy_minute on service_minute for delete to openasb_worker using (true);

alter table service_fault enable row level security;
drop policy if exists read_fault on service_fault;
create policy read_fault on service_fault for select to openasb_web using ((select am_one_of('{coordinator}', null)));
drop policy if exists note_fault on service_fault;
create policy note_fault on service_fault for insert to openasb_web with check ((select my_member()) is null);
drop policy if exists serve_fault on service_fault;
create policy serve_fault on service_fault for select to openasb_worker using (true);
drop policy if exists tidy_fault on service_fault;
create policy tidy_fault on service_fault for delete to openasb_worker using (true);

alter table journey_run enable row level security;
drop policy if exists read_run on journey_run;
create policy read_run on journey_run for select to openasb_web using ((select am_one_of('{coordinator}', null)));
drop policy if exists note_run on journey_run;
create policy note_run on journey_run for insert to openasb_web with check ((select my_member()) is null);
drop policy if exists serve_run on journey_run;
create policy serve_run on journey_run for select to openasb_worker using (true);
drop policy if exists make_run on journey_run;
create policy make_run on journey_run for insert to openasb_worker with check (true);
drop policy if exists tidy_run on journey_run;
create policy tidy_run on journey_run for delete to openasb_worker using (true);

alter table journey_outage enable row level security;
drop policy if exists read_outage on journey_outage;
create policy read_outage on journey_outage for select to openasb_web using ((select am_one_of('{coordinator}', null)));
drop policy if exists serve_outage on journey_outage;
create policy serve_outage on journey_outage for select to openasb_worker using (true);
drop policy if exists begin_outage on journey_outage;
create policy begin_outage on journey_outage for insert to openasb_worker with check (true);
drop policy if exists end_outage on journey_outage;
create policy end_outage on journey_outage for update to openasb_worker using (true) with check (true);
drop policy if exists tidy_outage on journey_outage;
create policy tidy_outage on journey_outage for delete to openasb_worker using (true);
