-- What somebody of the partnership types for a reporter is kept from the first letter, for them alone, until it is a report.

create table entry_draft (
  id uuid primary key,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  channel text not null check (channel in ('phone', 'paper', 'in_person', 'email', 'police_form')),
  asb_type text not null,
  question_set_version integer not null,
  submission_id uuid not null unique,
  answers jsonb not null default '{}',
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  submitted_at timestamptz,
  foreign key (asb_type, question_set_version) references question_set (asb_type, version)
);
comment on table entry_draft is 'A report being typed by a person of the partnership: theirs alone, and emptied once it is filed';
comment on column entry_draft.organisation_id is 'For which of their organisations they type it';
comment on column entry_draft.answers is 'As typed, by field of the page';
create index entry_draft_of on entry_draft (member_id, updated_at) where submitted_at is null;
create index entry_draft_age on entry_draft (updated_at);
