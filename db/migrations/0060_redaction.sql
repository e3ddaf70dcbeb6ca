-- Copies of evidence with parts taken out, made by people, and which of them is given instead of the whole.

create table evidence_redaction (
  id uuid primary key,
  item_id uuid not null references evidence_item on delete cascade,
  parts jsonb not null,
  because text not null check (trim(because) <> ''),
  asked_by uuid not null references member,
  asked_for integer not null references organisation,
  asked_at timestamptz not null,
  status text not null default 'asked' check (status in ('asked', 'made', 'failed')),
  says text not null default '',
  made_at timestamptz,
  original_sha256 bytea check (length(original_sha256) = 32),
  file_id uuid unique,
  media_type text,
  size bigint check (size > 0),
  sha256 bytea check (length(sha256) = 32),
  for_partners boolean not null default false,
  for_court boolean not null default false,
  for_subject_access text not null default '',
  check ((status = 'made') = (num_nonnulls(made_at, original_sha256, file_id, media_type, size, sha256) = 6)),
  check (status = 'made' or num_nonnulls(made_at, original_sha256, file_id, media_type, size, sha256) = 0),
  check (status = 'made' or not (for_partners or for_court or for_subject_access <> ''))
);
comment on table evidence_redaction is 'A copy of a piece of evidence with parts taken out for good; the original is left as it is';
comment on column evidence_redaction.parts is 'Areas of a picture in per cent of its width and height, times of a recording in seconds, or lines of a text';
comment on column evidence_redaction.because is 'Why these parts are taken out';
comment on column evidence_redaction.asked_for is 'The organisation for which whoever made it acted';
comment on column evidence_redaction.says is 'Why it could not be made';
comment on column evidence_redaction.original_sha256 is 'Of the original as it was found when this copy was made';
comment on column evidence_redaction.sha256 is 'Of this copy';
comment on column evidence_redaction.for_partners is 'Those outside the holder''s casework see this copy and no other';
comment on column evidence_redaction.for_court is 'This copy is the exhibit in a bundle for a court';
comment on column evidence_redaction.for_subject_access is 'Reference of the one subject access request whose answer has this copy: what is hidden from one person is not what is hidden from another';
create index redactions_of_item on evidence_redaction (item_id, asked_at);
create unique index redaction_for_partners on evidence_redaction (item_id) where for_partners;
create unique index redaction_for_court on evidence_redaction (item_id) where for_court;
create unique index redaction_for_subject_access on evidence_redaction (for_subject_access, item_id) where for_subject_access <> '';

alter table custody_entry drop constraint custody_entry_what_check;
alter table custody_entry add constraint custody_entry_what_check check (what in ('received', 'attached', 'scanned', 'copied',
  'viewed', 'downloaded', 'hash_verified', 'hash_differs', 'shared_as_it_is', 'redaction_asked', 'redacted',
  'redaction_failed', 'redaction_given'));
