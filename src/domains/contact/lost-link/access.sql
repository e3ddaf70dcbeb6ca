-- Whoever lost the link of their report asks for another. Whether there is such a report is for the worker to know, which
-- sends a link to whom the report itself names and to nobody else; it opens once.

grant select, delete on link_ask to openasb_worker;
grant update (report_id, secret_hash, expires_at) on link_ask to openasb_worker;

alter table link_ask enable row level security;
drop policy if exists serve_ask on link_ask;
create policy serve_ask on link_ask for select to openasb_worker using (true);
drop policy if exists answer_ask on link_ask;
create policy answer_ask on link_ask for update to openasb_worker using (opened_at is null) with check (true);
drop policy if exists forget_ask on link_ask;
create policy forget_ask on link_ask for delete to openasb_worker using (true);

-- Takes the question down, the same for every reference; once however often it is sent.
create or replace function ask_for_link(ask uuid, wanted text) returns void
language sql volatile security definer set search_path from current
as $$ insert into link_ask (id, reference) values (ask, wanted) on conflict do nothing $$;
revoke all on function ask_for_link(uuid, text) from public;
grant execute on function ask_for_link(uuid, text) to openasb_web;

-- Whether a link opens still: 'open', 'used' or 'late'; null where there is none.
create or replace function asked_link(link bytea) returns text
language sql stable security definer set search_path from current
as $$
  select case when opened_at is not null then 'used' when expires_at <= now() then 'late' else 'open' end
  from link_ask where secret_hash = link
$$;
revoke all on function asked_link(bytea) from public;
grant execute on function asked_link(bytea) to openasb_web;

-- Opens a link for the only time and lets another, which is kept, open the page of its report. Gives that report.
create or replace function open_asked_link(link bytea, kept bytea) returns uuid
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report uuid;
begin
  update link_ask set opened_at = clock_timestamp()
  where secret_hash = link and opened_at is null and expires_at > now()
  returning report_id into found_report;
  if found_report is not null then
    insert into report_status_link (secret_hash, report_id) values (kept, found_report);
  end if;
  return found_report;
end
$$;
revoke all on function open_asked_link(bytea, bytea) from public;
grant execute on function open_asked_link(bytea, bytea) to openasb_web;
