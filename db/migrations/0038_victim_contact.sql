-- The safety net: what repeats or weighs heavily and is opened by nobody pages a supervisor, and the page climbs until a
-- person acknowledges it.

create table safety_net_rule (
  id uuid primary key,
  organisation_id integer references organisation,
  valid_from date not null,
  at_least integer not null check (at_least >= 2),
  window_days integer not null check (window_days > 0),
  within_m integer not null check (within_m > 0),
  unseen_hours integer not null check (unseen_hours > 0),
  high_risk_hours integer not null check (high_risk_hours > 0),
  look_back_days integer not null check (look_back_days > 0),
  steps jsonb not null check (steps <> '[]'),
  source text not null check (source <> ''),
  set_by uuid references member,
  set_at timestamptz not null default now(),
  unique nulls not distinct (organisation_id, valid_from)
);
comment on table safety_net_rule is 'When what nobody opened pages somebody, and whom; a published rule never changes, another follows it';
comment on column safety_net_rule.organisation_id is 'Whose rule it is; empty for the one that holds where an organisation has none of its own';
comment on column safety_net_rule.at_least is 'So many reports of one place or one victim, by whoever holds them';
comment on column safety_net_rule.unseen_hours is 'Hours by the clock, nights and weekends too';
comment on column safety_net_rule.look_back_days is 'Reports filed longer ago page nobody: they came by an import';
comment on column safety_net_rule.steps is 'Whom a page goes to, one after the other: role, and hours after the step before';

create table safety_due (
  report_id uuid primary key references report on delete cascade,
  since timestamptz not null default clock_timestamp()
);
comment on table safety_due is 'Reports that were routed, assessed or told of somebody anew, and are to be looked at';

create table safety_concern (
  id uuid primary key,
  kind text not null check (kind in ('place', 'victim', 'high_risk')),
  report_id uuid not null references report on delete cascade,
  cause uuid not null,
  basis uuid[] not null default '{}',
  rule_id uuid not null references safety_net_rule,
  arisen_at timestamptz not null,
  page_at timestamptz not null,
  settled_at timestamptz,
  settled_as text check (settled_as in ('opened', 'paged', 'joined')),
  unique (kind, cause),
  check ((settled_at is null) = (settled_as is null))
);
comment on table safety_concern is 'Something that a person has to open by a time';
comment on column safety_concern.cause is 'The report that made it as many, or the assessment: one cause is watched once';
comment on column safety_concern.basis is 'The other reports it rests on, a hundred at most';
comment on column safety_concern.settled_as is 'opened by a person in time, paged, or joined to a page that is still open';
create index safety_concern_waiting on safety_concern (page_at) where settled_at is null;
create index safety_concern_of_report on safety_concern (report_id);

create table safety_page (
  id uuid primary key,
  cause text not null unique,
  kind text not null check (kind in ('place', 'victim', 'high_risk', 'stale_risk', 'missed_contact')),
  organisation_id integer not null references organisation,
  report_id uuid references report on delete cascade,
  case_id uuid references asb_case on delete cascade,
  basis uuid[] not null default '{}',
  rule_id uuid not null references safety_net_rule,
  since timestamptz not null,
  paged_at timestamptz not null,
  step smallint not null default 0,
  next_step_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid references member,
  acknowledged_words text not null default '',
  check (num_nonnulls(report_id, case_id) = 1),
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check (acknowledged_at is null or acknowledged_words <> '')
);
comment on table safety_page is 'A supervisor was called to something that nobody looked at; it climbs until a person acknowledges it';
comment on column safety_page.cause is 'What it is about: one cause pages once';
comment on column safety_page.since is 'Since when a person should have looked';
comment on column safety_page.next_step_at is 'When it goes to the next step; empty at the last';
comment on column safety_page.acknowledged_words is 'What is done about it, and by whom';
create index safety_page_open on safety_page (organisation_id, paged_at) where acknowledged_at is null;
create index safety_page_climbs on safety_page (next_step_at) where acknowledged_at is null and next_step_at is not null;
create index safety_page_of_report on safety_page (report_id) where report_id is not null;
create index safety_page_of_case on safety_page (case_id) where case_id is not null;

create table safety_notice (
  page_id uuid not null references safety_page on delete cascade,
  step smallint not null,
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  role text not null,
  at timestamptz not null,
  message_id uuid not null,
  primary key (page_id, step, member_id)
);
comment on table safety_notice is 'Whom a page was sent to, at which step';
comment on column safety_notice.message_id is 'The e-mail that told them';
create index safety_notice_of_member on safety_notice (member_id);

-- Routed or handed over, found to be at high risk, or told of somebody who is known: then it is to be looked at, whatever
-- domain did it and in the same transaction.
create function becomes_safety_due() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'report' then
    insert into safety_due (report_id) values (new.id) on conflict do nothing;
  else
    insert into safety_due (report_id) values (new.report_id) on conflict do nothing;
  end if;
  return null;
end
$$;
revoke all on function becomes_safety_due() from public;
create trigger becomes_safety_due after update of organisation_id on report for each row
  when (new.organisation_id is distinct from old.organisation_id) execute function becomes_safety_due();
create trigger becomes_safety_due after insert on risk_assessment for each row
  when (new.report_id is not null and new.band = 'high') execute function becomes_safety_due();
create trigger becomes_safety_due after update of profile_id on report_person for each row
  when (new.profile_id is distinct from old.profile_id) execute function becomes_safety_due();
