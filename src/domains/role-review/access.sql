-- Who looked through whose duties is seen by whoever arranges people there; a supervisor says what they found of their
-- own organisation's, a co-ordinator of anybody's, nobody of their own. Light accounts and covers end by themselves.
grant select on membership_review to openasb_web;
grant insert (id, membership_id, outcome, because, reviewed_by, reviewed_at) on membership_review to openasb_web;

alter table membership_review enable row level security;
drop policy if exists read_membership_review on membership_review;
create policy read_membership_review on membership_review for select to openasb_web
  using ((select am_one_of('{coordinator}', null)) or exists (select from membership
    where membership.id = membership_id
      and am_one_of('{supervisor,information_governance}', membership.organisation_id)));
drop policy if exists review_membership on membership_review;
create policy review_membership on membership_review for insert to openasb_web
  with check (reviewed_by = (select my_member()) and exists (select from membership
    where membership.id = membership_id and membership.member_id <> (select my_member())
      and membership.role <> 'partner' and membership.covers_for is null
      and ((select am_one_of('{coordinator}', null)) or am_one_of('{supervisor}', membership.organisation_id))));
