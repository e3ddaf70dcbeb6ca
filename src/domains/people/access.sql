-- People named in a report are for the organisation that holds it, not for those it is shared with; a profile is for
-- the organisation that keeps it.

grant select, insert on report_unknown, report_person to openasb_web;
grant select on report_unknown, report_person, profile, report_key, profile_match to openasb_worker;
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
