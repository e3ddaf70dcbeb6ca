-- What a quick entry leaves for later is a task with an owner and a time, not a gap that nobody sees.

create table report_task (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  reference text not null,
  what text not null check (what <> '' and length(what) <= 500),
  organisation_id integer not null references organisation,
  team_id uuid,
  due_at timestamptz not null,
  added_by uuid not null references member,
  added_at timestamptz not null default now(),
  done_at timestamptz,
  done_by uuid references member,
  outcome text not null default '',
  foreign key (team_id, organisation_id) references team (id, organisation_id),
  check (done_at is null or (done_by is not null and outcome <> ''))
);
comment on table report_task is 'What was put off when a report was entered, or is to be done about it: who owns it, by when, and what came of it';
comment on column report_task.reference is 'The report''s own, for those who own the task and do not see the report';
create index report_task_open on report_task (organisation_id, due_at) where done_at is null;
create index report_task_of_report on report_task (report_id);
