-- People named in a report are for the organisation that holds it, not for those it is shared with; a profile is for
-- the organisation that keeps it.

grant select, insert on report_unknown, report_person, report_derived to openasb_web;
grant select on report_unknown, report_derived, report_person, profile, report_key, profile_match to openasb_worker;
grant update (profile_id, matched_because) on report_person to openasb_worker;
grant insert on profile, profile_match to openasb_worker;
grant select, delete on match_due to openasb_worker;
grant select on profile, profile_match to openasb_web;

alter table report_unknown enable row level security;
drop policy if exists read_unknown on report_unknown;
create policy read_unknown on report_unknown for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));
drop policy if exists file_unknown on report_unknown;
create policy file_unknown on report_unknown for insert to openasb_web
  with check (report_id = (select my_filing()));

-- What followed from the place is read with the report; whoever chooses otherwise does so in their own name.
alter table report_derived enable row level security;
drop policy if exists read_derived on report_derived;
create policy read_derived on report_derived for select to openasb_web, openasb_worker
  using (exists (select from report where report.id = report_id));
drop policy if exists file_derived on report_derived;
create policy file_derived on report_derived for insert to openasb_web
  with check (report_id = (select my_filing()) and (chosen_by is null or chosen_by = (select my_member())));

alter table report_person enable row level security;
drop policy if exists read_report_person on report_person;
create policy read_report_person on report_person for select to openasb_web
  using (exists (select from report where report.id = report_id
    and report.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists file_report_person on report_person;
create policy file_report_person on report_person for insert to openasb_web
  with check (report_id = (select my_filing()) and profile_id is null);
drop policy if exists serve_report_person on report_person;
create policy serve_report_person on report_person for select to openasb_worker using (true);

drop policy if exists match_report_person on report_person;
create policy match_report_person on report_person for update to openasb_worker using (true)
  with check (profile_id is null or exists (select from report join profile on profile.organisation_id = report.organisation_id
    where report.id = report_id and profile.id = profile_id));

-- A profile is seen with a report that names it: what is restricted to cleared people does not show through its profile.
alter table profile enable row level security;
drop policy if exists read_profile on profile;
create policy read_profile on profile for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]) and (select my_member()) is not null
    and exists (select from report_person where report_person.profile_id = profile.id));
drop policy if exists serve_profile on profile;
create policy serve_profile on profile for select to openasb_worker using (true);
drop policy if exists make_profile on profile;
create policy make_profile on profile for insert to openasb_worker with check (true);

alter table profile_match enable row level security;
drop policy if exists read_match on profile_match;
create policy read_match on profile_match for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]) and (select my_member()) is not null
    and exists (select from report_person where report_person.id = report_person_id));
drop policy if exists serve_match on profile_match;
create policy serve_match on profile_match for select to openasb_worker using (true);
drop policy if exists note_match on profile_match;
create policy note_match on profile_match for insert to openasb_worker
  with check (decided_by is null and outcome in ('matched', 'created', 'suggested'));

alter table report_key enable row level security;
drop policy if exists serve_key on report_key;
create policy serve_key on report_key for select to openasb_worker using (true);

alter table match_due enable row level security;
drop policy if exists serve_due on match_due;
create policy serve_due on match_due for select to openasb_worker using (true);
drop policy if exists clear_due on match_due;
create policy clear_due on match_due for delete to openasb_worker using (true);

-- ---------------------------------------------------------------- keys follow what was typed

create or replace function person_gets_keys() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into report_key (report_id, subject, kind, key, name, role, filed_at)
  select added.report_id, added.id, keys.kind, keys.key, name_key(added.name), added.role, report.filed_at
  from added join report on report.id = added.report_id
  cross join lateral keys_of(added.name, added.born_on, added.phone, added.email, added.address, added.postcode) as keys
  on conflict do nothing;
  return null;
end
$$;
revoke all on function person_gets_keys() from public;
create or replace trigger person_keys after insert on report_person referencing new table as added
  for each statement execute function person_gets_keys();

-- Whoever reports in their work, or for somebody else, is no victim of what they report.
create or replace function contact_gets_keys() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into report_key (report_id, subject, kind, key, name, role, filed_at)
  select report.id, report.id, keys.kind, keys.key, name_key(added.name),
    case when reporter_kind in ('professional', 'officer', 'on_behalf') then 'other' else 'reporter' end, report.filed_at
  from added join report on report.id = added.report_id
  cross join lateral keys_of(added.name, null, added.phone, added.email, added.address, '') as keys
  where keys.kind not in ('postcode', 'born')
  on conflict do nothing;
  return null;
end
$$;
revoke all on function contact_gets_keys() from public;
create or replace trigger contact_keys after insert on report_contact referencing new table as added
  for each statement execute function contact_gets_keys();

