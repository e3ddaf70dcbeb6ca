-- What the reporter and those who hold the report write to each other is, like their contact details, for people of the
-- organisation that holds it. The reporter reads and writes through functions to which the secret of their link is the
-- permission. Diaries follow their report. Keys that tell reporters apart are for the worker alone.

grant select, insert on reporter_message, contact_wish to openasb_web;
grant update (settled_at, settled_by, settled_because) on reporter_message to openasb_web;
grant update (language, only_channel, unsafe_channels, safe_times, avoid_words, set_by, modified_at) on contact_wish
  to openasb_web;
grant select, insert on outgoing_message to openasb_web;
grant update (status, next_attempt_at, attempts, doubts, problem) on outgoing_message to openasb_web;
grant select on diary_entry, unmatched_item, case_review_explained to openasb_web;
grant update (settled_at, settled_by, settled_as, attached_report_id, attached_case_id, reason) on unmatched_item
  to openasb_web;
grant update (told_at, told_by, told_how) on case_review_explained to openasb_web;
grant select, insert on reporter_message, case_review_explained, reporter_key to openasb_worker;
grant select on contact_wish, diary_entry, unmatched_item to openasb_worker;
grant select, delete on reporter_news to openasb_worker;
grant select, insert on report_status_link to openasb_worker;

-- Whether the actor is a person of the organisation that holds the report, and sees it.
create or replace function holds_report(of_report uuid) returns boolean
language sql stable set search_path from current
as $$
  select my_member() is not null and exists (select from report
    where report.id = of_report and report.organisation_id = any (my_organisations()))
$$;

-- Whether the actor is a person of the organisation that leads the case, and sees it.
create or replace function keeps_contact(of_case uuid) returns boolean
language sql stable set search_path from current
as $$
  select my_member() is not null and exists (select from asb_case
    where asb_case.id = of_case and asb_case.organisation_id = any (my_organisations()))
$$;

alter table reporter_message enable row level security;
drop policy if exists read_reporter_message on reporter_message;
create policy read_reporter_message on reporter_message for select to openasb_web
  using ((select my_member()) is not null and exists (select from report
    where report.id = report_id and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists write_to_reporter on reporter_message;
create policy write_to_reporter on reporter_message for insert to openasb_web
  with check (direction = 'to_reporter' and kind = 'message' and timeline_entry_id is null
    and member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and holds_report(report_id));
drop policy if exists settle_reporter_message on reporter_message;
create policy settle_reporter_message on reporter_message for update to openasb_web
  using (direction = 'from_reporter' and settled_at is null and holds_report(report_id))
  with check (settled_by is not distinct from (select my_member()) or settled_at is null);
drop policy if exists serve_reporter_message on reporter_message;
create policy serve_reporter_message on reporter_message for select to openasb_worker using (true);
drop policy if exists tell_reporter on reporter_message;
create policy tell_reporter on reporter_message for insert to openasb_worker
  with check (direction = 'to_reporter' and member_id is null);

-- Who reads a message of the thread sees whether it was sent, and has it tried again where it was not.
drop policy if exists read_outgoing_message on outgoing_message;
create policy read_outgoing_message on outgoing_message for select to openasb_web
  using (exists (select from reporter_message where reporter_message.id = outgoing_message.id));
drop policy if exists send_to_reporter on outgoing_message;
create policy send_to_reporter on outgoing_message for insert to openasb_web
  with check (status = 'waiting' and attempts = 0 and doubts = 0 and exists (select from reporter_message
    where reporter_message.id = outgoing_message.id and member_id = (select my_member())));
drop policy if exists try_message_again on outgoing_message;
create policy try_message_again on outgoing_message for update to openasb_web
  using (status = 'failed' and exists (select from reporter_message where reporter_message.id = outgoing_message.id))
  with check (status = 'waiting');

alter table contact_wish enable row level security;
drop policy if exists read_wish on contact_wish;
create policy read_wish on contact_wish for select to openasb_web using (holds_report(report_id));
drop policy if exists write_wish on contact_wish;
create policy write_wish on contact_wish for insert to openasb_web
  with check (set_by = (select my_member()) and holds_report(report_id));
drop policy if exists change_wish on contact_wish;
create policy change_wish on contact_wish for update to openasb_web
  using (holds_report(report_id)) with check (set_by = (select my_member()) and holds_report(report_id));
drop policy if exists serve_wish on contact_wish;
create policy serve_wish on contact_wish for select to openasb_worker using (true);

alter table diary_entry enable row level security;
drop policy if exists read_diary on diary_entry;
create policy read_diary on diary_entry for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));

