-- What a police force writes about an incident beside the shared report (feature row 49): the force's own record.

create table police_incident (
  report_id uuid not null references report on delete cascade,
  organisation_id integer not null references organisation,
  incident_number text not null check (incident_number <> ''),
  occurrence_number text not null default '',
  grade text not null check (grade in ('immediate', 'priority', 'scheduled', 'no_deployment', 'not_known')),
  officer_number text not null check (officer_number <> ''),
  attended boolean,
  recorded_by uuid not null references member,
  recorded_at timestamptz not null default now(),
  primary key (report_id, organisation_id)
);
comment on table police_incident is 'The incident fields that a force requires when a report is made on its own form';
comment on column police_incident.incident_number is 'Of command and control';
comment on column police_incident.occurrence_number is 'Of the records system; known later';
comment on column police_incident.grade is 'How soon somebody was to attend';
create index police_incident_number on police_incident (organisation_id, incident_number);

create table police_log_entry (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  organisation_id integer not null references organisation,
  number integer not null check (number > 0),
  at timestamptz not null default now(),
  member_id uuid not null references member,
  member_name text not null,
  officer_number text not null check (officer_number <> ''),
  words text not null check (words <> ''),
  unique (report_id, organisation_id, number)
);
comment on table police_log_entry is 'The police log of a report: a force''s own running record, added to and never changed';
