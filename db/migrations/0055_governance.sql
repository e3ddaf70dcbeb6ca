-- Data protection impact assessments, drafted and signed; and whether the service keeps what it promises.

-- ---------------------------------------------------------------- impact assessments

create table impact_draft (
  id uuid primary key,
  subject text not null unique,
  agreement_id uuid references agreement,
  content jsonb not null,
  saves integer not null default 1,
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  modified_by uuid not null references member,
  saved_at timestamptz not null default now()
);
comment on table impact_draft is 'What officers write of an impact assessment before it is put before somebody who signs; one for each agreement and one for the partnership';
comment on column impact_draft.subject is 'The agreement''s id, or `partnership`: what is assessed has one draft';
comment on column impact_draft.agreement_id is 'What it assesses; empty for the partnership as a whole';
comment on column impact_draft.saves is 'Grows with every save: who saves what they no longer see is told so';

create table impact_assessment (
  id uuid primary key,
  agreement_id uuid references agreement,
  number integer not null check (number > 0),
  title text not null,
  content jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  owner_id uuid not null references member,
  review_on date not null,
  proposed_by uuid not null references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined', 'withdrawn')),
  decision_reason text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  unique nulls not distinct (agreement_id, number),
  check (decision is null or (decided_by is not null and decided_at is not null)),
  check ((decision = 'withdrawn') = (decided_by = proposed_by)),
  check (decision <> 'declined' or decision_reason <> '')
);
comment on column impact_assessment.decision is 'approved: signed; declined: returned to be changed; withdrawn: taken back by who sent it';
comment on table impact_assessment is 'Versions of impact assessments as they were put before somebody to sign: what officers wrote with the facts of that moment, never rewritten';
comment on column impact_assessment.content is 'What officers wrote, and the facts as the product had them when it was sent for signature';
comment on column impact_assessment.hash is 'SHA-256 of title, content, owner and review date, as the pack prints it';
comment on column impact_assessment.owner_id is 'Who answers for its review';
comment on column impact_assessment.decided_by is 'Somebody else than who sent it, who can only withdraw it';
create index impact_assessment_review on impact_assessment (review_on) where decision = 'approved';

-- ---------------------------------------------------------------- the service's own promise

create table service_objective (
  id uuid primary key,
  faults_per_million integer not null check (faults_per_million between 1 and 100000),
  window_days integer not null check (window_days between 1 and 28),
  call_email text not null default '',
  reason text not null check (reason <> ''),
  set_by uuid not null references member,
  set_at timestamptz not null default clock_timestamp()
);
comment on table service_objective is 'How many requests are to be answered without a fault of ours, and who is called when the service is not well; the newest holds';
comment on column service_objective.faults_per_million is 'Of a million requests, how many may be answered with a 5xx status: 5,000 where 99.5 % are to be answered';

create table service_minute (
  id uuid primary key,
  minute timestamptz not null,
  kind text not null,
  requests integer not null check (requests > 0),
  faults integer not null check (faults between 0 and requests),
  durations integer[] not null
);
comment on table service_minute is 'Requests answered, as each process counted them in memory and wrote them down about twice a minute; no row is about a person';
comment on column service_minute.durations is 'How many took up to 5, 10, 25, 50, 100, 200, 300, 500, 1,000, 2,000, 5,000 milliseconds, and longer';
create index service_minute_at on service_minute (minute);

create table service_fault (
  id uuid primary key,
  at timestamptz not null,
  kind text not null,
  method text not null,
  route text not null,
  status integer not null check (status between 500 and 599),
  reference text not null
);
comment on table service_fault is 'The latest answers that were our fault; the reference stands on the page that people saw and finds the cause in the log';
create index service_fault_at on service_fault (at desc);

create table journey_run (
  id uuid primary key,
  journey text not null,
  at timestamptz not null,
  ms integer not null check (ms >= 0),
  problem text not null default ''
);
comment on table journey_run is 'Journeys that the product makes through itself every minute, so that a fault is found before a person meets it';
comment on column journey_run.problem is 'What went wrong in our own words; empty where all went well';
create index journey_run_at on journey_run (at);

create table journey_outage (
  id uuid primary key,
  journey text not null,
  began_at timestamptz not null,
  problem text not null,
  called text not null default '',
  ended_at timestamptz
);
comment on table journey_outage is 'From the first failed run of a journey to the next that went well: whoever is to be called is called once for each';
create unique index journey_outage_open on journey_outage (journey) where ended_at is null;