-- A profile stays with the organisation that keeps it: whoever holds the report next looks among its own.
create or replace function holder_matches_anew() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update report_person set profile_id = null, matched_because = '' where report_id = new.id and profile_id is not null;
  insert into match_due (report_id)
  select new.id where new.organisation_id is not null and exists (select from report_person where report_id = new.id)
  on conflict do nothing;
  return null;
end
$$;
revoke all on function holder_matches_anew() from public;
create or replace trigger holder_matches after update of organisation_id on report
  for each row when (new.organisation_id is distinct from old.organisation_id) execute function holder_matches_anew();

-- Somebody may be named after the report was routed, by the system that sent it.
create or replace function named_later_is_due() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into match_due (report_id)
  select distinct added.report_id from added join report on report.id = added.report_id
  where report.organisation_id is not null and added.profile_id is null
  on conflict do nothing;
  return null;
end
$$;
revoke all on function named_later_is_due() from public;
create or replace trigger named_later after insert on report_person referencing new table as added
  for each statement execute function named_later_is_due();

-- ---------------------------------------------------------------- looking up profiles

-- Likeness is no leakproof operator, so under the policy no index would serve it: this function applies the policy's
-- own test itself (a property test holds the two together). What is left empty is not asked.
create or replace function search_profiles(words text, phone text, postcode text, most integer)
returns setof uuid
language plpgsql stable security definer rows 50 set search_path from current
  set enable_bitmapscan = on set pg_trgm.word_similarity_threshold = 0.6
as $$
begin
  if my_member() is null or concat(words, phone, postcode) = '' then return; end if;
  return query execute $query$
    select profile.id from profile
    where profile.organisation_id = any ($1)
      and exists (select from report_person as named join report on report.id = named.report_id
        where named.profile_id = profile.id and report.organisation_id = any ($1) and report.audience && $2)
      and ($3 = '' or plain_words(profile.name) operator(public.%>) plain_words($3))
      and ($4 = '' or profile.id in (select named.profile_id from report_key
        join report_person as named on named.id = report_key.subject join report on report.id = named.report_id
        where report_key.kind = 'phone' and report_key.key = phone_digits($4) and report.audience && $2))
      and ($5 = '' or profile.id in (select named.profile_id from report_key
        join report_person as named on named.id = report_key.subject join report on report.id = named.report_id
        where report_key.kind = 'postcode' and report_key.key = postcode_key($5) and report.audience && $2))
    order by profile.name, profile.id
    limit $6
  $query$ using my_organisations(), my_circles(), coalesce(words, ''), coalesce(phone, ''), coalesce(postcode, ''), most;
end
$$;
revoke all on function search_profiles(text, text, text, integer) from public;
grant execute on function search_profiles(text, text, text, integer) to openasb_web;

-- A person of the organisation that holds the report says which of its profiles somebody named in it is, makes a new
-- one, or undoes a match (neither given). Gives false where it is not theirs to say.
create or replace function match_person(named_id uuid, to_profile uuid, new_profile uuid, because text) returns boolean
language plpgsql security definer set search_path from current
as $$
declare
  named record;
begin
  select report_person.*, report.organisation_id into named
  from report_person join report on report.id = report_person.report_id
  where report_person.id = named_id and my_member() is not null
    and report.organisation_id = any (my_organisations()) and report.audience && my_circles()
  for update of report_person;
  if named.id is null or (to_profile is not null and new_profile is not null) then return false; end if;
  if to_profile is not null and not exists (
    select from profile where profile.id = to_profile and profile.organisation_id = named.organisation_id
      and exists (select from report_person as other join report on report.id = other.report_id
        where other.profile_id = profile.id and report.organisation_id = any (my_organisations())
          and report.audience && my_circles())) then return false; end if;
  if new_profile is not null then
    insert into profile (id, organisation_id, name, born_on)
    values (new_profile, named.organisation_id, named.name, named.born_on);
  end if;
  update report_person set profile_id = coalesce(to_profile, new_profile), matched_because = because where id = named_id;
  insert into profile_match (id, report_person_id, organisation_id, profile_id, outcome, because, decided_by)
  values (gen_random_uuid(), named_id, named.organisation_id, coalesce(to_profile, new_profile, named.profile_id),
    case when to_profile is not null then 'chosen' when new_profile is not null then 'created' else 'undone' end,
    because, my_member());
  return true;
end
$$;
revoke all on function match_person(uuid, uuid, uuid, text) from public;
grant execute on function match_person(uuid, uuid, uuid, text) to openasb_web;

-- Profiles that an organisation made in a period, beside older ones of its own that share an e-mail address, a telephone
-- number, a birthday or a house with them: by the published points nothing else makes two profiles one. Left out is what a
-- person chose to make new although that one was suggested. Keys are for the worker alone, so this function applies the
-- policies' own tests: the reader's organisations, and of the reports that name somebody those which the reader sees.
create or replace function alike_profiles(of_organisations integer[], made_from timestamptz, made_before timestamptz, most integer)
returns table (made_id uuid, other_id uuid, organisation_id integer, made_at timestamptz, same_phone boolean,
  same_email boolean, same_birthday boolean, same_name boolean, name_likeness double precision, same_postcode boolean,
  same_household boolean)
