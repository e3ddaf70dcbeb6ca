-- What was found when people looked through who may do what: each duty is confirmed again and again, or asked to be ended.

create table membership_review (
  id uuid primary key,
  membership_id uuid not null references membership on delete cascade,
  outcome text not null check (outcome in ('kept', 'end_asked')),
  because text not null check (because <> ''),
  reviewed_by uuid not null references member,
  reviewed_at timestamptz not null default clock_timestamp()
);
comment on table membership_review is 'What somebody found who looked through the duties of an organisation: still needed, or to be ended; never changed';
comment on column membership_review.outcome is 'kept: still needed. end_asked: the co-ordinator is asked to end it';
comment on column membership_review.because is 'How the reviewer knows, in their words';
create index membership_review_latest on membership_review (membership_id, reviewed_at desc);
create index membership_review_by on membership_review (reviewed_by);
