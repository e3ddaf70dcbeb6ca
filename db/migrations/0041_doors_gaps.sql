-- What was left open of the doors: reports that are to be restricted as they come, and records nobody is cleared for.

create table clearance_gap (
  id uuid primary key,
  organisation_id integer not null references organisation,
  partition_code text not null references partition,
  went_to integer references organisation,
  at timestamptz not null default clock_timestamp()
);
comment on table clearance_gap is 'A report that belongs into a restricted partition was meant for an organisation where nobody who works on reports is cleared for it; which report it was is not said';
comment on column clearance_gap.went_to is 'Where it went instead; empty where nobody in the partnership is cleared, so that it stayed and is not restricted yet';
create index clearance_gap_of on clearance_gap (organisation_id, at desc);

alter table exposure_finding drop constraint exposure_finding_kind_check;
alter table exposure_finding add constraint exposure_finding_kind_check check (kind in
  ('drift', 'override', 'agreement_over', 'nobody_cleared', 'reads_many', 'reads_one_often', 'reads_at_night'));

-- Which flags rest on a report that turns out to be about somebody else.
create index flag_resting_on on flag using gin (basis) where ended_at is null;

-- A number that nobody has yet is empty, and report_unknown says why: words in its place would pass for a number.
alter table police_incident drop constraint police_incident_incident_number_check;
alter table police_incident drop constraint police_incident_officer_number_check;
alter table police_log_entry drop constraint police_log_entry_officer_number_check;
comment on column police_incident.incident_number is 'Of command and control; empty while it is not known';
comment on column police_incident.officer_number is 'Of whoever recorded it; empty where it was not given';
update police_incident set incident_number = '' where incident_number = 'not given yet';
update police_incident set officer_number = '' where officer_number = 'not given';
update police_log_entry set officer_number = '' where officer_number = 'not given';

-- People named in reports are found by those who ask for what is held about them.
create index report_person_name on report_person using gin (plain_words(name) public.gin_trgm_ops) where name <> '';
create index report_person_address on report_person using gin (plain_words(address) public.gin_trgm_ops) where address <> '';
