-- The record: organisations, reports, triage, cases, what is written down, and the feed's own tables.
-- Written unqualified; the migrator sets search_path to the partnership's schema.

-- ---------------------------------------------------------------- organisations

create table organisation (
  id integer primary key,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('police', 'unitary_council', 'county_council', 'district_council', 'landlord', 'third_sector')),
  contact_advice text not null default '',
  valid_from date not null default date '2000-01-01',
  valid_to date,
  modified_at timestamptz not null default now(),
  check (valid_to > valid_from)
);
comment on column organisation.contact_advice is 'Shown to the public when this organisation holds their report';

create table team (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null,
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from),
  unique (id, organisation_id)
);

create table queue (
  id uuid primary key,
  organisation_id integer not null references organisation,
  team_id uuid not null,
  name text not null,
  is_fallback boolean not null default false,
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from),
  foreign key (team_id, organisation_id) references team (id, organisation_id)
);
create unique index queue_one_fallback on queue (is_fallback) where is_fallback and valid_to is null;

create table member (
  id uuid primary key,
  sign_in_id text unique,
  name text not null,
  email text not null unique
);
comment on table member is 'A person who works for one or more organisations; sign_in_id is the account in the identity tables';

create table membership (
  id uuid primary key,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  team_id uuid,
  role text not null check (role in ('triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator')),
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from),
  foreign key (team_id, organisation_id) references team (id, organisation_id)
);
create index membership_of_member on membership (member_id);
create index membership_in_organisation on membership (organisation_id);

create table coverage (
  id uuid primary key,
  organisation_id integer not null references organisation,
  area_kind text not null,
  area_code text not null,
  asb_type text,
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from)
);
comment on table coverage is 'Which organisation covers which area for which type of anti-social behaviour; no type means every type';
create index coverage_of_area on coverage (area_kind, area_code);

-- ---------------------------------------------------------------- types and question sets (dated data)

create table asb_type (
  code text primary key,
  label text not null,
  national_type text not null,
  qualifier text not null check (qualifier in ('personal', 'nuisance', 'environmental')),
  priority smallint not null check (priority between 1 and 5),
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from)
);
comment on column asb_type.national_type is 'Type heading of the National Standard for Incident Recording 2011';
comment on column asb_type.priority is '1 is the most urgent; a case takes the most urgent of its reports';

create table question_set (
  asb_type text not null references asb_type,
  version integer not null,
  valid_from date not null,
  content jsonb not null,
  primary key (asb_type, version)
);

-- ---------------------------------------------------------------- reports

create table report_draft (
  secret_hash bytea primary key,
  asb_type text references asb_type,
  question_set_version integer,
  submission_id uuid not null unique,
  answers jsonb not null default '{}',
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  submitted_at timestamptz
);
comment on table report_draft is 'A report being typed; found only by the SHA-256 of the secret in its link';
create index report_draft_age on report_draft (updated_at);

