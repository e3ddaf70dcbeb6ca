-- Referrals that come as a sheet (feature row 12): kept while its columns are given a place and its rows looked at.

create table referral_sheet (
  id uuid primary key,
  organisation_id integer not null references organisation,
  member_id uuid not null references member,
  name text not null,
  header text[] not null check (cardinality(header) between 1 and 100),
  targets text[] not null,
  added_at timestamptz not null default now(),
  check (cardinality(targets) = cardinality(header))
);
comment on table referral_sheet is 'A sheet of referrals as it was handed in; deleted 30 days later, when its reports have long been filed';
comment on column referral_sheet.targets is 'What each column says, in the order of the header; empty where nobody has said';
create index referral_sheet_of on referral_sheet (organisation_id, added_at desc);

create table referral_row (
  sheet_id uuid not null references referral_sheet on delete cascade,
  line integer not null check (line > 0),
  cells text[] not null,
  outcome text not null default '' check (outcome in ('', 'filed', 'unchanged', 'not_taken', 'left_out')),
  reference text not null default '',
  problem text not null default '',
  primary key (sheet_id, line)
);
comment on column referral_row.outcome is 'What came of it; empty while nobody has brought it in or left it out';
