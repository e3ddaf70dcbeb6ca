-- How a victim is kept informed is for people of the organisation that leads the case, as far as they may know who the
-- victim is. The victim reads what is meant for them, and answers once, by the secret of their private page.

grant select on contact_plan, victim_contact, contact_promise, told_action to openasb_web;
-- The words as the victim wrote them are told by a function alone, to colleagues who decide whether they are shown.
revoke select on satisfaction_survey from openasb_web, openasb_worker;
grant select (id, plan_id, case_id, report_id, organisation_id, team_id, asked_at, answered_at, answers, words_state,
  words_shown, moderated_by, moderated_at, moderated_because) on satisfaction_survey to openasb_web;
grant update (owner_member_id, report_id, preferred_channel, unsafe_channels, safe_times, avoid_words, last_contact_on, next_due_on,
  missed_on, called_at, band, retime, tell_close_by, ended_on, ended_because, modified_by, version) on contact_plan
  to openasb_web;
grant insert on victim_contact, contact_promise, told_action to openasb_web;
grant update (settled_as, settled_at, settled_by, settled_words) on contact_promise to openasb_web;
grant select on contact_plan, case_close_news to openasb_worker;
grant delete on case_close_news to openasb_worker;
grant update (next_due_on, missed_on, called_at, band, retime, tell_close_by, ended_on, ended_because) on contact_plan
  to openasb_worker;
grant insert, select (id, plan_id, case_id, report_id, organisation_id, team_id, asked_at, answered_at)
  on satisfaction_survey to openasb_worker;

alter table contact_plan enable row level security;
drop policy if exists read_plan on contact_plan;
-- Said in full and not by the function above, which would be called for each row of a list.
create policy read_plan on contact_plan for select to openasb_web
  using ((select my_member()) is not null
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = any ((select my_organisations())::integer[]) offset 0)
    and exists (select from case_party where case_party.id = party_id offset 0));
drop policy if exists change_plan on contact_plan;
create policy change_plan on contact_plan for update to openasb_web
  using (keeps_contact(case_id) and exists (select from case_party where case_party.id = party_id))
  with check (modified_by = (select my_member()) and (report_id is null or exists (select from case_report
    where case_report.report_id = contact_plan.report_id and case_report.case_id = contact_plan.case_id)));
drop policy if exists serve_plan on contact_plan;
create policy serve_plan on contact_plan for select to openasb_worker using (true);
drop policy if exists retime_plan on contact_plan;
create policy retime_plan on contact_plan for update to openasb_worker using (true) with check (true);

alter table victim_contact enable row level security;
drop policy if exists read_contact_made on victim_contact;
create policy read_contact_made on victim_contact for select to openasb_web
  using (exists (select from contact_plan where contact_plan.id = plan_id));
drop policy if exists record_contact_made on victim_contact;
create policy record_contact_made on victim_contact for insert to openasb_web
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from contact_plan where contact_plan.id = plan_id and contact_plan.case_id = victim_contact.case_id));

alter table contact_promise enable row level security;
drop policy if exists read_promise on contact_promise;
create policy read_promise on contact_promise for select to openasb_web
  using (exists (select from contact_plan where contact_plan.id = plan_id));
drop policy if exists make_promise on contact_promise;
create policy make_promise on contact_promise for insert to openasb_web
  with check (made_by = (select my_member()) and settled_at is null
    and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from contact_plan where contact_plan.id = plan_id and contact_plan.case_id = contact_promise.case_id));
drop policy if exists settle_promise on contact_promise;
create policy settle_promise on contact_promise for update to openasb_web
  using (settled_at is null and exists (select from contact_plan where contact_plan.id = plan_id))
  with check (settled_by = (select my_member()));

alter table told_action enable row level security;
drop policy if exists read_told_action on told_action;
create policy read_told_action on told_action for select to openasb_web
  using (exists (select from contact_plan where contact_plan.id = plan_id));
drop policy if exists tell_action on told_action;
create policy tell_action on told_action for insert to openasb_web
  with check (told_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from contact_plan join case_action on case_action.case_id = contact_plan.case_id
      where contact_plan.id = plan_id and case_action.id = action_id));

alter table satisfaction_survey enable row level security;
drop policy if exists read_survey on satisfaction_survey;
create policy read_survey on satisfaction_survey for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists serve_survey on satisfaction_survey;
create policy serve_survey on satisfaction_survey for select to openasb_worker using (true);
drop policy if exists ask_survey on satisfaction_survey;
create policy ask_survey on satisfaction_survey for insert to openasb_worker with check (answered_at is null);

alter table case_close_news enable row level security;
drop policy if exists serve_close_news on case_close_news;
create policy serve_close_news on case_close_news for select to openasb_worker using (true);
drop policy if exists clear_close_news on case_close_news;
create policy clear_close_news on case_close_news for delete to openasb_worker using (true);

