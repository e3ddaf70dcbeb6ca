-- The case model: who is involved in a case, in which role and for how long.

create table case_party (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  person_id uuid not null,
  role text not null check (role in ('victim', 'witness', 'alleged_perpetrator', 'group', 'professional')),
  name text not null check (name <> ''),
  born_on date,
  phone text not null default '',
  email text not null default '',
  address text not null default '',
  report_id uuid references report on delete cascade,
  report_person_id uuid references report_person on delete cascade,
  profile_id uuid references profile,
  since date not null,
  until date,
  because text not null default '',
  seen_by text not null default 'lead' check (seen_by in ('lead', 'partners')),
  organisation_id integer not null references organisation,
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  ended_by uuid references member,
  ended_because text not null default '',
  version integer not null default 1,
  check (until >= since),
  check (report_person_id is null or report_id is not null),
  check ((until is null) = (ended_by is null) and (until is null) = (ended_because = ''))
);
comment on table case_party is 'Somebody, or a group, in one role of a case for a time; a change of role ends one row and begins another';
comment on column case_party.person_id is 'The same for all rows of one person in one case: the id of the first';
comment on column case_party.report_id is 'The report they were brought in from, and hidden with, where that is restricted; who reported it, where no person of it is named';
comment on column case_party.profile_id is 'The profile that the organisation which brought them in keeps of them';
comment on column case_party.since is 'The first day of the role';
comment on column case_party.until is 'The first day on which the role no longer holds';
comment on column case_party.seen_by is 'lead: the organisation that leads the case and the one that brought them in; partners: everybody who sees the case in full';
comment on column case_party.organisation_id is 'Whose person brought them in';
create index case_party_of_case on case_party (case_id, since);
create unique index case_party_once on case_party (case_id, person_id, role) where until is null;
create unique index case_party_from on case_party (case_id, report_person_id, role) where until is null;
create unique index case_party_reporter on case_party (case_id, report_id, role) where until is null and report_person_id is null;
create index case_party_of_person on case_party (report_person_id) where report_person_id is not null;
create index case_party_of_report on case_party (report_id) where report_id is not null;
create index case_party_of_profile on case_party (profile_id) where profile_id is not null;
