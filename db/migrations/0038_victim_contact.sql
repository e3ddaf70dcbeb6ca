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

-- ---------------------------------------------------------------- cadence, risk of cases and who signs it off

create table case_cadence (
  id uuid primary key,
  organisation_id integer references organisation,
  valid_from date not null,
  levels text[] not null check (levels <> '{}'),
  content jsonb not null,
  source text not null check (source <> ''),
  set_by uuid references member,
  set_at timestamptz not null default now(),
  unique nulls not distinct (organisation_id, valid_from)
);
comment on table case_cadence is 'How often risk is assessed again, signed off and by whom, and victims are contacted; a published one never changes';
comment on column case_cadence.organisation_id is 'Whose it is; empty for the one that holds where an organisation has none of its own';
comment on column case_cadence.levels is 'Who signs off, the lowest first';
comment on column case_cadence.content is 'As in packs/law/case-cadence.json';

alter table risk_assessment alter column report_id drop not null;
alter table risk_assessment add column case_id uuid references asb_case on delete cascade;
alter table risk_assessment add constraint risk_assessment_of check (num_nonnulls(report_id, case_id) = 1);
comment on column risk_assessment.case_id is 'Where a whole case was assessed, not one report';
create index risk_assessment_of_case on risk_assessment (case_id, assessed_at desc) where case_id is not null;

create table case_risk (
  case_id uuid primary key references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  band text check (band in ('standard', 'medium', 'high')),
  band_since date,
  assessment_id uuid references risk_assessment on delete set null,
  next_due_on date not null,
  stale_on date not null,
  called_at timestamptz,
  check ((band is null) = (band_since is null))
);
comment on table case_risk is 'What holds of the risk of an open case, by the latest assessment of it or of a report in it, and when it is due';
comment on column case_risk.band is 'Empty while nobody has assessed it';
comment on column case_risk.band_since is 'Since when every assessment said the same band';
comment on column case_risk.stale_on is 'The day from which it is stale, and a supervisor is called';
comment on column case_risk.called_at is 'When somebody was called about it; empty again once it is assessed';
create index case_risk_due on case_risk (organisation_id, next_due_on);
create index case_risk_stale on case_risk (stale_on) where called_at is null;

create table case_sign_off_due (
  case_id uuid not null references asb_case on delete cascade,
  level text not null,
  organisation_id integer not null references organisation,
  due_on date not null,
  primary key (case_id, level)
);
comment on table case_sign_off_due is 'By when somebody of a level looks at the risk of an open case and signs it off';
create index case_sign_off_due_list on case_sign_off_due (organisation_id, due_on);

create table risk_sign_off (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  level text not null,
  band text not null check (band in ('standard', 'medium', 'high')),
  assessment_id uuid references risk_assessment on delete set null,
  words text not null check (words <> ''),
  signed_by uuid not null references member,
  organisation_id integer not null references organisation,
  signed_at timestamptz not null default now()
);
comment on table risk_sign_off is 'Somebody of a level looked at the risk of a case and says what they think of it; added to and never changed';
comment on column risk_sign_off.words is 'What they looked at, and what is to be done';
create index risk_sign_off_of_case on risk_sign_off (case_id, signed_at desc);

create table sign_off_level (
  id uuid primary key,
  organisation_id integer not null references organisation,
  member_id uuid not null references member,
  level text not null,
  valid_from date not null,
  valid_to date,
  given_by uuid not null references member,
  given_at timestamptz not null default now(),
  check (valid_to > valid_from)
);
comment on table sign_off_level is 'Who may sign off risk in an organisation, at which level of its cadence';
create index sign_off_level_of_member on sign_off_level (member_id, organisation_id);

-- Whatever changes what is known of the risk of a case, and whoever does it.
create function case_risk_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'asb_case' then
    perform refresh_case_risk(new.id);
  elsif new.case_id is not null then
    perform refresh_case_risk(new.case_id);
  else
    perform refresh_case_risk(case_id) from case_report where report_id = (to_jsonb(new) ->> 'report_id')::uuid;
  end if;
  return null;
end
$$;
revoke all on function case_risk_follows() from public;
create trigger case_risk_follows after insert or update of status, organisation_id on asb_case
  for each row execute function case_risk_follows();
