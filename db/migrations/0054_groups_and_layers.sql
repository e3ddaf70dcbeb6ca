-- Groups of people that an organisation keeps, with their members over time; partners' aggregates as layers beside the
-- records; and who may lay people's places over incidents, for which purpose.

create table person_group (
  id uuid primary key,
  organisation_id integer not null references organisation,
  kind text not null check (kind in ('gang', 'family', 'household', 'gathering', 'other')),
  name text not null check (name <> ''),
  reason text not null check (reason <> ''),
  source text not null check (source <> ''),
  partition_code text references partition,
  review_on date not null,
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  ended_on date,
  ended_by uuid references member,
  ended_because text not null default '',
  version integer not null default 1,
  check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (ended_because = ''))
);
comment on table person_group is 'A group of people that one organisation keeps, such as a gang or a family; organisations never share one';
comment on column person_group.reason is 'Why it is necessary and fair to record these people as a group';
comment on column person_group.source is 'What the name and the kind rest on';
comment on column person_group.partition_code is 'Restricted to people cleared for this partition; empty for an ordinary group; never changed';
comment on column person_group.review_on is 'The last day on which the label holds without somebody saying again that it is needed; after it no member is shown';
comment on column person_group.ended_on is 'The first day on which the organisation no longer keeps it';
create index person_group_review on person_group (organisation_id, review_on) where ended_on is null;
create index person_group_name on person_group (organisation_id, name);

create table group_member (
  id uuid primary key,
  group_id uuid not null references person_group on delete cascade,
  profile_id uuid references profile on delete cascade,
  name text not null default '',
  born_on date,
  role text not null check (role in ('leads', 'member', 'associate', 'relative', 'not_known')),
  since date not null,
  until date,
  because text not null check (because <> ''),
  source text not null check (source in ('intelligence', 'report', 'case', 'partner', 'own_words', 'seen')),
  confidence text not null check (confidence in ('confirmed', 'likely', 'suspected')),
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  ended_by uuid references member,
  ended_at timestamptz,
  ended_because text not null default '',
  version integer not null default 1,
  check (until >= since),
  check ((profile_id is null) = (name <> '') and (profile_id is null or born_on is null)),
  check ((until is null) = (ended_by is null) and (until is null) = (ended_because = '') and (until is null) = (ended_at is null))
);
comment on table group_member is 'That somebody belonged to a group in one role for a time; a change ends one row and begins another';
comment on column group_member.profile_id is 'The profile that the organisation keeps of them; erased with it';
comment on column group_member.name is 'Only of somebody without a profile';
comment on column group_member.until is 'The first day on which it no longer holds';
comment on column group_member.because is 'What it rests on, in words';
create index group_member_of on group_member (group_id, since);
create index group_member_of_profile on group_member (profile_id) where profile_id is not null;
create index group_member_name on group_member using gin (plain_words(name) public.gin_trgm_ops) where name <> '';
create unique index group_member_once on group_member (group_id, profile_id, role) where until is null and profile_id is not null;

create table group_review (
  id uuid primary key,
  group_id uuid not null references person_group on delete cascade,
  added_at timestamptz not null default clock_timestamp(),
  because text not null check (because <> ''),
  next_on date not null,
  added_by uuid not null references member
);
comment on table group_review is 'That somebody looked whether a group must still be recorded, and why; added and never changed';
comment on column group_review.next_on is 'The last day until which it may then be kept';
create index group_review_of on group_review (group_id, added_at);

alter table case_party add column group_id uuid references person_group on delete set null;
comment on column case_party.group_id is 'The group that the organisation which brought it in keeps, where the party is one';
create index case_party_of_group on case_party (group_id) where group_id is not null;
create unique index case_party_group_once on case_party (case_id, group_id) where until is null and group_id is not null;

-- ---------------------------------------------------------------- layers

create table context_layer (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null check (name <> ''),
  source text not null check (source <> ''),
  licence text not null check (licence <> ''),
  handling text not null default '',
  area_kind text not null check (area_kind in ('district', 'ward', 'beat', 'lsoa', 'grid')),
  agreement_id uuid references agreement,
  seen_by integer[] not null default '{}',
  valid_until date not null,
  current_version_id uuid,
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  withdrawn_by uuid references member,
  withdrawn_because text not null default '',
  version integer not null default 1,
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_because = ''))
);
comment on table context_layer is 'Figures of areas that a partner handed in to be looked at beside the records; they are counted nowhere';
comment on column context_layer.area_kind is 'What its area codes are of; grid: the grid references of squares';
comment on column context_layer.agreement_id is 'The agreement under which others see it, while that holds for both; none where the figures are open data, which everybody in the partnership sees';
comment on column context_layer.seen_by is 'The organisations that see it under the agreement';
comment on column context_layer.valid_until is 'The last day on which others see it';
comment on column context_layer.current_version_id is 'The figures that are shown; none until some are published';
create index context_layer_of on context_layer (organisation_id, name);

create table context_layer_version (
  id uuid primary key,
  layer_id uuid not null references context_layer on delete cascade,
  number integer not null check (number > 0),
  file_name text not null default '',
  header text[] not null,
  targets text[] not null,
  sheet jsonb,
  status text not null default 'draft' check (status in ('draft', 'published')),
  added_by uuid not null references member,
  added_at timestamptz not null default clock_timestamp(),
  published_at timestamptz,
  unique (layer_id, number),
  check ((status = 'published') = (published_at is not null))
);
comment on table context_layer_version is 'One hand-in of figures for a layer: looked at as a draft, then published; earlier ones are kept';
comment on column context_layer_version.targets is 'What each column says: area, period, measure, value, or nothing';
comment on column context_layer_version.sheet is 'The rows as they were handed in, until they are published';

create table context_layer_value (
  version_id uuid not null references context_layer_version on delete cascade,
  line integer not null,
  area_code text not null,
  period text not null default '',
  measure text not null default '',
  value double precision not null,
  primary key (version_id, line)
);
comment on table context_layer_value is 'One figure of a layer: an area, a time, what was counted and how much';
comment on column context_layer_value.period is 'As the partner wrote it: a year, a quarter, a month';

-- ---------------------------------------------------------------- people’s places over incidents

create table overlay_permission (
  id uuid primary key,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  granted_by uuid not null references member,
  reason text not null check (reason <> ''),
  valid_from date not null default current_date,
  valid_to date not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references member,
  check (valid_to > valid_from and valid_to <= valid_from + 184)
);
comment on table overlay_permission is 'That a named person may lay places of people over incidents, given by who answers for the information of their organisation; half a year at most';
comment on column overlay_permission.valid_to is 'The first day on which it no longer holds';
create index overlay_permission_of on overlay_permission (member_id);
create index overlay_permission_in on overlay_permission (organisation_id);

create table overlay_look (
  id uuid primary key,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  purpose text not null check (purpose <> ''),
  words text not null check (words <> ''),
  district_id uuid not null references area,
  asb_type text references asb_type,
  from_day date not null,
  to_day date not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  check (to_day >= from_day),
  check (expires_at > started_at and expires_at <= started_at + interval '30 minutes')
);
comment on table overlay_look is 'One look at people’s places over incidents: who, for which purpose, where and of which time; added and never changed';
comment on column overlay_look.purpose is 'Its code in packs/law/overlay-purposes.json';
comment on column overlay_look.words is 'The purpose in the person’s own words';
comment on column overlay_look.expires_at is 'When the page closes by itself; another look needs a purpose again';
create index overlay_look_of on overlay_look (organisation_id, started_at desc);
create index overlay_look_by on overlay_look (member_id, started_at desc);
