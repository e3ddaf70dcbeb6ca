-- Every door files the same record: how it came, who entered it and who reported it are three facts.

alter table report drop constraint report_channel_check;
alter table report add constraint report_channel_check check (channel in ('public_form', 'api', 'phone', 'paper',
  'in_person', 'import', 'demo', 'police_form', 'control_room', 'patrol', 'command_and_control', 'mait', 'file_drop',
  'email', 'open311', 'single_online_home', 'referral', 'diary'));
alter table report
  add column entered_by uuid references member,
  add column entered_for integer references organisation,
  add column reporter_kind text not null default 'not_known'
    check (reporter_kind in ('victim', 'witness', 'on_behalf', 'professional', 'officer', 'anonymous', 'not_known')),
  add check (entered_by is null or entered_for is not null);
update report set reporter_kind = 'anonymous' where anonymous;
comment on column report.entered_by is 'Who typed it for the reporter; empty where the reporter did, or a machine sent it';
comment on column report.entered_for is 'The organisation whose person or machine entered it';
comment on column report.reporter_kind is 'Who tells of it';

create table report_unknown (
  report_id uuid not null references report on delete cascade,
  fact text not null,
  because text not null,
  primary key (report_id, fact),
  check (because <> '')
);
comment on table report_unknown is 'What was asked and left open on purpose, with why: an empty field says neither';

create table profile (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null default '',
  born_on date,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now()
);
comment on table profile is 'The profile that one organisation keeps of a person; organisations never share one';
create index profile_of on profile (organisation_id, name);

create table report_person (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  position smallint not null,
  role text not null check (role in ('reporter', 'victim', 'witness', 'alleged_perpetrator', 'other')),
  name text not null default '',
  born_on date,
  phone text not null default '',
  email text not null default '',
  address text not null default '',
  postcode text not null default '',
  description text not null default '',
  vehicle text not null default '',
  vulnerabilities text[] not null default '{}',
  profile_id uuid references profile,
  matched_because text not null default '',
  unique (report_id, position)
);
comment on table report_person is 'People as they were named in a report, whatever profile they turn out to be; stricter than the report';
comment on column report_person.vulnerabilities is 'What makes harm worse for them, as codes of the risk pack';
comment on column report_person.profile_id is 'The holder''s profile of them, found or made when the report is routed';
create index report_person_of_profile on report_person (profile_id) where profile_id is not null;
