-- Whether anything happened in a case stands in timelines that not every reader sees whole: the product itself looks, and
-- says on the case's own row since when nothing did. A person decides, unless the partnership's rule says otherwise.

grant select on quiet_rule to openasb_web, openasb_worker;
grant insert, delete on quiet_rule to openasb_web;
grant update (quiet_since) on asb_case to openasb_web;
alter table quiet_rule enable row level security;
drop policy if exists read_quiet_rule on quiet_rule;
create policy read_quiet_rule on quiet_rule for select to openasb_web, openasb_worker using (true);
-- Whether the actor sets the rules from a day on: a co-ordinator, from tomorrow on, for what holds already was acted on.
-- PL/pgSQL, because am_one_of() is made after this.
create or replace function sets_quiet_rules(from_day date) returns boolean
language plpgsql stable security definer set search_path from current
as $$ begin return from_day > day_in_england() and am_one_of('{coordinator}', null); end $$;
revoke all on function sets_quiet_rules(date) from public;
grant execute on function sets_quiet_rules(date) to openasb_web;
drop policy if exists set_quiet_rule on quiet_rule;
create policy set_quiet_rule on quiet_rule for insert to openasb_web
  with check (set_by = (select my_member()) and sets_quiet_rules(valid_from));
drop policy if exists take_quiet_rule_back on quiet_rule;
create policy take_quiet_rule_back on quiet_rule for delete to openasb_web
  using (sets_quiet_rules(valid_from));

-- When anybody but the product itself last did something in a case, or in a report that is linked to it.
create or replace function last_happening(wanted uuid) returns timestamptz
language sql stable security definer set search_path from current
as $$
  select greatest(
    (select opened_at from asb_case where asb_case.id = wanted),
    (select max(at) from timeline_entry where timeline_entry.case_id = wanted
      and (member_id is not null or organisation_id is not null or actor_name <> 'OpenASB')),
    (select max(entry.at) from case_report join timeline_entry as entry on entry.report_id = case_report.report_id
      where case_report.case_id = wanted
        and (entry.member_id is not null or entry.organisation_id is not null or entry.actor_name <> 'OpenASB')))
$$;
revoke all on function last_happening(uuid) from public;

-- Suggests the review of Monitored Cases in which nothing happened for so long, and takes that back where something did
-- since. The day until which a person kept a case stands. For jobs.
create or replace function suggest_quiet_reviews(day date, most integer) returns table (id uuid, since date)
language plpgsql security definer set search_path from current
as $$
#variable_conflict use_column
declare
  rule quiet_rule;
  cutoff timestamptz;
begin
  update asb_case set quiet_since = null
  where asb_case.quiet_since is not null and asb_case.status = 'open'
    and (last_happening(asb_case.id) at time zone 'Europe/London')::date > asb_case.quiet_since;
  select * into rule from quiet_rule where valid_from <= day order by valid_from desc limit 1;
  if rule.valid_from is null then return; end if;
  cutoff := (day - rule.quiet_days + 1)::timestamp at time zone 'Europe/London';
  return query
  update asb_case set quiet_since = quiet.since, review_on = least(asb_case.review_on, day + rule.answer_days)
  from (
    select quiet.id, (last.at at time zone 'Europe/London')::date as since
    from asb_case as quiet cross join lateral (select last_happening(quiet.id) as at) as last
    where quiet.status = 'open' and quiet.kind = 'monitored' and quiet.quiet_since is null and quiet.paused_until is null
      and quiet.opened_at < cutoff and last.at < cutoff
      and (quiet.review_on <= day or not exists (select from timeline_entry
        where timeline_entry.case_id = quiet.id and timeline_entry.kind = 'reviewed'))
    order by quiet.opened_at limit most
  ) as quiet
  where asb_case.id = quiet.id
  returning asb_case.id, asb_case.quiet_since;
end
$$;
revoke all on function suggest_quiet_reviews(date, integer) from public;
grant execute on function suggest_quiet_reviews(date, integer) to openasb_worker;

-- Closes quiet cases that nobody reviewed in time, where the rule of the day says so: never before the rule itself is as
-- old, and never with high risk, an open action, a promise that is not kept, or a Case Review or hand-over that goes on.
-- The decision names the rule; what those affected are told is a template. For jobs.
create or replace function close_quiet_cases(day date, now timestamptz, code text, label text, list_from date, told text, most integer)
returns table (id uuid, because text)
language plpgsql security definer set search_path from current
as $$
#variable_conflict use_column
declare
  rule quiet_rule;
begin
  select * into rule from quiet_rule where valid_from <= day order by valid_from desc limit 1;
  if rule.closes_after_days is null then return; end if;
  return query
  with closed as (
    update asb_case set status = 'closed', outcome = close_quiet_cases.code, closed_at = close_quiet_cases.now,
      version = asb_case.version + 1, modified_at = clock_timestamp(), closing_reason = quiet.words
    from (
      select quiet.id, format('Closed by the partnership''s rule of %s: nothing happened since %s, and nobody reviewed it by %s.',
        to_char(rule.valid_from, 'FMDD FMMonth YYYY'), to_char(quiet.quiet_since, 'FMDD FMMonth YYYY'),
        to_char(quiet.review_on, 'FMDD FMMonth YYYY')) as words
      from asb_case as quiet
      where quiet.status = 'open' and quiet.kind = 'monitored' and quiet.quiet_since is not null
        and quiet.paused_until is null and quiet.risk_band is distinct from 'high'
        and greatest(quiet.review_on, rule.valid_from) + rule.closes_after_days <= day
        and (last_happening(quiet.id) at time zone 'Europe/London')::date <= quiet.quiet_since
        and not exists (select from case_action where case_action.case_id = quiet.id and case_action.status = 'open')
        and not exists (select from contact_promise where contact_promise.case_id = quiet.id and settled_at is null)
        and not exists (select from asb_review left join review_recommendation on review_id = asb_review.id
            and review_recommendation.status in ('made', 'accepted')
          where asb_review.case_id = quiet.id
            and (asb_review.status not in ('closed', 'withdrawn') or review_id is not null))
        and not exists (select from hand_over where hand_over.case_id = quiet.id and hand_over.status = 'awaiting')
      order by quiet.review_on, quiet.id limit most for update skip locked
    ) as quiet
    where asb_case.id = quiet.id
    returning asb_case.id, asb_case.organisation_id, asb_case.closing_reason
  ), decided as (
    insert into decision_reason (id, case_id, gate, code, label, list_from, words, told_victim, organisation_id)
    select gen_random_uuid(), closed.id, 'case_close', close_quiet_cases.code, close_quiet_cases.label,
      close_quiet_cases.list_from, closed.closing_reason, close_quiet_cases.told, closed.organisation_id
    from closed
  )
  select closed.id, closed.closing_reason from closed;
end
$$;
revoke all on function close_quiet_cases(date, timestamptz, text, text, date, text, integer) from public;
grant execute on function close_quiet_cases(date, timestamptz, text, text, date, text, integer) to openasb_worker;
