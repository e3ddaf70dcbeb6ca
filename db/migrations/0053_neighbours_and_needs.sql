-- Neighbours may follow a place that a case is about, where those who lead it say so: general news, and nothing of what
-- anybody else said. Whoever goes on telling without an answer makes those who lead look.

create table followed_place (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  secret_hash bytea not null unique,
  words text not null check (words <> '' and length(words) <= 120),
  words_cy text not null default '' check (length(words_cy) <= 120),
  reason text not null check (reason <> ''),
  like_types text[] not null check (like_types <> '{}'),
  within_m integer not null check (within_m between 1 and 1000),
  location point not null,
  switched_on_by uuid not null references member,
  switched_on_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references member,
  ended_because text not null default '',
  version integer not null default 1,
  check ((ended_at is null) = (ended_because = ''))
);
comment on table followed_place is 'A place that a case is about and that neighbours may follow: off until those who lead the case switch it on, and ends with it';
comment on column followed_place.secret_hash is 'SHA-256 of the link that is handed out, on a poster for example';
comment on column followed_place.words is 'The place, in words that anybody may read';
comment on column followed_place.reason is 'Why neighbours may follow it, and why that tells nothing of a person';
comment on column followed_place.like_types is 'Types of report that are about the same, by the pack of the day on which it was switched on';
comment on column followed_place.within_m is 'How near a report is to be about the same, in metres';
create unique index followed_place_of_case on followed_place (case_id) where ended_at is null;
create index followed_place_near on followed_place using gist (location) where ended_at is null;

create table follower (
  id uuid primary key,
  place_id uuid not null references followed_place on delete cascade,
  report_id uuid references report on delete cascade,
  secret_hash bytea not null unique,
  channel text not null check (channel in ('page', 'email', 'text')),
  recipient text not null default '',
  language text not null default 'en',
  affects_me boolean not null default false,
  followed_at timestamptz not null default now(),
  confirmed_at timestamptz,
  ended_at timestamptz,
  ended_because text check (ended_because in ('stopped', 'stale', 'not_confirmed', 'place_ended')),
  check ((ended_at is null) = (ended_because is null)),
  check (channel = 'page' and recipient = '' or channel <> 'page' and report_id is null and (recipient <> '') = (ended_at is null))
);
comment on table follower is 'Somebody who is kept informed of a place: no follower sees another';
comment on column follower.report_id is 'The report by which they follow: they are reached as it says, and as its reporter wishes';
comment on column follower.recipient is 'Where news goes to; gone when they stop';
comment on column follower.affects_me is 'They said that it affects them too';
comment on column follower.confirmed_at is 'Nothing is sent to an address before whoever reads it said so';
create unique index follower_once_by_report on follower (place_id, report_id) where report_id is not null and ended_at is null;
create unique index follower_once_by_address on follower (place_id, lower(recipient)) where recipient <> '';
create index follower_of_place on follower (place_id, id) where ended_at is null;
create index follower_of_report on follower (report_id) where report_id is not null;
create index follower_unconfirmed on follower (followed_at) where confirmed_at is null and ended_at is null;

create table place_news (
  id uuid primary key,
  place_id uuid not null references followed_place on delete cascade,
  words text not null check (words <> ''),
  words_cy text not null default '',
  written_by uuid not null references member,
  organisation_id integer not null references organisation,
  written_at timestamptz not null default now(),
  told_at timestamptz
);
comment on table place_news is 'What everybody who follows a place is told: general words, with nobody''s name';
comment on column place_news.told_at is 'When it had gone to everybody who followed then';
create index place_news_of_place on place_news (place_id, written_at desc);
create index place_news_untold on place_news (written_at) where told_at is null;

create table follower_message (
  id uuid primary key,
  follower_id uuid not null references follower on delete cascade,
  news_id uuid references place_news on delete cascade,
  channel text not null check (channel in ('page', 'email', 'text', 'letter')),
  at timestamptz not null default now(),
  unique nulls not distinct (follower_id, news_id)
);
comment on table follower_message is 'News that went to a follower, once each; without news it asks them to confirm their address';
comment on column follower_message.id is 'Also that of the message as it is sent, where it went by one';

