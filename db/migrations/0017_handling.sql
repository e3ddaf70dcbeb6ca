-- How a record is to be handled: under which regime, in which restricted partition, and words in a case's title.

create table case_regime (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  regime text not null check (regime in ('uk_gdpr', 'part_3')),
  reason text not null,
  since timestamptz not null default now(),
  organisation_id integer not null references organisation,
  member_id uuid references member,
  actor_name text not null
);
comment on table case_regime is 'Under which regime a case is worked, one row for each change; the latest holds';
comment on column case_regime.regime is 'uk_gdpr: general processing; part_3: law enforcement by a competent authority (Data Protection Act 2018 sections 29 to 31)';
create index case_regime_of on case_regime (case_id, since desc, id desc);
insert into case_regime (id, case_id, regime, reason, since, organisation_id, actor_name)
select gen_random_uuid(), id, 'uk_gdpr', 'Opened before regimes were recorded', opened_at, organisation_id, 'OpenASB' from asb_case;

alter table asb_case add column title_words text not null default '' check (length(title_words) <= 60);
comment on column asb_case.title_words is 'Words somebody added to the generated title: checked for names, addresses and numbers';

create unique index clearance_live on clearance (member_id, organisation_id, partition_code) where withdrawn_at is null;
