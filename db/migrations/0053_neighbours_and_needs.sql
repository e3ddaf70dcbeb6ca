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

-- ---------------------------------------------------------------- what a victim needs, and who supports them

alter table contact_plan add column needs_due_on date;
comment on column contact_plan.needs_due_on is 'When a victim is asked again what they need; empty while nobody has asked';
create index contact_plan_needs_due on contact_plan (organisation_id, needs_due_on) where ended_on is null and needs_due_on is not null;

create table needs_assessment (
  id uuid primary key,
  plan_id uuid not null references contact_plan on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  instrument_version integer not null,
  asked_on date not null,
  asked_whom text not null check (asked_whom in ('victim', 'somebody_for_them')),
  answers jsonb not null,
  assessed_by uuid not null references member,
  assessed_at timestamptz not null default now()
);
comment on table needs_assessment is 'What a victim was asked about their needs on one day, and answered; added to and never changed';
comment on column needs_assessment.answers is 'By area, with its wording as shown: a need, none, or unknown and why; and what would help';
create index needs_assessment_of_plan on needs_assessment (plan_id, asked_on desc, id desc);

create table support_service (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null check (name <> ''),
  what_for text not null check (what_for <> ''),
  needs text[] not null check (needs <> '{}'),
  area text not null default '',
  how_to_refer text not null default '',
  partner_organisation_id integer references organisation,
  email text not null default '',
  consent_needed boolean not null default true,
  answer_working_days integer not null check (answer_working_days between 1 and 60),
  modified_by uuid not null references member,
  ended_on date,
  version integer not null default 1,
  check (partner_organisation_id is null or email = '')
);
comment on table support_service is 'Services that support victims, as a co-ordinator keeps the list; no personal data';
comment on column support_service.organisation_id is 'Whose co-ordinator keeps it';
comment on column support_service.needs is 'Areas of need that it is for';
comment on column support_service.partner_organisation_id is 'The organisation of the partnership that it is: it answers on its own page';
comment on column support_service.answer_working_days is 'Working days within which it says what becomes of a referral';
create index support_service_list on support_service (name) where ended_on is null;

create table support_referral (
  id uuid primary key,
  assessment_id uuid not null references needs_assessment on delete cascade,
  plan_id uuid not null references contact_plan on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  service_id uuid not null references support_service,
  organisation_id integer not null references organisation,
  partner_organisation_id integer references organisation,
  need text not null,
  told text not null check (told <> ''),
  reach text not null default '',
  consent text not null check (consent in ('given', 'not_needed')),
  consent_on date,
  basis text not null default '',
  sent_by text not null check (sent_by in ('partner_page', 'email', 'by_hand')),
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  status text not null default 'sent' check (status in ('sent', 'accepted', 'declined', 'engaged', 'ended', 'not_reached')),
  due_on date,
  version integer not null default 1,
  check ((consent = 'given') = (consent_on is not null)),
  check (consent = 'given' or basis <> ''),
  check ((status in ('declined', 'ended', 'not_reached')) = (due_on is null))
);
comment on table support_referral is 'A victim was referred to a support service for one need: what the service was told, on what ground, and what became of it';
comment on column support_referral.told is 'What the service is told; it sees nothing else of the case';
comment on column support_referral.reach is 'How the service reaches the victim safely';
comment on column support_referral.basis is 'The ground in law where nobody consented';
comment on column support_referral.due_on is 'By when the service says what becomes of it; empty once it is over';
create index support_referral_of_plan on support_referral (plan_id, made_at desc);
create index support_referral_due on support_referral (organisation_id, due_on) where due_on is not null;
create index support_referral_of_partner on support_referral (partner_organisation_id, made_at desc) where partner_organisation_id is not null;

create table support_outcome (
  id uuid primary key,
  referral_id uuid not null references support_referral on delete cascade,
  outcome text not null check (outcome in ('accepted', 'declined', 'engaged', 'ended', 'not_reached')),
  words text not null default '',
  next_due_on date,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  at timestamptz not null default now(),
  check (outcome not in ('declined', 'ended') or words <> ''),
  check ((outcome in ('declined', 'ended', 'not_reached')) = (next_due_on is null))
);
comment on table support_outcome is 'What became of a referral to support, as the service says itself or told us; added to and never changed';
create index support_outcome_of_referral on support_outcome (referral_id, at);

-- The referral stands as it was said last, and the case's timeline tells that it was said, and not of which service or need.
create function support_outcome_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update support_referral set status = new.outcome, due_on = new.next_due_on, version = version + 1 where id = new.referral_id;
  insert into timeline_entry (id, case_id, kind, what, organisation_id, member_id, actor_name)
  select gen_random_uuid(), case_id, 'support_outcome', 'A support service answered: ' || case new.outcome
      when 'accepted' then 'it takes the referral' when 'declined' then 'it does not take the referral'
      when 'engaged' then 'the victim takes it up' when 'ended' then 'support ended' else 'it could not reach the victim' end,
    new.organisation_id, new.member_id, (select name from member where id = new.member_id)
  from support_referral where id = new.referral_id;
  return null;
end
$$;
revoke all on function support_outcome_follows() from public;
create trigger support_outcome_follows after insert on support_outcome for each row execute function support_outcome_follows();
