-- Changes that people vote on. Whoever answers for information governance says how many approvals a kind needs, from a later
-- day on: co-ordinators propose, and do not say how many must agree with them.

grant select, insert, delete on approval_rule to openasb_web;
alter table approval_rule enable row level security;
drop policy if exists read_approval_rule on approval_rule;
create policy read_approval_rule on approval_rule for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists set_approval_rule on approval_rule;
create policy set_approval_rule on approval_rule for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > (select day_in_england())
    and (select am_one_of('{information_governance}', null)));
drop policy if exists take_back_approval_rule on approval_rule;
create policy take_back_approval_rule on approval_rule for delete to openasb_web
  using (valid_from > (select day_in_england()) and (select am_one_of('{information_governance}', null)));

-- A vote is one's own, of now, and on what another proposed and nobody decided.
grant select, insert on change_vote to openasb_web;
alter table change_vote enable row level security;
drop policy if exists read_change_vote on change_vote;
create policy read_change_vote on change_vote for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists vote_on_change on change_vote;
create policy vote_on_change on change_vote for insert to openasb_web
  with check (cast_by = (select my_member()) and cast_at = now()
    and (select am_one_of('{coordinator,information_governance}', null))
    and case kind
      when 'questions' then exists (select from question_set_proposal
        where id = change_id and decision is null and proposed_by <> cast_by)
      when 'advice' then exists (select from type_advice_proposal
        where id = change_id and decision is null and proposed_by <> cast_by)
      else exists (select from routing_proposal
        where id = change_id and decision is null and proposed_by <> cast_by) end);

-- How many approvals a change of a kind needs that was proposed then.
create or replace function approvals_needed(of_kind text, proposed_at timestamptz) returns integer
language sql stable set search_path from current
as $$
  select coalesce((select approvals from approval_rule
    where kind = of_kind and valid_from <= (approvals_needed.proposed_at at time zone 'Europe/London')::date
    order by valid_from desc limit 1), 1)
$$;
revoke all on function approvals_needed(text, timestamptz) from public;
grant execute on function approvals_needed(text, timestamptz) to openasb_web;

-- Whether enough people voted so, whoever decides among them: the last vote decides.
create or replace function votes_suffice(of_kind text, proposal uuid, proposed_at timestamptz, wanted text)
returns boolean
language sql stable set search_path from current
as $$
  select count(*) >= approvals_needed(of_kind, votes_suffice.proposed_at)
    and coalesce(bool_or(cast_by = (select my_member())), false)
  from change_vote where change_id = proposal and kind = of_kind and vote = wanted
$$;
revoke all on function votes_suffice(text, uuid, timestamptz, text) from public;
grant execute on function votes_suffice(text, uuid, timestamptz, text) to openasb_web;
