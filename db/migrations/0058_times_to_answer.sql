-- By when an organisation answers a report, where it says so itself.

create table answer_promise (
  id uuid primary key,
  organisation_id integer not null references organisation,
  valid_from date not null,
  hours integer check (hours between 1 and 2000),
  working_days integer check (working_days between 1 and 60),
  source text not null check (source <> '' and length(source) <= 500),
  set_by uuid references member,
  set_at timestamptz not null default now(),
  unique (organisation_id, valid_from),
  check (num_nonnulls(hours, working_days) <= 1)
);
comment on table answer_promise is 'By when an organisation decides on reports that are filed from a day on, where it says so itself; what holds for its kind stands in the packs';
comment on column answer_promise.hours is 'Real hours, day and night; null with working_days: from that day on what holds for its kind';
comment on column answer_promise.working_days is 'Each to its end in England, without weekends and bank holidays';
comment on column answer_promise.source is 'Where it was decided';

-- While something is waited for that its holder cannot hurry, the clocks of a record stand still.

create table clock_pause (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  reason text not null check (reason <> ''),
  words text not null default '' check (length(words) <= 1000),
  in_time boolean not null,
  paused_by uuid references member,
  paused_at timestamptz not null,
  runs_on date not null,
  resumed_at timestamptz check (resumed_at >= paused_at),
  resumed_by uuid references member,
  settled_at timestamptz,
  check (num_nonnulls(report_id, case_id) = 1),
  check (settled_at is null or resumed_at is not null)
);
comment on table clock_pause is 'Time in which the clocks of a report or a case stand still, why, and until when at the latest; never deleted';
comment on column clock_pause.reason is 'Code of the dated list of reasons';
comment on column clock_pause.in_time is 'The time to answer had not run out when it began: a pause makes nothing punctual that was late already';
comment on column clock_pause.runs_on is 'The first day on which the clocks run again, unless somebody lets them run before';
comment on column clock_pause.resumed_by is 'Null where its day came, or the record was decided on or changed hands';
comment on column clock_pause.settled_at is 'When a person looked at what came back; until then it is somebody''s work';
create unique index clock_pause_open_report on clock_pause (report_id) where resumed_at is null;
create unique index clock_pause_open_case on clock_pause (case_id) where resumed_at is null;
create index clock_pause_of_report on clock_pause (report_id, paused_at) where report_id is not null;
create index clock_pause_of_case on clock_pause (case_id, paused_at) where case_id is not null;
create index clock_pause_due on clock_pause (runs_on) where resumed_at is null;
create index clock_pause_of_organisation on clock_pause (organisation_id, runs_on) where settled_at is null;

alter table report add column paused_until date;
alter table report add column was_paused boolean not null default false;
alter table asb_case add column paused_until date;
alter table asb_case add column was_paused boolean not null default false;
comment on column report.paused_until is 'The day on which its paused clocks run again; null while they run. Follows clock_pause';
comment on column report.was_paused is 'Whether clock_pause has anything of it: most reports need not be looked up there';
comment on column asb_case.paused_until is 'The day on which its paused clocks run again; null while they run. Follows clock_pause';
comment on column asb_case.was_paused is 'Whether clock_pause has anything of it';

-- The functions of these triggers stand with the rules of access.
create function clock_pause_follows() returns trigger language plpgsql as $$ begin return null; end $$;
create function record_ends_pause() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger clock_pause_follows after insert or update on clock_pause
  for each row execute function clock_pause_follows();
create trigger record_ends_pause after update of status, organisation_id on report for each row
  when (old.paused_until is not null and (old.status <> new.status or old.organisation_id is distinct from new.organisation_id))
  execute function record_ends_pause();
create trigger record_ends_pause after update of status, organisation_id on asb_case for each row
  when (old.paused_until is not null and (old.status <> new.status or old.organisation_id is distinct from new.organisation_id))
  execute function record_ends_pause();
