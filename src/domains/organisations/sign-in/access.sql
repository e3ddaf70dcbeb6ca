-- Somebody whom their organisation's directory names for the first time is given an account: a member without one gets
-- it from sign-in, and from then on it stays theirs.

grant update (sign_in_id) on member to openasb_identity;
drop policy if exists give_account on member;
create policy give_account on member for update to openasb_identity
  using (sign_in_id is null) with check (sign_in_id is not null);

-- That a colleague reset somebody's way in is for those who oversee the person, because who resets it could use it.
drop policy if exists read_reset_of_overseen on sign_in_event;
create policy read_reset_of_overseen on sign_in_event for select to openasb_web
  using (outcome = 'reset' and exists (select from membership where membership.member_id = sign_in_event.member_id
    and membership.organisation_id = any ((select my_organisations_as('{supervisor,information_governance}'))::integer[])));
