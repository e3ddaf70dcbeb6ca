-- Who sees a record, how much of it, and why. A record's audience holds circles; shares say why each of them is there.

-- ---------------------------------------------------------------- restricted partitions and who is cleared for them

create table partition (
  code text primary key,
  label text not null,
  guidance text not null default '',
  valid_from date not null default date '2000-01-01',
  valid_to date,
  check (valid_to > valid_from)
);
comment on table partition is 'A kind of record that only people with a clearance for it see, even within the organisation that holds it';
comment on column partition.guidance is 'When a record belongs here, for the person who decides';
insert into partition (code, label, guidance) values
  ('police_sensitive', 'Police sensitive', 'Intelligence, covert work or an inquiry that a wider readership would harm.'),
  ('officers_families', 'Officers and their families', 'Somebody in the record is an officer, works for a partner, or is related to one.'),
  ('domestic_abuse', 'Domestic abuse', 'A reader in the wrong house could bring harm: safe addresses, safe numbers, disclosures.');

create table clearance (
  id uuid primary key,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  partition_code text not null references partition,
  granted_by uuid references member,
  reason text not null,
  valid_from date not null default current_date,
  valid_to date,
  withdrawn_at timestamptz,
  withdrawn_by uuid references member,
  check (valid_to > valid_from)
);
comment on table clearance is 'A person may see records of a restricted partition which their organisation may see';
create index clearance_of_member on clearance (member_id);

alter table report add column partition_code text references partition;
alter table asb_case add column partition_code text references partition;
comment on column report.partition_code is 'Restricted to people cleared for this partition; empty for ordinary records';
comment on column asb_case.partition_code is 'Restricted to people cleared for this partition; empty for ordinary records';

-- ---------------------------------------------------------------- agreements

create table agreement (
  id uuid primary key,
  title text not null,
  kind text not null check (kind in ('information_sharing_agreement', 'memorandum_of_understanding')),
  purposes text not null,
  lawful_basis text not null,
  most_level text not null check (most_level in ('exists', 'signpost', 'summary', 'full')),
  data_categories text[] not null default '{}',
  partitions text[] not null default '{}',
  valid_from date not null,
  review_on date not null,
  valid_to date,
  made_by uuid references member,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references member,
  ended_because text not null default '',
  version integer not null default 1,
  check (valid_to > valid_from),
  check (review_on >= valid_from)
);
comment on table agreement is 'An information sharing agreement or memorandum of understanding: sharing under it ends the moment it does';
comment on column agreement.most_level is 'The most that may be shared under it';
comment on column agreement.data_categories is 'What may be shared: reports, cases';
comment on column agreement.partitions is 'Restricted partitions it covers; records of others are not shared under it';
comment on column agreement.valid_to is 'First day on which it no longer holds; empty while open';

create table agreement_party (
  agreement_id uuid not null references agreement on delete cascade,
  organisation_id integer not null references organisation,
  joined_on date not null,
  left_on date,
  primary key (agreement_id, organisation_id, joined_on),
  check (left_on > joined_on)
);
create index agreement_party_of on agreement_party (organisation_id);

-- ---------------------------------------------------------------- circles

create sequence circle_number as integer start 1000000;
alter table organisation add check (id between 1 and 999999);

create table circle (
  id integer primary key,
  organisation_id integer not null references organisation,
  given boolean not null,
  agreement_id uuid references agreement on delete cascade,
  partition_code text references partition,
  member_id uuid references member,
  unique nulls not distinct (organisation_id, given, agreement_id, partition_code, member_id),
  check (given or (agreement_id is null and member_id is null)),
  check ((id = organisation_id) = (not given and partition_code is null))
);
comment on table circle is 'Those who meet every condition it names: an actor belongs to some circles, a record shows itself to some';
comment on column circle.id is 'The number of the organisation itself for the circle of those who see what it holds';
comment on column circle.given is 'For records of other organisations that were given to this one, which light accounts see too';
comment on column circle.agreement_id is 'Only while this agreement holds and the organisation is a party to it';
comment on column circle.partition_code is 'Only people cleared for this restricted partition';
comment on column circle.member_id is 'Only this person';

create function organisation_gets_circle() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into circle (id, organisation_id, given) values (new.id, new.id, false), (nextval('circle_number'), new.id, true);
  return null;
end
$$;
create trigger organisation_circle after insert on organisation for each row execute function organisation_gets_circle();
insert into circle (id, organisation_id, given) select id, id, false from organisation;
insert into circle (id, organisation_id, given) select nextval('circle_number'), id, true from organisation;
revoke all on function organisation_gets_circle() from public;

