-- What an organisation tells the public of a type: proposed by one person, told once a second has approved it.

create table type_advice_proposal (
  id uuid primary key,
  organisation_id integer not null references organisation,
  asb_type text not null references asb_type,
  advice jsonb not null check (advice ? 'en'),
  who_deals jsonb not null check (who_deals ? 'en'),
  valid_from date not null,
  reason text not null check (reason <> ''),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined', 'withdrawn')),
  decision_reason text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  advice_id uuid unique references type_advice,
  check (decision is null or (decided_by is not null and decided_at is not null)),
  check ((decision = 'withdrawn') = (decided_by = proposed_by)),
  check (decision <> 'declined' or decision_reason <> '')
);
comment on table type_advice_proposal is 'What an organisation would tell the public of a type: read by nobody outside until a second person approves it';
comment on column type_advice_proposal.advice_id is 'The advice that it became, when it was approved; advice without a proposal is from before there were any';
comment on column type_advice_proposal.decided_by is 'Somebody else than who proposed it, who can only withdraw it';
create index type_advice_proposal_newest on type_advice_proposal (proposed_at desc, id);
