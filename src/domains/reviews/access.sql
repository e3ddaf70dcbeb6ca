-- A review is seen by people of its relevant bodies, and led by one of them, which may pass it on to another. Anybody applies through a function; the
-- applicant reads and answers through functions to which the secret of their link is the permission. The ledger of
-- complaints is for the worker; people read it through the reviews and cases that they see.

grant select on review_procedure, review_relevant_body to openasb_web, openasb_worker;
grant select on asb_review, review_applicant to openasb_web;
grant insert, delete on review_procedure, review_relevant_body to openasb_web;
grant update (valid_to, ended_by) on review_relevant_body to openasb_web;
grant update (organisation_id, status, case_id, asb_type, is_hate, contact_member_id, contact_name, contact_phone, contact_email,
  threshold_due_on, panel_due_on, outcome_due_on, appeal_until, acknowledged_at, decided_at, panel_at, outcome_at, closed_at,
  version, modified_at) on asb_review to openasb_web;
grant select, insert on review_body, review_complaint, review_decision, review_panel, review_minute, review_recommendation,
  review_appeal, review_event, review_figure to openasb_web;
grant update (victim_answer, victim_words, victim_attended, attended, absent, held_at, version) on review_panel to openasb_web;
grant update (status, response, responded_by, responded_at, owner_member_id, case_action_id, outcome, done_at, version)
  on review_recommendation to openasb_web;
grant update (decision, decided_by_name, reasons, told, decided_at, recorded_by, version) on review_appeal to openasb_web;
grant delete on review_figure to openasb_web;
grant select, insert, update, delete on complaint_ledger, complaint_ledger_due to openasb_worker;
grant select on asb_review, review_event to openasb_worker;
grant select, insert on review_link to openasb_worker;

-- Whether somebody says today how reviews are done in a district: a supervisor or co-ordinator of a council that is a
-- relevant body there or covers it; of this organisation, or of any where none is named.
create or replace function arranges_reviews(district text, of_organisation integer) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from (
      select organisation_id, valid_from, valid_to from review_relevant_body where district_code = district and role = 'council'
      union all
      select coverage.organisation_id, coverage.valid_from, coverage.valid_to from coverage
        join organisation on organisation.id = coverage.organisation_id
        where area_kind = 'district' and area_code = district and kind in ('unitary_council', 'district_council')
    ) as council (organisation_id, begins_on, ends_on)
    where begins_on <= day_in_england() and (ends_on is null or ends_on > day_in_england())
      and (of_organisation is null or organisation_id = of_organisation)
      and am_one_of('{supervisor,coordinator}', organisation_id))
$$;

alter table review_procedure enable row level security;
drop policy if exists read_procedure on review_procedure;
create policy read_procedure on review_procedure for select to openasb_web, openasb_worker using (true);
drop policy if exists set_procedure on review_procedure;
create policy set_procedure on review_procedure for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england()
    and arranges_reviews(district_code, organisation_id));
drop policy if exists take_procedure_back on review_procedure;
create policy take_procedure_back on review_procedure for delete to openasb_web
  using (valid_from > day_in_england() and arranges_reviews(district_code, organisation_id));
alter table review_relevant_body enable row level security;
drop policy if exists read_relevant_body on review_relevant_body;
create policy read_relevant_body on review_relevant_body for select to openasb_web, openasb_worker using (true);
drop policy if exists add_relevant_body on review_relevant_body;
create policy add_relevant_body on review_relevant_body for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england() and arranges_reviews(district_code, null));
drop policy if exists end_relevant_body on review_relevant_body;
create policy end_relevant_body on review_relevant_body for update to openasb_web
  using ((valid_to is null or valid_to > day_in_england()) and arranges_reviews(district_code, null))
  with check (ended_by = (select my_member()) and valid_to > day_in_england());
drop policy if exists take_relevant_body_back on review_relevant_body;
create policy take_relevant_body_back on review_relevant_body for delete to openasb_web
  using (valid_from > day_in_england() and arranges_reviews(district_code, null));

