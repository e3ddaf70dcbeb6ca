-- Local triggers of triage: rules beside the routing rules, in the same versions and with the same approval, that send
-- nowhere and raise words for whoever triages. What they raised stands with the report from when it is routed.

alter table routing_rule
  alter column queue_id drop not null,
  add column prompt text check (prompt <> ''),
  add column is_urgent boolean not null default false,
  add constraint routing_rule_sends_or_prompts check ((queue_id is null) = (prompt is not null)),
  add constraint routing_rule_urgent_prompt check (not is_urgent or prompt is not null);
comment on table routing_rule is 'The first rule with a queue, by position, whose area, type and conditions all match decides where a report goes; every one with a prompt that matches raises it';
comment on column routing_rule.prompt is 'What whoever triages a matching report is asked to do; such a rule sends nowhere';
comment on column routing_rule.is_urgent is 'Whether a report that raises it is marked and sorted as urgent';

alter table report add column prompts jsonb not null default '[]' check (jsonb_typeof(prompts) = 'array');
comment on column report.prompts is 'What local rules raised when it was routed: the words, whether urgent, and by which rule of which version';
