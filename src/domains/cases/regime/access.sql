-- The regime of a case is read by whoever sees the case and added to by people of the organisation that leads it.

grant select, insert on case_regime to openasb_web;
grant update (title_words) on asb_case to openasb_web;
grant select on case_regime to openasb_worker;

alter table case_regime enable row level security;
drop policy if exists read_regime on case_regime;
create policy read_regime on case_regime for select to openasb_web, openasb_worker
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists decide_regime on case_regime;
create policy decide_regime on case_regime for insert to openasb_web
  with check (my_member() is not null and member_id = (select my_member())
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = case_regime.organisation_id
      and asb_case.organisation_id = any ((select my_organisations())::integer[])));