alter table complaint_ledger enable row level security;
drop policy if exists keep_ledger on complaint_ledger;
create policy keep_ledger on complaint_ledger to openasb_worker using (true) with check (true);
alter table complaint_ledger_due enable row level security;
drop policy if exists keep_ledger_due on complaint_ledger_due;
create policy keep_ledger_due on complaint_ledger_due to openasb_worker using (true) with check (true);

alter table asb_review enable row level security;
drop policy if exists read_review on asb_review;
create policy read_review on asb_review for select to openasb_web
  using ((select my_member()) is not null and audience && (select my_circles()));
drop policy if exists lead_review on asb_review;
create policy lead_review on asb_review for update to openasb_web
  using ((select my_member()) is not null and audience && (select my_circles())
    and organisation_id = any ((select my_organisations())::integer[]))
  -- They may make another of its relevant bodies the lead.
  with check (organisation_id = any (audience));
drop policy if exists serve_review on asb_review;
create policy serve_review on asb_review for select to openasb_worker using (true);

-- Whether the actor is a person of the body that leads the review, and sees it.
create or replace function leads_review(wanted uuid) returns boolean
language sql stable set search_path from current
as $$
  select my_member() is not null and exists (select from asb_review
    where asb_review.id = wanted and asb_review.organisation_id = any (my_organisations()))
$$;

alter table review_applicant enable row level security;
drop policy if exists read_applicant on review_applicant;
create policy read_applicant on review_applicant for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));

alter table review_link enable row level security;
drop policy if exists serve_review_link on review_link;
create policy serve_review_link on review_link for select to openasb_worker using (true);
drop policy if exists send_review_link on review_link;
create policy send_review_link on review_link for insert to openasb_worker with check (true);

alter table review_key enable row level security;
drop policy if exists for_functions_alone on review_key;
create policy for_functions_alone on review_key using (false);

alter table review_body enable row level security;
drop policy if exists read_body on review_body;
create policy read_body on review_body for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists pass_to_body on review_body;
create policy pass_to_body on review_body for insert to openasb_web
  with check (passed_by = (select my_member()) and leads_review(review_id));

alter table review_complaint enable row level security;
drop policy if exists read_complaint on review_complaint;
create policy read_complaint on review_complaint for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists name_complaint on review_complaint;
create policy name_complaint on review_complaint for insert to openasb_web
  with check (added_by = (select my_member()) and exists (select from asb_review where asb_review.id = review_id)
    and (report_id is null or exists (select from report where report.id = report_id)));

alter table review_decision enable row level security;
drop policy if exists read_decision on review_decision;
create policy read_decision on review_decision for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists decide on review_decision;
create policy decide on review_decision for insert to openasb_web
  with check (decided_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and leads_review(review_id));

alter table review_panel enable row level security;
drop policy if exists read_panel on review_panel;
create policy read_panel on review_panel for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists arrange_panel on review_panel;
create policy arrange_panel on review_panel for insert to openasb_web
  with check (arranged_by = (select my_member()) and leads_review(review_id));
drop policy if exists hold_panel on review_panel;
create policy hold_panel on review_panel for update to openasb_web
  using (leads_review(review_id)) with check (leads_review(review_id));

alter table review_minute enable row level security;
drop policy if exists read_minute on review_minute;
create policy read_minute on review_minute for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id)
    and (not is_private or organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists write_minute on review_minute;
create policy write_minute on review_minute for insert to openasb_web
  with check (written_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_review where asb_review.id = review_id));

alter table review_recommendation enable row level security;
drop policy if exists read_recommendation on review_recommendation;
create policy read_recommendation on review_recommendation for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists recommend on review_recommendation;
create policy recommend on review_recommendation for insert to openasb_web
  with check (made_by = (select my_member()) and status = 'made' and leads_review(review_id)
    and exists (select from review_body where review_body.review_id = review_recommendation.review_id
      and review_body.organisation_id = review_recommendation.organisation_id));
drop policy if exists answer_recommendation on review_recommendation;
create policy answer_recommendation on review_recommendation for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_review where asb_review.id = review_id))
  with check (organisation_id = any ((select my_organisations())::integer[]));