create table report (
  id uuid primary key,
  reference text not null unique,
  submission_id uuid not null unique,
  channel text not null check (channel in ('public_form', 'api', 'phone', 'paper', 'import', 'demo')),
  source text not null default '',
  asb_type text not null references asb_type,
  question_set_version integer,
  title text not null,
  summary text not null default '',
  status text not null check (status in ('filed', 'awaiting_triage', 'accepted', 'refused', 'not_asb', 'closed')),
  opening_qualifier text not null check (opening_qualifier in ('personal', 'nuisance', 'environmental')),
  closing_qualifier text check (closing_qualifier in ('personal', 'nuisance', 'environmental')),
  occurrence text not null check (occurrence in ('once', 'pattern', 'now')),
  occurred_from timestamptz not null,
  occurred_to timestamptz not null,
  location point,
  location_precision_m integer check (location_precision_m >= 0),
  place_words text not null default '',
  beat_id uuid,
  ward_id uuid,
  lsoa_id uuid,
  district_id uuid,
  reported_before boolean,
  anonymous boolean not null default false,
  organisation_id integer references organisation,
  team_id uuid references team,
  queue_id uuid references queue,
  routed_because text not null default '',
  claimed_by uuid references member,
  claim_expires_at timestamptz,
  decision_reason text not null default '',
  audience integer[] not null default '{}',
  search tsvector,
  version integer not null default 1,
  filed_at timestamptz not null default now(),
  triaged_at timestamptz,
  closed_at timestamptz,
  modified_at timestamptz not null default now(),
  check (occurred_to >= occurred_from),
  check (status = 'filed' or (organisation_id is not null and queue_id is not null)),
  check ((claimed_by is null) = (claim_expires_at is null))
);
comment on column report.location is 'British National Grid metres (EPSG:27700)';
comment on column report.title is 'Generated from type, area and reference: never a name or an address';
comment on column report.audience is 'Organisations that may see the report';
comment on column report.search is 'Filled by the routing job so that filing stays quick';
create index report_audience on report using gin (audience);
create index report_search on report using gin (search);
create index report_near on report using gist (location);
create index report_in_queue on report (organisation_id, status, filed_at desc, id desc);
create index report_modified on report (modified_at, id);

create table report_answer (
  report_id uuid not null references report on delete cascade,
  position smallint not null,
  question text not null,
  wording text not null,
  answer text not null,
  primary key (report_id, position)
);
comment on table report_answer is 'Answers with the wording as it was shown';

create table report_occurrence (
  report_id uuid not null references report on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  from_hour smallint not null check (from_hour between 0 and 23),
  to_hour smallint not null check (to_hour between 1 and 24),
  primary key (report_id, weekday, from_hour)
);
comment on table report_occurrence is 'A pattern of days (1 is Monday, ISO 8601) and hours, local time';

create table report_contact (
  report_id uuid primary key references report on delete cascade,
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  address text not null default '',
  preferred_channel text not null default 'none' check (preferred_channel in ('none', 'email', 'phone', 'text', 'letter')),
  safe_contact text not null default ''
);
comment on table report_contact is 'Who reported and how it is safe to reach them; stricter than the report';

create table report_status_link (
  secret_hash bytea primary key,
  report_id uuid not null references report on delete cascade
);
comment on table report_status_link is 'The private status page, found only by the SHA-256 of the secret in its link';
create index report_status_link_of on report_status_link (report_id);

create table report_link (
  report_id uuid not null references report on delete cascade,
  other_report_id uuid not null references report on delete cascade,
  reason text not null,
  linked_by uuid references member,
  linked_at timestamptz not null default now(),
  primary key (report_id, other_report_id),
  check (report_id > other_report_id)
);
comment on table report_link is 'Repeats are linked, never merged: each report stays countable';
create index report_link_other on report_link (other_report_id);

-- ---------------------------------------------------------------- triage

create table routing_rule (
  id uuid primary key,
  position integer not null,
  name text not null,
  area_kind text,
  area_code text,
  asb_type text references asb_type,
  queue_id uuid not null references queue,
  share_with integer[] not null default '{}',
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from),
  check ((area_kind is null) = (area_code is null))
);
comment on table routing_rule is 'The first rule by position whose area, type and conditions all match decides where a report goes';

create table routing_condition (
  rule_id uuid not null references routing_rule on delete cascade,
  fact text not null,
  expected text not null,
  primary key (rule_id, fact)
);
comment on table routing_condition is 'An extra condition of a rule: a fact of the report (channel, occurrence, qualifier, reported_before, or answer:<question>) and the value it must have';

-- ---------------------------------------------------------------- cases

