-- What victims say at the end counts by team, and their own words are shown once a person has looked at them.

alter table satisfaction_survey
  add column team_id uuid references team,
  add column words_state text check (words_state in ('waiting', 'released', 'redacted', 'withheld')),
  add column words_shown text not null default '',
  add column moderated_by uuid references member,
  add column moderated_at timestamptz,
  add column moderated_because text not null default '' check (length(moderated_because) <= 1000);
comment on column satisfaction_survey.team_id is 'The team of whoever kept the victim in touch, when they were asked';
comment on column satisfaction_survey.words_state is 'Whether their words may be shown in results: waiting until a person looked; null where they wrote none';
comment on column satisfaction_survey.words_shown is 'Their words as results show them, with what was taken out; empty unless released or redacted';
comment on column satisfaction_survey.moderated_because is 'Why they are withheld, or what was taken out';
create index satisfaction_survey_words on satisfaction_survey (organisation_id, answered_at) where words_state = 'waiting';
create index satisfaction_survey_asked on satisfaction_survey (organisation_id, asked_at);

update satisfaction_survey set words_state = 'waiting' where words <> '';
update satisfaction_survey as survey set team_id = kept.team_id
from (
  select distinct on (asked.id) asked.id, membership.team_id
  from satisfaction_survey as asked join contact_plan as plan on plan.id = asked.plan_id
  join asb_case on asb_case.id = asked.case_id
  join membership on membership.member_id = coalesce(plan.owner_member_id, asb_case.opened_by)
    and membership.organisation_id = asked.organisation_id and membership.team_id is not null
  order by asked.id, membership.valid_from desc) as kept
where kept.id = survey.id;

alter table satisfaction_survey
  add check ((words = '') = (words_state is null)),
  add check (words_shown = '' or words_state in ('released', 'redacted')),
  add check (words_state is distinct from 'withheld' or moderated_because <> '');
