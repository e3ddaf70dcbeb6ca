-- Where sign language is found is for everybody; a co-ordinator sets it, from today on, and takes back what has not passed.
grant select, insert, delete on sign_language_link to openasb_web;
alter table sign_language_link enable row level security;
drop policy if exists read_sign_language on sign_language_link;
create policy read_sign_language on sign_language_link for select to openasb_web using (true);
drop policy if exists set_sign_language on sign_language_link;
create policy set_sign_language on sign_language_link for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from >= (select day_in_england())
    and (select am_one_of('{coordinator}', null)));
drop policy if exists take_sign_language_back on sign_language_link;
create policy take_sign_language_back on sign_language_link for delete to openasb_web
  using (valid_from >= (select day_in_england()) and (select am_one_of('{coordinator}', null)));
