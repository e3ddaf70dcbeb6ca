-- The ASB Case Review (Anti-social Behaviour, Crime and Policing Act 2014, sections 104 and 105, Schedule 4): the ledger of
-- complaints that count, applications, threshold decisions, panels, recommendations, appeals and the yearly figures.

-- ---------------------------------------------------------------- the procedure of an area

create table review_procedure (
  id uuid primary key,
  organisation_id integer not null references organisation,
  district_code text not null,
  valid_from date not null,
  valid_to date,
  complaints smallint not null check (complaints between 1 and 3),
  complaint_months smallint not null check (complaint_months between 1 and 24),
  application_months smallint not null check (application_months between 6 and 60),
  statutory_only boolean not null default false,
  latest_within_months smallint check (latest_within_months > 0),
  no_action_caveat boolean not null default false,
  hate_reports smallint check (hate_reports between 1 and 3),
  same_metres integer not null check (same_metres > 0),
  acknowledge_days smallint not null check (acknowledge_days > 0),
  threshold_days smallint not null check (threshold_days > 0),
  panel_days smallint not null check (panel_days > 0),
  outcome_days smallint not null check (outcome_days > 0),
  respond_days smallint not null check (respond_days > 0),
  appeal_within_days smallint not null check (appeal_within_days > 0),
  appeal_days smallint not null check (appeal_days > 0),
  appeal_to text not null check (appeal_to in ('csp_chair', 'local_policing_body', 'other_body')),
  contact_name text not null,
  contact_phone text not null default '',
  contact_email text not null default '',
  contact_address text not null default '',
  source text not null,
  verified boolean not null default false,
  check (valid_to is null or valid_to > valid_from),
  unique (district_code, valid_from)
);
comment on table review_procedure is 'How Case Reviews are done in one district, from a day on: section 104(3). It can lower the threshold and lengthen the windows, never the other way';
comment on column review_procedure.organisation_id is 'The council that leads reviews of this district';
comment on column review_procedure.complaints is 'Qualifying complaints at which the threshold is met: three in the Act, or fewer';
comment on column review_procedure.complaint_months is 'Within how many months of the incident a complaint is made';
comment on column review_procedure.application_months is 'Within how many months of the complaint the application is made';
comment on column review_procedure.statutory_only is 'The conditions of the area beyond the Act are not looked at';
comment on column review_procedure.latest_within_months is 'A condition beyond the Act: the latest complaint is no older';
comment on column review_procedure.no_action_caveat is 'A condition beyond the Act: nothing was done about the complaints';
comment on column review_procedure.hate_reports is 'So many complaints motivated by hate are enough';
comment on column review_procedure.same_metres is 'Complaints of one person within this distance are about the same behaviour';
comment on column review_procedure.acknowledge_days is 'Working days from the application';
comment on column review_procedure.threshold_days is 'Working days from the acknowledgement';
comment on column review_procedure.panel_days is 'Working days from the threshold decision';
comment on column review_procedure.outcome_days is 'Working days from the panel';
comment on column review_procedure.respond_days is 'Working days in which a body answers a recommendation';
comment on column review_procedure.appeal_within_days is 'Working days in which the applicant may appeal';
comment on column review_procedure.appeal_days is 'Working days in which an appeal is decided';
comment on column review_procedure.verified is 'False for a default that has to be checked locally';

create table review_relevant_body (
  organisation_id integer not null references organisation,
  district_code text not null,
  role text not null check (role in ('council', 'police', 'health', 'housing')),
  valid_from date not null,
  valid_to date,
  primary key (organisation_id, district_code, valid_from)
);
comment on table review_relevant_body is 'The relevant bodies of a district (section 105): every application is passed to all of them';

-- ---------------------------------------------------------------- the ledger

create table complaint_ledger (
  report_id uuid primary key references report on delete cascade,
  made_at timestamptz not null,
  counts_with uuid not null,
  limb_a boolean not null,
  limb_because text not null,
  is_hate boolean not null,
  qualifies boolean not null,
  because text not null,
  judged_at timestamptz not null default now()
);
comment on table complaint_ledger is 'Every report as a complaint in the sense of section 104(5), and with which other it is one incident';
comment on column complaint_ledger.counts_with is 'The first report of the same incident; the report itself where there is no earlier one';
comment on column complaint_ledger.limb_a is 'Harassment, alarm or distress (section 2(1)(a)): the only limb that counts here';
comment on column complaint_ledger.qualifies is 'By the Act alone, as far as it does not depend on the day of the application; each incident counts once';
create index complaint_ledger_incident on complaint_ledger (counts_with, report_id);

