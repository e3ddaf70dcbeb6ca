-- What happens between the reporter and us after filing: messages both ways, wishes about contact, diaries, what came
-- without a place to go, and the Case Review explained (Anti-social Behaviour, Crime and Policing Act 2014 s.104).

create table outgoing_message (
  id uuid primary key,
  channel text not null check (channel in ('email', 'text', 'letter')),
  recipient text not null check (recipient <> ''),
  subject text not null default '',
  body text not null check (body <> ''),
  status text not null default 'waiting' check (status in ('waiting', 'sending', 'sent', 'delivered', 'failed')),
  attempts smallint not null default 0,
  doubts smallint not null default 0,
  next_attempt_at timestamptz not null default now(),
  problem text not null default '',
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  check (status <> 'failed' or problem <> '')
);
comment on table outgoing_message is 'E-mails, texts and letters written in the transaction of what they tell, and sent by the worker';
comment on column outgoing_message.id is 'Also our reference at whoever carries it: sent again it is the same message';
comment on column outgoing_message.body is 'Where it has a link, a mark stands in its place: links are secret and made when it is sent';
comment on column outgoing_message.doubts is 'Attempts that ended without an answer, so that it may have been sent';
comment on column outgoing_message.problem is 'Why it was not sent, in our words: never what a carrier said about a person';
create index outgoing_message_due on outgoing_message (next_attempt_at) where status in ('waiting', 'sending');
create index outgoing_message_failed on outgoing_message (created_at) where status = 'failed';

create table reporter_message (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  submission_id uuid not null unique,
  direction text not null check (direction in ('to_reporter', 'from_reporter')),
  kind text not null check (kind in ('acknowledgement', 'update', 'explainer', 'message')),
  words text not null check (words <> ''),
  channel text not null check (channel in ('page', 'email', 'text', 'letter')),
  page_alone_because text not null default '',
  override_reason text not null default '',
  timeline_entry_id uuid unique references timeline_entry on delete cascade,
  organisation_id integer references organisation,
  member_id uuid references member,
  author_name text not null default '',
  at timestamptz not null default now(),
  reply_due_on date,
  settled_at timestamptz,
  settled_by uuid references member,
  settled_because text not null default '',
  check (direction = 'to_reporter' or (kind = 'message' and member_id is null and channel = 'page')),
  check ((direction = 'from_reporter') = (reply_due_on is not null)),
  check ((settled_at is null) = (settled_by is null)),
  check (settled_at is null or (direction = 'from_reporter' and settled_because <> ''))
);
comment on table reporter_message is 'What the reporter and those who hold the report write to each other; stricter than the report';
comment on column reporter_message.channel is 'How it went; every message also stands on the private status page';
comment on column reporter_message.page_alone_because is 'Why it went by no other way than the page';
comment on column reporter_message.override_reason is 'Why it went by a channel that the reporter called unsafe';
comment on column reporter_message.timeline_entry_id is 'The news it tells: each is told once';
create index reporter_message_of_report on reporter_message (report_id, at);
create index reporter_message_waiting on reporter_message (reply_due_on, id)
  where direction = 'from_reporter' and settled_at is null;

create table contact_wish (
  report_id uuid primary key references report on delete cascade,
  language text not null default 'en' check (language in ('en', 'cy')),
  only_channel text check (only_channel in ('page', 'email', 'phone', 'text', 'letter')),
  unsafe_channels text[] not null default '{}'
    check (unsafe_channels <@ array['email', 'phone', 'text', 'letter']),
  safe_times text not null default '',
  avoid_words text not null default '',
  set_by uuid references member,
  modified_at timestamptz not null default now()
);
comment on table contact_wish is 'How it is safe to reach the reporter, as they said after filing; stricter than the report';
comment on column contact_wish.set_by is 'The member who wrote it down for them; empty where the reporter did';

alter table report_link add column said_by_reporter boolean not null default false;
comment on column report_link.said_by_reporter is 'The reporter says that it happened again: the same person, place and behaviour';

create table diary_entry (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  submission_id uuid not null unique,
  started_at timestamptz not null,
  ended_at timestamptz,
  what text not null check (what <> ''),
  effect text not null default '',
  added_at timestamptz not null default now(),
  check (ended_at >= started_at)
);
comment on table diary_entry is 'One time in the diary that a reporter keeps of noise or harassment: evidence of a report, not a report';
create index diary_entry_of_report on diary_entry (report_id, started_at);

create table unmatched_item (
  id uuid primary key,
  organisation_id integer not null references organisation,
  report_id uuid not null references report on delete cascade,
  diary_entry_id uuid not null unique references diary_entry on delete cascade,
  arrived_at timestamptz not null default now(),
  due_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references member,
  settled_as text check (settled_as in ('attached', 'answered')),
  attached_report_id uuid references report,
  attached_case_id uuid references asb_case,
  reason text not null default '',
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_as is null)),
  check (settled_as is distinct from 'attached' or num_nonnulls(attached_report_id, attached_case_id) = 1),
  check (settled_as is distinct from 'answered' or reason <> '')
);
comment on table unmatched_item is 'A diary entry that no open report or case takes up: it waits under a clock until somebody attaches or answers it';
create index unmatched_item_waiting on unmatched_item (organisation_id, due_at) where settled_at is null;

create table case_review_explained (
  report_id uuid primary key references report on delete cascade,
  earlier_report_id uuid not null references report on delete cascade,
  text_version integer not null,
  rule_from date not null,
  channel text not null check (channel in ('page', 'email', 'text', 'letter', 'none')),
  because text not null default '',
  at timestamptz not null default now(),
  told_at timestamptz,
  told_by uuid references member,
  told_how text not null default '',
  check (channel <> 'none' or because <> ''),
  check ((told_at is null) = (told_by is null) and (told_at is null) = (told_how = ''))
);
comment on table case_review_explained is 'That the Case Review was explained at the second report, with which text and by which way, or why it could not be';
comment on column case_review_explained.told_how is 'How a person told it, where no message could';
create index case_review_explained_untold on case_review_explained (at) where channel = 'none' and told_at is null;

create table reporter_key (
  report_id uuid not null references report on delete cascade,
  key bytea not null,
  primary key (report_id, key)
);
comment on table reporter_key is 'SHA-256 of what tells reporters apart (e-mail, telephone, name with postcode), to find the earlier reports of one person';
create index reporter_key_reports on reporter_key (key, report_id);

create table reporter_news (
  timeline_entry_id uuid primary key references timeline_entry on delete cascade,
  report_id uuid not null references report on delete cascade,
  noticed_at timestamptz not null default now()
);
comment on table reporter_news is 'What the reporter was told on their page and is still to be sent to them';

-- A trigger, so that whatever domain tells the reporter something also sends it, in the same transaction. What is long
-- past when it is written down, such as an import of years, is no news.
create function note_reporter_news() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into reporter_news (timeline_entry_id, report_id) values (new.id, new.report_id);
  return null;
end
$$;
revoke all on function note_reporter_news() from public;
create trigger note_reporter_news after insert on timeline_entry for each row
  when (new.told_to_reporter and new.report_id is not null and new.at > now() - interval '1 day')
  execute function note_reporter_news();