alter table unmatched_item enable row level security;
drop policy if exists read_unmatched on unmatched_item;
create policy read_unmatched on unmatched_item for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists settle_unmatched on unmatched_item;
create policy settle_unmatched on unmatched_item for update to openasb_web
  using ((select my_member()) is not null and settled_at is null
    and organisation_id = any ((select my_organisations())::integer[]))
  with check ((settled_by = (select my_member()) or settled_at is null)
    and (attached_report_id is null or exists (select from report where report.id = attached_report_id))
    and (attached_case_id is null or exists (select from asb_case where asb_case.id = attached_case_id)));
drop policy if exists serve_unmatched on unmatched_item;
create policy serve_unmatched on unmatched_item for select to openasb_worker using (true);

alter table case_review_explained enable row level security;
drop policy if exists read_explained on case_review_explained;
create policy read_explained on case_review_explained for select to openasb_web using (holds_report(report_id));
drop policy if exists say_explained on case_review_explained;
create policy say_explained on case_review_explained for update to openasb_web
  using (channel = 'none' and told_at is null and holds_report(report_id))
  with check (told_by = (select my_member()) or told_at is null);
drop policy if exists serve_explained on case_review_explained;
create policy serve_explained on case_review_explained for select to openasb_worker using (true);
drop policy if exists record_explained on case_review_explained;
create policy record_explained on case_review_explained for insert to openasb_worker with check (told_at is null);

alter table reporter_key enable row level security;
drop policy if exists serve_key on reporter_key;
create policy serve_key on reporter_key for select to openasb_worker using (true);
drop policy if exists keep_key on reporter_key;
create policy keep_key on reporter_key for insert to openasb_worker with check (true);

alter table reporter_news enable row level security;
drop policy if exists serve_news on reporter_news;
create policy serve_news on reporter_news for select to openasb_worker using (true);
drop policy if exists clear_news on reporter_news;
create policy clear_news on reporter_news for delete to openasb_worker using (true);

-- Each message carries a link of its own to the status page, made when it is sent.
drop policy if exists serve_status_link on report_status_link;
create policy serve_status_link on report_status_link for select to openasb_worker using (true);
drop policy if exists send_status_link on report_status_link;
create policy send_status_link on report_status_link for insert to openasb_worker with check (true);

-- ---------------------------------------------------------------- what the private link opens

