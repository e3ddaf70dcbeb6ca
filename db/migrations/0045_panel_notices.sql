-- Those who sit on a panel are told of its meetings by message, and reminded before the agenda closes; letters are made as
-- documents, and so are in a language. What waits for the safety net has an order that is found and not sorted.

alter table panel_meeting add column remind_days integer not null default 3 check (remind_days between 0 and 30);
comment on column panel_meeting.remind_days is 'How many days before the last one for nominations everybody invited is reminded; on none where it is 0';
create index panel_meeting_planned on panel_meeting (nominate_by) where status = 'planned';

alter table panel_item add column shares uuid[] not null default '{}';
comment on column panel_item.shares is 'The shares that the nomination gave: they end when it is withdrawn or the meeting is cancelled';

create table panel_notice (
  meeting_id uuid not null references panel_meeting on delete cascade,
  kind text not null check (kind in ('invitation', 'reminder', 'cancelled')),
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  at timestamptz not null,
  message_id uuid not null,
  primary key (meeting_id, kind, member_id)
);
comment on table panel_notice is 'Who was told of a meeting by message, for the organisation that sits on the panel; once each, however often the job runs';
comment on column panel_notice.message_id is 'Of outgoing_message, which says whether it was sent';

alter table outgoing_message add column language text not null default 'en';
comment on column outgoing_message.language is 'What it is written in (BCP 47): a letter is a document that is read out in it';

-- Reports wait in the order in which they came, and are taken so a hundred at a time, however many wait.
create index safety_due_order on safety_due (since, report_id);
