-- The case model: who is involved in a case, in which role and for how long.

create table case_party (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  person_id uuid not null,
  role text not null check (role in ('victim', 'witness', 'alleged_perpetrator', 'group', 'professional')),
  name text not null check (name <> ''),
  born_on date,
  phone text not null default '',
  email text not null default '',
  address text not null default '',
  report_id uuid references report on delete cascade,
  report_person_id uuid references report_person on delete cascade,
  profile_id uuid references profile,
  since date not null,
  until date,
  because text not null default '',
  seen_by text not null default 'lead' check (seen_by in ('lead', 'partners')),
  organisation_id integer not null references organisation,
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  ended_by uuid references member,
  ended_because text not null default '',
  version integer not null default 1,
  check (until >= since),
  check (report_person_id is null or report_id is not null),
  check ((until is null) = (ended_by is null) and (until is null) = (ended_because = ''))
);
comment on table case_party is 'Somebody, or a group, in one role of a case for a time; a change of role ends one row and begins another';
comment on column case_party.person_id is 'The same for all rows of one person in one case: the id of the first';
comment on column case_party.report_id is 'The report they were brought in from, and hidden with, where that is restricted; who reported it, where no person of it is named';
comment on column case_party.profile_id is 'The profile that the organisation which brought them in keeps of them';
comment on column case_party.since is 'The first day of the role';
comment on column case_party.until is 'The first day on which the role no longer holds';
comment on column case_party.seen_by is 'lead: the organisation that leads the case and the one that brought them in; partners: everybody who sees the case in full';
comment on column case_party.organisation_id is 'Whose person brought them in';
create index case_party_of_case on case_party (case_id, since);
create unique index case_party_once on case_party (case_id, person_id, role) where until is null;
create unique index case_party_from on case_party (case_id, report_person_id, role) where until is null;
create unique index case_party_reporter on case_party (case_id, report_id, role) where until is null and report_person_id is null;
create index case_party_of_person on case_party (report_person_id) where report_person_id is not null;
create index case_party_of_report on case_party (report_id) where report_id is not null;
create index case_party_of_profile on case_party (profile_id) where profile_id is not null;
create index case_party_name on case_party using gin (plain_words(name) public.gin_trgm_ops);

-- ---------------------------------------------------------------- one model: kind, categories, priority, band, review

alter table asb_case
  add column kind_because text not null default '',
  add column priority smallint not null default 9,
  add column risk_band text check (risk_band in ('standard', 'medium', 'high')),
  add column review_on date;
comment on column asb_case.kind is 'monitored: light, closed by review; investigative: promoted from that, which nobody takes back';
comment on column asb_case.kind_because is 'Why it became an investigative case';
comment on column asb_case.priority is 'The highest (least number) of the types of its categories';
comment on column asb_case.risk_band is 'The gravest of the latest assessments of its reports, those apart that are restricted where the case is not';
comment on column asb_case.review_on is 'The day by which a Monitored Case is reviewed: closed, or kept for a reason';
update asb_case set priority = asb_type.priority from asb_type where asb_type.code = asb_type;
create index asb_case_priority on asb_case (priority, opened_at desc, id desc) where status = 'open';
create index asb_case_review on asb_case (organisation_id, review_on) where status = 'open' and kind = 'monitored';

create table case_category (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  asb_type text not null references asb_type,
  because text not null default '',
  added_by uuid references member,
  added_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by uuid references member,
  ended_because text not null default '',
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_because = ''))
);
comment on table case_category is 'What a case is about: several types at a time, each with why and from when to when';
create unique index case_category_live on case_category (case_id, asb_type) where ended_at is null;
create index case_category_of_type on case_category (asb_type, case_id) where ended_at is null;
insert into case_category (id, case_id, asb_type, because, added_by, added_at)
select gen_random_uuid(), id, asb_type, 'Opened with it', opened_by, opened_at from asb_case;

create table case_escalation (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('kind', 'priority', 'risk_band', 'lead', 'status')),
  from_value text not null default '',
  to_value text not null,
  because text not null default '',
  organisation_id integer references organisation,
  member_id uuid references member
);
comment on table case_escalation is 'Every change of how far a case has come, on one list: kind, priority, risk band, lead, closing and reopening; written by triggers';
comment on column case_escalation.from_value is 'As stored in asb_case; empty for the first';
comment on column case_escalation.organisation_id is 'For whom the person acted';
create index case_escalation_of_case on case_escalation (case_id, at);
insert into case_escalation (id, case_id, at, what, to_value, because, organisation_id, member_id)
select gen_random_uuid(), id, opened_at, 'kind', kind, 'Opened', organisation_id, opened_by from asb_case;