-- What the status page shows beyond the report itself: the thread, the diary, the times it happened again, the wishes.
-- Nothing that others said, and no contact details.
create or replace function status_page(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object(
    'reportId', report.id, 'typeLabel', asb_type.label, 'asbType', report.asb_type,
    'triagedAt', report.triaged_at, 'closedAt', report.closed_at,
    'toldAt', (select max(at) from reporter_message where report_id = report.id and direction = 'to_reporter'),
    'answerRule', (select jsonb_build_object('kind', holder.kind, 'hours', own.hours, 'workingDays', own.working_days,
        'pauses', case when report.was_paused then (select jsonb_agg(jsonb_build_object('pausedAt', paused_at,
            'runsOn', runs_on, 'resumedAt', resumed_at, 'inTime', in_time) order by paused_at)
          from clock_pause where clock_pause.report_id = report.id) end)
      from organisation as holder left join lateral (select hours, working_days from answer_promise
        where answer_promise.organisation_id = holder.id
          and valid_from <= (report.filed_at at time zone 'Europe/London')::date
        order by valid_from desc limit 1) as own on true
      where holder.id = report.organisation_id),
    'isAnonymous', report.anonymous,
    'ways', (select array_remove(array[
        case when email <> '' then 'email' end, case when phone <> '' then 'phone' end,
        case when phone <> '' then 'text' end, case when address <> '' then 'letter' end], null)
      from report_contact where report_id = report.id),
    'wish', (select jsonb_build_object('language', language, 'onlyChannel', only_channel, 'unsafeChannels', unsafe_channels,
        'safeTimes', safe_times, 'avoidWords', avoid_words) from contact_wish where report_id = report.id),
    'explained', (select jsonb_build_object('version', text_version, 'at', at) from case_review_explained
      where report_id = report.id),
    'messages', (select coalesce(jsonb_agg(jsonb_build_object('id', message.id, 'at', message.at, 'kind', message.kind,
        'direction', message.direction, 'words', message.words, 'organisation', organisation.name) order by message.at, message.id), '[]')
      from reporter_message as message left join organisation on organisation.id = message.organisation_id
      where message.report_id = report.id and message.kind <> 'acknowledgement'),
    'diary', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'startedAt', started_at, 'endedAt', ended_at,
        'what', what, 'effect', effect) order by started_at, id), '[]')
      from diary_entry where diary_entry.report_id = report.id),
    'again', (select coalesce(jsonb_agg(jsonb_build_object('reference', other.reference, 'filedAt', other.filed_at,
        'occurredFrom', other.occurred_from, 'status', other.status) order by other.filed_at, other.id), '[]')
      from report_link join report as other on other.id = report_link.report_id
      where report_link.other_report_id = report.id and said_by_reporter))
  from report_status_link
  join report on report.id = report_status_link.report_id
  join asb_type on asb_type.code = report.asb_type
  where report_status_link.secret_hash = link
$$;
revoke all on function status_page(bytea) from public;
grant execute on function status_page(bytea) to openasb_web;

-- The reporter writes; once however often it is sent. Says whether the link is one.
create or replace function reporter_writes(link bytea, message uuid, submission uuid, written text, due date) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  -- Two sendings of one text wait for each other.
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from reporter_message where submission_id = submission) then return true; end if;
  insert into reporter_message (id, report_id, submission_id, direction, kind, words, channel, author_name, reply_due_on)
  values (message, found_report, submission, 'from_reporter', 'message', written, 'page', 'The reporter', due);
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report, 'reporter_wrote', 'The reporter wrote', 'Member of the public');
  return true;
end
$$;
revoke all on function reporter_writes(bytea, uuid, uuid, text, date) from public;
grant execute on function reporter_writes(bytea, uuid, uuid, text, date) to openasb_web;

-- An entry of the diary. Where nobody works on the report any more it also waits in the inbox, under its clock.
create or replace function reporter_keeps_diary(link bytea, entry uuid, submission uuid, started timestamptz,
  ended timestamptz, happened text, affected text, due timestamptz) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report report;
begin
  select report.* into found_report from report_status_link join report on report.id = report_id where secret_hash = link;
  if found_report.id is null then return false; end if;
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from diary_entry where submission_id = submission) then return true; end if;
  insert into diary_entry (id, report_id, submission_id, started_at, ended_at, what, effect)
  values (entry, found_report.id, submission, started, ended, happened, affected);
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report.id, 'diary_entry', 'The reporter added to their diary', 'Member of the public');
  if found_report.status in ('refused', 'not_asb', 'closed') and not exists (select from case_report
      join asb_case on asb_case.id = case_id where report_id = found_report.id and asb_case.status = 'open') then
    insert into unmatched_item (id, organisation_id, report_id, diary_entry_id, due_at)
    values (entry, found_report.organisation_id, found_report.id, entry, due);
  end if;
  return true;
