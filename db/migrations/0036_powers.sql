-- Interventions and powers: what was done about a person or place of a case, what followed, the documents that were given,
-- and the powers of a Bill that were switched on.

create table power_switch (
  id uuid primary key,
  power text not null check (power <> ''),
  from_on date not null,
  because text not null check (because <> ''),
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default clock_timestamp(),
  approved_by uuid references member,
  approved_at timestamptz,
  check (approved_by <> proposed_by),
  check ((approved_by is null) = (approved_at is null))
);
comment on table power_switch is 'That a power which was only a Bill is in force from a day on: proposed by one person and approved by another';
comment on column power_switch.power is 'Its code in packs/law/powers';
comment on column power_switch.because is 'The commencement order, or where it stands';

create table intervention (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  party_id uuid references case_party on delete cascade,
  place text not null default '',
  power text not null check (power <> ''),
  issued_on date not null,
  ends_on date,
  authority text not null default '',
  grounds text not null check (grounds <> ''),
  evidence text not null default '',
  because text not null check (because <> ''),
  conditions text[] not null default '{}',
  served_at timestamptz,
  appeal_by timestamptz,
  review_on date,
  status text not null default 'open' check (status in ('open', 'undone', 'ended')),
  breaches integer not null default 0,
  organisation_id integer not null references organisation,
  recorded_by uuid not null references member,
  recorded_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  check (ends_on >= issued_on),
  check ((party_id is null) = (place <> ''))
);
comment on table intervention is 'One use of a power, from advice to a court order, about one person or one place of a case';
comment on column intervention.party_id is 'Whom it is about; none where it is about a place';
comment on column intervention.power is 'Its code in packs/law/powers, in the version of the day it was issued';
comment on column intervention.authority is 'Rank or office of whoever authorised it, as the power asks';
comment on column intervention.because is 'Why this power and not another: the reason of the decision';
comment on column intervention.appeal_by is 'The moment at which the time to appeal or challenge runs out, from its date or its service';
comment on column intervention.review_on is 'When it is next looked at';
comment on column intervention.status is 'undone: withdrawn, or quashed on appeal, so that it counts for nothing';
comment on column intervention.breaches is 'Breaches recorded, as its events tell them';
create index intervention_of_case on intervention (case_id, issued_on);
create index intervention_of_party on intervention (party_id) where party_id is not null;
create index intervention_ending on intervention (organisation_id, ends_on) where status = 'open' and ends_on is not null;
create index intervention_appeal on intervention (organisation_id, appeal_by) where status = 'open' and appeal_by is not null;
create index intervention_review on intervention (organisation_id, review_on) where status = 'open' and review_on is not null;

create table intervention_event (
  id uuid primary key,
  intervention_id uuid not null references intervention on delete cascade,
  kind text not null check (kind in ('served', 'breached', 'varied', 'appealed', 'upheld', 'quashed', 'reviewed', 'withdrawn', 'ended')),
  happened_at timestamptz not null,
  how text not null default '',
  by_whom text not null default '',
  proof text not null default '',
  what text not null default '',
  added_by uuid not null references member,
  organisation_id integer not null references organisation,
  added_at timestamptz not null default clock_timestamp()
);
comment on table intervention_event is 'What became of an intervention, added and never changed: its service with proof, breaches, variations, appeals, reviews, its end';
comment on column intervention_event.how is 'Of a service: by hand, by post, left at the address';
comment on column intervention_event.proof is 'Of a service: certificate, statement, photograph, and where it is kept';
create index intervention_event_of on intervention_event (intervention_id, happened_at);

create table case_document (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  intervention_id uuid not null references intervention on delete cascade,
  template text not null check (template <> ''),
  template_version integer not null,
  language text not null check (language in ('en', 'cy')),
  title text not null check (title <> ''),
  words jsonb not null default '{}',
  status text not null default 'draft' check (status in ('draft', 'final')),
  pdf bytea,
  sha256 bytea check (length(sha256) = 32),
  organisation_id integer not null references organisation,
  drafted_by uuid not null references member,
  drafted_at timestamptz not null default clock_timestamp(),
  final_by uuid references member,
  final_at timestamptz,
  version integer not null default 1,
  check ((status = 'final') = (pdf is not null) and (pdf is null) = (sha256 is null) and (pdf is null) = (final_at is null)
    and (final_at is null) = (final_by is null))
);
comment on table case_document is 'A document made for one intervention from a template; once final it never changes';
comment on column case_document.template is 'The code of the power whose contents it has; its version in packs/law';
comment on column case_document.title is 'Of template and reference: it never has a name';
comment on column case_document.words is 'What was written under each content that the law asks for';
comment on column case_document.sha256 is 'Of the bytes of the PDF, by which anybody may tell that it was not changed';
create index case_document_of_case on case_document (case_id, drafted_at);
create index case_document_of_intervention on case_document (intervention_id);