create table complaint_ledger_due (
  report_id uuid primary key references report on delete cascade,
  made_at timestamptz not null,
  noticed_at timestamptz not null default now()
);
comment on table complaint_ledger_due is 'Reports that the ledger has still to take in or to judge again';
create index complaint_ledger_due_order on complaint_ledger_due (made_at, report_id);
insert into complaint_ledger_due (report_id, made_at) select id, filed_at from report;

create function note_complaint() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into complaint_ledger_due (report_id, made_at) values (new.id, new.filed_at) on conflict do nothing;
  return null;
end
$$;
revoke all on function note_complaint() from public;
create trigger note_complaint after insert on report for each row execute function note_complaint();

create function note_complainant() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into complaint_ledger_due (report_id, made_at) values (new.report_id, new.filed_at) on conflict do nothing;
  return null;
end
$$;
revoke all on function note_complainant() from public;
create trigger note_complainant after insert on report_key for each row execute function note_complainant();
create trigger note_complaint_judged after update of status, closing_qualifier, asb_type on report for each row
  when (old.closing_qualifier is distinct from new.closing_qualifier or old.asb_type <> new.asb_type
    or (old.status = 'not_asb') <> (new.status = 'not_asb'))
  execute function note_complaint();

-- ---------------------------------------------------------------- applications

create table asb_review (
  id uuid primary key,
  reference text not null unique,
  submission_id uuid not null unique,
  organisation_id integer not null references organisation,
  district_code text not null,
  procedure_id uuid references review_procedure,
  case_id uuid references asb_case on delete set null,
  status text not null default 'received' check (status in ('received', 'acknowledged', 'threshold_met',
    'threshold_not_met', 'panel_arranged', 'outcome_told', 'closed', 'withdrawn')),
  channel text not null check (channel in ('online', 'phone', 'paper', 'in_person', 'email')),
  language text not null default 'en',
  asb_type text references asb_type,
  behaviour text not null,
  is_hate boolean not null default false,
  is_vulnerable boolean not null default false,
  applied_on date not null,
  applied_at timestamptz not null default now(),
  entered_by uuid references member,
  contact_member_id uuid references member,
  contact_name text not null default '',
  contact_phone text not null default '',
  contact_email text not null default '',
  acknowledge_due_on date not null,
  threshold_due_on date,
  panel_due_on date,
  outcome_due_on date,
  appeal_until date,
  acknowledged_at timestamptz,
  decided_at timestamptz,
  panel_at timestamptz,
  outcome_at timestamptz,
  closed_at timestamptz,
  audience integer[] not null default '{}',
  version integer not null default 1,
  modified_at timestamptz not null default now()
);
comment on table asb_review is 'An application for an ASB Case Review and where it is; seen by the relevant bodies of it';
comment on column asb_review.organisation_id is 'The relevant body that leads it';
comment on column asb_review.procedure_id is 'The area''s procedure on the day of the application; empty where the area has none and the Act alone holds';
comment on column asb_review.behaviour is 'What it is about, in the applicant''s words';
comment on column asb_review.is_vulnerable is 'The applicant says that harm weighs more on the victim';
comment on column asb_review.applied_on is 'The day that counts: when a form on paper arrived, or somebody rang';
comment on column asb_review.contact_member_id is 'The single point of contact of the victim for the whole review';
comment on column asb_review.audience is 'Circles of the relevant bodies, kept by a trigger';
create index asb_review_audience on asb_review using gin (audience);
create index asb_review_open on asb_review (organisation_id, applied_at desc) where status not in ('closed', 'withdrawn');
create index asb_review_listed on asb_review (applied_at desc, id);
create index asb_review_of_case on asb_review (case_id) where case_id is not null;

