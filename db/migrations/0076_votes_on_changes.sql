-- A change of questions, advice or routing rules may need more than one approval: how many is dated, and each vote is kept.

create table approval_rule (
  kind text not null check (kind in ('questions', 'advice', 'routing')),
  valid_from date not null,
  approvals integer not null check (approvals between 1 and 9),
  reason text not null check (reason <> ''),
  set_by uuid not null references member,
  set_at timestamptz not null default now(),
  primary key (kind, valid_from)
);
comment on table approval_rule is 'How many people approve a change of one kind that is proposed from a day on; one, where nothing is said';
comment on column approval_rule.approvals is 'As many votes approve it, and as many refuse it: whichever is first';

create table change_vote (
  change_id uuid not null,
  cast_by uuid not null references member,
  kind text not null check (kind in ('questions', 'advice', 'routing')),
  vote text not null check (vote in ('approved', 'declined')),
  reason text not null default '',
  cast_at timestamptz not null default now(),
  primary key (change_id, cast_by),
  check (vote <> 'declined' or reason <> '')
);
comment on table change_vote is 'What each person said of a proposed change: once, never rewritten';
comment on column change_vote.change_id is 'The proposal of that kind: question_set_proposal, type_advice_proposal or routing_proposal';
