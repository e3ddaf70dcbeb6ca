-- A sheet of referrals is for people of the organisation to which it was handed.

grant select, insert on referral_sheet, referral_row to openasb_web;
grant update (targets) on referral_sheet to openasb_web;
grant update (outcome, reference, problem) on referral_row to openasb_web;
grant select, delete on referral_sheet to openasb_worker;

alter table referral_sheet enable row level security;
drop policy if exists read_sheet on referral_sheet;
create policy read_sheet on referral_sheet for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists add_sheet on referral_sheet;
create policy add_sheet on referral_sheet for insert to openasb_web
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists place_columns on referral_sheet;
create policy place_columns on referral_sheet for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]))
  with check (organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists tidy_sheet on referral_sheet;
create policy tidy_sheet on referral_sheet for select to openasb_worker using (true);
drop policy if exists clear_sheet on referral_sheet;
create policy clear_sheet on referral_sheet for delete to openasb_worker using (true);

alter table referral_row enable row level security;
drop policy if exists read_row on referral_row;
create policy read_row on referral_row for select to openasb_web
  using (exists (select from referral_sheet where referral_sheet.id = sheet_id));
drop policy if exists add_row on referral_row;
create policy add_row on referral_row for insert to openasb_web
  with check (exists (select from referral_sheet where referral_sheet.id = sheet_id
    and referral_sheet.member_id = (select my_member())));
drop policy if exists decide_row on referral_row;
create policy decide_row on referral_row for update to openasb_web
  using (exists (select from referral_sheet where referral_sheet.id = sheet_id))
  with check (exists (select from referral_sheet where referral_sheet.id = sheet_id));
