-- What is less than the whole record, for those to whom it was given: each function tests the reader's circles itself
-- and gives no more than the level allows.

-- That a record of this reference exists, or whom to ask.
create or replace function pointer_of(of_kind text, wanted text)
returns table (record_id uuid, level text, organisation_name text, contact_advice text)
language sql stable security definer rows 1 set search_path from current
as $$
  select record.id, share.level, case when share.level = 'signpost' then organisation.name end,
    case when share.level = 'signpost' then organisation.contact_advice end
  from (
    select id, organisation_id from report where of_kind = 'report' and reference = wanted
    union all
    select id, organisation_id from asb_case where of_kind = 'case' and reference = wanted
  ) as record
  join share on share.report_id = record.id or share.case_id = record.id
  join organisation on organisation.id = record.organisation_id
  where share.level in ('exists', 'signpost') and share.ended_at is null
    and (share.expires_at is null or share.expires_at > now()) and share.circle_id = any (my_circles())
  order by share.level = 'signpost' desc
  limit 1
$$;
revoke all on function pointer_of(text, text) from public;
grant execute on function pointer_of(text, text) to openasb_web;

-- Everything that was given to the reader's organisations and lives, once a record at the most that it is seen, newest
-- first. Titles, types and states only where at least a summary is given, the holder only where whom to ask is: what is
-- not shown is not searched or filtered by either. Omitted filters are null.
create or replace function records_shared_with_me(wanted_level text, wanted_kind text, wanted_giver integer,
  wanted_type text, given_from timestamptz, words text, before_at timestamptz, before_id uuid, most integer)
returns table (share_id uuid, record_kind text, reference text, level text, title text, asb_type text, status text,
  organisation_id integer, agreement_id uuid, because text, given_at timestamptz, expires_at timestamptz)
language sql stable security definer rows 50 set search_path from current
as $$
  select listed.*
  from (select distinct organisation_id from circle where id = any (my_circles())) as mine
  cross join lateral (
    select share.id, case when share.report_id is null then 'case' else 'report' end,
      coalesce(report.reference, asb_case.reference), share.level, shown.title, shown.asb_type, shown.status,
      -- The agreement of two would name the holder.
      shown.organisation_id, case when share.level <> 'exists' then share.agreement_id end, share.because, share.given_at, share.expires_at
    from share
    left join report on report.id = share.report_id
    left join asb_case on asb_case.id = share.case_id
    cross join lateral (
      select case when share.level in ('summary', 'full') then coalesce(report.title, asb_case.title) end as title,
        case when share.level in ('summary', 'full') then coalesce(report.asb_type, asb_case.asb_type) end as asb_type,
        case when share.level in ('summary', 'full') then coalesce(report.status, asb_case.status) end as status,
        case when share.level <> 'exists' then coalesce(report.organisation_id, asb_case.organisation_id) end
          as organisation_id
    ) as shown
    where share.organisation_id = mine.organisation_id and share.circle_id = any (my_circles())
      and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      and not coalesce(report.organisation_id, asb_case.organisation_id) = any (my_organisations())
      and (before_at is null or (share.given_at, share.id) < (before_at, before_id))
      and (wanted_level is null or share.level = wanted_level)
      and (wanted_kind is null or (share.report_id is null) = (wanted_kind = 'case'))
      and (wanted_giver is null or shown.organisation_id = wanted_giver)
      and (wanted_type is null or shown.asb_type = wanted_type)
      and (given_from is null or share.given_at >= given_from)
      and (words is null or coalesce(report.reference, asb_case.reference) = upper(words)
        or strpos(lower(shown.title), lower(words)) > 0)
      and not exists (select from share as more
        where (more.report_id = share.report_id or more.case_id = share.case_id) and more.circle_id = any (my_circles())
          and more.ended_at is null and (more.expires_at is null or more.expires_at > now())
          and (array_position(array['exists', 'signpost', 'summary', 'full'], more.level), more.given_at, more.id)
            > (array_position(array['exists', 'signpost', 'summary', 'full'], share.level), share.given_at, share.id))
    order by share.given_at desc, share.id desc
    limit most
  ) as listed
  order by listed.given_at desc, listed.id desc
  limit most
$$;
revoke all on function records_shared_with_me(text, text, integer, text, timestamptz, text, timestamptz, uuid, integer)
  from public;
grant execute on function records_shared_with_me(text, text, integer, text, timestamptz, text, timestamptz, uuid,
  integer) to openasb_web;

-- Whom to ask about reports near one that the reader sees: of those given as signposts and no more, how many each
-- organisation holds. No reference and no distance, which a signpost does not tell either.
create or replace function signposts_near(wanted uuid, within_m double precision, within_days integer)
returns table (organisation_name text, contact_advice text, records bigint)
language plpgsql stable security definer rows 3 set search_path from current
as $$
begin
  return query
  select organisation.name, organisation.contact_advice, count(distinct other.id)
  from report as mine
  join share on share.level = 'signpost' and share.ended_at is null
    and share.location <@ circle(mine.location, within_m)
    and share.circle_id = any (my_circles()) and (share.expires_at is null or share.expires_at > now())
  join report as other on other.id = share.report_id and other.id <> mine.id
    and other.filed_at between mine.filed_at - make_interval(days => within_days)
      and mine.filed_at + make_interval(days => within_days)
  join organisation on organisation.id = other.organisation_id
  where mine.id = wanted and mine.audience && my_circles()
    and not other.audience && my_circles() and not other.outline_audience && my_circles()
  group by organisation.id
  order by 1;
end
$$;
revoke all on function signposts_near(uuid, double precision, integer) from public;
grant execute on function signposts_near(uuid, double precision, integer) to openasb_web;

-- Whom to ask about somebody of whom the reader's organisation keeps a profile: of reports of others which surely name the
-- same person and are given as signposts and no more, how many each organisation holds. Who reported is not who is named.
create or replace function signposts_of_profile(wanted uuid)
returns table (organisation_name text, contact_advice text, records bigint)
language plpgsql stable security definer rows 3 set search_path from current
as $$
declare
  circles constant integer[] := my_circles();
begin
  if my_member() is null then return; end if;
  return query
  select organisation.name, organisation.contact_advice, count(distinct other.id)
  from profile
  join report_person as named on named.profile_id = profile.id
  join report as mine on mine.id = named.report_id
    and mine.audience && circles and mine.organisation_id = any (my_organisations())
  join report_key as own on own.subject = named.id and own.kind = any (kinds_of_entity('person'))
  join report_key as theirs on theirs.key = own.key and theirs.kind = own.kind
    -- One telephone may serve a house: another name is somebody else.
    and (own.kind <> 'phone' or '' in (theirs.name, own.name) or public.similarity(theirs.name, own.name) >= 0.5)
  join report_person as person on person.id = theirs.subject
  join report as other on other.id = person.report_id
    and not other.audience && circles and not other.outline_audience && circles
  join share on share.report_id = other.id and share.level = 'signpost' and share.ended_at is null
    and (share.expires_at is null or share.expires_at > now()) and share.circle_id = any (circles)
  join organisation on organisation.id = other.organisation_id
  where profile.id = wanted and profile.organisation_id = any (my_organisations())
  group by organisation.id
  order by 1;
end
$$;
revoke all on function signposts_of_profile(uuid) from public;
grant execute on function signposts_of_profile(uuid) to openasb_web;