create trigger case_risk_follows after insert on risk_assessment for each row execute function case_risk_follows();
create trigger case_risk_follows after insert on case_report for each row execute function case_risk_follows();
create trigger case_risk_follows after insert on risk_sign_off for each row execute function case_risk_follows();

-- ---------------------------------------------------------------- victims kept informed

create table contact_plan (
  id uuid primary key,
  case_id uuid not null references asb_case on delete cascade,
  party_id uuid not null references case_party on delete cascade,
  report_id uuid references report on delete set null,
  organisation_id integer not null references organisation,
  owner_member_id uuid references member,
  preferred_channel text check (preferred_channel in ('phone', 'visit', 'email', 'text', 'letter', 'page')),
  unsafe_channels text[] not null default '{}'
    check (unsafe_channels <@ array['phone', 'visit', 'email', 'text', 'letter']),
  safe_times text not null default '',
  avoid_words text not null default '',
  band text check (band in ('standard', 'medium', 'high')),
  started_on date not null,
  last_contact_on date,
  next_due_on date not null,
  missed_on date not null,
  called_at timestamptz,
  retime boolean not null default true,
  tell_close_by date,
  ended_on date,
  ended_because text not null default '',
  modified_by uuid references member,
  version integer not null default 1,
  check ((ended_on is null) = (ended_because = ''))
);
comment on table contact_plan is 'How and how often one victim of a case hears from those who lead it; every victim has one from the start';
comment on column contact_plan.report_id is 'The report whose private page is theirs, and whose wishes about contact are';
comment on column contact_plan.band is 'By which the next contact was counted; empty while the risk is not assessed';
comment on column contact_plan.last_contact_on is 'When they last heard: an attempt that did not reach them does not count';
comment on column contact_plan.missed_on is 'The day from which the contact is missed, and a supervisor is called';
comment on column contact_plan.retime is 'The clock changed, and the job is to count again';
comment on column contact_plan.tell_close_by is 'The case is closed, and a person has to tell them by this day because no message could';
create unique index contact_plan_of_party on contact_plan (party_id) where ended_on is null;
create index contact_plan_of_case on contact_plan (case_id);
create index contact_plan_of_report on contact_plan (report_id) where report_id is not null;
create index contact_plan_due on contact_plan (organisation_id, next_due_on) where ended_on is null;
create index contact_plan_missed on contact_plan (missed_on) where ended_on is null and called_at is null;
create index contact_plan_retime on contact_plan (id) where retime and ended_on is null;

create table victim_contact (
  id uuid primary key,
  plan_id uuid not null references contact_plan on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  at timestamptz not null,
  channel text not null check (channel in ('phone', 'visit', 'email', 'text', 'letter', 'page')),
  outcome text not null check (outcome in ('reached', 'sent', 'not_reached')),
  said text not null default '',
  override_reason text not null default '',
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  recorded_at timestamptz not null default now(),
  check (outcome = 'not_reached' or said <> '')
);
comment on table victim_contact is 'One contact with a victim, or an attempt at one; added to and never changed';
comment on column victim_contact.said is 'What was said on both sides';
comment on column victim_contact.override_reason is 'Why it went by a way that they called unsafe';
create index victim_contact_of_plan on victim_contact (plan_id, at desc);

create table contact_promise (
  id uuid primary key,
  plan_id uuid not null references contact_plan on delete cascade,
  contact_id uuid not null references victim_contact on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  organisation_id integer not null references organisation,
  what text not null check (what <> ''),
  due_on date not null,
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  settled_as text check (settled_as in ('kept', 'taken_back')),
  settled_at timestamptz,
  settled_by uuid references member,
  settled_words text not null default '',
  check ((settled_at is null) = (settled_as is null) and (settled_at is null) = (settled_by is null)),
  check (settled_as is distinct from 'taken_back' or settled_words <> '')
);
comment on table contact_promise is 'What a victim was promised and by when: it is due until it is kept, or taken back with a reason';
create index contact_promise_due on contact_promise (organisation_id, due_on) where settled_at is null;
create index contact_promise_of_plan on contact_promise (plan_id);

