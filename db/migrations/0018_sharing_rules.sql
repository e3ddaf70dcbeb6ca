-- What agreements said and when, panels, what sharing rules ask, and rules applied to records that were there before.

-- ---------------------------------------------------------------- agreements by version

create table agreement_version (
  agreement_id uuid not null,
  number integer not null check (number > 0),
  title text not null,
  kind text not null check (kind in ('information_sharing_agreement', 'memorandum_of_understanding')),
  purposes text not null,
  lawful_basis text not null,
  most_level text not null check (most_level in ('exists', 'signpost', 'summary', 'full')),
  data_categories text[] not null,
  partitions text[] not null default '{}',
  parties integer[] not null,
  valid_from date not null,
  review_on date not null,
  valid_to date,
  change_reason text not null default '',
  proposed_by uuid references member,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'declined')),
  decision_reason text not null default '',
  decided_by uuid references member,
  decided_at timestamptz,
  primary key (agreement_id, number),
  check (cardinality(parties) >= 2),
  check (valid_to > valid_from),
  check (review_on >= valid_from),
  check ((decision is null) = (decided_at is null))
);
comment on table agreement_version is 'What an agreement says or is proposed to say: the agreement itself follows the version approved last';
comment on column agreement_version.agreement_id is 'An agreement that nobody has approved yet is no row of agreement';
comment on column agreement_version.parties is 'Organisations that are party to it from the day it is approved, or holds';
comment on column agreement_version.decided_by is 'Somebody else than who proposed it';

-- Those that were there before are kept as they stand.
insert into agreement_version (agreement_id, number, title, kind, purposes, lawful_basis, most_level, data_categories,
  partitions, parties, valid_from, review_on, valid_to, proposed_by, proposed_at, decision, decided_at)
select id, version, title, kind, purposes, lawful_basis, most_level, data_categories, partitions,
  array(select organisation_id from agreement_party where agreement_id = agreement.id order by 1),
  valid_from, review_on, valid_to, made_by, made_at, 'approved', made_at
from agreement where (select count(*) from agreement_party where agreement_id = agreement.id) >= 2;

alter table agreement add column live_shares_at_end integer;
comment on column agreement.live_shares_at_end is 'How many shares were still live when it was ended: what the job has to take back';

-- Who joined this morning may leave this afternoon.
alter table agreement_party drop constraint agreement_party_check;
alter table agreement_party add check (left_on >= joined_on);
alter table agreement_party add column left_because text not null default '';

drop index share_under;
create index share_under on share (agreement_id, organisation_id) where ended_at is null;
create index share_given_under on share (agreement_id, given_by_organisation_id) where ended_at is null;
create index share_of_rule on share (sharing_rule_id) where ended_at is null and sharing_rule_id is not null;
create index share_signpost on share (organisation_id, report_id) where ended_at is null and level = 'signpost';

-- ---------------------------------------------------------------- panels

create table panel (
  id uuid primary key,
  name text not null unique,
  purpose text not null default '',
  made_by uuid references member,
  made_at timestamptz not null default now()
);
comment on table panel is 'A named group of organisations that meets about cases, with which a rule may share';

create table panel_member (
  panel_id uuid not null references panel on delete cascade,
  organisation_id integer not null references organisation,
  joined_on date not null,
  left_on date,
  primary key (panel_id, organisation_id, joined_on),
  check (left_on >= joined_on)
);
comment on column panel_member.left_on is 'First day on which it is no member any more';

-- ---------------------------------------------------------------- what rules ask

alter table sharing_rule alter column receiver_organisation_id drop not null;
alter table sharing_rule
  add column giver_kind text,
  add column receiver_kind text,
  add column receiver_panel_id uuid references panel,
  add column least_urgent smallint check (least_urgent between 1 and 5),
  add column made_at timestamptz not null default now(),
  add column ended_at timestamptz,
  add column ended_by uuid references member,
  add column ended_because text not null default '',
  add check (num_nonnulls(receiver_organisation_id, receiver_kind, receiver_panel_id) = 1),
  add check (num_nonnulls(giver_organisation_id, giver_kind) <= 1);
comment on column sharing_rule.giver_kind is 'Records held by organisations of this kind, such as landlords';
comment on column sharing_rule.receiver_kind is 'Shared with those of this kind, such as landlords, that cover the place of the record';
comment on column sharing_rule.receiver_panel_id is 'Shared with whoever is a member of this panel';
comment on column sharing_rule.least_urgent is 'Types of this priority or a more urgent one (1 is the most urgent), until risk is assessed';

create table rule_application (
  id uuid primary key,
  sharing_rule_id uuid not null references sharing_rule,
  asked_by uuid not null references member,
  asked_at timestamptz not null default now(),
  total integer not null,
  done integer not null default 0,
  given integer not null default 0,
  through uuid,
  finished_at timestamptz
);
comment on table rule_application is 'A rule applied, batch by batch, to the records that were there before it';
comment on column rule_application.total is 'How many records it reached when it was asked for';
comment on column rule_application.through is 'The last record that was looked at';

-- ---------------------------------------------------------------- from routing rules to sharing rules

-- Conditions have no place in a sharing rule: one that had some would share more than was meant, so it is left out.
-- So is sharing that no agreement covers.
insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind, level,
  area_kind, area_code, asb_type, valid_from, valid_to)
select gen_random_uuid(), 'Routing rule ' || routing_rule.position || ', ' || routing_rule.name, covering.id,
  queue.organisation_id, receiver, 'report', 'full', routing_rule.area_kind, routing_rule.area_code,
  routing_rule.asb_type, routing_rule.valid_from, routing_rule.valid_to
from routing_rule
join queue on queue.id = routing_rule.queue_id
cross join lateral unnest(routing_rule.share_with) as receiver
cross join lateral (
  select agreement.id from agreement
  where ended_at is null and valid_from <= current_date and (valid_to is null or valid_to > current_date)
    and most_level = 'full' and 'reports' = any (data_categories)
    and 2 = (select count(distinct organisation_id) from agreement_party
      where agreement_id = agreement.id and organisation_id in (queue.organisation_id, receiver)
        and joined_on <= current_date and (left_on is null or left_on > current_date))
  order by valid_from desc limit 1) as covering
where receiver <> queue.organisation_id
  and not exists (select from routing_condition where rule_id = routing_rule.id);

alter table routing_rule drop column share_with;
