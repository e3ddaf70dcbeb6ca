-- Requests of people for what is held about them are for the information governance people of the organisation asked;
-- those of an organisation that is asked to contribute see the request and what they find themselves. Nobody is shown
-- by a request what they may not see in full without it: items follow the policy of their report or case.

grant select, insert on subject_request, subject_contribution, subject_item, subject_passage, subject_redaction,
  subject_package to openasb_web;
grant update (status, other_names, email, phone, address, identity_proof, identity_seen_on, due_on, extended_months,
  extension_reason, paused_on, pause_reason, paused_days, searched_at, restricted_left, submitted_by, submitted_at, approved_by,
  approved_at, released_on, released_to, release_method, closed_on, closing_reason, version, modified_at)
  on subject_request to openasb_web;
grant update (status, due_on, message, reason, decided_by, decided_at, answered_at, searched_at, restricted_left,
  version) on subject_contribution to openasb_web;
grant update (score, matches, decision, reason, withheld_under, decided_by, decided_at, reviewed_by, reviewed_at,
  shared_at) on subject_item to openasb_web;
grant update (content) on subject_passage to openasb_web;
grant update (starts, ends, status, exemption, because, decided_by, decided_at) on subject_redaction to openasb_web;
grant delete on subject_passage, subject_redaction to openasb_web;
grant select on subject_request, subject_contribution, subject_item, subject_passage, subject_redaction,
  subject_package to openasb_worker;
grant update (status, done, total, file_id, failure, finished_at) on subject_package to openasb_worker;
grant delete on subject_passage to openasb_worker;

-- The organisations for which the actor answers for information today: a role counts in its own organisation only.
create or replace function my_governance() returns integer[]
language plpgsql stable parallel safe set search_path from current
as $$
begin
  return array(select distinct duty.organisation_id from duties_of(my_member(), day_in_england()) as duty
    where duty.role = 'information_governance' and duty.organisation_id = any (my_organisations()));
end
$$;
comment on function my_governance() is 'Organisations for which the actor answers for information';

alter table subject_request enable row level security;
drop policy if exists read_subject_request on subject_request;
create policy read_subject_request on subject_request for select to openasb_web
  using (organisation_id = any ((select my_governance())::integer[])
    or exists (select from subject_contribution where subject_contribution.request_id = subject_request.id
      and subject_contribution.organisation_id = any ((select my_governance())::integer[])
      and subject_contribution.status in ('asked', 'accepted', 'answered')));
drop policy if exists register_subject_request on subject_request;
create policy register_subject_request on subject_request for insert to openasb_web
  with check (organisation_id = any ((select my_governance())::integer[]) and created_by = (select my_member())
    and status = 'open');
drop policy if exists change_subject_request on subject_request;
create policy change_subject_request on subject_request for update to openasb_web
  using (organisation_id = any ((select my_governance())::integer[]))
  with check (organisation_id = any ((select my_governance())::integer[]));
drop policy if exists serve_subject_request on subject_request;
create policy serve_subject_request on subject_request for select to openasb_worker using (true);

alter table subject_contribution enable row level security;
drop policy if exists read_contribution on subject_contribution;
create policy read_contribution on subject_contribution for select to openasb_web
  using (array[organisation_id, controller_id] && (select my_governance()));
drop policy if exists ask_contribution on subject_contribution;
create policy ask_contribution on subject_contribution for insert to openasb_web
  with check (controller_id = any ((select my_governance())::integer[]) and asked_by = (select my_member())
    and status = 'asked');
drop policy if exists change_contribution on subject_contribution;
create policy change_contribution on subject_contribution for update to openasb_web
  using (array[organisation_id, controller_id] && (select my_governance()))
  with check (organisation_id = any ((select my_governance())::integer[]) and status in ('accepted', 'refused', 'answered')
    or controller_id = any ((select my_governance())::integer[]) and status in ('asked', 'withdrawn'));
drop policy if exists serve_contribution on subject_contribution;
create policy serve_contribution on subject_contribution for select to openasb_worker using (true);

-- An item is worked on by those who found it, and by the controller once it has been given to them.
alter table subject_item enable row level security;
drop policy if exists read_item on subject_item;
create policy read_item on subject_item for select to openasb_web
  using (organisation_id = any ((select my_governance())::integer[])
      and (report_id is null or exists (select from report where report.id = report_id))
      and (case_id is null or exists (select from asb_case where asb_case.id = case_id))
    or shared_at is not null and controller_id = any ((select my_governance())::integer[]));
