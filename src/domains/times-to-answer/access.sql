-- What organisations promise is read by everybody, and set by their people for days to come.

alter table answer_promise enable row level security;
grant select on answer_promise to openasb_web, openasb_worker;
grant insert, delete on answer_promise to openasb_web;
drop policy if exists read_answer_promise on answer_promise;
create policy read_answer_promise on answer_promise for select to openasb_web, openasb_worker using (true);
-- From tomorrow on: what was promised already for a day is not changed.
drop policy if exists set_answer_promise on answer_promise;
create policy set_answer_promise on answer_promise for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england()
    and am_one_of('{supervisor,coordinator}', organisation_id));
drop policy if exists take_answer_promise_back on answer_promise;
create policy take_answer_promise_back on answer_promise for delete to openasb_web
  using (valid_from > day_in_england() and am_one_of('{supervisor,coordinator}', organisation_id));
