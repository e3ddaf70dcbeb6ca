-- What the feed and the machine endpoint need: a coarse place, indexes for reading by time, receipts of what was sent.

-- The feed's role is granted these and not the exact location, so that no view can give a home away.
-- A report of type "personal" is mostly about the home of the one who reports: a square of a kilometre.
-- Nuisance and environmental ones: 100 metres. South-west corners, as in a grid reference of the Ordnance Survey.
alter table report
  add column square_m integer generated always as (
    case when location is null then null
      when opening_qualifier = 'personal' or closing_qualifier is not distinct from 'personal' then 1000
      else 100 end) stored,
  add column square_easting integer generated always as (
    case when opening_qualifier = 'personal' or closing_qualifier is not distinct from 'personal'
      then (floor(location[0] / 1000) * 1000)::integer
      else (floor(location[0] / 100) * 100)::integer end) stored,
  add column square_northing integer generated always as (
    case when opening_qualifier = 'personal' or closing_qualifier is not distinct from 'personal'
      then (floor(location[1] / 1000) * 1000)::integer
      else (floor(location[1] / 100) * 100)::integer end) stored;
comment on column report.square_m is 'Side of the square, in metres, to which the feed coarsens the place';

create index report_filed on report (filed_at, id);
create index asb_case_opened on asb_case (opened_at, id);
create index case_action_created on case_action (created_at, id);
create index organisation_modified on organisation (modified_at, id);

create table intake_receipt (
  submission_id uuid primary key,
  organisation_id integer not null references organisation,
  token_id uuid not null references api_token,
  body_hash bytea not null,
  received_at timestamptz not null default now()
);
comment on table intake_receipt is 'What a machine sent under an idempotency key: the same key with another body is refused';
comment on column intake_receipt.body_hash is 'SHA-256 of the body as validated';