create table told_action (
  plan_id uuid not null references contact_plan on delete cascade,
  action_id uuid not null references case_action on delete cascade,
  words text not null check (words <> ''),
  told_by uuid not null references member,
  organisation_id integer not null references organisation,
  told_at timestamptz not null default now(),
  primary key (plan_id, action_id)
);
comment on table told_action is 'An action of the plan that a victim is told of, in words that are meant for them; its dates follow the action';
create index told_action_of_action on told_action (action_id);

create table satisfaction_survey (
  id uuid primary key,
  plan_id uuid not null unique references contact_plan on delete cascade,
  case_id uuid not null references asb_case on delete cascade,
  report_id uuid not null references report on delete cascade,
  organisation_id integer not null references organisation,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answers jsonb not null default '{}',
  words text not null default '',
  check (answered_at is not null or (answers = '{}' and words = ''))
);
comment on table satisfaction_survey is 'What a victim thinks of how their case was dealt with: asked when it closes, answered once on their private page';
create index satisfaction_survey_list on satisfaction_survey (organisation_id, answered_at desc) where answered_at is not null;
create index satisfaction_survey_of_report on satisfaction_survey (report_id);

create table case_close_news (
  case_id uuid primary key references asb_case on delete cascade,
  noticed_at timestamptz not null default now()
);
comment on table case_close_news is 'Cases that were closed and whose victims are still to be told';

-- Every victim of a case has a plan from the moment they are named, and none once they are no victim of it any more.
create function contact_plan_follows_party() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    insert into contact_plan (id, case_id, party_id, report_id, organisation_id, started_on, next_due_on, missed_on)
    -- The private page of a report is its reporter's, not of everybody whom they name.
    select gen_random_uuid(), new.case_id, new.id, case when new.report_person_id is null or exists (select from report_person
        where report_person.id = new.report_person_id and report_person.role = 'reporter') then new.report_id end, asb_case.organisation_id,
      (now() at time zone 'Europe/London')::date, (now() at time zone 'Europe/London')::date + 1,
      (now() at time zone 'Europe/London')::date + 4
    from asb_case where asb_case.id = new.case_id and asb_case.status = 'open';
  else
    update contact_plan set ended_on = new.until, ended_because = 'No victim of this case any more'
    where party_id = new.id and ended_on is null;
  end if;
  return null;
end
$$;
revoke all on function contact_plan_follows_party() from public;
create trigger contact_plan_follows after insert on case_party for each row when (new.role = 'victim' and new.until is null)
  execute function contact_plan_follows_party();
create trigger contact_plan_ends after update of until on case_party for each row
  when (new.role = 'victim' and new.until is not null and old.until is null) execute function contact_plan_follows_party();

create function contact_plan_follows_case() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.status = 'closed' and old.status <> 'closed' then
    insert into case_close_news (case_id) values (new.id) on conflict (case_id) do nothing;
  elsif new.status <> 'closed' and old.status = 'closed' then
    delete from case_close_news where case_id = new.id;
    update contact_plan set ended_on = null, ended_because = '', tell_close_by = null, called_at = null, retime = true
    where case_id = new.id and (ended_because = 'The case was closed' or tell_close_by is not null)
      and not exists (select from contact_plan as other where other.party_id = contact_plan.party_id
        and other.ended_on is null and other.id <> contact_plan.id);
  end if;
  if new.organisation_id <> old.organisation_id then
    update contact_plan set organisation_id = new.organisation_id, owner_member_id = null, retime = true
    where case_id = new.id and ended_on is null;
    update contact_promise set organisation_id = new.organisation_id where case_id = new.id and settled_at is null;
  end if;
  return null;
end
$$;
revoke all on function contact_plan_follows_case() from public;
create trigger contact_plan_follows after update of status, organisation_id on asb_case
  for each row execute function contact_plan_follows_case();

create function contact_plan_follows_risk() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update contact_plan set retime = true
  where case_id = new.case_id and ended_on is null and band is distinct from new.band;
  return null;
end
$$;
revoke all on function contact_plan_follows_risk() from public;
create trigger contact_plan_follows after insert or update of band on case_risk
  for each row execute function contact_plan_follows_risk();
