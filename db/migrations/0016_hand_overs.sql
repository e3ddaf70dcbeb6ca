-- Hand-overs: one organisation asks another to take a record on, take part in it or show it, and the other answers.

create table hand_over_term (
  kind text not null check (kind in ('assign', 'refer', 'transfer', 'request_access')),
  working_days smallint not null check (working_days between 1 and 60),
  valid_from date not null default date '2000-01-01',
  valid_to date,
  primary key (kind, valid_from),
  check (valid_to > valid_from)
);
comment on table hand_over_term is 'Working days within which a hand-over is to be answered, by kind';
insert into hand_over_term (kind, working_days) values ('assign', 2), ('refer', 5), ('transfer', 3), ('request_access', 5);

create table lawful_basis (
  code text primary key,
  label text not null,
  citation text not null,
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from)
);
comment on table lawful_basis is 'Grounds other than consent on which personal data may be handed over, as the law stood between two dates';
insert into lawful_basis (code, label, citation, valid_from) values
  ('crime_and_disorder', 'To reduce crime and disorder, between authorities of the partnership', 'Crime and Disorder Act 1998, section 115', '1998-08-01'),
  ('public_task', 'A task in the public interest that the law gives us', 'UK GDPR, Article 6(1)(e)', '2018-05-25'),
  ('legal_obligation', 'The law obliges us', 'UK GDPR, Article 6(1)(c)', '2018-05-25'),
  ('vital_interests', 'To protect somebody''s life', 'UK GDPR, Article 6(1)(d)', '2018-05-25'),
  ('legitimate_interests', 'A legitimate interest that outweighs the person''s (not for public authorities'' tasks)', 'UK GDPR, Article 6(1)(f)', '2018-05-25'),
  ('safeguarding', 'To safeguard a child or an adult at risk', 'Data Protection Act 2018, Schedule 1, paragraph 18', '2018-05-25'),
  ('unlawful_acts', 'To prevent or detect unlawful acts', 'Data Protection Act 2018, Schedule 1, paragraph 10', '2018-05-25'),
  ('law_enforcement', 'Law enforcement by a competent authority', 'Data Protection Act 2018, section 35', '2018-05-25');

create table hand_over (
  id uuid primary key,
  kind text not null check (kind in ('assign', 'refer', 'transfer', 'request_access')),
  status text not null default 'awaiting' check (status in ('awaiting', 'accepted', 'refused', 'withdrawn', 'lapsed', 'ended')),
  reference text not null,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  partition_code text references partition,
  from_organisation_id integer not null references organisation,
  to_organisation_id integer references organisation,
  giver_organisation_id integer generated always as
    (case when kind = 'request_access' then to_organisation_id else from_organisation_id end) stored,
  receiver_organisation_id integer generated always as
    (case when kind = 'request_access' then from_organisation_id else to_organisation_id end) stored,
  to_team_id uuid,
  to_member_id uuid references member,
  from_queue_id uuid references queue,
  level text not null check (level in ('exists', 'signpost', 'summary', 'full')),
  work text not null default '',
  reason text not null check (reason <> ''),
  consent_by text check (consent_by in ('victim', 'parent', 'representative')),
  consent_on date,
  lawful_basis_code text references lawful_basis,
  basis_words text not null default '',
  insists boolean not null default false,
  asked_by uuid not null references member,
  asked_at timestamptz not null default now(),
  due_on date not null,
  overdue_at timestamptz,
  answered_by uuid references member,
  answered_at timestamptz,
  answer_reason text not null default '',
  agreement_id uuid references agreement,
  ended_by uuid references member,
  ended_at timestamptz,
  ended_because text not null default '',
  version integer not null default 1,
  foreign key (to_team_id, to_organisation_id) references team (id, organisation_id),
  check (num_nonnulls(report_id, case_id) = num_nonnulls(to_organisation_id)),
  check (kind = 'request_access' or to_organisation_id is not null),
  check (kind <> 'assign' or to_team_id is not null),
  check (num_nonnulls(consent_by, lawful_basis_code) >= 1),
  check ((consent_by is null) = (consent_on is null)),
  check (status <> 'refused' or answer_reason <> ''),
  check (status in ('awaiting', 'withdrawn', 'lapsed') or answered_at is not null)
);
comment on table hand_over is 'One organisation asks another to take part in a record, take it over or show it; nothing is given before it is accepted';
comment on column hand_over.reference is 'The record as the asker named it; a request may name one that nobody holds, and looks the same to them';
comment on column hand_over.partition_code is 'That of the record, which it follows';
comment on column hand_over.from_organisation_id is 'Asks';
comment on column hand_over.to_organisation_id is 'Answers; empty where a request names no record that may be asked for';
comment on column hand_over.giver_organisation_id is 'Held the record when it was asked';
comment on column hand_over.receiver_organisation_id is 'Is to have it, or sight of it';
comment on column hand_over.level is 'How much the receiver is to see; for a transfer, how much the giver goes on seeing';
comment on column hand_over.work is 'The piece of work of an assignment; empty for a supporting team';
comment on column hand_over.insists is 'The holder gives it for its reason and lawful basis although no agreement covers it';
comment on column hand_over.overdue_at is 'When it was seen to be late and given to supervisors';
comment on column hand_over.agreement_id is 'The agreement relied on when it was accepted; empty where none covers it';
create unique index hand_over_once on hand_over (kind, reference,
  (case when kind = 'request_access' then from_organisation_id else to_organisation_id end),
  (case when kind = 'assign' then to_team_id end)) nulls not distinct where status = 'awaiting';
create index hand_over_of_report on hand_over (report_id) where report_id is not null;
create index hand_over_of_case on hand_over (case_id) where case_id is not null;
create index hand_over_to on hand_over (to_organisation_id, status, due_on, id);
create index hand_over_from on hand_over (from_organisation_id, status, due_on, id);
create index hand_over_due on hand_over (due_on) where status = 'awaiting' and overdue_at is null;

create table hand_over_snapshot (
  hand_over_id uuid not null references hand_over on delete cascade,
  moment text not null check (moment in ('asked', 'answered')),
  taken_at timestamptz not null default now(),
  giver_name text not null,
  giver_kind text not null,
  giver_contact text not null,
  giver_team text not null,
  giver_person text not null,
  receiver_name text not null,
  receiver_kind text not null,
  receiver_contact text not null,
  receiver_team text not null,
  receiver_person text not null,
  held_by text not null,
  level text not null,
  agreement_id uuid references agreement,
  agreement_title text not null default '',
  agreement_version integer,
  primary key (hand_over_id, moment)
);
comment on table hand_over_snapshot is 'Both organisations as they were when a hand-over was asked and when it was answered; never changed';

create table hand_over_record (
  hand_over_id uuid not null references hand_over on delete cascade,
  moment text not null check (moment in ('asked', 'answered')),
  title text not null,
  status text not null,
  version integer not null,
  primary key (hand_over_id, moment)
);
comment on table hand_over_record is 'The record as it was at those moments, for those who see it at least in summary; never changed';

create function hand_over_stays() returns trigger
language plpgsql
as $$
begin
  raise exception 'A snapshot of a hand-over is never changed';
end
$$;
create trigger stays before update on hand_over_snapshot for each row execute function hand_over_stays();
create trigger stays before update on hand_over_record for each row execute function hand_over_stays();

alter table share add column hand_over_id uuid references hand_over on delete cascade;
comment on column share.hand_over_id is 'The accepted hand-over that gave it';
create index share_by_hand_over on share (hand_over_id) where hand_over_id is not null;