-- ---------------------------------------------------------------- rules and shares

create table sharing_rule (
  id uuid primary key,
  name text not null,
  agreement_id uuid not null references agreement,
  giver_organisation_id integer references organisation,
  receiver_organisation_id integer not null references organisation,
  record_kind text not null check (record_kind in ('report', 'case')),
  level text not null check (level in ('exists', 'signpost', 'summary', 'full')),
  area_kind text,
  area_code text,
  asb_type text references asb_type,
  expires_after_days integer check (expires_after_days > 0),
  valid_from date not null default current_date,
  valid_to date,
  made_by uuid references member,
  check ((area_kind is null) = (area_code is null)),
  check (valid_to > valid_from)
);
comment on table sharing_rule is 'Shares records by themselves under an agreement: whose, of which area and type, with whom, how much, for how long';
comment on column sharing_rule.giver_organisation_id is 'Records held by this organisation; empty for every party to the agreement';

create table share (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  member_id uuid references member,
  agreement_id uuid references agreement,
  circle_id integer not null default 0 references circle,
  level text not null check (level in ('exists', 'signpost', 'summary', 'full')),
  because text not null check (because in ('rule', 'case', 'partner', 'override', 'hand_over', 'submission')),
  sharing_rule_id uuid references sharing_rule,
  through_case_id uuid references asb_case on delete cascade,
  reason text not null default '',
  lawful_basis text not null default '',
  given_by_organisation_id integer references organisation,
  given_by uuid references member,
  given_at timestamptz not null default now(),
  expires_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references member,
  ended_because text not null default '',
  check (num_nonnulls(report_id, case_id) = 1),
  check (agreement_id is not null or reason <> ''),
  check (because <> 'submission' or member_id is not null)
);
comment on table share is 'Why an organisation other than the holder sees a record, how much and until when; ended, never deleted';
comment on column share.member_id is 'Only this person of the organisation; empty for everybody in it';
comment on column share.agreement_id is 'The agreement that covers it; without one a reason is required and the sharing is reported';
comment on column share.circle_id is 'Follows from organisation, agreement, person and the record''s partition: written by a trigger';
comment on column share.because is 'rule: by a sharing rule; case: a report of a case that is shared; partner: by a person under an agreement; override: by a person without one; hand_over: asked for and accepted; submission: the person filed it';
comment on column share.through_case_id is 'The shared case because of which this report is shared';
create index share_of_report on share (report_id) where report_id is not null;
create index share_of_case on share (case_id) where case_id is not null;
create index share_with on share (organisation_id, given_at desc, id desc);
create index share_under on share (agreement_id) where ended_at is null;
create index share_expiry on share (expires_at) where ended_at is null and expires_at is not null;

alter table report add column outline_audience integer[] not null default '{}';
alter table asb_case add column outline_audience integer[] not null default '{}';
comment on column report.audience is 'Circles that see the report in full';
comment on column report.outline_audience is 'Circles that see the report in summary alone';
comment on column asb_case.audience is 'Circles that see the case in full';
comment on column asb_case.outline_audience is 'Circles that see the case in summary alone';
create index report_outline_audience on report using gin (outline_audience) where outline_audience <> '{}';
create index asb_case_outline_audience on asb_case using gin (outline_audience) where outline_audience <> '{}';

-- Until now a partner stood in a record's audience and nothing said why.
insert into share (id, report_id, organisation_id, circle_id, level, because, reason, given_by_organisation_id)
select gen_random_uuid(), report.id, circle.organisation_id, circle.id, 'full', 'override',
  'Shared before agreements were recorded', report.organisation_id
from report cross join lateral unnest(audience) as reader
join circle on circle.organisation_id = reader and circle.given
where reader is distinct from report.organisation_id;
insert into share (id, case_id, organisation_id, circle_id, level, because, reason, given_by_organisation_id)
select gen_random_uuid(), asb_case.id, circle.organisation_id, circle.id, 'full', 'override',
  'Shared before agreements were recorded', asb_case.organisation_id
from asb_case cross join lateral unnest(audience) as reader
join circle on circle.organisation_id = reader and circle.given
where reader <> asb_case.organisation_id;
update report set audience = array(
  select organisation_id union select circle_id from share where report_id = report.id order by 1)
where exists (select from share where report_id = report.id);
update asb_case set audience = array(
  select organisation_id union select circle_id from share where case_id = asb_case.id order by 1)
where exists (select from share where case_id = asb_case.id);
