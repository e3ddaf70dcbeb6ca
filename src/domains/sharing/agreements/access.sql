-- Agreements are proposed by one person and approved by another, of a party for which the first does not work: no party
-- agrees with itself. Ending one needs nobody's leave: it only ever takes sight away.

-- Whether the actor arranges sharing under this agreement: a co-ordinator, or somebody of a party to it.
create or replace function arranges_sharing(wanted uuid) returns boolean
language sql stable set search_path from current
as $$
  select my_member() is not null and (
    am_one_of('{coordinator}', null)
    or exists (select from agreement_party where agreement_id = wanted and organisation_id = any (my_organisations())
      and joined_on <= current_date and (left_on is null or left_on > current_date)))
$$;

grant select, insert on agreement_version to openasb_web;
grant update (decision, decision_reason, decided_by, decided_at) on agreement_version to openasb_web;
grant update (ended_at, ended_by, ended_because) on agreement to openasb_web;
grant update (left_on, left_because) on agreement_party to openasb_web;

alter table agreement_version enable row level security;
drop policy if exists read_version on agreement_version;
create policy read_version on agreement_version for select to openasb_web using (true);
drop policy if exists propose_version on agreement_version;
create policy propose_version on agreement_version for insert to openasb_web
  with check (proposed_by = (select my_member()) and decision is null and decided_by is null
    and (parties && (select my_organisations())::integer[] or arranges_sharing(agreement_id)));
drop policy if exists decide_version on agreement_version;
create policy decide_version on agreement_version for update to openasb_web
  using ((select my_member()) is not null and decision is null)
  with check (decided_by = (select my_member())
    and case when proposed_by = decided_by then decision = 'declined'
      else parties && (select my_organisations())::integer[]
        and (decision = 'declined' or exists (select from unnest(parties) as party (id)
          where party.id = any ((select my_organisations())::integer[])
            and not works_for(proposed_by, party.id, (select day_in_england())))) end);

drop policy if exists end_agreement on agreement;
create policy end_agreement on agreement for update to openasb_web
  using (ended_at is null and arranges_sharing(id))
  with check (ended_at is not null and ended_by = (select my_member()));

drop policy if exists leave_agreement on agreement_party;
create policy leave_agreement on agreement_party for update to openasb_web
  using (left_on is null and ((select my_member()) is not null
    and organisation_id = any ((select my_organisations())::integer[]) or arranges_sharing(null)))
  with check (left_on is not null);

-- The agreement says what was approved last; parties come and go with it.
create or replace function version_is_approved() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into agreement (id, title, kind, purposes, lawful_basis, most_level, data_categories, partitions, valid_from,
    review_on, valid_to, made_by, version)
  values (new.agreement_id, new.title, new.kind, new.purposes, new.lawful_basis, new.most_level, new.data_categories,
    new.partitions, new.valid_from, new.review_on, new.valid_to, new.proposed_by, new.number)
  on conflict (id) do update
  set title = new.title, kind = new.kind, purposes = new.purposes, lawful_basis = new.lawful_basis,
    most_level = new.most_level, data_categories = new.data_categories, partitions = new.partitions,
    valid_from = new.valid_from, review_on = new.review_on, valid_to = new.valid_to, version = new.number;
  update agreement_party set left_on = greatest(current_date, joined_on), left_because = new.change_reason
  where agreement_id = new.agreement_id and left_on is null and organisation_id <> all (new.parties);
  insert into agreement_party (agreement_id, organisation_id, joined_on)
  select new.agreement_id, joining, greatest(current_date, new.valid_from)
  from unnest(new.parties) as joining
  join organisation on organisation.id = joining
  -- A version may be older than the end of one of its parties.
  where (organisation.valid_to is null or organisation.valid_to > greatest(current_date, new.valid_from))
    and not exists (select from agreement_party where agreement_id = new.agreement_id and organisation_id = joining
      and (left_on is null or left_on > current_date))
  on conflict (agreement_id, organisation_id, joined_on) do update set left_on = null, left_because = '';
  return null;
end
$$;
revoke all on function version_is_approved() from public;
create or replace trigger version_approved after update of decision on agreement_version
  for each row when (new.decision = 'approved') execute function version_is_approved();

create or replace function agreement_counts_shares() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  new.live_shares_at_end := (select count(*) from share where agreement_id = new.id and ended_at is null);
  return new;
end
$$;
revoke all on function agreement_counts_shares() from public;
create or replace trigger agreement_ends before update of ended_at on agreement
  for each row when (old.ended_at is null and new.ended_at is not null) execute function agreement_counts_shares();

-- How much is shared under an agreement now. Counts alone: whoever is signed in may know how much it is used.
create or replace function agreement_use(wanted uuid)
returns table (giver integer, receiver integer, record_kind text, level text, records bigint)
language sql stable security definer rows 100 set search_path from current
as $$
  select given_by_organisation_id, organisation_id, case when report_id is not null then 'report' else 'case' end,
    share.level, count(distinct coalesce(report_id, case_id))
  from share
  where agreement_id = wanted and ended_at is null and given_by_organisation_id is not null and my_member() is not null
  group by 1, 2, 3, 4
$$;
revoke all on function agreement_use(uuid) from public;
grant execute on function agreement_use(uuid) to openasb_web;
