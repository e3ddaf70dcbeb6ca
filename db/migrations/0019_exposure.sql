-- The nightly exposure report: who sees more than is explained, whether audiences are what they should be, who reads unusually.

create table exposure_run (
  id uuid primary key,
  for_day date not null,
  asked_by uuid references member,
  mends boolean not null default false,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  records_to_check integer not null default 0,
  records_checked integer not null default 0,
  drifted integer not null default 0,
  uncovered integer not null default 0,
  unusual integer not null default 0,
  failure text not null default ''
);
comment on table exposure_run is 'One look at who sees what; the nightly one has no asker';
comment on column exposure_run.mends is 'Puts right what the look before found drifted, then looks again';
comment on column exposure_run.drifted is 'Records whose audience is not what holder and shares make of it';
comment on column exposure_run.uncovered is 'Shares that live without an agreement that holds';
comment on column exposure_run.unusual is 'People whose reading was out of the ordinary';
create unique index exposure_nightly on exposure_run (for_day) where asked_by is null;
create index exposure_run_time on exposure_run (started_at desc);

create table exposure_finding (
  run_id uuid not null references exposure_run on delete cascade,
  number integer not null,
  kind text not null check (kind in ('drift', 'override', 'agreement_over', 'reads_many', 'reads_one_often', 'reads_at_night')),
  organisation_id integer not null references organisation,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  receiver_id integer references organisation,
  member_id uuid references member,
  counted integer not null default 0,
  usual integer not null default 0,
  detail text not null default '',
  primary key (run_id, number)
);
comment on table exposure_finding is 'One thing to look at, for the organisation that answers for it: the holder of the record, or the reader''s own';
comment on column exposure_finding.receiver_id is 'The organisation that sees the record without an agreement';
comment on column exposure_finding.counted is 'Records opened, or times one was opened, that day';
comment on column exposure_finding.usual is 'The same person''s usual day';
create index exposure_finding_of on exposure_finding (run_id, organisation_id, kind, number);