create table asb_case (
  id uuid primary key,
  reference text not null unique,
  kind text not null default 'monitored' check (kind in ('monitored', 'investigative')),
  status text not null check (status in ('open', 'closed')),
  title text not null,
  asb_type text not null references asb_type,
  organisation_id integer not null references organisation,
  opened_by uuid references member,
  location point,
  beat_id uuid,
  ward_id uuid,
  lsoa_id uuid,
  district_id uuid,
  outcome text check (outcome in ('resolved', 'behaviour_stopped', 'enforcement', 'no_further_contact', 'no_evidence', 'moved_away')),
  closing_reason text not null default '',
  audience integer[] not null,
  version integer not null default 1,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  modified_at timestamptz not null default now(),
  check ((status = 'closed') = (closed_at is not null)),
  check (status = 'open' or outcome is not null)
);
create index asb_case_audience on asb_case using gin (audience);
create index asb_case_list on asb_case (organisation_id, status, opened_at desc, id desc);
create index asb_case_modified on asb_case (modified_at, id);

create table case_report (
  case_id uuid not null references asb_case on delete cascade,
  report_id uuid not null references report on delete cascade,
  reason text not null default '',
  linked_by uuid references member,
  linked_at timestamptz not null default now(),
  primary key (case_id, report_id)
);
create index case_report_of_report on case_report (report_id);

create table case_action (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  what text not null,
  owner_organisation_id integer not null references organisation,
  owner_member_id uuid references member,
  due_on date not null,
  status text not null check (status in ('open', 'done', 'cancelled')),
  outcome text not null default '',
  added_by uuid references member,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  modified_at timestamptz not null default now(),
  check ((status = 'open') = (finished_at is null))
);
create index case_action_of_case on case_action (case_id, due_on);
create index case_action_due on case_action (owner_organisation_id, due_on) where status = 'open';
create index case_action_modified on case_action (modified_at, id);

-- ---------------------------------------------------------------- what is written down

create table timeline_entry (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  at timestamptz not null default now(),
  kind text not null,
  what text not null,
  why text not null default '',
  organisation_id integer references organisation,
  member_id uuid references member,
  actor_name text not null,
  told_to_reporter boolean not null default false,
  check (num_nonnulls(report_id, case_id) = 1)
);
comment on table timeline_entry is 'Insert-only facts about a report or a case';
comment on column timeline_entry.told_to_reporter is 'Shown on the reporter''s private status page';
create index timeline_of_report on timeline_entry (report_id, at) where report_id is not null;
create index timeline_of_case on timeline_entry (case_id, at) where case_id is not null;

create table audit_entry (
  id uuid primary key,
  at timestamptz not null default now(),
  verb text not null check (verb in ('collect', 'alter', 'consult', 'disclose', 'combine', 'erase')),
  actor_kind text not null,
  actor_name text not null,
  organisation_id integer,
  member_id uuid,
  record_kind text not null,
  record_id uuid,
  recipient text not null default '',
  reason text not null default '',
  summary text not null default '',
  request_id text not null
);
comment on table audit_entry is 'The six verbs of the Data Protection Act 2018 section 62; inserted and read, never changed';
create index audit_of_record on audit_entry (record_id, at);
create index audit_by_time on audit_entry (at, id);

create table audit_seal (
  number bigint primary key,
  sealed_at timestamptz not null default now(),
  through timestamptz not null,
  entries uuid[] not null,
  entry_hashes bytea[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  check (cardinality(entries) = cardinality(entry_hashes))
);
comment on table audit_seal is 'A link of the chain: the hash of each entry in order, chained to the seal before';
comment on column audit_seal.through is 'Time of the latest entry sealed so far';
create index audit_seal_through on audit_seal (through);

-- ---------------------------------------------------------------- machines and the feed

create table api_token (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null,
  secret_hash bytea not null unique,
  may_read_feed boolean not null default false,
  may_file_reports boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
comment on column api_token.secret_hash is 'SHA-256 of 256 random bits; the token itself is shown once';

create table erased_record (
  record_kind text not null,
  record_id uuid not null,
  audience integer[] not null,
  erased_at timestamptz not null default now(),
  primary key (record_kind, record_id)
);
comment on table erased_record is 'Tombstones, so that a refreshed feed forgets too';
create index erased_record_audience on erased_record using gin (audience);
create index erased_record_time on erased_record (erased_at, record_id);
