-- Work lists ask for what one person or team has to do, across all records.

create index case_action_of_member on case_action (owner_member_id, due_on)
  where status = 'open' and owner_member_id is not null;
create index asb_case_opened_by on asb_case (opened_by) where status = 'open';
create index report_claimed on report (claimed_by, claim_expires_at) where claimed_by is not null;
create index risk_assessment_high on risk_assessment (organisation_id, report_id) where band = 'high';

-- Meetings of panels (ASBRAC, JAG, MARAC-style): an agenda of cases, of which each organisation sees those it may see.

create table panel_meeting (
  id uuid primary key,
  panel_id uuid not null references panel,
  kind text not null check (kind in ('asbrac', 'jag', 'marac', 'other')),
  organisation_id integer not null references organisation,
  starts_at timestamptz not null,
  place text not null default '',
  nominate_by date not null,
  sight_level text check (sight_level in ('summary', 'full')),
  sight_days integer not null default 90 check (sight_days between 1 and 366),
  status text not null default 'planned' check (status in ('planned', 'held', 'cancelled')),
  arranged_by uuid not null references member,
  arranged_at timestamptz not null default now(),
  held_at timestamptz,
  held_by uuid references member,
  shared_at timestamptz,
  version integer not null default 1,
  check ((status = 'held') = (held_at is not null) and (held_at is null) = (held_by is null))
);
comment on table panel_meeting is 'One meeting of a panel, convened by one of its organisations';
comment on column panel_meeting.kind is 'ASB risk assessment conference, joint action group, or in the manner of a MARAC';
comment on column panel_meeting.nominate_by is 'The last day on which a case can be put on the agenda';
comment on column panel_meeting.sight_level is 'The rule for afterwards: how much of each case the organisations that attended go on seeing; nothing when empty';
comment on column panel_meeting.sight_days is 'For how many days after the meeting that sight lasts';
comment on column panel_meeting.shared_at is 'When the rule for afterwards was carried out';
create index panel_meeting_of on panel_meeting (panel_id, starts_at);
create index panel_meeting_convened on panel_meeting (organisation_id, starts_at);

create table panel_item (
  id uuid primary key,
  meeting_id uuid not null references panel_meeting on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  nominated_by uuid not null references member,
  nominated_at timestamptz not null default clock_timestamp(),
  unique (meeting_id, case_id)
);
comment on table panel_item is 'A case on the agenda of a meeting, nominated by the organisation that leads it';
create index panel_item_of_case on panel_item (case_id);

create table panel_paper (
  item_id uuid primary key references panel_item on delete cascade,
  reason text not null check (reason <> ''),
  factors text[] not null default '{}',
  written_by uuid not null references member
);
comment on table panel_paper is 'Why a case was nominated, for those who see the case in full';
comment on column panel_paper.factors is 'Structured: what bears on the case, such as mental_health';

create table panel_part (
  id uuid primary key,
  item_id uuid not null references panel_item on delete cascade,
  organisation_id integer not null references organisation,
  words text not null check (words <> ''),
  visible_to integer[] not null,
  written_by uuid not null references member,
  written_at timestamptz not null default clock_timestamp(),
  check (organisation_id = any (visible_to))
);
comment on table panel_part is 'What one organisation says on a case to some organisations of the panel alone';
create index panel_part_of_item on panel_part (item_id);

create table panel_attendance (
  meeting_id uuid not null references panel_meeting on delete cascade,
  organisation_id integer not null references organisation,
  standing text not null check (standing in ('attended', 'apologies', 'absent')),
  names text not null default '',
  recorded_by uuid not null references member,
  primary key (meeting_id, organisation_id)
);
comment on table panel_attendance is 'Which organisations came to a meeting';
comment on column panel_attendance.names is 'Who came for them, as the convenor wrote it down';

create table panel_minute (
  id uuid primary key,
  item_id uuid not null references panel_item on delete cascade,
  discussion text not null default '',
  decision text not null check (decision <> ''),
  reasoning text not null check (reasoning <> ''),
  minuted_by uuid not null references member,
  minuted_at timestamptz not null default clock_timestamp()
);
comment on table panel_minute is 'What was decided on a case and why; a correction is a further row, and the last one holds';
create index panel_minute_of_item on panel_minute (item_id, minuted_at);

create table panel_action (
  action_id uuid primary key references case_action on delete cascade,
  item_id uuid not null references panel_item on delete cascade
);
comment on table panel_action is 'Which actions of a case''s plan a meeting decided on';
create index panel_action_of_item on panel_action (item_id);