create table review_applicant (
  review_id uuid primary key references asb_review on delete cascade,
  name text not null,
  email text not null default '',
  phone text not null default '',
  address text not null default '',
  preferred_channel text not null default 'none' check (preferred_channel in ('none', 'email', 'phone', 'text', 'letter')),
  safe_contact text not null default '',
  victim_name text not null default '',
  relation text not null default '',
  consent text not null default '' check (consent in ('', 'said', 'written', 'unable')),
  consent_words text not null default '',
  needs text not null default '',
  check (victim_name = '' or consent <> '')
);
comment on table review_applicant is 'Who applies, and for whom: anybody may, with the victim''s consent';
comment on column review_applicant.victim_name is 'Empty where they apply for themselves';
comment on column review_applicant.needs is 'What helps them to take part: language, form, access';

create table review_link (
  secret_hash bytea primary key,
  review_id uuid not null references asb_review on delete cascade
);
comment on table review_link is 'Private links to the page of an application, as a hash';
create index review_link_of_review on review_link (review_id);

create table review_key (
  review_id uuid not null references asb_review on delete cascade,
  kind text not null,
  key text not null,
  primary key (review_id, kind, key)
);
comment on table review_key is 'What tells the victim apart (as in report_key), to find their complaints without being given a reference';

create table review_body (
  review_id uuid not null references asb_review on delete cascade,
  organisation_id integer not null references organisation,
  role text not null check (role in ('council', 'police', 'health', 'housing', 'other')),
  because text not null default '',
  passed_by uuid references member,
  passed_at timestamptz not null default now(),
  primary key (review_id, organisation_id)
);
comment on table review_body is 'The bodies to which an application was passed, and when';

create function keep_review_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update asb_review set audience = (select coalesce(array_agg(organisation_id order by organisation_id), '{}')
    from review_body where review_id = new.review_id) where id = new.review_id;
  return null;
end
$$;
revoke all on function keep_review_audience() from public;
create trigger keep_review_audience after insert on review_body for each row execute function keep_review_audience();

create table review_complaint (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  report_id uuid references report on delete set null,
  reference text not null default '',
  told_to text not null default '',
  complained_on date,
  incident_on date,
  because text not null default '',
  added_by uuid references member,
  added_at timestamptz not null default now(),
  check (reference <> '' or (told_to <> '' and complained_on is not null and incident_on is not null))
);
comment on table review_complaint is 'Complaints that somebody named: by the reference of a report, or made elsewhere';
comment on column review_complaint.added_by is 'Empty where the applicant named it';
create index review_complaint_of_review on review_complaint (review_id);

-- ---------------------------------------------------------------- decisions, the panel, what it recommends

create table review_decision (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  kind text not null check (kind in ('threshold', 'trigger', 'outcome', 'close', 'withdraw')),
  decision text not null check (decision in ('met', 'not_met', 'told', 'closed', 'withdrawn')),
  reason_code text not null,
  reasons text not null check (reasons <> ''),
  told text not null check (told <> ''),
  complaints integer,
  is_must boolean not null default false,
  persistence text not null default '',
  harm text not null default '',
  adequacy text not null default '',
  organisation_id integer not null references organisation,
  decided_by uuid not null references member,
  decided_at timestamptz not null default now(),
  constraint never_refused_against_the_count check (not (decision = 'not_met' and is_must)),
  constraint refused_with_all_three_considered
    check (decision <> 'not_met' or (persistence <> '' and harm <> '' and adequacy <> ''))
);
comment on table review_decision is 'What was decided, why, and what the applicant is told; added to and never changed';
comment on column review_decision.complaints is 'Qualifying complaints on the ledger at that moment';
comment on column review_decision.is_must is 'So many that the bodies must decide that the threshold is met: section 104(4)';
comment on column review_decision.adequacy is 'Whether the responses were adequate: section 104(7)(c)';
create index review_decision_of_review on review_decision (review_id, decided_at);

