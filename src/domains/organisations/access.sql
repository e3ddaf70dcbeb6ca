-- Organisations, teams, queues and coverage are how the partnership is arranged: no personal data, open to read.
-- People and their roles are seen by people who are signed in. Only the owner role (operators) writes.

grant select on organisation, team, queue, coverage to openasb_web, openasb_worker, openasb_feed;
grant select (id, name) on member to openasb_web, openasb_worker;
grant select on member, membership, organisation to openasb_identity;
grant select on membership to openasb_web, openasb_worker;

alter table organisation enable row level security;
drop policy if exists read_organisation on organisation;
create policy read_organisation on organisation for select using (true);

alter table team enable row level security;
drop policy if exists read_team on team;
create policy read_team on team for select using (true);

alter table queue enable row level security;
drop policy if exists read_queue on queue;
create policy read_queue on queue for select using (true);

alter table coverage enable row level security;
drop policy if exists read_coverage on coverage;
create policy read_coverage on coverage for select using (true);

alter table member enable row level security;
drop policy if exists read_member on member;
create policy read_member on member for select to openasb_web
  using (cardinality((select my_organisations())) > 0);
drop policy if exists serve_member on member;
create policy serve_member on member for select to openasb_worker, openasb_identity using (true);

alter table membership enable row level security;
drop policy if exists read_membership on membership;
create policy read_membership on membership for select to openasb_web
  using (cardinality((select my_organisations())) > 0);
drop policy if exists serve_membership on membership;
create policy serve_membership on membership for select to openasb_worker, openasb_identity using (true);
