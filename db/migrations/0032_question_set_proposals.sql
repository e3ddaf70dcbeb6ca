-- How the partnership changes its questions: drafted by one person, approved by a second, asked from a day on.

create table question_set_draft (
  id uuid primary key,
  asb_type text not null references asb_type,
  based_on integer not null,
  content jsonb not null,
  saves integer not null default 0,
  made_by uuid not null references member,
  saved_at timestamptz not null default now(),
  foreign key (asb_type, based_on) references question_set (asb_type, version)
);
comment on table question_set_draft is 'Questions being rewritten, as far as they are: no one is asked them';
comment on column question_set_draft.based_on is 'The version of which it began as a copy';
comment on column question_set_draft.saves is 'How often it was saved, so that one window does not write over another';

create table question_set_proposal (
  id uuid primary key,
  asb_type text not null references asb_type,
  based_on integer not null,
  content jsonb not null,
  valid_from date not null,
  reason text not null check (reason <> ''),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined', 'withdrawn')),
  decision_reason text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  version integer,
  foreign key (asb_type, based_on) references question_set (asb_type, version),
  foreign key (asb_type, version) references question_set (asb_type, version),
  unique (asb_type, version),
  check (decision is null or (decided_by is not null and decided_at is not null)),
  check ((decision = 'withdrawn') = (decided_by = proposed_by)),
  check (decision <> 'declined' or decision_reason <> '')
);
comment on table question_set_proposal is 'A next version of the questions on a type: asked of nobody until a second person approves it';
comment on column question_set_proposal.content is 'The questions as they would be asked; its number is given when it is approved';
comment on column question_set_proposal.version is 'As which it was published, when it was approved; a version without a proposal came with the product';
comment on column question_set_proposal.decided_by is 'Somebody else than who proposed it, who can only withdraw it';
create index question_set_proposal_waiting on question_set_proposal (asb_type) where decision is null;

create function question_set_stands() returns trigger
language plpgsql
as $$ begin raise 'A published version of questions never changes'; end $$;
create trigger question_set_never_changes before update or delete on question_set
  for each row execute function question_set_stands();
