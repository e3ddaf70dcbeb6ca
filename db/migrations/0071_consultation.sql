-- The consultation record: who was asked or told before a power is used, as the law wants it, and what they said.

create table intervention_consultation (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  party_id uuid references case_party on delete cascade,
  place text not null default '' check (length(place) <= 200),
  power text not null check (power <> ''),
  duty text not null check (duty <> ''),
  outcome text not null check (outcome in ('answered', 'silent', 'nobody')),
  whom text not null default '' check (length(whom) <= 300),
  consulted_on date not null,
  way text check (way in ('meeting', 'call', 'letter', 'visit', 'notice')),
  said text not null check (said <> '' and length(said) <= 5000),
  organisation_id integer not null references organisation,
  recorded_by uuid not null references member,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((party_id is null) = (place <> '')),
  check ((outcome = 'nobody') = (whom = '')),
  check ((outcome = 'nobody') = (way is null))
);
comment on table intervention_consultation is 'Who was asked or told before a power is used about a person or place of a case, added and never changed';
comment on column intervention_consultation.party_id is 'About whom the power would be used; none where it is about a place';
comment on column intervention_consultation.power is 'Its code in packs/law/powers';
comment on column intervention_consultation.duty is 'The code of what the law wants, among the consults of that power';
comment on column intervention_consultation.outcome is 'nobody: whoever uses the power found nobody appropriate to ask, and said why';
comment on column intervention_consultation.whom is 'Who was asked or told; empty where there was nobody';
comment on column intervention_consultation.said is 'What they said; where they did not answer, how long they had; where there was nobody, why';
create index intervention_consultation_of_case on intervention_consultation (case_id, consulted_on);
create index intervention_consultation_of_party on intervention_consultation (party_id) where party_id is not null;
