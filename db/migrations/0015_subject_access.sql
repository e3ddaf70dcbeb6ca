-- Stored files, and answering people who ask for what is held about them (UK GDPR article 15, DPA 2018 section 45).

-- ---------------------------------------------------------------- files

create table stored_file (
  id uuid primary key,
  kind text not null,
  organisation_id integer not null references organisation,
  record_kind text not null,
  record_id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null check (size >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  created_by uuid references member,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  removed_at timestamptz,
  check (expires_at > created_at)
);
comment on table stored_file is 'What the file store holds under the same id; who may have it follows from its record, by a policy for each kind';
comment on column stored_file.name is 'The name it is downloaded under: never a name or an address of a person';
comment on column stored_file.organisation_id is 'The organisation that answers for it';
comment on column stored_file.removed_at is 'When its bytes were deleted; the row stays to say what there was';
create index stored_file_of_record on stored_file (record_id);
create index stored_file_expiry on stored_file (expires_at) where removed_at is null and expires_at is not null;

-- ---------------------------------------------------------------- looking for a person

-- Lower case without accents, so that Zoë Müller and zoe muller are one. Named in full: indexes are built on it.
create function plain_words(words text) returns text
language sql immutable strict parallel safe
as $$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;
comment on function plain_words is 'Text as it is compared when a person is looked for';

-- How each word of a name sounds: Jon Smyth sounds like John Smith.
create function name_sounds(words text) returns text[]
language sql immutable strict parallel safe
as $$
  select coalesce(array_agg(distinct public.dmetaphone(word)) filter (where public.dmetaphone(word) <> ''), '{}')
  from pg_catalog.regexp_split_to_table(lower(public.unaccent('public.unaccent'::regdictionary, words)), '[^a-z]+') as word
  where length(word) > 1
$$;
comment on function name_sounds is 'The double metaphone of each word of a name';

-- The digits that tell a telephone number apart, however it was typed: +44 7700 900982 and 07700 900 982 are one.
create function phone_digits(typed text) returns text
language sql immutable strict parallel safe
as $$ select right(pg_catalog.regexp_replace(typed, '[^0-9]', '', 'g'), 10) $$;
comment on function phone_digits is 'The last ten digits of a telephone number';

create index report_contact_name on report_contact using gin (plain_words(name) public.gin_trgm_ops) where name <> '';
create index report_contact_sound on report_contact using gin (name_sounds(name)) where name <> '';
create index report_contact_address on report_contact using gin (plain_words(address) public.gin_trgm_ops) where address <> '';
create index report_contact_email on report_contact (lower(email)) where email <> '';
create index report_contact_phone on report_contact (phone_digits(phone)) where phone <> '';

-- ---------------------------------------------------------------- requests

create table subject_request (
  id uuid primary key,
  reference text not null unique,
  organisation_id integer not null references organisation,
  regime text not null check (regime in ('uk_gdpr', 'part_3')),
  status text not null check (status in ('open', 'awaiting_approval', 'approved', 'released', 'closed')),
  person_name text not null,
  other_names text not null default '',
  email text not null default '',
  phone text not null default '',
  address text not null default '',
  asked_by text not null check (asked_by in ('themselves', 'representative')),
  representative text not null default '',
  wanted text not null default '',
  from_date date,
  to_date date,
  received_on date not null,
  identity_proof text not null default '',
  identity_seen_on date,
  due_on date not null,
  extended_months smallint not null default 0 check (extended_months between 0 and 2),
  extension_reason text not null default '',
  paused_on date,
  pause_reason text not null default '',
  paused_days integer not null default 0 check (paused_days >= 0),
  withhold_staff_names boolean not null default true,
  searched_at timestamptz,
  restricted_left integer not null default 0 check (restricted_left >= 0),
  submitted_by uuid references member,
  submitted_at timestamptz,
  approved_by uuid references member,
  approved_at timestamptz,
  released_on date,
  released_to text not null default '',
  release_method text not null default '',
  closed_on date,
  closing_reason text not null default '',
  version integer not null default 1,
  created_by uuid not null references member,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  unique (id, organisation_id),
  check (to_date >= from_date),
  check (asked_by = 'themselves' or representative <> ''),
  check (extended_months = 0 or extension_reason <> ''),
  check (approved_by <> submitted_by),
  check (status not in ('approved', 'released') or approved_by is not null),
  check (status <> 'released' or released_on is not null),
  check ((status = 'closed') = (closed_on is not null))
);
comment on table subject_request is 'Somebody asks what is held about them; the organisation asked is the controller and answers for it';
comment on column subject_request.regime is 'UK GDPR article 15, or Part 3 of the Data Protection Act 2018 (section 45) for law enforcement';
comment on column subject_request.wanted is 'What they asked for, in their words';
comment on column subject_request.due_on is 'One calendar month from receipt or from proof of identity, with extensions and pauses';
comment on column subject_request.paused_on is 'Waiting since then for what is needed to understand the request; empty while the clock runs';
comment on column subject_request.restricted_left is 'Restricted records that speak of the person and were found by nobody yet, by the latest search: their number alone';
comment on column subject_request.approved_by is 'The second person: never the one who handed it in';
create index subject_request_list on subject_request (organisation_id, status, due_on, id);

create table subject_contribution (
  id uuid primary key,
  request_id uuid not null,
  controller_id integer not null,
  organisation_id integer not null references organisation,
  status text not null check (status in ('asked', 'accepted', 'refused', 'answered', 'withdrawn')),
  message text not null default '',
  due_on date not null,
  reason text not null default '',
  asked_by uuid not null references member,
  asked_at timestamptz not null default now(),
  decided_by uuid references member,
  decided_at timestamptz,
  answered_at timestamptz,
  searched_at timestamptz,
  restricted_left integer not null default 0 check (restricted_left >= 0),
  version integer not null default 1,
  unique (request_id, organisation_id),
  foreign key (request_id, controller_id) references subject_request (id, organisation_id) on delete cascade,
  check (controller_id <> organisation_id),
  check (status <> 'refused' or reason <> ''),
  check ((status = 'answered') = (answered_at is not null))
);
comment on table subject_contribution is 'Another organisation is asked for what it holds about the person: it finds, redacts and answers itself';
create index subject_contribution_list on subject_contribution (organisation_id, status, due_on);

create table subject_item (
  id uuid primary key,
  request_id uuid not null,
  controller_id integer not null,
  organisation_id integer not null references organisation,
  report_id uuid references report on delete set null,
  case_id uuid references asb_case on delete set null,
  reference text not null,
  title text not null,
  held_by text not null,
  recorded_on date not null,
  score real not null,
  matches text[] not null,
  decision text not null default 'undecided' check (decision in ('undecided', 'included', 'excluded')),
  reason text not null default '',
  withheld_under text,
  decided_by uuid references member,
  decided_at timestamptz,
  reviewed_by uuid references member,
  reviewed_at timestamptz,
  shared_at timestamptz,
  unique (request_id, organisation_id, reference),
  foreign key (request_id, controller_id) references subject_request (id, organisation_id) on delete cascade,
  check (num_nonnulls(report_id, case_id) <= 1),
  check (decision = 'undecided' or decided_by is not null),
  check (withheld_under is null or reason <> '')
);
comment on table subject_item is 'A report or case found about the person, why it was found, and whether it is given';
comment on column subject_item.organisation_id is 'Who found it and sees it in full: the controller, or an organisation that contributes';
comment on column subject_item.withheld_under is 'The exemption under which the whole of it is kept back';
comment on column subject_item.shared_at is 'When a contributing organisation gave it to the controller, redacted';

create table subject_passage (
  id uuid primary key,
  item_id uuid not null references subject_item on delete cascade,
  position integer not null,
  heading text not null,
  part text not null check (part in ('record', 'reporter', 'told')),
  content text not null,
  unique (item_id, position)
);
comment on table subject_passage is 'An included record in passages, as it was when it was included; deleted when the package expires';
comment on column subject_passage.part is 'record: what the record says; reporter: who reported; told: who was told';

create table subject_redaction (
  id uuid primary key,
  passage_id uuid not null references subject_passage on delete cascade,
  starts integer not null check (starts >= 0),
  ends integer not null,
  kind text not null check (kind in ('name', 'phone', 'email', 'address', 'staff', 'informant', 'other')),
  status text not null check (status in ('suggested', 'confirmed', 'rejected')),
  exemption text,
  because text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  check (ends > starts),
  check (status = 'suggested' or decided_by is not null),
  check (status <> 'confirmed' or exemption is not null)
);
comment on table subject_redaction is 'Words of a passage to be kept back: suggested by the product, decided by a person';
create index subject_redaction_of_passage on subject_redaction (passage_id);

create table subject_package (
  id uuid primary key,
  request_id uuid not null references subject_request on delete cascade,
  status text not null check (status in ('building', 'ready', 'failed')),
  done integer not null default 0,
  total integer not null default 0,
  file_id uuid references stored_file,
  failure text not null default '',
  asked_by uuid not null references member,
  asked_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'building') = (finished_at is null)),
  check ((status = 'ready') = (file_id is not null))
);
comment on table subject_package is 'The archive that is handed over, made in the background';
create index subject_package_of_request on subject_package (request_id, asked_at);
create unique index subject_package_one_at_a_time on subject_package (request_id) where status = 'building';
