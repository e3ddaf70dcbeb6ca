-- Somebody whom their organisation's directory names for the first time is given an account: a member without one gets
-- it from sign-in, and from then on it stays theirs.

grant update (sign_in_id) on member to openasb_identity;
drop policy if exists give_account on member;
create policy give_account on member for update to openasb_identity
  using (sign_in_id is null) with check (sign_in_id is not null);