end
$$;
revoke all on function reporter_keeps_diary(bytea, uuid, uuid, timestamptz, timestamptz, text, text, timestamptz) from public;
grant execute on function reporter_keeps_diary(bytea, uuid, uuid, timestamptz, timestamptz, text, text, timestamptz)
  to openasb_web;

-- How it is safe to reach them, in the reporter's own words and ticks.
create or replace function reporter_wishes(link bytea, in_language text, only_by text, unsafe text[], safe text, avoid text)
returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  insert into contact_wish (report_id, language, only_channel, unsafe_channels, safe_times, avoid_words)
  values (found_report, in_language, only_by, unsafe, safe, avoid)
  on conflict (report_id) do update set language = excluded.language, only_channel = excluded.only_channel,
    unsafe_channels = excluded.unsafe_channels, safe_times = excluded.safe_times, avoid_words = excluded.avoid_words,
    set_by = null, modified_at = now();
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report, 'contact_wishes', 'The reporter changed how they may be contacted',
    'Member of the public');
  return true;
end
$$;
revoke all on function reporter_wishes(bytea, text, text, text[], text, text) from public;
grant execute on function reporter_wishes(bytea, text, text, text[], text, text) to openasb_web;

-- What the reporter themselves told us of person, place and behaviour, so that it is filed again without being typed
-- again. It is never shown.
create or replace function report_to_repeat(link bytea) returns jsonb
language sql stable security definer set search_path from current
as $$
  select jsonb_build_object('reportId', report.id, 'reference', report.reference, 'asbType', report.asb_type, 'typeLabel', asb_type.label,
    'easting', location[0], 'northing', location[1], 'precisionM', location_precision_m, 'placeKind', place_kind,
    'placeShape', place_shape::text, 'placeWords', place_words,
    'reporterKind', reporter_kind, 'language', report.language,
    'contact', (select jsonb_build_object('name', name, 'email', email, 'phone', phone, 'address', address,
        'preferredChannel', preferred_channel, 'safeContact', safe_contact, 'format', format)
      from report_contact where report_id = report.id),
    'people', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'name', name, 'bornOn', born_on,
        'phone', phone, 'email', email, 'address', address, 'postcode', postcode, 'description', description,
        'vehicle', vehicle, 'vulnerabilities', vulnerabilities)) order by position), '[]')
      from report_person where report_id = report.id))
  from report_status_link
  join report on report.id = report_status_link.report_id
  join asb_type on asb_type.code = report.asb_type
  where report_status_link.secret_hash = link
$$;
revoke all on function report_to_repeat(bytea) from public;
grant execute on function report_to_repeat(bytea) to openasb_web;

-- Links the report being filed to the first of those that the reporter calls the same, with the same wishes.
create or replace function link_repeat(link bytea, told text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_report uuid;
  first_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null or my_filing() is null or not exists (select from report where id = my_filing()) then
    return false;
  end if;
  select coalesce((select other_report_id from report_link where report_id = found_report and said_by_reporter), found_report)
    into first_report;
  insert into report_link (report_id, other_report_id, reason, said_by_reporter)
  values (my_filing(), first_report, 'The reporter says that it happened again', true);
  insert into contact_wish (report_id, language, only_channel, unsafe_channels, safe_times, avoid_words, set_by)
  select my_filing(), language, only_channel, unsafe_channels, safe_times, avoid_words, set_by
  from contact_wish where report_id = found_report;
  insert into timeline_entry (id, report_id, about_report_id, kind, what, actor_name)
  values (gen_random_uuid(), first_report, my_filing(), 'happened_again', told, 'Member of the public');
  return true;
end
$$;
revoke all on function link_repeat(bytea, text) from public;
grant execute on function link_repeat(bytea, text) to openasb_web;
