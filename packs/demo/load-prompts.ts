import type pg from 'pg'
import shipped from '../triage/prompts.json' with { type: 'json' }

/**
 * Puts the prompts that come with the product among the made-up partnership's rules, from its first rules on, and what
 * they raise with the reports that await triage.
 */
export async function loadPrompts(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `with given as (
       select ('0e000000-0000-7000-8000-0000000000' || 50 + at)::uuid as id, at, prompt
       from jsonb_array_elements($1::jsonb) with ordinality as listed (prompt, at)
     ), rules as (
       insert into routing_rule (id, position, name, prompt, is_urgent, valid_from)
       select id, last + at, prompt->>'name', prompt->>'prompt', (prompt->>'isUrgent')::boolean, first
       from given, (select max(position) as last, min(valid_from) as first from routing_rule) as before
     )
     insert into routing_condition (rule_id, fact, expected)
     select id, asked.key, asked.value from given cross join jsonb_each_text(prompt->'asks') as asked`,
    [JSON.stringify(shipped.prompts)],
  )
  await owner.query(
    `update report set prompts = raised.prompts
     from (
       select report.id, jsonb_agg(jsonb_build_object('rule', rule.id, 'words', rule.prompt, 'isUrgent', rule.is_urgent,
         'because', 'Rule ' || rule.position || ', ' || rule.name || ' (' || asked.words || ')'
           || coalesce(substring(report.routed_because from ', by the rules of .*$'), '')) order by rule.position) as prompts
       from report cross join routing_rule as rule
       cross join lateral (
         select bool_and(case when fact = 'reported_before' then report.reported_before = (expected = 'yes')
             else exists (select from report_answer where report_id = report.id and 'answer:' || question = fact
               and expected = any (string_to_array(coalesce(nullif(answer_in_english, ''), answer), E'\\n'))) end) as holds,
           string_agg(replace(replace(fact, 'answer:', ''), '_', ' ') || ' '
             || case when fact like 'answer:%' then '“' || expected || '”' else expected end, ', ' order by fact) as words
         from routing_condition where rule_id = rule.id
       ) as asked
       where report.status = 'awaiting_triage' and rule.prompt is not null and asked.holds
       group by report.id
     ) as raised
     where report.id = raised.id`,
  )
}
