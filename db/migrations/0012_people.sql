-- People: two further roles, duties for one area, cover for an absence, light accounts with a sponsor, and who gave
-- and ended what.

alter table membership
  drop constraint membership_role_check,
  add constraint membership_role_check check (role in ('triage_officer', 'case_officer', 'supervisor', 'analyst',
    'coordinator', 'information_governance', 'partner')),
  add column area_kind text references area_kind,
  add column area_code text,
  add column covers_for uuid references member,
  add column sponsor_id uuid references member,
  add column because text not null default '',
  add column given_by uuid references member,
  add column given_at timestamptz,
  add column ended_by uuid references member,
  add column ended_at timestamptz,
  add column ended_because text not null default '',
  add constraint membership_area check ((area_kind is null) = (area_code is null)),
  add constraint membership_cover check (covers_for is null
    or (covers_for <> member_id and role <> 'partner' and valid_to <= valid_from + 366)),
  add constraint membership_light check ((role = 'partner') = (sponsor_id is not null)
    and (role <> 'partner' or (sponsor_id <> member_id and valid_to is not null and valid_to <= valid_from + 366)));
alter table membership alter column given_at set default now();
-- A check that is unknown holds: the end of a cover is asked for on its own.
alter table membership add constraint membership_cover_ends check (covers_for is null or valid_to is not null);
comment on table membership is 'What a person may do for an organisation between two days. Given and ended, never changed: a change is an end and a beginning';
comment on column membership.team_id is 'Records in the queues of this team alone; empty for the whole organisation';
comment on column membership.area_code is 'Records in this area alone, by the code of its kind; empty for everywhere';
comment on column membership.valid_to is 'First day on which it no longer holds; always there for covers and light accounts';
comment on column membership.covers_for is 'The colleague whose same duty this covers while they are away; it holds no longer than theirs';
comment on column membership.sponsor_id is 'The member of a full organisation who answers for a light account (role partner)';
comment on column membership.because is 'Why it was given, in words of whoever gave it; never why somebody is away';
comment on column membership.given_by is 'Empty for what operators and directories gave';
comment on column membership.given_at is 'Empty for what was there before this was recorded';
create index membership_covering on membership (covers_for) where covers_for is not null;
create index membership_sponsored on membership (sponsor_id) where sponsor_id is not null;