drop policy if exists find_item on subject_item;
create policy find_item on subject_item for insert to openasb_web
  with check (organisation_id = any ((select my_governance())::integer[])
    and decision = 'undecided' and shared_at is null
    and case when report_id is not null then exists (select from report where report.id = report_id)
      else exists (select from asb_case where asb_case.id = case_id) end
    and (organisation_id = controller_id or exists (select from subject_contribution
      where subject_contribution.request_id = subject_item.request_id
        and subject_contribution.organisation_id = subject_item.organisation_id
        and subject_contribution.status = 'accepted')));
drop policy if exists decide_item on subject_item;
create policy decide_item on subject_item for update to openasb_web
  using (case when shared_at is null then organisation_id = any ((select my_governance())::integer[])
    else controller_id = any ((select my_governance())::integer[]) end)
  with check (array[organisation_id, controller_id] && (select my_governance()));
drop policy if exists serve_item on subject_item;
create policy serve_item on subject_item for select to openasb_worker using (true);

alter table subject_passage enable row level security;
drop policy if exists read_passage on subject_passage;
create policy read_passage on subject_passage for select to openasb_web, openasb_worker
  using (exists (select from subject_item where subject_item.id = item_id));
drop policy if exists write_passage on subject_passage;
create policy write_passage on subject_passage for insert to openasb_web
  with check (exists (select from subject_item where subject_item.id = item_id
    and case when shared_at is null then organisation_id else controller_id end
      = any ((select my_governance())::integer[])));
drop policy if exists redact_passage on subject_passage;
create policy redact_passage on subject_passage for update to openasb_web
  using (exists (select from subject_item where subject_item.id = item_id
    and case when shared_at is null then organisation_id else controller_id end
      = any ((select my_governance())::integer[])))
  with check (exists (select from subject_item where subject_item.id = item_id));
drop policy if exists drop_passage on subject_passage;
create policy drop_passage on subject_passage for delete to openasb_web
  using (exists (select from subject_item where subject_item.id = item_id
    and case when shared_at is null then organisation_id else controller_id end
      = any ((select my_governance())::integer[])));
drop policy if exists tidy_passage on subject_passage;
create policy tidy_passage on subject_passage for delete to openasb_worker using (true);

alter table subject_redaction enable row level security;
drop policy if exists read_redaction on subject_redaction;
create policy read_redaction on subject_redaction for select to openasb_web, openasb_worker
  using (exists (select from subject_passage where subject_passage.id = passage_id));
drop policy if exists suggest_redaction on subject_redaction;
create policy suggest_redaction on subject_redaction for insert to openasb_web
  with check ((status = 'suggested' or decided_by = (select my_member()))
    and exists (select from subject_passage join subject_item on subject_item.id = item_id
      where subject_passage.id = passage_id
        and case when shared_at is null then organisation_id else controller_id end
          = any ((select my_governance())::integer[])));
drop policy if exists decide_redaction on subject_redaction;
create policy decide_redaction on subject_redaction for update to openasb_web
  using (exists (select from subject_passage join subject_item on subject_item.id = item_id
    where subject_passage.id = passage_id
      and case when shared_at is null then organisation_id else controller_id end
        = any ((select my_governance())::integer[])))
  with check (exists (select from subject_passage where subject_passage.id = passage_id));
drop policy if exists drop_redaction on subject_redaction;
create policy drop_redaction on subject_redaction for delete to openasb_web
  using (exists (select from subject_passage join subject_item on subject_item.id = item_id
    where subject_passage.id = passage_id
      and case when shared_at is null then organisation_id else controller_id end
        = any ((select my_governance())::integer[])));

alter table subject_package enable row level security;
drop policy if exists read_package on subject_package;
create policy read_package on subject_package for select to openasb_web
  using (exists (select from subject_request where subject_request.id = request_id
    and subject_request.organisation_id = any ((select my_governance())::integer[])));
drop policy if exists ask_package on subject_package;
create policy ask_package on subject_package for insert to openasb_web
  with check (status = 'building' and asked_by = (select my_member())
    and exists (select from subject_request where subject_request.id = request_id
      and subject_request.status in ('approved', 'released')
      and subject_request.organisation_id = any ((select my_governance())::integer[])));
drop policy if exists serve_package on subject_package;
create policy serve_package on subject_package for select to openasb_worker using (true);
drop policy if exists build_package on subject_package;
create policy build_package on subject_package for update to openasb_worker using (true) with check (true);

