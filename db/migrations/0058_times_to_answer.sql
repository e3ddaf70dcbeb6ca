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
