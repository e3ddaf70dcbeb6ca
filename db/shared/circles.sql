-- Circles: who belongs to them, and which one a share speaks to (docs/decisions/0008).

create or replace function my_circles() returns integer[]
language sql stable parallel safe
return coalesce(nullif(current_setting('openasb.circles', true), ''), '{}')::integer[];
comment on function my_circles() is 'Circles the actor belongs to: a record is shown to those in its audience';

-- Whether an agreement holds between these two on this day.
create or replace function agreement_holds(wanted uuid, giver integer, receiver integer, day date) returns boolean
language sql stable parallel safe set search_path from current
as $$
  select exists (select from agreement
    where agreement.id = wanted and ended_at is null and valid_from <= day and (valid_to is null or valid_to > day)
      and (giver is null or exists (select from agreement_party as party where party.agreement_id = wanted
        and party.organisation_id = giver and party.joined_on <= day and (left_on is null or left_on > day)))
      and exists (select from agreement_party as party where party.agreement_id = wanted
        and party.organisation_id = receiver and party.joined_on <= day and (left_on is null or left_on > day)))
$$;

-- The circles that still mean anybody: those under an agreement only while it holds for the organisation. A view, not a
-- function, so that the planner puts it into the statement: every report that is opened reads it.
create or replace view circle_in_force with (security_invoker = true) as
  select circle.id, circle.organisation_id from circle
  where agreement_id is null
    or exists (select from agreement join agreement_party as party on party.agreement_id = agreement.id
      where agreement.id = circle.agreement_id and party.organisation_id = circle.organisation_id
        and ended_at is null and valid_from <= current_date and (valid_to is null or valid_to > current_date)
        and party.joined_on <= current_date and (left_on is null or left_on > current_date));

-- The circles of a person (or of a machine, without one) on a day: in the first organisations they see what is held
-- and what was given, in the others (light accounts) what was given alone.
create or replace function circles_of(person uuid, organisations integer[], light_organisations integer[], day date)
returns integer[]
language sql stable parallel safe set search_path from current
as $$
  select array(
    select circle.id from circle
    where (circle.organisation_id = any (organisations)
        or circle.given and circle.organisation_id = any (light_organisations))
      and (circle.member_id is null or circle.member_id = person)
      and (circle.partition_code is null or exists (select from clearance
        where clearance.member_id = person and clearance.organisation_id = circle.organisation_id
          and clearance.partition_code = circle.partition_code and withdrawn_at is null
          and valid_from <= day and (valid_to is null or valid_to > day)))
      and (circle.agreement_id is null
        or agreement_holds(circle.agreement_id, null, circle.organisation_id, day))
    order by circle.id)
$$;

-- The organisations in an audience today.
create or replace function organisations_in(audience integer[]) returns integer[]
language sql stable parallel safe set search_path from current
as $$
  select array(select distinct organisation_id from circle_in_force where id = any (audience) order by 1)
$$;

-- Those whose machines read it: they see neither restricted records nor what was given to one person. An agreement
-- that ended still counts, so that what was given under it is taken back.
create or replace function machines_in(audience integer[]) returns integer[]
language sql stable parallel safe set search_path from current
as $$
  select array(select distinct organisation_id from circle
    where id = any (audience) and partition_code is null and member_id is null order by 1)
$$;

-- The circle with exactly these conditions, made when it is first needed.
create or replace function circle_of(of_organisation integer, is_given boolean, of_agreement uuid, of_partition text,
  of_member uuid) returns integer
language plpgsql volatile security definer set search_path from current
as $$
declare
  found_id integer;
begin
  if not is_given and of_partition is null then return of_organisation; end if;
  select id into found_id from circle
  where organisation_id = of_organisation and given = is_given and agreement_id is not distinct from of_agreement
    and partition_code is not distinct from of_partition and member_id is not distinct from of_member;
  if found_id is null then
    insert into circle (id, organisation_id, given, agreement_id, partition_code, member_id)
    values (nextval('circle_number'), of_organisation, is_given, of_agreement, of_partition, of_member)
    on conflict (organisation_id, given, agreement_id, partition_code, member_id) do update set given = excluded.given
    returning id into found_id;
  end if;
  return found_id;
end
$$;
revoke all on function circle_of(integer, boolean, uuid, text, uuid) from public;

-- Whether the actor belongs to those who see what an organisation keeps in a partition, or outside of any.
create or replace function is_for_me(of_organisation integer, of_partition text) returns boolean
language sql stable set search_path from current
as $$
  select my_member() is not null and of_organisation = any (my_organisations())
    and (of_partition is null or exists (select from circle
      where circle.organisation_id = of_organisation and circle.partition_code = of_partition and not circle.given
        and circle.agreement_id is null and circle.member_id is null and circle.id = any (my_circles())))
$$;