-- How many items of a request its reader's organisation found and this reader may not see: only their number.
create or replace function subject_items_out_of_sight(wanted uuid) returns integer
language sql stable security definer set search_path from current
as $$
  select count(*)::integer from subject_item
  left join report on report.id = subject_item.report_id
  left join asb_case on asb_case.id = subject_item.case_id
  where request_id = wanted and subject_item.organisation_id = any (my_governance()) and shared_at is null
    and decision <> 'excluded' and coalesce(report.id, asb_case.id) is not null
    and not coalesce(report.audience, asb_case.audience) && my_circles()
$$;
revoke all on function subject_items_out_of_sight(uuid) from public;
grant execute on function subject_items_out_of_sight(uuid) to openasb_web;

drop policy if exists read_subject_access_package on stored_file;
create policy read_subject_access_package on stored_file for select to openasb_web
  using (kind = 'subject_access_package' and removed_at is null and expires_at > now()
    and organisation_id = any ((select my_governance())::integer[]) and subject_items_out_of_sight(record_id) = 0);

-- Where a person is spoken of in records that show themselves to any of the circles, for one organisation. Contact
-- details count where it holds the report, the audit where it wrote it. Called by the two functions below alone, which
-- decide the circles: likeness, phrases and patterns are not leakproof, so under the policies no index would serve them.
create or replace function subject_matches(circles integer[], for_organisation integer, names text[], emails text[],
  phones text[], addresses text[], phrases text[], patterns text[], filed_from timestamptz, filed_before timestamptz)