-- ---------------------------------------------------------------- when to open a Monitored Case

create table case_criterion (
  code text not null,
  version integer not null check (version > 0),
  valid_from date not null,
  valid_to date,
  name text not null,
  source text not null,
  measure text not null check (measure in ('reports', 'risk', 'panel')),
  entity text not null check (entity in ('person', 'household', 'place', 'report')),
  at_least integer not null check (at_least > 0),
  window_days integer not null check (window_days > 0),
  same_type boolean not null default false,
  within_m integer check (within_m > 0),
  roles text[] not null default '{}',
  review_after_days integer not null check (review_after_days > 0),
  primary key (code, version),
  check (valid_to > valid_from),
  check ((entity = 'place') = (within_m is not null))
);
comment on table case_criterion is 'When a Monitored Case is suggested; a published version never changes';
comment on column case_criterion.measure is 'reports: so many; risk: the band is high; panel: a panel wishes it';
comment on column case_criterion.window_days is 'Within so many days, ending with the report that is looked at';
comment on column case_criterion.review_after_days is 'A case that was opened by it is reviewed after so many days';

create table case_suggestion (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  criterion text not null,
  criterion_version integer not null,
  subject uuid not null,
  basis uuid[] not null default '{}',
  wish text not null default '',
  suggested_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by uuid references member,
  ended_as text check (ended_as in ('opened', 'dismissed', 'superseded')),
  ended_because text not null default '',
  case_id uuid references asb_case on delete set null,
  foreign key (criterion, criterion_version) references case_criterion,
  check ((ended_at is null) = (ended_as is null))
);
comment on table case_suggestion is 'That reports fulfil a criterion; read through functions that tell each reader what their level on those reports allows';
comment on column case_suggestion.report_id is 'The report that fulfilled it, by which it is found';
comment on column case_suggestion.subject is 'The person named in the report; the report itself for its place, its risk or a wish';
comment on column case_suggestion.basis is 'The other reports it rests on, a hundred at most';
comment on column case_suggestion.wish is 'What the panel said';
comment on column case_suggestion.ended_as is 'superseded: a later report fulfils the same with these among its own';
create unique index case_suggestion_live on case_suggestion (report_id, criterion, subject) where ended_at is null;
create index case_suggestion_of_report on case_suggestion (report_id);
create index case_suggestion_rests_on on case_suggestion using gin (basis);

-- ---------------------------------------------------------------- actions

alter table case_action
  add column team_id uuid references team,
  add column minutes_spent integer check (minutes_spent >= 0),
  add column cost_pence integer check (cost_pence >= 0);
comment on column case_action.team_id is 'The team of the owner that does it, where one was named';
comment on column case_action.minutes_spent is 'Optional, said when it ends';
comment on column case_action.cost_pence is 'Optional, said when it ends';
create index case_action_of_team on case_action (team_id, due_on) where status = 'open' and team_id is not null;

create table case_action_evidence (
  action_id uuid not null references case_action on delete cascade,
  item_id uuid not null references evidence_item on delete cascade,
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  primary key (action_id, item_id)
);
comment on table case_action_evidence is 'Evidence of the case that shows what came of an action';
create index case_action_evidence_of_item on case_action_evidence (item_id);

-- ---------------------------------------------------------------- reasons at every gate

create table decision_reason (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  gate text not null,
  code text not null,
  label text not null,
  words text not null default '',
  told_victim text not null default '',
  organisation_id integer not null references organisation,
  decided_by uuid not null references member,
  decided_at timestamptz not null default clock_timestamp(),
  check ((report_id is null) <> (case_id is null))
);
comment on table decision_reason is 'Why a record was refused or closed, and what whoever is affected is told of it: letters are written from here';
comment on column decision_reason.gate is 'The decision: refuse, not_asb or close of a report, close of a case; others name their own';
comment on column decision_reason.code is 'Of the dated list of reasons that held on that day';
comment on column decision_reason.label is 'As the list had it';
comment on column decision_reason.words is 'For colleagues';
comment on column decision_reason.told_victim is 'In words for them; empty where there is nobody to tell';
create index decision_reason_of_report on decision_reason (report_id, decided_at) where report_id is not null;
create index decision_reason_of_case on decision_reason (case_id, decided_at) where case_id is not null;
