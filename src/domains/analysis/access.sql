-- A saved query is a question without its answer: whoever opens it gets the answer that they may see themselves.
grant select, insert, delete on saved_query to openasb_web;
grant update (name, address, seen_by, version, modified_at) on saved_query to openasb_web;

alter table saved_query enable row level security;
drop policy if exists read_saved_query on saved_query;
create policy read_saved_query on saved_query for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and (made_by = (select my_member()) or seen_by = 'organisation'));
drop policy if exists save_query on saved_query;
create policy save_query on saved_query for insert to openasb_web
  with check (made_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));
-- Of colleagues' queries only those of the whole organisation; the pages keep that to analysts and supervisors.
drop policy if exists change_saved_query on saved_query;
create policy change_saved_query on saved_query for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and (made_by = (select my_member()) or seen_by = 'organisation'))
  with check (organisation_id = any ((select my_organisations())::integer[])
    and (made_by = (select my_member()) or seen_by = 'organisation'));
drop policy if exists delete_saved_query on saved_query;
create policy delete_saved_query on saved_query for delete to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and (made_by = (select my_member()) or seen_by = 'organisation'));