create table review_panel (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  meets_at timestamptz not null,
  place text not null,
  chair_name text not null,
  chair_from text not null,
  chair_is_independent boolean not null,
  chair_because text not null default '',
  members text not null,
  victim_invited boolean not null,
  not_invited_because text not null default '',
  victim_answer text not null default '' check (victim_answer in ('', 'in_person', 'remote', 'represented', 'written', 'no')),
  victim_words text not null default '',
  victim_attended boolean,
  attended text not null default '',
  absent text not null default '',
  held_at timestamptz,
  arranged_by uuid not null references member,
  version integer not null default 1,
  check (chair_is_independent or chair_because <> ''),
  check (victim_invited or not_invited_because <> ''),
  check (held_at is null or attended <> '')
);
comment on table review_panel is 'The meeting of a review: who chairs it and why they are independent, who was there, and the victim''s place in it';
comment on column review_panel.chair_because is 'Why the chair is not independent of the bodies that dealt with the complaints';
create index review_panel_of_review on review_panel (review_id);

create table review_minute (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  subject text not null check (subject in ('history', 'risk', 'response', 'reasoning', 'other')),
  words text not null check (words <> ''),
  is_private boolean not null default false,
  organisation_id integer not null references organisation,
  written_by uuid not null references member,
  written_at timestamptz not null default now()
);
comment on table review_minute is 'What the panel considered and why it came to its view; a private part is for the body that wrote it alone';
create index review_minute_of_review on review_minute (review_id, written_at);

create table review_recommendation (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  what text not null check (what <> ''),
  organisation_id integer not null references organisation,
  owner_member_id uuid references member,
  due_on date not null,
  respond_due_on date not null,
  status text not null default 'made' check (status in ('made', 'accepted', 'refused', 'done')),
  response text not null default '',
  responded_by uuid references member,
  responded_at timestamptz,
  case_action_id uuid references case_action on delete set null,
  outcome text not null default '',
  done_at timestamptz,
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  version integer not null default 1,
  check (status <> 'refused' or response <> ''),
  check (status <> 'done' or (outcome <> '' and done_at is not null))
);
comment on table review_recommendation is 'What the panel asks a body to do, by when, its answer (section 104(9): it must have regard to it) and what came of it';
create index review_recommendation_of_review on review_recommendation (review_id);
create index review_recommendation_open on review_recommendation (organisation_id, due_on) where status in ('made', 'accepted');

create table review_appeal (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  submission_id uuid not null unique,
  against text not null check (against in ('threshold', 'outcome', 'conduct')),
  grounds text not null check (grounds <> ''),
  heard_by text not null check (heard_by in ('csp_chair', 'local_policing_body', 'other_body')),
  made_at timestamptz not null default now(),
  entered_by uuid references member,
  due_on date not null,
  decision text check (decision in ('upheld', 'partly_upheld', 'not_upheld')),
  decided_by_name text not null default '',
  reasons text not null default '',
  told text not null default '',
  decided_at timestamptz,
  recorded_by uuid references member,
  version integer not null default 1,
  check (decision is null or (decided_by_name <> '' and reasons <> '' and told <> '' and decided_at is not null))
);
comment on table review_appeal is 'An appeal against a review''s decision or how it was done, to somebody who took no part in it, under a clock of its own';
create index review_appeal_of_review on review_appeal (review_id);
create index review_appeal_open on review_appeal (due_on) where decided_at is null;

create table review_event (
  id uuid primary key,
  review_id uuid not null references asb_review on delete cascade,
  at timestamptz not null default now(),
  kind text not null,
  what text not null,
  words text not null default '',
  is_told boolean not null default false,
  channel text not null default '' check (channel in ('', 'page', 'email', 'text', 'letter')),
  organisation_id integer references organisation,
  member_id uuid references member,
  actor_name text not null
);
comment on table review_event is 'What happened in a review; what the applicant is told stands on their private page';
comment on column review_event.words is 'As the applicant reads them, where they are told; else why';
comment on column review_event.channel is 'How it was sent to the applicant';
create index review_event_of_review on review_event (review_id, at);

create table review_figure (
  organisation_id integer not null references organisation,
  year integer not null check (year between 2014 and 2200),
  body_id integer not null references organisation,
  measure text not null check (measure in ('applications', 'not_met', 'reviews', 'recommendations', 'accepted')),
  shown text not null check (shown ~ '^([0-9]+|[<][0-9]+|hidden)$'),
  published_by uuid references member,
  published_at timestamptz not null default now(),
  primary key (organisation_id, year, body_id, measure)
);
comment on table review_figure is 'What is published each year under section 104(10): as it is shown, so that no small number leaves the system';
