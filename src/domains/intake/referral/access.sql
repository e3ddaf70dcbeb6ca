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

-- A referral that comes by e-mail is handed in by the machine that takes the organisation's intake mail, which reads
-- nothing of it afterwards. The same e-mail again changes nothing. Its sender is answered once, beside it.
create or replace function keep_emailed_referral(sheet uuid, of_organisation integer, named text, sent_by text,
  heads text[], placed text[], of_rows json, answered_with uuid, answer_subject text, answer text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  if my_member() is not null or not of_organisation = any (my_organisations()) then return false; end if;
  insert into referral_sheet (id, organisation_id, sender, name, header, targets)
    values (sheet, of_organisation, sent_by, named, heads, coalesce((select targets from referral_sheet
      where organisation_id = of_organisation and header = heads order by added_at desc limit 1), placed))
    on conflict do nothing;
  if not found then return false; end if;
  insert into referral_row (sheet_id, line, cells)
    select sheet, place, array(select json_array_elements_text(cells))
    from json_array_elements(of_rows) with ordinality as given (cells, place);
  insert into outgoing_message (id, channel, recipient, subject, body)
    values (answered_with, 'email', sent_by, answer_subject, answer);
  return true;
end
$$;
revoke all on function keep_emailed_referral(uuid, integer, text, text, text[], text[], json, uuid, text, text)
  from public;
grant execute on function keep_emailed_referral(uuid, integer, text, text, text[], text[], json, uuid, text, text)
  to openasb_web;
