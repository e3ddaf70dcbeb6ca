-- Organisations and areas are merged and split by a plan that one person draws up and another approves.
-- Whatever was there before stays, with the day on which it ended; successions say who answers for it now.

create table reorganisation (
  id uuid primary key,
  kind text not null check (kind in ('merge_organisations', 'split_organisation', 'redraw_areas')),
  title text not null check (title <> ''),
  grounds text not null default '',
  effective_on date not null,
  area_kind text references area_kind,
  block_kind text references area_kind,
  vintage text not null default '',
  same_named_teams text not null default 'apart' check (same_named_teams in ('apart', 'join')),
  default_position smallint,
  status text not null check (status in ('draft', 'proposed', 'scheduled', 'moving', 'carried_out', 'cancelled')),
  version integer not null default 1,
  drafted_by uuid not null references member,
  drafted_at timestamptz not null default now(),
  proposed_by uuid references member,
  proposed_at timestamptz,
  approved_by uuid references member,
  approved_at timestamptz,
  cancelled_by uuid references member,
  cancelled_at timestamptz,
  cancelled_because text not null default '',
  begun_at timestamptz,
  carried_out_at timestamptz,
  passed_on jsonb not null default '{}',
  modified_at timestamptz not null default now(),
  check (approved_by <> proposed_by),
  check (status not in ('scheduled', 'moving', 'carried_out') or approved_by is not null),
  check ((status = 'carried_out') = (carried_out_at is not null))
);
comment on table reorganisation is 'A plan to merge or split organisations or areas on a day; nothing happens before a second person has approved it';
comment on column reorganisation.grounds is 'The order, Act or decision by which it happens';
comment on column reorganisation.area_kind is 'Split: the kind of area by which work is divided. Redraw: the kind that is drawn anew';
comment on column reorganisation.block_kind is 'Redraw: the kind of area out of which the new ones are put together';
comment on column reorganisation.vintage is 'Redraw: what the new set of areas is called';
comment on column reorganisation.same_named_teams is 'Whether teams of one name become one team or stay apart under longer names';
comment on column reorganisation.default_position is 'Split: the successor that takes whatever has no other place';
comment on column reorganisation.status is 'scheduled: approved, waiting for its day; moving: the organisations have changed and closed records are still being passed on';
comment on column reorganisation.passed_on is 'How many records of each kind have been passed on so far';
create index reorganisation_due on reorganisation (effective_on) where status in ('scheduled', 'moving');

create table reorganisation_predecessor (
  reorganisation_id uuid not null references reorganisation on delete cascade,
  organisation_id integer not null references organisation,
  primary key (reorganisation_id, organisation_id)
);
comment on table reorganisation_predecessor is 'Organisations that end on the day';
create index reorganisation_predecessor_of on reorganisation_predecessor (organisation_id);

create table reorganisation_successor (
  reorganisation_id uuid not null references reorganisation on delete cascade,
  position smallint not null check (position > 0),
  is_new boolean not null,
  organisation_id integer references organisation,
  name text not null default '',
  short_name text not null default '',
  kind text check (kind in ('police', 'unitary_council', 'county_council', 'district_council', 'landlord', 'third_sector')),
  contact_advice text not null default '',
  primary key (reorganisation_id, position),
  unique (reorganisation_id, organisation_id),
  check (is_new or organisation_id is not null),
  check (not is_new or (name <> '' and short_name <> '' and kind is not null))
);
comment on table reorganisation_successor is 'Organisations that take over: those that are there already, and new ones that begin on the day';
comment on column reorganisation_successor.organisation_id is 'A new one is given its number when the plan is carried out';

create table reorganisation_allocation (
  reorganisation_id uuid not null references reorganisation on delete cascade,
  subject text not null check (subject in ('area', 'team', 'member', 'token', 'block')),
  item text not null,
  position smallint not null check (position > 0 or subject = 'token'),
  primary key (reorganisation_id, subject, item)
);
comment on table reorganisation_allocation is 'What goes to which successor, or which block to which new area';
comment on column reorganisation_allocation.item is 'Code of an area or block, id of a team, a person or a token';
comment on column reorganisation_allocation.position is 'Of the successor or new area; a token at 0 ends on the day';

create table reorganisation_area (
  reorganisation_id uuid not null references reorganisation on delete cascade,
  position smallint not null check (position > 0),
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  label_point point,
  primary key (reorganisation_id, position),
  unique (reorganisation_id, code)
);
comment on table reorganisation_area is 'An area that is new on the day';
comment on column reorganisation_area.label_point is 'Found when its outline is drawn, which is when the plan is proposed';

create table reorganisation_area_part (
  reorganisation_id uuid not null,
  position smallint not null,
  part integer not null,
  shell polygon not null,
  holes polygon[] not null default '{}',
  primary key (reorganisation_id, position, part),
  foreign key (reorganisation_id, position) references reorganisation_area on delete cascade
);
comment on table reorganisation_area_part is 'Its outline: the outlines of its blocks made one';

create table organisation_succession (
  id uuid primary key,
  predecessor_id integer not null references organisation,
  successor_id integer not null references organisation,
  from_on date not null,
  keeps_record boolean not null,
  reorganisation_id uuid not null references reorganisation,
  modified_at timestamptz not null default clock_timestamp(),
  unique (predecessor_id, successor_id, reorganisation_id),
  check (predecessor_id <> successor_id)
);
comment on table organisation_succession is 'Which organisation took over from which, and when';
comment on column organisation_succession.keeps_record is 'Answers for what the predecessor did: of several successors, one';
create index organisation_succession_to on organisation_succession (successor_id);
create index organisation_succession_modified on organisation_succession (modified_at, id);

create table team_succession (
  reorganisation_id uuid not null references reorganisation,
  team_id uuid not null references team,
  organisation_id integer not null references organisation,
  new_team_id uuid not null references team deferrable initially deferred,
  primary key (reorganisation_id, team_id, organisation_id)
);
comment on table team_succession is 'The team of a successor that took over from a team';

create table queue_succession (
  reorganisation_id uuid not null references reorganisation,
  queue_id uuid not null references queue,
  organisation_id integer not null references organisation,
  new_queue_id uuid not null references queue deferrable initially deferred,
  primary key (reorganisation_id, queue_id, organisation_id)
);
comment on table queue_succession is 'The queue of a successor that took over from a queue';
