-- Evidence: photographs, videos, sound and documents of a report or a case, with everything that was done with them.

create table evidence_item (
  id uuid primary key,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  submission_id uuid,
  inbox_organisation_id integer references organisation,
  kind text not null check (kind in ('photo', 'video', 'sound', 'document')),
  media_type text not null,
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  door text not null check (door in ('public_form', 'status_page', 'diary', 'staff', 'machine', 'demo')),
  received_at timestamptz not null default now(),
  added_by uuid references member,
  added_for integer references organisation,
  scan_status text not null default 'pending' check (scan_status in ('pending', 'clean', 'infected', 'unavailable')),
  scan_says text not null default '',
  scanned_at timestamptz,
  copy_status text not null default 'pending' check (copy_status in ('pending', 'ready', 'none')),
  copy_says text not null default '',
  due_at timestamptz,
  check (num_nonnulls(report_id, case_id, submission_id, inbox_organisation_id) >= 1),
  check (num_nonnulls(report_id, case_id) <= 1),
  check (submission_id is null or case_id is null),
  check ((inbox_organisation_id is null) = (due_at is null))
);
comment on table evidence_item is 'Something shown or heard: of a report, of a case, of a report still being typed, or waiting to be matched';
comment on column evidence_item.submission_id is 'The submission it was sent with: whatever report comes of that has it';
comment on column evidence_item.inbox_organisation_id is 'It came without a record: this organisation finds out what it belongs to, by due_at';
comment on column evidence_item.media_type is 'Found in the bytes; never what the sender or the name said';
comment on column evidence_item.sha256 is 'Of the original as it was received';
comment on column evidence_item.scan_says is 'What was found in it, or why it was not looked at';
comment on column evidence_item.copy_says is 'Why there is no copy for others to see';
create unique index evidence_of_report on evidence_item (report_id, sha256) where report_id is not null;
create unique index evidence_of_case on evidence_item (case_id, sha256) where case_id is not null;
create unique index evidence_of_submission on evidence_item (submission_id, sha256) where submission_id is not null;
create index evidence_waiting on evidence_item (inbox_organisation_id, due_at)
  where inbox_organisation_id is not null and report_id is null and case_id is null;
create index evidence_unfinished on evidence_item (received_at)
  where scan_status in ('pending', 'unavailable') or copy_status = 'pending';
create index evidence_unsent on evidence_item (received_at)
  where report_id is null and case_id is null and inbox_organisation_id is null;

create table evidence_file (
  item_id uuid not null references evidence_item on delete cascade,
  role text not null check (role in ('original', 'copy', 'thumbnail')),
  file_id uuid not null,
  media_type text not null,
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  created_at timestamptz not null default now(),
  primary key (item_id, role)
);
comment on table evidence_file is 'Bytes in the evidence store: the original as received, the copy that others see, and a small picture of it';
comment on column evidence_file.file_id is 'Its name in the store; an original shared as it is stands there once';
create index evidence_file_stored on evidence_file (file_id);

create table evidence_private (
  item_id uuid primary key references evidence_item on delete cascade,
  original_name text not null default '',
  taken_at text not null default '',
  position point,
  device text not null default '',
  read_at timestamptz
);
comment on table evidence_private is 'What the file itself tells of whoever made it; stricter than the evidence, and in no copy';
comment on column evidence_private.taken_at is 'Date and time as the device had them, without a time zone';
comment on column evidence_private.position is 'Longitude and latitude in degrees (WGS84)';

create table custody_entry (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references evidence_item on delete cascade,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('received', 'attached', 'scanned', 'copied', 'viewed', 'downloaded', 'hash_verified',
    'hash_differs', 'shared_as_it_is')),
  detail text not null default '',
  organisation_id integer references organisation,
  member_id uuid references member,
  actor_name text not null
);
comment on table custody_entry is 'The chain of custody of a piece of evidence; inserted and read, never changed';
create index custody_of_item on custody_entry (item_id, at, id);
