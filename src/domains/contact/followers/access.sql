-- That neighbours may follow a place is seen with its case, and switched on and off by those who lead it. Who follows is
-- for people of the organisation that holds their contact details; everybody else who leads sees how many. What the public
-- reads and does goes through functions: they tell of the place what the organisation wrote for everybody, and nothing else.

grant select on followed_place, follower, place_news, update_nudge to openasb_web;
grant insert on followed_place, place_news to openasb_web;
grant update (ended_at, ended_by, ended_because, version) on followed_place to openasb_web;
grant select on followed_place, follower, place_news to openasb_worker;
grant update (ended_at, ended_because, recipient) on follower to openasb_worker;
grant update (told_at) on place_news to openasb_worker;
grant select, insert on follower_message, update_nudge to openasb_worker;
grant update (updates, called_at, answered_at) on update_nudge to openasb_worker;
grant select, update, delete on nudge_due to openasb_worker;
grant select on report_link to openasb_worker;

-- Whether nothing in a case is restricted, personal or of hate or abuse at home, and it is still about what neighbours were
-- told of: else nobody outside hears that there is one.
create or replace function is_fit_to_follow(of_case uuid) returns boolean
language sql stable security definer set search_path from current
as $$
  select exists (select from asb_case join asb_type on asb_type.code = asb_case.asb_type
      where asb_case.id = of_case and status = 'open' and partition_code is null and location is not null
        and qualifier <> 'personal'
        and not exists (select from followed_place where case_id = of_case and ended_at is null
          and asb_case.asb_type <> all (like_types)))
    and not exists (select from case_report join report on report.id = report_id join asb_type on asb_type.code = asb_type
      where case_id = of_case and (partition_code is not null or opening_qualifier = 'personal'
        or closing_qualifier = 'personal' or qualifier = 'personal'))
$$;
revoke all on function is_fit_to_follow(uuid) from public;

-- The same, for a person who leads the case.
create or replace function may_be_followed(of_case uuid) returns boolean
language sql stable security definer set search_path from current
as $$
  select my_member() is not null and is_fit_to_follow(of_case)
    and exists (select from asb_case where asb_case.id = of_case and organisation_id = any (my_organisations())
      and audience && my_circles())
$$;
revoke all on function may_be_followed(uuid) from public;
grant execute on function may_be_followed(uuid) to openasb_web;

alter table followed_place enable row level security;
drop policy if exists read_followed_place on followed_place;
create policy read_followed_place on followed_place for select to openasb_web
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists switch_on_following on followed_place;
create policy switch_on_following on followed_place for insert to openasb_web
  with check (switched_on_by = (select my_member()) and ended_at is null and may_be_followed(case_id)
    and exists (select from asb_case where asb_case.id = case_id and asb_case.organisation_id = followed_place.organisation_id)
    and not exists (select from asb_type where code = any (like_types) and qualifier = 'personal'));
drop policy if exists switch_off_following on followed_place;
create policy switch_off_following on followed_place for update to openasb_web
  using (ended_at is null and keeps_contact(case_id))
  with check (ended_by = (select my_member()));
drop policy if exists serve_followed_place on followed_place;
create policy serve_followed_place on followed_place for select to openasb_worker using (true);

alter table follower enable row level security;
drop policy if exists read_follower on follower;
create policy read_follower on follower for select to openasb_web
  using ((select my_member()) is not null and exists (select from followed_place join asb_case on asb_case.id = case_id
      where followed_place.id = place_id and asb_case.organisation_id = any ((select my_organisations())::integer[]))
    and (report_id is null or holds_report(report_id)));
drop policy if exists serve_follower on follower;
create policy serve_follower on follower for select to openasb_worker using (true);
drop policy if exists end_follower on follower;
create policy end_follower on follower for update to openasb_worker using (ended_at is null) with check (true);

alter table place_news enable row level security;
drop policy if exists read_place_news on place_news;
create policy read_place_news on place_news for select to openasb_web
  using (exists (select from followed_place where followed_place.id = place_id));
drop policy if exists write_place_news on place_news;
create policy write_place_news on place_news for insert to openasb_web
  with check (written_by = (select my_member()) and told_at is null
    and exists (select from followed_place where followed_place.id = place_id and ended_at is null
      and followed_place.organisation_id = place_news.organisation_id and keeps_contact(case_id)));
drop policy if exists serve_place_news on place_news;
create policy serve_place_news on place_news for select to openasb_worker using (true);
drop policy if exists mark_place_news on place_news;
create policy mark_place_news on place_news for update to openasb_worker using (told_at is null) with check (true);

