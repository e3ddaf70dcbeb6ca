-- Joiners and leavers from each organisation's own directory, by SCIM 2.0 (RFC 7643 and RFC 7644).

alter table api_token add column may_provision boolean not null default false;
comment on column api_token.may_provision is 'May add, change and end people of its organisation, as the directory of the organisation does';

create table directory_group (
  id uuid primary key,
  organisation_id integer not null references organisation,
  display_name text not null check (display_name <> ''),
  external_id text not null default '',
  role text check (role in ('triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator', 'information_governance')),
  team_id uuid,
  is_provisioned boolean not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  foreign key (team_id, organisation_id) references team (id, organisation_id),
  check (team_id is null or role is not null)
);
comment on table directory_group is 'A group of an organisation''s directory and the role and team that its people have here; without a role it gives none';
comment on column directory_group.is_provisioned is 'Whether the directory has sent the group; one that is expected, or was deleted there, keeps its role for when it comes';
create unique index directory_group_name on directory_group (organisation_id, lower(display_name));

create table directory_user (
  id uuid primary key,
  organisation_id integer not null references organisation,
  member_id uuid not null references member,
  user_name text not null check (user_name <> ''),
  external_id text not null default '',
  display_name text not null default '',
  formatted_name text not null default '',
  given_name text not null default '',
  family_name text not null default '',
  email text not null check (email <> ''),
  active boolean not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  unique (organisation_id, member_id)
);
comment on table directory_user is 'A person as an organisation''s directory describes them, in its own spelling; no more of it than is needed here';
create unique index directory_user_name on directory_user (organisation_id, lower(user_name));
create index directory_user_external on directory_user (organisation_id, external_id);
create index directory_user_email on directory_user (organisation_id, lower(email));
create index directory_user_of_member on directory_user (member_id);

create table directory_group_member (
  group_id uuid not null references directory_group on delete cascade,
  user_id uuid not null references directory_user on delete cascade,
  added_at timestamptz not null default now(),
  primary key (group_id, user_id)
);
comment on table directory_group_member is 'Who is in a group now; what they were here, and when, is told by membership';
create index directory_group_member_of on directory_group_member (user_id);

create table directory_activity (
  organisation_id integer primary key references organisation,
  heard_at timestamptz not null,
  changed_at timestamptz,
  change text not null default ''
);
comment on table directory_activity is 'When a directory was last heard of, to the minute, and what it last changed';

create table directory_problem (
  organisation_id integer not null references organisation,
  kind text not null,
  subject text not null,
  detail text not null,
  times integer not null default 1,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (organisation_id, kind, subject)
);
comment on table directory_problem is 'What a directory sent and was refused, one row a subject; kept for 30 days after it last happened';

alter table membership add column directory_group_id uuid references directory_group;
comment on column membership.directory_group_id is 'The group of the directory that gave it; empty where a person did';
create index membership_of_group on membership (directory_group_id) where directory_group_id is not null;

-- Somebody may join and leave on one day: that membership holds on no day, and the history still tells of it.
alter table membership drop constraint membership_check, add constraint membership_check check (valid_to >= valid_from);
