-- Questions are drafted by a co-ordinator, and asked once a second person has approved them: a co-ordinator or somebody
-- who answers for information governance. What was proposed is not rewritten, only decided.

grant select, insert, delete on question_set_draft to openasb_web;
grant update (content, saves, saved_at) on question_set_draft to openasb_web;
alter table question_set_draft enable row level security;
drop policy if exists read_question_draft on question_set_draft;
create policy read_question_draft on question_set_draft for select to openasb_web
  using ((select am_one_of('{coordinator}', null)));
drop policy if exists write_question_draft on question_set_draft;
create policy write_question_draft on question_set_draft for insert to openasb_web
  with check (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));
drop policy if exists rewrite_question_draft on question_set_draft;
create policy rewrite_question_draft on question_set_draft for update to openasb_web
  using (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));
drop policy if exists drop_question_draft on question_set_draft;
create policy drop_question_draft on question_set_draft for delete to openasb_web
  using (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));

grant select, insert on question_set_proposal to openasb_web;
grant update (decision, decision_reason, decided_by, decided_at) on question_set_proposal to openasb_web;
alter table question_set_proposal enable row level security;
drop policy if exists read_question_proposal on question_set_proposal;
create policy read_question_proposal on question_set_proposal for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists propose_questions on question_set_proposal;
create policy propose_questions on question_set_proposal for insert to openasb_web
  with check (proposed_by = (select my_member()) and proposed_at = now() and decision is null and decided_by is null
    and (select am_one_of('{coordinator}', null)));
drop policy if exists decide_on_questions on question_set_proposal;
create policy decide_on_questions on question_set_proposal for update to openasb_web
  using (decision is null and (select am_one_of('{coordinator,information_governance}', null)))
  with check (decided_by = (select my_member())
    and case when decided_by = proposed_by then decision = 'withdrawn'
      else decision in ('approved', 'declined') and votes_suffice('questions', id, proposed_at, decision) end);

-- The next version is written by its approval alone, and only onto the version on which it was based: what nobody has
-- compared is not published.
create or replace function questions_are_approved() returns trigger
language plpgsql security definer set search_path from current
as $$
declare
  newest integer;
  asked_from date;
begin
  select max(version), max(valid_from) into newest, asked_from from question_set where asb_type = new.asb_type;
  if newest <> new.based_on then raise 'Another version was published since this was proposed'; end if;
  if new.valid_from < greatest(day_in_england(), asked_from) then raise 'Its day has passed'; end if;
  new.version := newest + 1;
  insert into question_set (asb_type, version, valid_from, content)
  values (new.asb_type, new.version, new.valid_from,
    new.content || jsonb_build_object('asbType', new.asb_type, 'version', new.version, 'validFrom', new.valid_from));
  return new;
end
$$;
revoke all on function questions_are_approved() from public;
create or replace trigger questions_approved before update of decision on question_set_proposal
  for each row when (old.decision is null and new.decision = 'approved') execute function questions_are_approved();

-- What organisations tell the public of a type goes the same way: proposed by a co-ordinator, told once a second person has
-- approved it. A co-ordinator alone ends it, so that wrong words are gone at once.
revoke insert on type_advice from openasb_web;
drop policy if exists give_advice on type_advice;
grant update (valid_to) on type_advice to openasb_web;
drop policy if exists end_advice on type_advice;
create policy end_advice on type_advice for update to openasb_web
  using ((select am_one_of('{coordinator}', null))) with check (valid_to >= (select day_in_england()));

grant select, insert on type_advice_proposal to openasb_web;
grant update (decision, decision_reason, decided_by, decided_at) on type_advice_proposal to openasb_web;
alter table type_advice_proposal enable row level security;
drop policy if exists read_advice_proposal on type_advice_proposal;
create policy read_advice_proposal on type_advice_proposal for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists propose_advice on type_advice_proposal;
create policy propose_advice on type_advice_proposal for insert to openasb_web
  with check (proposed_by = (select my_member()) and proposed_at = now() and decision is null
    and decided_by is null and advice_id is null
    and (select am_one_of('{coordinator}', null)));
drop policy if exists decide_on_advice on type_advice_proposal;
create policy decide_on_advice on type_advice_proposal for update to openasb_web
  using (decision is null and (select am_one_of('{coordinator,information_governance}', null)))
  with check (decided_by = (select my_member())
    and case when decided_by = proposed_by then decision = 'withdrawn'
      else decision in ('approved', 'declined') and votes_suffice('advice', id, proposed_at, decision) end);

-- Advice is written by its approval alone: what was told before ends on its day, and it ends where later advice begins.
create or replace function advice_is_approved() returns trigger
language plpgsql security definer set search_path from current
as $$
declare
  later date;
begin
  if new.valid_from < day_in_england() then raise 'Its day has passed'; end if;
  update type_advice set valid_to = new.valid_from
  where organisation_id = new.organisation_id and asb_type = new.asb_type and valid_from < new.valid_from
    and (valid_to is null or valid_to > new.valid_from);
  select min(valid_from) into later from type_advice
  where organisation_id = new.organisation_id and asb_type = new.asb_type and valid_from > new.valid_from;
  new.advice_id := new.id;
  insert into type_advice (id, organisation_id, asb_type, advice, who_deals, valid_from, valid_to)
  values (new.advice_id, new.organisation_id, new.asb_type, new.advice, new.who_deals, new.valid_from, later);
  return new;
end
$$;
revoke all on function advice_is_approved() from public;
create or replace trigger advice_approved before update of decision on type_advice_proposal
  for each row when (old.decision is null and new.decision = 'approved') execute function advice_is_approved();

-- An organisation's own codes are read by staff and machines, never by the public: a co-ordinator alone arranges them, from
-- today on; they end and are never rewritten.
grant insert on local_type to openasb_web;
grant update (valid_to) on local_type to openasb_web;
drop policy if exists give_local_type on local_type;
create policy give_local_type on local_type for insert to openasb_web
  with check ((select am_one_of('{coordinator}', null)) and valid_from >= (select day_in_england()) and valid_to is null);
drop policy if exists end_local_type on local_type;
create policy end_local_type on local_type for update to openasb_web
  using ((select am_one_of('{coordinator}', null))) with check (valid_to >= (select day_in_england()));
