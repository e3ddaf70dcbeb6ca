-- Routing rules change like questions do: drafted by one person, approved by a second, followed from a day on. And a
-- decision keeps which dated list its reason is from.

create table routing_draft (
  id uuid primary key,
  content jsonb not null,
  saves integer not null default 0,
  made_by uuid not null references member,
  saved_at timestamptz not null default now()
);
comment on table routing_draft is 'Routing rules being changed, as far as they are: no report goes by them';
comment on column routing_draft.content is 'Every rule in order: kept, removed, or written anew, perhaps in the place of another';
comment on column routing_draft.saves is 'How often it was saved, so that one window does not write over another';
create index routing_draft_of on routing_draft (made_by);

create table routing_proposal (
  id uuid primary key,
  content jsonb not null,
  valid_from date not null,
  reason text not null check (reason <> ''),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined', 'withdrawn')),
  decision_reason text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  check (decision is null or (decided_by is not null and decided_at is not null)),
  check ((decision = 'withdrawn') = (decided_by = proposed_by)),
  check (decision <> 'declined' or decision_reason <> '')
);
comment on table routing_proposal is 'A next version of the routing rules: no report goes by it until a second person approves it and its day comes';
comment on column routing_proposal.content is 'Every rule that would hold on its day: kept, removed, or written anew, perhaps in the place of another';
comment on column routing_proposal.decided_by is 'Somebody else than who proposed it, who can only withdraw it';
create index routing_proposal_waiting on routing_proposal (proposed_at) where decision is null;

alter table decision_reason add column list_from date;
comment on column decision_reason.list_from is 'The day from which the list of reasons held that the reason is from; unknown for decisions before it was kept';