alter table follower_message enable row level security;
drop policy if exists serve_follower_message on follower_message;
create policy serve_follower_message on follower_message for select to openasb_worker using (true);
drop policy if exists write_follower_message on follower_message;
create policy write_follower_message on follower_message for insert to openasb_worker with check (true);

alter table nudge_due enable row level security;
drop policy if exists serve_nudge_due on nudge_due;
create policy serve_nudge_due on nudge_due for select to openasb_worker using (true);
drop policy if exists take_nudge_due on nudge_due;
create policy take_nudge_due on nudge_due for update to openasb_worker using (true) with check (true);
drop policy if exists clear_nudge_due on nudge_due;
create policy clear_nudge_due on nudge_due for delete to openasb_worker using (true);

alter table update_nudge enable row level security;
drop policy if exists read_nudge on update_nudge;
create policy read_nudge on update_nudge for select to openasb_web
  using (report_id is not null and holds_report(report_id)
    or exists (select from followed_place where followed_place.id = place_id and keeps_contact(case_id)));
drop policy if exists serve_nudge on update_nudge;
create policy serve_nudge on update_nudge for select to openasb_worker using (true);
drop policy if exists raise_nudge on update_nudge;
create policy raise_nudge on update_nudge for insert to openasb_worker with check (answered_at is null);
drop policy if exists settle_nudge on update_nudge;
create policy settle_nudge on update_nudge for update to openasb_worker using (answered_at is null) with check (true);

-- ---------------------------------------------------------------- what anybody may know

-- The followed place that something of this type at this point is about, nearest first; nothing where there is none, where
-- the type is none that is declared safe, or where anything in the case is not for the public any more.
create or replace function known_place(at point, of_type text, safe text[]) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object('id', place.id, 'words', place.words, 'wordsCy', place.words_cy, 'organisation', organisation.name)
  from followed_place as place
  join organisation on organisation.id = place.organisation_id
  join asb_case on asb_case.id = place.case_id
  where place.ended_at is null and place.location <@ circle(at, 1000) and place.location <-> at <= place.within_m
    and of_type = any (safe) and asb_case.asb_type = any (safe)
    and of_type = any (place.like_types) and is_fit_to_follow(place.case_id)
  order by place.location <-> at, place.id limit 1
$$;
revoke all on function known_place(point, text, text[]) from public;
grant execute on function known_place(point, text, text[]) to openasb_web;