returns table (report_id uuid, case_id uuid, place text, term text, found text, score real)
language plpgsql stable set search_path from current set enable_bitmapscan = on
  set pg_trgm.word_similarity_threshold = 0.6 set pg_trgm.strict_word_similarity_threshold = 0.8
  set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  with likely as (
    select contact.report_id, 'name' as term, contact.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(contact.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_contact where name <> '' and plain_words(report_contact.name) %> plain_words(name.wanted)
    ) as contact
    union all
    select contact.report_id, 'sound', contact.name, 0.5
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_contact where name <> '' and cardinality(name_sounds(name.wanted)) > 1
        and name_sounds(report_contact.name) @> name_sounds(name.wanted)
    ) as contact
    union all
    select contact.report_id, 'email', contact.email, 1
    from unnest(emails) as email (wanted) join report_contact as contact
      on contact.email <> '' and lower(contact.email) = lower(email.wanted)
    union all
    select contact.report_id, 'phone', contact.phone, 1
    from unnest(phones) as phone (wanted) join report_contact as contact
      on contact.phone <> '' and phone_digits(contact.phone) = phone_digits(phone.wanted)
    union all
    select contact.report_id, 'address', contact.address,
      public.strict_word_similarity(plain_words(address.wanted), plain_words(contact.address))
    from unnest(addresses) as address (wanted) cross join lateral (
      select * from report_contact
      where address <> '' and plain_words(report_contact.address) %>> plain_words(address.wanted)
    ) as contact
  ), named as (
    -- Whoever is named in a report, as a victim, a witness or the one complained of.
    select person.report_id, 'name' as term, person.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(person.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_person where name <> '' and plain_words(report_person.name) %> plain_words(name.wanted)
    ) as person
    union all
    select person.report_id, 'email', person.email, 1
    from unnest(emails) as email (wanted) join report_key as known
      on known.kind = 'email' and known.key = lower(trim(email.wanted))
    join report_person as person on person.id = known.subject
    union all
    select person.report_id, 'phone', person.phone, 1
    from unnest(phones) as phone (wanted) join report_key as known
      on known.kind = 'phone' and known.key = phone_digits(phone.wanted)
    join report_person as person on person.id = known.subject
    union all
    select person.report_id, 'address', person.address,
      public.strict_word_similarity(plain_words(address.wanted), plain_words(person.address))
    from unnest(addresses) as address (wanted) cross join lateral (
      select * from report_person
      where address <> '' and plain_words(report_person.address) %>> plain_words(address.wanted)
    ) as person
    union all
    -- Who was matched to the profile of the person under another name or number.
    select person.report_id, 'profile', profile.name,
      public.word_similarity(plain_words(name.wanted), plain_words(profile.name))
    from unnest(names) as name (wanted) cross join lateral (
      select * from profile where profile.organisation_id = for_organisation and profile.name <> ''
        and plain_words(profile.name) %> plain_words(name.wanted)
    ) as profile
    join report_person as person on person.profile_id = profile.id
  ), involved as (
    -- Whoever was brought into a case, in whatever role; the organisation that leads it or brought them in answers for them.
    select party.case_id, party.report_id, party.organisation_id, 'name' as term, party.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(party.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from case_party where plain_words(case_party.name) %> plain_words(name.wanted)
        and not exists (select from person_group as kept where kept.id = case_party.group_id and kept.partition_code is not null)
    ) as party
    union all
    select party.case_id, party.report_id, party.organisation_id, reached.term, reached.found, 1
    from case_party as party cross join lateral (values
      ('email', party.email, party.email <> '' and lower(party.email) = any (select lower(trim(email)) from unnest(emails) as email)),
      ('phone', party.phone, party.phone <> '' and phone_digits(party.phone) = any (select phone_digits(phone) from unnest(phones) as phone))
    ) as reached (term, found, is_same)
    where is_same and (cardinality(emails) > 0 or cardinality(phones) > 0)
    union all
    -- Whoever follows the place of a case by an address of their own.
    select place.case_id, null, place.organisation_id, case follower.channel when 'text' then 'phone' else 'email' end,
      follower.recipient, 1
    from follower join followed_place as place on place.id = follower.place_id
    where follower.recipient <> '' and (lower(follower.recipient) = any (select lower(trim(email)) from unnest(emails) as email)
      or follower.channel = 'text' and phone_digits(follower.recipient) = any (select phone_digits(phone) from unnest(phones) as phone))
  ), spoken as (
    select report.id as report_id, 'reporter' as place, likely.term, likely.found, likely.score
    from likely join report on report.id = likely.report_id
    where report.audience && circles and report.organisation_id = for_organisation
      and (filed_from is null or report.filed_at >= filed_from) and (filed_before is null or report.filed_at < filed_before)
    union all
    select report.id, 'person', named.term, named.found, named.score
    from named join report on report.id = named.report_id
    where report.audience && circles and report.organisation_id = for_organisation
      and (filed_from is null or report.filed_at >= filed_from) and (filed_before is null or report.filed_at < filed_before)
    union all
    select report.id, 'words', 'phrase', phrase.wanted, 0.7
    from unnest(phrases) as phrase (wanted) cross join lateral (
      select * from report as each
      where each.audience && circles and each.search @@ phraseto_tsquery('pg_catalog.english', phrase.wanted)
        and (filed_from is null or each.filed_at >= filed_from) and (filed_before is null or each.filed_at < filed_before)
    ) as report
  ), told as (
    select entry.report_id, entry.case_id, 'timeline' as place, 0.6 as score, entry.at
    from timeline_entry as entry
    where entry.what ilike any (patterns) or entry.why ilike any (patterns)
    union all
    select case when record_kind = 'report' then record_id end, case when record_kind = 'case' then record_id end,
      'disclosure', 0.6, entry.at
    from audit_entry as entry
    where entry.verb = 'disclose' and entry.organisation_id = for_organisation and record_kind in ('report', 'case')
      and (entry.recipient ilike any (patterns) or entry.reason ilike any (patterns))
    union all
    -- Each organisation answers for the assessments and the police log that are its own.
    select risk.report_id, null, 'risk', 0.6, risk.assessed_at from risk_assessment as risk
    where risk.organisation_id = for_organisation
      and (risk.override_reason ilike any (patterns) or risk.answers::text ilike any (patterns))
    union all
    select entry.report_id, null, 'police_log', 0.6, entry.at from police_log_entry as entry
    where entry.organisation_id = for_organisation and entry.words ilike any (patterns)
    union all
    select null, asb_case.id, 'case', 0.6, opened_at from asb_case where closing_reason ilike any (patterns)
    union all
    select null, case_action.case_id, 'plan', 0.6, case_action.created_at from case_action
    where case_action.what ilike any (patterns) or case_action.outcome ilike any (patterns)
    union all
    -- What was done under powers, and what victims said and were told, is for the organisation that did it.
    select null, used.case_id, 'power', 0.6, used.recorded_at from intervention as used
    where used.organisation_id = for_organisation and (used.grounds ilike any (patterns) or used.evidence ilike any (patterns)
      or used.because ilike any (patterns) or used.conditions::text ilike any (patterns)
      or exists (select from intervention_event as event
        where event.intervention_id = used.id and event.what ilike any (patterns))
      or exists (select from case_document as written
        where written.intervention_id = used.id and written.words::text ilike any (patterns)))
    union all
    select null, consulted.case_id, 'power', 0.6, consulted.recorded_at from intervention_consultation as consulted
    where consulted.organisation_id = for_organisation
      and (consulted.whom ilike any (patterns) or consulted.said ilike any (patterns))
    union all
    select null, plan.case_id, 'contact', 0.6, made.at from victim_contact as made
    join contact_plan as plan on plan.id = made.plan_id
    where made.organisation_id = for_organisation and made.said ilike any (patterns)
    union all
    select null, needs.case_id, 'contact', 0.6, needs.assessed_at from needs_assessment as needs
    where needs.organisation_id = for_organisation and needs.answers::text ilike any (patterns)
    union all
    select null, referral.case_id, 'contact', 0.6, referral.made_at from support_referral as referral
    where referral.organisation_id = for_organisation and (referral.told ilike any (patterns) or referral.reach ilike any (patterns)
      or exists (select from support_outcome as said where said.referral_id = referral.id and said.words ilike any (patterns)))
  ), everywhere as (
    select spoken.report_id, null::uuid as case_id, spoken.place, spoken.term, spoken.found, spoken.score from spoken
    union all
    select told.report_id, null, told.place, 'phrase', '', told.score from told join report on report.id = told.report_id
    where report.audience && circles
      and (filed_from is null or told.at >= filed_from) and (filed_before is null or told.at < filed_before)
    union all
    select null, told.case_id, told.place, 'phrase', '', told.score from told join asb_case on asb_case.id = told.case_id
    where asb_case.audience && circles
      and (filed_from is null or told.at >= filed_from) and (filed_before is null or told.at < filed_before)
    union all
    select null, asb_case.id, 'party', involved.term, involved.found, involved.score from involved
    join asb_case on asb_case.id = involved.case_id
    left join report on report.id = involved.report_id
    where asb_case.audience && circles and for_organisation in (asb_case.organisation_id, involved.organisation_id)
      and (report.id is null or report.partition_code is null or report.audience && circles)
      and (filed_from is null or asb_case.opened_at >= filed_from)
      and (filed_before is null or asb_case.opened_at < filed_before)
    union all
    select null, asb_case.id, 'linked', 'report', report.reference, 0.4 from (select distinct spoken.report_id from spoken) as linked
    join case_report on case_report.report_id = linked.report_id join asb_case on asb_case.id = case_report.case_id
    join report on report.id = linked.report_id
    where asb_case.audience && circles
  )
  select everywhere.report_id, everywhere.case_id, everywhere.place, everywhere.term, everywhere.found,
    max(everywhere.score)::real
  from everywhere group by 1, 2, 3, 4, 5;