alter table review_appeal enable row level security;
drop policy if exists read_appeal on review_appeal;
create policy read_appeal on review_appeal for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists enter_appeal on review_appeal;
create policy enter_appeal on review_appeal for insert to openasb_web
  with check (entered_by = (select my_member()) and decision is null
    and exists (select from asb_review where asb_review.id = review_id));
drop policy if exists decide_appeal on review_appeal;
create policy decide_appeal on review_appeal for update to openasb_web
  using (decision is null and leads_review(review_id)) with check (recorded_by = (select my_member()));

alter table review_event enable row level security;
drop policy if exists read_event on review_event;
create policy read_event on review_event for select to openasb_web
  using (exists (select from asb_review where asb_review.id = review_id));
drop policy if exists write_event on review_event;
create policy write_event on review_event for insert to openasb_web
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_review where asb_review.id = review_id));
drop policy if exists serve_event on review_event;
create policy serve_event on review_event for select to openasb_worker using (true);

alter table review_figure enable row level security;
drop policy if exists read_figure on review_figure;
create policy read_figure on review_figure for select to openasb_web using (true);
drop policy if exists publish_figure on review_figure;
create policy publish_figure on review_figure for insert to openasb_web
  with check (published_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists replace_figure on review_figure;
create policy replace_figure on review_figure for delete to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));

-- What the applicant is told is sent by the way that is safe, in the transaction of what it tells.
drop policy if exists send_to_applicant on outgoing_message;
create policy send_to_applicant on outgoing_message for insert to openasb_web
  with check (status = 'waiting' and attempts = 0 and doubts = 0 and exists (select from review_event
    where review_event.id = outgoing_message.id and review_event.is_told and member_id = (select my_member())));

-- ---------------------------------------------------------------- what anybody may do

-- An application, once however often it is sent, passed at once to every relevant body of the district. A member's own
-- entry may be of an earlier day: that on which the form arrived or somebody rang. Gives its reference; none where no
-- body answers for the district.
create or replace function apply_for_review(application jsonb, link bytea) returns text
language plpgsql volatile security definer set search_path from current
as $$
declare
  submission uuid := (application ->> 'submission')::uuid;
  found_reference text;
  review uuid := (application ->> 'id')::uuid;
  district text := application ->> 'district';
  by_rule review_procedure;
  lead integer;
  on_day date := (now() at time zone 'Europe/London')::date;
