-- A group is for people of the organisation that keeps it, and where it is restricted for those of them who are cleared.
-- Its members are shown while its review has not lapsed, and somebody with a profile to those who see the profile.

grant select, insert on person_group, group_member, group_review to openasb_web;
grant update (review_on, ended_on, ended_by, ended_because, version) on person_group to openasb_web;
grant update (until, ended_by, ended_at, ended_because, version) on group_member to openasb_web;
grant delete on group_member to openasb_web;

alter table person_group enable row level security;
drop policy if exists read_group on person_group;
create policy read_group on person_group for select to openasb_web
  using (organisation_id = any ((select my_organisations())::integer[]) and is_for_me(organisation_id, partition_code));
drop policy if exists keep_group on person_group;
create policy keep_group on person_group for insert to openasb_web
  with check (added_by = (select my_member()) and ended_on is null
    and organisation_id = any ((select my_casework())::integer[]) and is_for_me(organisation_id, partition_code));
drop policy if exists change_group on person_group;
create policy change_group on person_group for update to openasb_web
  using (ended_on is null and organisation_id = any ((select my_casework())::integer[])
    and is_for_me(organisation_id, partition_code))
  with check (ended_by is null or ended_by = (select my_member()));

alter table group_member enable row level security;
drop policy if exists read_group_member on group_member;
create policy read_group_member on group_member for select to openasb_web
  using (exists (select from person_group where person_group.id = group_id
      and (person_group.review_on >= (select day_in_england()) or person_group.ended_on is not null))
    and (profile_id is null or exists (select from profile where profile.id = profile_id)));
drop policy if exists add_group_member on group_member;
create policy add_group_member on group_member for insert to openasb_web
  with check (added_by = (select my_member()) and until is null
    and exists (select from person_group where person_group.id = group_id and person_group.ended_on is null
      and person_group.review_on >= (select day_in_england())
      and person_group.organisation_id = any ((select my_casework())::integer[])
      and (profile_id is null or exists (select from profile
        where profile.id = profile_id and profile.organisation_id = person_group.organisation_id))));
drop policy if exists end_group_member on group_member;
create policy end_group_member on group_member for update to openasb_web
  using (until is null and exists (select from person_group where person_group.id = group_id
    and person_group.organisation_id = any ((select my_casework())::integer[])))
  with check (ended_by = (select my_member()));
-- Erasure, which the law may ask for: everything else of the history stays.
drop policy if exists erase_group_member on group_member;
create policy erase_group_member on group_member for delete to openasb_web
  using (exists (select from person_group where person_group.id = group_id
    and person_group.organisation_id
      = any ((select my_organisations_as('{supervisor,information_governance}'))::integer[])));

alter table group_review enable row level security;
drop policy if exists read_group_review on group_review;
create policy read_group_review on group_review for select to openasb_web
  using (exists (select from person_group where person_group.id = group_id));
drop policy if exists add_group_review on group_review;
create policy add_group_review on group_review for insert to openasb_web
  with check (added_by = (select my_member()) and exists (select from person_group where person_group.id = group_id
    and person_group.organisation_id = any ((select my_casework())::integer[])));

-- For a request of a person: the groups in which they are, or were, recorded under one of these names, for who answers
-- for the organisation's information. Of a restricted group whoever is not cleared is told only that there is one.
create or replace function find_subject_memberships(for_organisation integer, names text[])
returns table (membership_id uuid, group_id uuid, group_name text, member_name text, role text, since date, until date)
language sql stable security definer set search_path from current set pg_trgm.word_similarity_threshold = 0.6
as $$
  select case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.id end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then kept.id end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then kept.name end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then coalesce(profile.name, belongs.name) end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.role end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.since end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.until end
  from group_member as belongs join person_group as kept on kept.id = belongs.group_id
  left join profile on profile.id = belongs.profile_id
  where kept.organisation_id = for_organisation and for_organisation = any (my_governance())
    and exists (select from unnest(names) as name (wanted) where name.wanted <> ''
      and plain_words(coalesce(profile.name, belongs.name)) operator(public.%>) plain_words(name.wanted))
  order by belongs.since, belongs.id
$$;
revoke all on function find_subject_memberships(integer, text[]) from public;
grant execute on function find_subject_memberships(integer, text[]) to openasb_web;
