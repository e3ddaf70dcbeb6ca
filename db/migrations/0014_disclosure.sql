-- The record of disclosure: read by record, by person and by organisation; when a reason is asked before a record opens;
-- what was found when the chain of seals was checked; machines that read the audit.

create index audit_of_member on audit_entry (member_id, at, id) where member_id is not null;
create index audit_of_organisation on audit_entry (organisation_id, at, id);

create table disclosure_policy (
  organisation_id integer not null references organisation,
  sensitivity text not null check (sensitivity in ('ordinary', 'restricted')),
  asks_reason boolean not null,
  least_length integer not null default 10 check (least_length between 1 and 200),
  standard_reasons text[] not null default '{}' check (cardinality(standard_reasons) <= 12),
  version integer not null default 1,
  modified_by uuid references member,
  modified_at timestamptz not null default now(),
  primary key (organisation_id, sensitivity)
);
comment on table disclosure_policy is 'Whether an organisation wants a reason before its people open a record, or anybody opens one it holds; without a row only restricted records ask';
comment on column disclosure_policy.least_length is 'Characters a reason in own words has at least';
comment on column disclosure_policy.standard_reasons is 'Reasons that may be picked instead of typing one';

create table opening_reason (
  id uuid primary key,
  member_id uuid not null references member,
  record_kind text not null check (record_kind in ('report', 'case')),
  record_id uuid not null,
  reason text not null,
  given_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check (expires_at > given_at)
);
comment on table opening_reason is 'Why a person opens a record, remembered for a few hours; the audit keeps it for good';
create index opening_reason_of on opening_reason (member_id, record_id, expires_at);
create index opening_reason_expiry on opening_reason (expires_at);

create table audit_verification (
  id uuid primary key,
  asked_by uuid references member,
  asked_at timestamptz not null default now(),
  finished_at timestamptz,
  seals_checked bigint not null default 0,
  seals_to_check bigint not null default 0,
  sealed_entries bigint not null default 0,
  awaiting_seal bigint not null default 0,
  fault_count bigint not null default 0,
  faults text[] not null default '{}',
  failure text not null default ''
);
comment on table audit_verification is 'A run that recomputes the whole chain of seals, and what it found';
comment on column audit_verification.faults is 'The first of them, as the command prints them';
create index audit_verification_latest on audit_verification (asked_at desc);

alter table api_token add column may_read_audit boolean not null default false;