language plpgsql stable security definer rows 50 set search_path from current
as $$
#variable_conflict use_column
begin
  if my_member() is null then return; end if;
  return query
  with made as materialized (
    select created.profile_id, created.organisation_id, min(created.decided_at) as made_at
    from profile_match as created
    where created.outcome = 'created' and created.organisation_id = any (of_organisations)
      and created.organisation_id = any (my_organisations())
      and created.decided_at >= made_from and created.decided_at < made_before
    group by created.profile_id, created.organisation_id limit most),
  mine as materialized (
    select named.*, made.organisation_id, made.made_at, profile.created_at
    from made join profile on profile.id = made.profile_id
    join report_person as named on named.profile_id = made.profile_id
    join report on report.id = named.report_id
    where report.audience && my_circles() and report.organisation_id = any (my_organisations())),
  pair as materialized (
    select distinct mine.profile_id, mine.organisation_id, profile.id as other_id
    from mine join report_key as own on own.subject = mine.id and own.kind in ('email', 'phone', 'born', 'household')
    join report_key as theirs on theirs.kind = own.kind and theirs.key = own.key and theirs.subject <> own.subject
    join report_person as other on other.id = theirs.subject and other.profile_id <> mine.profile_id
    join report on report.id = other.report_id
      and report.audience && my_circles() and report.organisation_id = any (my_organisations())
    join profile on profile.id = other.profile_id and profile.organisation_id = mine.organisation_id
      and (profile.created_at, profile.id) < (mine.created_at, mine.profile_id)
    where not exists (select from profile_match as said
      join profile_match as suggested on suggested.report_person_id = said.report_person_id
        and suggested.outcome = 'suggested' and suggested.profile_id = profile.id
      where said.report_person_id = mine.id and said.outcome = 'created' and said.decided_by is not null))
  select pair.profile_id, pair.other_id, pair.organisation_id, mine.made_at,
    bool_or(keys.kinds @> '{phone}'), bool_or(keys.kinds @> '{email}'), bool_or(other.born_on = mine.born_on),
    bool_or(name_key(other.name) = name_key(mine.name) and name_key(mine.name) <> ''),
    max(case when other.name <> '' and mine.name <> ''
      then public.similarity(plain_words(other.name), plain_words(mine.name)) end)::double precision,
    bool_or(keys.kinds @> '{postcode}'), bool_or(keys.kinds @> '{household}')
  from pair join mine on mine.profile_id = pair.profile_id and mine.organisation_id = pair.organisation_id
  join report_person as other on other.profile_id = pair.other_id
  join report on report.id = other.report_id
  cross join lateral (select coalesce(array_agg(own.kind), '{}') as kinds
    from report_key as own join report_key as theirs on theirs.subject = other.id and theirs.kind = own.kind
      and theirs.key = own.key where own.subject = mine.id) as keys
  where report.audience && my_circles() and report.organisation_id = any (my_organisations())
  group by pair.profile_id, pair.other_id, pair.organisation_id, mine.made_at;
end
$$;
revoke all on function alike_profiles(integer[], timestamptz, timestamptz, integer) from public;
grant execute on function alike_profiles(integer[], timestamptz, timestamptz, integer) to openasb_web;

-- Where somebody who is being typed in is named already, or was in touch, by the published keys: in reports which the
-- reader's own organisation holds and the reader sees, the latest first. What these say is then read by their own policies.
create or replace function known_while_typing(people jsonb)
returns table (person integer, report_id uuid, subject uuid, kinds text[])
language plpgsql stable security definer rows 20 set search_path from current
as $$
#variable_conflict use_column
begin
  if my_member() is null then return; end if;
  return query
  select (given.position - 1)::integer, found.report_id, found.subject, array_agg(distinct found.kind order by found.kind)
  from jsonb_array_elements(people) with ordinality as given (one, position)
  cross join lateral (select name_key(coalesce(given.one ->> 'name', '')) as name) as own
  cross join lateral typed_keys(given.one) as keys
  join report_key as found on found.key = keys.key and found.kind = keys.kind
    -- One telephone may serve a house: another name is somebody else.
    and (found.kind <> 'phone' or '' in (found.name, own.name) or public.similarity(found.name, own.name) >= 0.5)
  join report on report.id = found.report_id
    and report.organisation_id = any (my_organisations()) and report.audience && my_circles()
  where keys.kind = any (kinds_of_entity('person')) and given.position <= 21
  group by given.position, found.report_id, found.subject
  order by max(found.filed_at) desc
  limit 60;
end
$$;
revoke all on function known_while_typing(jsonb) from public;
grant execute on function known_while_typing(jsonb) to openasb_web;