end
$$;
revoke all on function subject_matches(integer[], integer, text[], text[], text[], text[], text[], text[], timestamptz,
  timestamptz) from public;

-- What the actor's organisation may see in full of the records that speak of a person, likeliest first.
create or replace function find_subject_records(for_organisation integer, names text[], emails text[], phones text[],
  addresses text[], phrases text[], patterns text[], filed_from timestamptz, filed_before timestamptz, most integer)
returns table (report_id uuid, case_id uuid, place text, term text, found text, score real)
language sql stable security definer rows 100 set search_path from current
as $$
  select * from subject_matches(
    array(select id from circle where organisation_id = for_organisation and id = any (my_circles())), for_organisation,
    names, emails, phones, addresses, phrases, patterns, filed_from, filed_before)
  where for_organisation = any (my_governance())
  order by score desc, report_id, case_id
  limit most
$$;
revoke all on function find_subject_records(integer, text[], text[], text[], text[], text[], text[], timestamptz,
  timestamptz, integer) from public;
grant execute on function find_subject_records(integer, text[], text[], text[], text[], text[], text[], timestamptz,
  timestamptz, integer) to openasb_web;

-- How many restricted records of the actor's organisation speak of the person, are for others who are cleared, and were
-- not found by any of them yet.
create or replace function count_restricted_subject_records(for_request uuid, for_organisation integer, names text[], emails text[],
  phones text[], addresses text[], phrases text[], patterns text[], filed_from timestamptz, filed_before timestamptz)
returns integer
language sql stable security definer set search_path from current
as $$
  select count(distinct coalesce(matched.report_id, matched.case_id))::integer
  from subject_matches(
    array(select id from circle where organisation_id = for_organisation and partition_code is not null), for_organisation,
    names, emails, phones, addresses, phrases, patterns, filed_from, filed_before) as matched
  left join report on report.id = matched.report_id
  left join asb_case on asb_case.id = matched.case_id
  where for_organisation = any (my_governance())
    and not coalesce(report.audience, asb_case.audience) && my_circles()
    and not exists (select from subject_item where request_id = for_request
      and subject_item.organisation_id = for_organisation
      and coalesce(subject_item.report_id, subject_item.case_id) = coalesce(matched.report_id, matched.case_id))
$$;
revoke all on function count_restricted_subject_records(uuid, integer, text[], text[], text[], text[], text[], text[],
  timestamptz, timestamptz) from public;
grant execute on function count_restricted_subject_records(uuid, integer, text[], text[], text[], text[], text[], text[],
  timestamptz, timestamptz) to openasb_web;