create table nudge_due (
  subject uuid primary key,
  kind text not null check (kind in ('report', 'place')),
  since timestamptz not null default clock_timestamp()
);
comment on table nudge_due is 'Reports and places of which somebody told something, or that were answered, and are to be counted';

create table update_nudge (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  place_id uuid references followed_place on delete cascade,
  updates integer not null check (updates > 0),
  nudged_at timestamptz not null,
  due_on date not null,
  called_at timestamptz,
  answered_at timestamptz,
  check (num_nonnulls(report_id, place_id) = 1)
);
comment on table update_nudge is 'So much was told of one report or place without an answer that those who lead are nudged; an answer ends it';
comment on column update_nudge.updates is 'How much was told since the last answer';
comment on column update_nudge.due_on is 'By when an answer is promised, as for a message';
comment on column update_nudge.called_at is 'When a supervisor was called because nobody answered';
create unique index update_nudge_of_report on update_nudge (report_id) where answered_at is null;
create unique index update_nudge_of_place on update_nudge (place_id) where answered_at is null;
create index update_nudge_waiting on update_nudge (due_on, id) where answered_at is null;

alter table safety_page drop constraint safety_page_kind_check;
alter table safety_page add constraint safety_page_kind_check
  check (kind in ('place', 'victim', 'high_risk', 'stale_risk', 'missed_contact', 'unanswered_updates'));

-- Whatever tells or answers something, and whoever does it, in the same transaction.
create function becomes_nudge_due() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'report_link' then
    insert into nudge_due (subject, kind) values (new.other_report_id, 'report') on conflict do nothing;
  elsif tg_table_name in ('follower', 'place_news') then
    insert into nudge_due (subject, kind) values (new.place_id, 'place') on conflict do nothing;
  elsif tg_table_name = 'report' then
    -- One more of what neighbours follow; and what was told of a report that is decided waits no longer.
    insert into nudge_due (subject, kind)
    select place.id, 'place' from followed_place as place
    where old.organisation_id is null and place.ended_at is null and new.partition_code is null
      and new.asb_type = any (place.like_types)
      and place.location <@ circle(new.location, 1000) and place.location <-> new.location <= place.within_m
    union all
    select new.id, 'report' from update_nudge where report_id = new.id and answered_at is null
    on conflict do nothing;
  else
    insert into nudge_due (subject, kind) values (new.report_id, 'report') on conflict do nothing;
  end if;
  return null;
end
$$;
revoke all on function becomes_nudge_due() from public;
create trigger becomes_nudge_due after insert on diary_entry for each row execute function becomes_nudge_due();
create trigger becomes_nudge_due after insert or update of settled_at on reporter_message for each row
  when (new.kind <> 'acknowledgement') execute function becomes_nudge_due();
create trigger becomes_nudge_due after insert on report_link for each row
  when (new.said_by_reporter) execute function becomes_nudge_due();
create trigger becomes_nudge_due after insert on follower for each row
  when (new.affects_me) execute function becomes_nudge_due();
create trigger becomes_nudge_due after insert on place_news for each row execute function becomes_nudge_due();
create trigger becomes_nudge_due after update of organisation_id, status on report for each row
  when (new.location is not null and new.organisation_id is distinct from old.organisation_id or new.status is distinct from old.status)
  execute function becomes_nudge_due();

-- A place is followed for as long as its case is open, led by those who said so, and nobody restricted it.
create function following_ends() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'asb_case' then
    update followed_place set ended_at = now(), version = version + 1,
      ended_because = case when new.status = 'closed' then 'The case was closed'
        when new.partition_code is not null then 'The case was restricted' else 'Another organisation leads the case' end
    where case_id = new.id and ended_at is null;
  else
    update follower set ended_at = now(), ended_because = 'place_ended', recipient = ''
    where place_id = new.id and ended_at is null;
    update update_nudge set answered_at = now() where place_id = new.id and answered_at is null;
  end if;
  return null;
end
$$;
revoke all on function following_ends() from public;
create trigger following_ends after update of status, organisation_id, partition_code on asb_case for each row
  when (new.status = 'closed' and old.status <> 'closed' or new.organisation_id <> old.organisation_id
    or new.partition_code is not null and old.partition_code is null)
  execute function following_ends();
create trigger following_ends after update of ended_at on followed_place for each row
  when (new.ended_at is not null and old.ended_at is null) execute function following_ends();