-- What the link that is handed out opens.
create or replace function follow_page(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select case when place.ended_at is null and is_fit_to_follow(place.case_id)
    then jsonb_build_object('isOpen', true, 'words', place.words, 'wordsCy', place.words_cy, 'organisation', organisation.name)
    else jsonb_build_object('isOpen', false, 'words', '', 'wordsCy', '', 'organisation', organisation.name) end
  from followed_place as place join organisation on organisation.id = place.organisation_id
  where place.secret_hash = link
$$;
revoke all on function follow_page(bytea) from public;
grant execute on function follow_page(bytea) to openasb_web;

-- Somebody follows by the link that is handed out, once however often it is sent, and an address once; the answer is the
-- same where it follows already. What asks them to confirm their address goes out with it.
create or replace function follow_place(link bytea, given jsonb, own bytea) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_place uuid;
  follows uuid := (given ->> 'id')::uuid;
begin
  select id into found_place from followed_place
  where secret_hash = link and ended_at is null and is_fit_to_follow(case_id) for share;
  if found_place is null then return false; end if;
  perform pg_advisory_xact_lock(hashtext(found_place::text || lower(given ->> 'recipient')));
  if exists (select from follower where id = follows)
    or given ->> 'recipient' <> '' and exists (select from follower
      where place_id = found_place and lower(recipient) = lower(given ->> 'recipient')) then
    return true;
  end if;
  insert into follower (id, place_id, secret_hash, channel, recipient, language, affects_me, confirmed_at)
  values (follows, found_place, own, given ->> 'channel', given ->> 'recipient', given ->> 'language',
    (given ->> 'affectsMe')::boolean, case when given ->> 'channel' = 'page' then now() end);
  if given ->> 'channel' <> 'page' then
    insert into follower_message (id, follower_id, channel) values ((given ->> 'message')::uuid, follows, given ->> 'channel');
    insert into outgoing_message (id, channel, recipient, subject, body, language)
    values ((given ->> 'message')::uuid, given ->> 'channel', given ->> 'recipient', given ->> 'subject', given ->> 'body',
      given ->> 'language');
  end if;
  return true;
end
$$;
revoke all on function follow_place(bytea, jsonb, bytea) from public;
grant execute on function follow_place(bytea, jsonb, bytea) to openasb_web;

-- The page of one follower: the place and the news, in the words that were written for all of them.
create or replace function following_page(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object('organisation', organisation.name, 'isConfirmed', follower.confirmed_at is not null,
    'endedBecause', coalesce(follower.ended_because, case when not fit.is_open then 'place_ended' end),
    'words', case when fit.is_open then place.words else '' end, 'wordsCy', case when fit.is_open then place.words_cy else '' end,
    'news', case when fit.is_open and follower.ended_at is null then (select coalesce(jsonb_agg(jsonb_build_object('at', news.written_at,
        'words', news.words, 'wordsCy', news.words_cy) order by news.written_at desc, news.id), '[]')
      from place_news as news where news.place_id = place.id) else '[]' end)
  from follower
  join followed_place as place on place.id = follower.place_id
  join organisation on organisation.id = place.organisation_id
  cross join lateral (select place.ended_at is null and is_fit_to_follow(place.case_id) as is_open) as fit
  where follower.secret_hash = link
$$;
revoke all on function following_page(bytea) from public;
grant execute on function following_page(bytea) to openasb_web;

-- A follower confirms their address, or stops; says whether the link is one.
create or replace function change_following(link bytea, wanted text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  if wanted = 'start' then
    update follower set confirmed_at = coalesce(confirmed_at, now()) where secret_hash = link and ended_at is null;
  else
    update follower set ended_at = now(), ended_because = 'stopped', recipient = '' where secret_hash = link and ended_at is null;
  end if;
  return exists (select from follower where secret_hash = link);
end
$$;
revoke all on function change_following(bytea, text) from public;
grant execute on function change_following(bytea, text) to openasb_web;

-- What a reporter is told on their private page: the place that theirs is about and whether they follow it, with its news.
-- Nothing for a report that is restricted or about a person.
create or replace function status_following(link bytea, safe text[]) returns jsonb
language sql stable security definer set search_path from current
as $$
  select coalesce(
    (select jsonb_build_object('isFollowing', true, 'words', place.words, 'wordsCy', place.words_cy,
        'organisation', organisation.name, 'news', (select coalesce(jsonb_agg(jsonb_build_object('at', news.written_at,
          'words', news.words, 'wordsCy', news.words_cy) order by news.written_at desc, news.id), '[]')
          from place_news as news where news.place_id = place.id))
      from follower join followed_place as place on place.id = follower.place_id
      join organisation on organisation.id = place.organisation_id
      where follower.report_id = report.id and follower.ended_at is null and place.ended_at is null
        and is_fit_to_follow(place.case_id) limit 1),
    (select known || '{"isFollowing": false, "news": []}' from known_place(report.location, report.asb_type, safe) as known))
  from report_status_link join report on report.id = report_status_link.report_id
  where report_status_link.secret_hash = link and report.partition_code is null
    and report.opening_qualifier <> 'personal' and report.closing_qualifier is distinct from 'personal'
$$;
revoke all on function status_following(bytea, text[]) from public;
grant execute on function status_following(bytea, text[]) to openasb_web;

-- The reporter follows the place that theirs is about, or stops; says whether there is such a place.
create or replace function reporter_follows(link bytea, wanted boolean, follows uuid, own bytea, safe text[]) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report uuid;
  offered jsonb := status_following(link, safe);
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  if not wanted then
    update follower set ended_at = now(), ended_because = 'stopped' where report_id = found_report and ended_at is null;
    return true;
  end if;
  if offered is null then return false; end if;
  if not (offered ->> 'isFollowing')::boolean then
    insert into follower (id, place_id, report_id, secret_hash, channel, language, confirmed_at)
    select follows, (offered ->> 'id')::uuid, report.id, own, 'page', report.language, now() from report
    where report.id = found_report
    on conflict (place_id, report_id) where report_id is not null and ended_at is null do nothing;
  end if;
  return true;
end
$$;
revoke all on function reporter_follows(bytea, boolean, uuid, bytea, text[]) from public;
grant execute on function reporter_follows(bytea, boolean, uuid, bytea, text[]) to openasb_web;

-- How many follow a place of the actor's organisation, and how many of them it affects: the number alone.
create or replace function count_followers(of_place uuid) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object('followers', count(*), 'affected', count(*) filter (where affects_me or report_id is not null))
  from follower join followed_place on followed_place.id = place_id join asb_case on asb_case.id = case_id
  where place_id = of_place and follower.ended_at is null and confirmed_at is not null and my_member() is not null
    and asb_case.organisation_id = any (my_organisations()) and asb_case.audience && my_circles()
$$;
revoke all on function count_followers(uuid) from public;
grant execute on function count_followers(uuid) to openasb_web;