begin
  perform pg_advisory_xact_lock(hashtext(submission::text));
  select reference into found_reference from asb_review where submission_id = submission;
  if found_reference is not null then return found_reference; end if;
  if my_member() is not null then on_day := least(on_day, (application ->> 'appliedOn')::date); end if;
  select * into by_rule from review_procedure where district_code = district and valid_from <= on_day
    and (valid_to is null or valid_to > on_day) order by valid_from desc limit 1;
  lead := coalesce(by_rule.organisation_id, (select organisation_id from review_relevant_body
    where district_code = district and role = 'council' and valid_from <= on_day and (valid_to is null or valid_to > on_day)
    order by organisation_id limit 1));
  if lead is null then return null; end if;
  insert into asb_review (id, reference, submission_id, organisation_id, district_code, procedure_id, channel, language,
    asb_type, behaviour, is_hate, is_vulnerable, applied_on, entered_by, acknowledge_due_on)
  values (review, application ->> 'reference', submission, lead, district, by_rule.id,
    case when my_member() is null then 'online' else application ->> 'channel' end, application ->> 'language',
    application ->> 'asbType', application ->> 'behaviour', (application ->> 'isHate')::boolean,
    (application ->> 'isVulnerable')::boolean, on_day, my_member(), (application ->> 'acknowledgeDueOn')::date);
  insert into review_applicant (review_id, name, email, phone, address, preferred_channel, safe_contact, victim_name,
    relation, consent, consent_words, needs)
  values (review, application ->> 'name', application ->> 'email', application ->> 'phone', application ->> 'address',
    application ->> 'preferredChannel', application ->> 'safeContact', application ->> 'victimName',
    application ->> 'relation', application ->> 'consent', application ->> 'consentWords', application ->> 'needs');
  insert into review_link (secret_hash, review_id) values (link, review);
  insert into review_key (review_id, kind, key)
    select review, kind, key from keys_of(application ->> 'name', null, application ->> 'phone', application ->> 'email',
      application ->> 'address', '') where kind not in ('postcode', 'born')
    union
    select review, kind, key from keys_of(application ->> 'victimName', null, '', '', application ->> 'victimAddress', '')
      where kind not in ('postcode', 'born');
  insert into review_complaint (id, review_id, report_id, reference)
    select gen_random_uuid(), review, report.id, named.reference
    from jsonb_array_elements_text(application -> 'references') as named (reference)
    left join report on report.reference = named.reference;
  insert into review_event (id, review_id, kind, what, words, is_told, channel, member_id, organisation_id, actor_name)
  values ((application ->> 'event')::uuid, review, 'received', application ->> 'receivedWhat', application ->> 'receivedWords',
    true, application ->> 'sentBy', my_member(), case when my_member() is null then null else (my_organisations())[1] end,
    case when my_member() is null then 'The applicant' else (select name from member where id = my_member()) end);
  if application ->> 'sentBy' in ('email', 'text', 'letter') then
    insert into outgoing_message (id, channel, recipient, subject, body)
    values ((application ->> 'event')::uuid, application ->> 'sentBy', application ->> 'recipient',
      application ->> 'subject', application ->> 'message');
  end if;
  insert into review_body (review_id, organisation_id, role, because, passed_by)
    select distinct on (organisation_id) review, organisation_id, role, 'A relevant body of the district', my_member()
    from review_relevant_body
    where district_code = district and valid_from <= on_day and (valid_to is null or valid_to > on_day)
    order by organisation_id, role;
  insert into review_body (review_id, organisation_id, role, because, passed_by)
    select review, lead, 'council', 'Leads reviews of the district', my_member()
    where not exists (select from review_body where review_id = review and organisation_id = lead);
  return application ->> 'reference';
end
$$;
revoke all on function apply_for_review(jsonb, bytea) from public;
grant execute on function apply_for_review(jsonb, bytea) to openasb_web;

-- What the private link of an application shows: where it is, what was decided and why, what is to be expected when,
-- who answers for it, and each recommendation with its dates. Nothing of the panel's private parts, no names of others.
create or replace function review_status(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object(
    'id', review.id, 'reference', review.reference, 'status', review.status, 'appliedOn', review.applied_on,
    'lead', lead.name, 'contactName', review.contact_name, 'contactPhone', review.contact_phone, 'contactEmail', review.contact_email,
    'acknowledgeDueOn', acknowledge_due_on, 'thresholdDueOn', threshold_due_on, 'panelDueOn', panel_due_on,
    'outcomeDueOn', outcome_due_on, 'appealUntil', appeal_until, 'acknowledgedAt', acknowledged_at, 'decidedAt', decided_at,
    'panelAt', panel_at, 'outcomeAt', outcome_at, 'closedAt', closed_at,
    'appealTo', coalesce(by_rule.appeal_to, 'csp_chair'), 'appealDays', by_rule.appeal_days,
    'bodies', (select coalesce(jsonb_agg(organisation.name order by organisation.name), '[]') from review_body
      join organisation on organisation.id = organisation_id where review_id = review.id),
    'decisions', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'decision', decision, 'told', told, 'at', decided_at)
      order by decided_at, id), '[]') from review_decision where review_id = review.id),
    'panel', (select jsonb_build_object('meetsAt', meets_at, 'place', place, 'chairName', chair_name, 'chairFrom', chair_from,
        'isInvited', victim_invited, 'notInvitedBecause', not_invited_because, 'answer', victim_answer, 'heldAt', held_at)
      from review_panel where review_id = review.id order by meets_at desc limit 1),
    'recommendations', case when review.outcome_at is null then '[]'::jsonb else
      (select coalesce(jsonb_agg(jsonb_build_object('what', what, 'body', organisation.name, 'dueOn', due_on, 'status', status,
        'response', response, 'doneAt', done_at) order by due_on, review_recommendation.id), '[]')
      from review_recommendation join organisation on organisation.id = organisation_id where review_id = review.id) end,
    'appeals', (select coalesce(jsonb_agg(jsonb_build_object('against', against, 'madeAt', made_at, 'heardBy', heard_by,
        'dueOn', due_on, 'decision', decision, 'told', told, 'decidedAt', decided_at) order by made_at, id), '[]')
      from review_appeal where review_id = review.id),
    'news', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'at', at, 'kind', kind, 'what', what, 'words', words) order by at, id), '[]')
      from review_event where review_id = review.id and is_told))
  from review_link
  join asb_review as review on review.id = review_link.review_id
  join organisation as lead on lead.id = review.organisation_id
  left join review_procedure as by_rule on by_rule.id = review.procedure_id
  where review_link.secret_hash = link
