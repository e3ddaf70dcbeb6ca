-- Incidents of other systems: every version kept as it came, what could not be taken, what source codes mean here, the
-- way back by webhook, and short-lived access tokens. What is received is only ever added to.

create table incident (
  id uuid primary key,
  organisation_id integer not null references organisation,
  source text not null,
  number text not null,
  channel text not null,
  created_at timestamptz not null default now(),
  unique (organisation_id, source, number),
  unique (id, organisation_id)
);
comment on table incident is 'An incident of another system, by that system''s own number';
create index incident_by_time on incident (organisation_id, created_at desc, id desc);

create table incident_version (
  incident_id uuid not null,
  organisation_id integer not null,
  version integer not null check (version >= 0),
  kind text not null check (kind in ('creation', 'update', 'closure', 'regrade', 'link')),
  message text not null,
  original text not null default '',
  message_hash bytea not null,
  not_mapped text[] not null default '{}',
  warnings text[] not null default '{}',
  token_id uuid references api_token,
  received_at timestamptz not null default now(),
  primary key (incident_id, version),
  foreign key (incident_id, organisation_id) references incident (id, organisation_id)
);
comment on table incident_version is 'One message about an incident, verbatim; what the source says now is drawn from all of them, in the order of their versions';
comment on column incident_version.message is 'The message in its canonical form (JSON), before its codes were mapped';
comment on column incident_version.original is 'What the door received, where that was something else than the canonical form';
comment on column incident_version.not_mapped is 'Codes of the source that its mapping did not know: kind and code';
create index incident_version_by_time on incident_version (organisation_id, received_at desc);

create table incident_report (
  incident_id uuid primary key,
  organisation_id integer not null,
  report_id uuid not null unique references report on delete cascade,
  foreign key (incident_id, organisation_id) references incident (id, organisation_id)
);
comment on table incident_report is 'The report that came of an incident; an incident without one waits for its creation';

create table incident_letter (
  id uuid primary key,
  organisation_id integer not null references organisation,
  channel text not null,
  source text not null default '',
  number text not null default '',
  reason text not null check (reason in ('not_valid', 'not_mapped', 'differs', 'fault')),
  because text not null,
  body text not null,
  original text not null default '',
  body_hash bytea not null,
  times_received integer not null default 1,
  received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  replayed_at timestamptz,
  discarded_at timestamptz,
  settled_by uuid references member,
  settled_because text not null default '',
  incident_id uuid references incident,
  check (replayed_at is null or discarded_at is null)
);
comment on table incident_letter is 'A message that could not be taken, kept with why until it is replayed or put away';
comment on column incident_letter.reason is 'Not valid by the schema, a code that its mapping does not know, a version received before with other content, or a fault of ours';
create unique index incident_letter_open on incident_letter (organisation_id, body_hash)
  where replayed_at is null and discarded_at is null;
create index incident_letter_by_time on incident_letter (organisation_id, last_received_at desc);

create table source_mapping (
  id uuid primary key,
  organisation_id integer not null references organisation,
  source text not null,
  version integer not null check (version > 0),
  unknown_types text not null default 'accept' check (unknown_types in ('accept', 'set_aside')),
  kinds text[] not null,
  codes text[] not null,
  targets text[] not null,
  change_reason text not null check (change_reason <> ''),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined')),
  decided_by uuid references member,
  decided_at timestamptz,
  decision_reason text not null default '',
  unique (organisation_id, source, version),
  check (cardinality(kinds) = cardinality(codes) and cardinality(codes) = cardinality(targets)),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (decision is distinct from 'approved' or decided_by <> proposed_by)
);
comment on table source_mapping is 'What the codes of a source mean here: proposed by one person, approved by another, the newest approved one holds';
comment on column source_mapping.kinds is 'Of each entry: type, grade, role, flag or field; codes and targets stand at the same place';
comment on column source_mapping.unknown_types is 'Whether a message with an opening code that is not mapped is accepted and marked, or set aside';

create table incident_change (
  id uuid primary key default gen_random_uuid(),
  incident_id uuid not null,
  organisation_id integer not null,
  status text not null,
  at timestamptz not null default clock_timestamp(),
  dispatched_at timestamptz,
  foreign key (incident_id, organisation_id) references incident (id, organisation_id)
);
comment on table incident_change is 'What became of an incident''s report, for the system that sent it: told by webhook and read by polling';
create index incident_change_by_time on incident_change (organisation_id, at, id);
create index incident_change_to_dispatch on incident_change (at) where dispatched_at is null;
create index incident_change_of on incident_change (incident_id, at);

create table webhook_endpoint (
  id uuid primary key,
  organisation_id integer not null references organisation,
  url text not null,
  statuses text[] not null,
  secret_sealed bytea not null,
  former_secret_sealed bytea,
  former_until timestamptz,
  notify_email text not null default '',
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_because text not null default ''
);
comment on table webhook_endpoint is 'An address that is told what becomes of an organisation''s incidents (Standard Webhooks 1.0.0)';
comment on column webhook_endpoint.notify_email is 'Who is told when it is switched off';
comment on column webhook_endpoint.secret_sealed is 'Encrypted with the secret of the installation';
comment on column webhook_endpoint.former_secret_sealed is 'Signs as well until former_until, so that a receiver changes its key without losing a message';
create index webhook_endpoint_of on webhook_endpoint (organisation_id);

create table webhook_delivery (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint,
  organisation_id integer not null,
  change_id uuid not null references incident_change,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (endpoint_id, change_id)
);
comment on table webhook_delivery is 'One message to one endpoint; its id is the same on every attempt (webhook-id)';
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'waiting';
create index webhook_delivery_of on webhook_delivery (endpoint_id, created_at desc);

create table webhook_attempt (
  delivery_id uuid not null references webhook_delivery,
  organisation_id integer not null,
  number integer not null,
  at timestamptz not null default now(),
  answer integer,
  outcome text not null,
  took_ms integer not null,
  primary key (delivery_id, number)
);
comment on table webhook_attempt is 'What came of each attempt; no content of ours or theirs is kept';

create table access_token (
  token_hash bytea primary key,
  api_token_id uuid not null references api_token,
  abilities text[] not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table access_token is 'Short-lived tokens of the client credentials grant (RFC 6749 §4.4); they end with the token they were given for';
create index access_token_of on access_token (api_token_id);
create index access_token_expired on access_token (expires_at);
