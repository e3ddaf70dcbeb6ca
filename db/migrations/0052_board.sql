-- The weekly board: what supervisors are sent each Monday, and the profiles that were made in a week.

create table board_digest (
  member_id uuid not null references member,
  organisation_id integer not null references organisation,
  week date not null check (extract(isodow from week) = 1),
  overdue integer not null check (overdue >= 0),
  message_id uuid,
  written_at timestamptz not null,
  primary key (member_id, organisation_id, week)
);
comment on table board_digest is 'Which supervisor was told in which week what is overdue in an organisation; once each, however often the job runs';
comment on column board_digest.week is 'Its Monday';
comment on column board_digest.overdue is 'How much was overdue then: actions past their day and reports not decided on by the promised day';
comment on column board_digest.message_id is 'Of outgoing_message, which says whether it was sent; none where nothing was overdue';

-- The profiles an organisation made in a week, without a look at those of other years. Written when a profile is made.
create index profile_match_made on profile_match (organisation_id, decided_at) where outcome = 'created';

-- Overdue actions of no team, as those of each team have an index. Written with an open action that no team has.
create index case_action_of_no_team on case_action (owner_organisation_id, due_on) where status = 'open' and team_id is null;