$$;
revoke all on function review_status(bytea) from public;
grant execute on function review_status(bytea) to openasb_web;

-- The applicant appeals; once however often it is sent. To whom stands in the area's procedure.
create or replace function applicant_appeals(link bytea, appeal uuid, submission uuid, about text, said text, due date)
returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  review asb_review;
begin
  select asb_review.* into review from review_link join asb_review on asb_review.id = review_id where secret_hash = link;
  if review.id is null or review.status = 'withdrawn' then return false; end if;
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from review_appeal where submission_id = submission) then return true; end if;
  insert into review_appeal (id, review_id, submission_id, against, grounds, heard_by, due_on)
  values (appeal, review.id, submission, about, said,
    coalesce((select appeal_to from review_procedure where id = review.procedure_id), 'csp_chair'), due);
  insert into review_event (id, review_id, kind, what, actor_name)
  values (gen_random_uuid(), review.id, 'appealed', 'The applicant appealed', 'The applicant');
  return true;
end
$$;
revoke all on function applicant_appeals(bytea, uuid, uuid, text, text, date) from public;
grant execute on function applicant_appeals(bytea, uuid, uuid, text, text, date) to openasb_web;

-- How the victim takes part in the panel to which they are invited.
create or replace function applicant_answers(link bytea, answer text, said text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  panel uuid;
  review uuid;
begin
  select review_panel.id, review_panel.review_id into panel, review
  from review_link join review_panel on review_panel.review_id = review_link.review_id
  where secret_hash = link and victim_invited and held_at is null order by meets_at desc limit 1;
  if panel is null then return false; end if;
  update review_panel set victim_answer = answer, victim_words = said where id = panel;
  insert into review_event (id, review_id, kind, what, actor_name)
  values (gen_random_uuid(), review, 'invitation_answered', 'The victim answered the invitation to the panel', 'The applicant');
  return true;
end
$$;
revoke all on function applicant_answers(bytea, text, text) from public;
grant execute on function applicant_answers(bytea, text, text) to openasb_web;

-- ---------------------------------------------------------------- the ledger, as people read it

-- One line a complaint, across organisations: dates, kind and with which it is one incident; no words, no people. The
-- reference of a report that the reader does not see is there only where it is not restricted.
create or replace function ledger_lines(reports uuid[]) returns table (report_id uuid, reference text, is_seen boolean,
  organisation text, asb_type text, kind text, family text, made_at timestamptz, incident_at timestamptz, counts_with uuid, limb_a boolean,
  limb_because text, is_hate boolean, easting double precision, northing double precision)
language sql stable set search_path from current
as $$
  select report.id, case when report.partition_code is null or report.audience && my_circles() then report.reference else '' end,
    report.audience && my_circles(), coalesce(organisation.short_name, ''), report.asb_type, asb_type.label,
    coalesce(asb_type.parent, asb_type.code), report.filed_at,
    report.occurred_to, coalesce(ledger.counts_with, report.id), coalesce(ledger.limb_a, true),
    coalesce(ledger.limb_because, ''), coalesce(ledger.is_hate, false), location[0], location[1]
  from report
  left join complaint_ledger as ledger on ledger.report_id = report.id
  left join organisation on organisation.id = report.organisation_id
  join asb_type on asb_type.code = report.asb_type
  where report.id = any (reports)
$$;
revoke all on function ledger_lines(uuid[]) from public;

-- The complaints that an application may be about, for people of its relevant bodies: named ones, those of its case, all
-- of the same victim, those linked to them, and what was told of the same incidents to others.
create or replace function review_ledger(wanted uuid) returns table (report_id uuid, found_by text, reference text,
  is_seen boolean, organisation text, asb_type text, kind text, family text, made_at timestamptz, incident_at timestamptz,
  counts_with uuid, limb_a boolean, limb_because text, is_hate boolean, easting double precision, northing double precision)
language sql stable security definer rows 50 set search_path from current
as $$
  with review as (
    select id, case_id, applied_on from asb_review
    where id = wanted and my_member() is not null and audience && my_circles()
  ), sure (report_id, found_by) as (
    select review_complaint.report_id, case when added_by is null then 'applicant' else 'staff' end
    from review_complaint join review on review.id = review_id where review_complaint.report_id is not null
    union all
    select case_report.report_id, 'case' from case_report join review using (case_id)
  ), linked (report_id, found_by) as (
    select other_report_id, 'link' from report_link join sure using (report_id)
    union all
    select report_link.report_id, 'link' from report_link join sure on sure.report_id = other_report_id
  ), of_victim (report_id, found_by) as (
    select theirs.report_id, 'victim' from review join review_key on review_key.review_id = review.id
    cross join lateral (select report_key.report_id from report_key
      where report_key.key = review_key.key and report_key.kind = review_key.kind
        and report_key.role in ('reporter', 'victim', 'other')
        and (report_key.role <> 'other' or report_key.subject = report_key.report_id)
        and report_key.filed_at > review.applied_on - interval '3 years'
      order by filed_at desc limit 200) as theirs
  ), found as (
    select report_id, found_by from sure union all select report_id, found_by from linked
    union all select report_id, found_by from of_victim
  ), told as (
    select report_id, found_by from found
    union all
    select same.report_id, found.found_by from found join complaint_ledger as mine on mine.report_id = found.report_id
      join complaint_ledger as same on same.counts_with = mine.counts_with
  ), best as (
    select told.report_id, (array_agg(found_by order by array_position('{applicant,staff,case,link,victim}'::text[], found_by)))[1] as found_by
    from told group by told.report_id
  )
  select best.report_id, best.found_by, line.reference, line.is_seen, line.organisation, line.asb_type, line.kind, line.family,
    line.made_at, line.incident_at, line.counts_with, line.limb_a, line.limb_because, line.is_hate, line.easting, line.northing
  from best join ledger_lines((select array_agg(best.report_id) from best)) as line using (report_id)
  join report on report.id = best.report_id
  cross join review
  where report.reporter_kind not in ('professional', 'officer') or best.found_by in ('applicant', 'staff', 'case')
  order by line.made_at, best.report_id
  limit 500
$$;
revoke all on function review_ledger(uuid) from public;
grant execute on function review_ledger(uuid) to openasb_web;

-- The complaints of a case, for those who see it in full: what an application made today would rest on.
create or replace function case_ledger(wanted uuid) returns table (report_id uuid, found_by text, reference text,
  is_seen boolean, organisation text, asb_type text, kind text, family text, made_at timestamptz, incident_at timestamptz,
  counts_with uuid, limb_a boolean, limb_because text, is_hate boolean, easting double precision, northing double precision)
language sql stable security definer rows 50 set search_path from current
as $$
  select line.report_id, 'case', line.reference, line.is_seen, line.organisation, line.asb_type, line.kind, line.family, line.made_at,
    line.incident_at, line.counts_with, line.limb_a, line.limb_because, line.is_hate, line.easting, line.northing
  from asb_case
  cross join lateral ledger_lines(array(select case_report.report_id from case_report where case_id = asb_case.id)) as line
  where asb_case.id = wanted and my_member() is not null and asb_case.audience && my_circles()
  order by line.made_at, line.report_id
$$;
revoke all on function case_ledger(uuid) from public;
grant execute on function case_ledger(uuid) to openasb_web;
