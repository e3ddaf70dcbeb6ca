-- How long evidence is kept after its record ended, by dated rules of the partnership; holds that stop it; what was deleted.

create table evidence_retention (
  valid_from date not null,
  kind text not null check (kind in ('any', 'photo', 'video', 'sound', 'document')),
  outcome text not null check (outcome in ('any', 'resolved', 'behaviour_stopped', 'enforcement', 'no_further_contact',
    'no_evidence', 'moved_away', 'closed', 'refused', 'not_asb')),
  keep_months integer check (keep_months between 1 and 1200),
  source text not null check (source <> '' and length(source) <= 500),
  set_by uuid references member,
  primary key (valid_from, kind, outcome)
);
comment on table evidence_retention is 'How long evidence is kept from a day on, by its kind and the outcome of its record; what was published is never changed. The rule that names most holds, and of these the latest';
comment on column evidence_retention.outcome is 'Of the case that closed last; of the report itself where it is in no case (closed, refused, not_asb)';
comment on column evidence_retention.keep_months is 'After the record ended; null: the product never deletes it';
comment on column evidence_retention.set_by is 'Null for what the product publishes';

create table evidence_hold (
  id uuid primary key,
  item_id uuid not null references evidence_item on delete cascade,
  because text not null check (trim(because) <> '' and length(because) <= 1000),
  placed_by uuid not null references member,
  placed_at timestamptz not null default now(),
  released_by uuid references member,
  released_at timestamptz,
  released_because text not null default '' check (length(released_because) <= 1000),
  check ((released_at is null) = (released_by is null)),
  check (released_at is null or trim(released_because) <> '')
);
comment on table evidence_hold is 'Why a piece of evidence is not deleted whatever the rules say: proceedings, an appeal, a request. It holds until somebody lifts it';
create index evidence_hold_of_item on evidence_hold (item_id, placed_at);

alter table evidence_item add column kept_until date;
alter table evidence_item add column held_by text check (held_by in ('hold', 'open', 'order', 'review', 'rule'));
alter table evidence_item add column deleted_at timestamptz;
comment on column evidence_item.kept_until is 'The last day on which it is kept, as the job worked it out; null while its record has not ended or no rule says how long';
comment on column evidence_item.held_by is 'What stops its deletion: a hold, an open record, an order in force, a Case Review, or that no rule says how long';
comment on column evidence_item.deleted_at is 'When its bytes and what the file told of its maker were deleted; the row and its chain of custody stay';
create index evidence_item_to_delete on evidence_item (kept_until, id) where deleted_at is null and held_by is null;

create index review_complaint_of_report on review_complaint (report_id) where report_id is not null;

alter table custody_entry drop constraint custody_entry_what_check;
alter table custody_entry add constraint custody_entry_what_check check (what in ('received', 'attached', 'scanned', 'copied',
  'viewed', 'downloaded', 'hash_verified', 'hash_differs', 'shared_as_it_is', 'redaction_asked', 'redacted',
  'redaction_failed', 'redaction_given', 'held', 'hold_lifted', 'deleted'));