-- What a victim is told of their case on their private page: actions in the words meant for them, promises made to them,
-- and whether they are asked what they think. No name of anybody, nothing of other victims.
create or replace function victim_page(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object(
    'actions', coalesce((select jsonb_agg(jsonb_build_object('words', told_action.words, 'dueOn', case_action.due_on,
        'status', case_action.status, 'finishedAt', case_action.finished_at) order by case_action.due_on, told_action.told_at)
      from contact_plan join told_action on told_action.plan_id = contact_plan.id
      join case_action on case_action.id = told_action.action_id
      where contact_plan.report_id = report_status_link.report_id), '[]'),
    'promises', coalesce((select jsonb_agg(jsonb_build_object('what', contact_promise.what, 'dueOn', contact_promise.due_on,
        'settledAs', contact_promise.settled_as, 'settledAt', contact_promise.settled_at,
        'because', case contact_promise.settled_as when 'taken_back' then contact_promise.settled_words else '' end)
        order by contact_promise.due_on, contact_promise.made_at)
      from contact_plan join contact_promise on contact_promise.plan_id = contact_plan.id
      where contact_plan.report_id = report_status_link.report_id), '[]'),
    'survey', (select jsonb_build_object('isAnswered', bool_and(answered_at is not null)) from satisfaction_survey
      where satisfaction_survey.report_id = report_status_link.report_id having count(*) > 0))
  from report_status_link where report_status_link.secret_hash = link
$$;
revoke all on function victim_page(bytea) from public;
grant execute on function victim_page(bytea) to openasb_web;

-- The victim answers, once. Says whether this was it.
create or replace function answer_survey(link bytea, given jsonb, written text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  update satisfaction_survey set answered_at = clock_timestamp(), answers = given, words = written,
    words_state = case when written <> '' then 'waiting' end
  where answered_at is null
    and report_id = (select report_id from report_status_link where secret_hash = link);
  return found;
end
$$;
revoke all on function answer_survey(bytea, jsonb, text) from public;
grant execute on function answer_survey(bytea, jsonb, text) to openasb_web;

-- Whether the actor decides about the words of a survey: caseworkers of the organisation that led the case, who see it and
-- its report, but for the one who kept the victim in touch, of whom the words may tell. PL/pgSQL, because am_one_of() is
-- made after this.
create or replace function moderates_survey(wanted uuid) returns boolean
language plpgsql stable security definer set search_path from current
as $$
begin
  return exists (select from satisfaction_survey as survey join contact_plan as plan on plan.id = survey.plan_id
    join asb_case on asb_case.id = survey.case_id join report on report.id = survey.report_id
    where survey.id = wanted and survey.words_state is not null
      and survey.organisation_id = any (my_organisations())
      and am_one_of('{triage_officer,case_officer,supervisor}', survey.organisation_id)
      and asb_case.audience && my_circles() and (report.partition_code is null or report.audience && my_circles())
      and coalesce(plan.owner_member_id, asb_case.opened_by) is distinct from my_member());
end
$$;
revoke all on function moderates_survey(uuid) from public;
grant execute on function moderates_survey(uuid) to openasb_web;

-- The words as they were written, for those who decide about them.
create or replace function survey_words(wanted uuid) returns text
language sql stable security definer set search_path from current
as $$ select words from satisfaction_survey where id = wanted and moderates_survey(id) $$;
revoke all on function survey_words(uuid) from public;
grant execute on function survey_words(uuid) to openasb_web;

-- Shows words, withholds them for a reason, or shows them without some of what was written: nothing can be put in. May be
-- decided again. Says whether it was done.
create or replace function moderate_survey(wanted uuid, decision text, because text, taken_out text[]) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  shown text;
  piece text;
begin
  if not moderates_survey(wanted) then return false; end if;
  select words into shown from satisfaction_survey where id = wanted;
  if decision = 'withheld' then
    if coalesce(because, '') = '' then return false; end if;
    shown := '';
  elsif decision = 'redacted' then
    if coalesce(cardinality(taken_out), 0) = 0 then return false; end if;
    foreach piece in array taken_out loop
      if piece = '' or position(piece in shown) = 0 then return false; end if;
      shown := replace(shown, piece, '[…]');
    end loop;
  elsif decision <> 'released' then
    return false;
  end if;
  update satisfaction_survey set words_state = decision, words_shown = shown, moderated_by = my_member(),
    moderated_at = clock_timestamp(), moderated_because = coalesce(because, '')
  where id = wanted;
  return true;
end
$$;
revoke all on function moderate_survey(uuid, text, text, text[]) from public;
grant execute on function moderate_survey(uuid, text, text, text[]) to openasb_web;
