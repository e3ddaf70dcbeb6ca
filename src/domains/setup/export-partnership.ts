import { type PartnershipFile, partnershipSchema } from './partnership-file.ts'

const held = (table: string) => `(${table}.valid_to is null or ${table}.valid_to > day_in_england())`
const from = (table: string) =>
  `'from', nullif(${table}.valid_from, date '2000-01-01'), 'until', ${table}.valid_to`
const area = (table: string) =>
  `'area', case when ${table}.area_kind is not null
    then json_build_object('kind', ${table}.area_kind, 'code', ${table}.area_code) end`
const list = (rows: string) => `coalesce((${rows}), '[]')`

/** Everything of a configuration that holds today or is scheduled, as one JSON document. It names no person. */
const configuration = `select json_strip_nulls(json_build_object(
  'name', (select 'The partnership of ' || name from organisation where ${held('organisation')} order by id limit 1),
  'organisations', ${list(`select json_agg(json_build_object(
      'id', organisation.id, 'name', organisation.name, 'shortName', short_name, 'kind', kind,
      'contactAdvice', contact_advice,
      'teams', ${list(`select json_agg(json_build_object('name', team.name, 'queues',
          ${list(`select json_agg(queue.name order by queue.name) from queue
            where queue.team_id = team.id and ${held('queue')}`)}) order by team.name, team.id)
        from team where team.organisation_id = organisation.id and ${held('team')}`)},
      'covers', ${list(`select json_agg(json_build_object('areaKind', area_kind, 'areaCode', area_code,
          'type', asb_type, ${from('coverage')})
          order by area_kind, area_code, asb_type nulls first, coverage.valid_from)
        from coverage where organisation_id = organisation.id and ${held('coverage')}`)}
    ) order by organisation.id) from organisation where ${held('organisation')}`)},
  'fallback', (select json_build_object('organisation', organisation_id, 'queue', name)
    from queue where is_fallback and ${held('queue')}),
  'rules', ${list(`select json_agg(json_build_object('name', routing_rule.name, 'position', position,
      ${area('routing_rule')}, 'type', asb_type,
      'conditions', coalesce((select json_object_agg(fact, expected order by fact) from routing_condition
        where rule_id = routing_rule.id), '{}'),
      'queue', case when queue_id is not null then json_build_object('organisation', queue.organisation_id,
        'queue', queue.name) end,
      'prompt', prompt, 'urgent', case when prompt is not null then is_urgent end, ${from('routing_rule')})
      order by position, routing_rule.valid_from, routing_rule.name, routing_rule.id)
    from routing_rule left join queue on queue.id = queue_id
    where ${held('routing_rule')} and (queue_id is null or ${held('queue')})`)},
  'agreements', ${list(`select json_agg(json_build_object('title', title, 'kind', agreement.kind, 'purposes', purposes,
      'lawfulBasis', lawful_basis, 'mostLevel', most_level, 'dataCategories', data_categories,
      'partitions', partitions, 'validFrom', agreement.valid_from, 'reviewOn', review_on,
      'parties', (select json_agg(organisation_id order by organisation_id) from agreement_party
        where agreement_id = agreement.id and left_on is null),
      'rules', ${list(`select json_agg(json_build_object('name', sharing_rule.name, 'giver', giver_organisation_id,
          'giverKind', giver_kind, 'receiver', receiver_organisation_id, 'receiverKind', receiver_kind,
          'records', record_kind, 'level', level, ${area('sharing_rule')}, 'type', asb_type,
          'leastUrgent', least_urgent, 'leastBand', least_band, 'expiresAfterDays', expires_after_days,
          'from', sharing_rule.valid_from, 'until', sharing_rule.valid_to)
          order by sharing_rule.name, record_kind, giver_organisation_id, receiver_organisation_id, area_code, asb_type,
            sharing_rule.valid_from)
        from sharing_rule where agreement_id = agreement.id and ended_at is null and receiver_panel_id is null
          and ${held('sharing_rule')}`)})
      order by title, agreement.valid_from)
    from agreement where ended_at is null and ${held('agreement')}
      and (select count(*) from agreement_party where agreement_id = agreement.id and left_on is null) > 1`)}))::jsonb
  || jsonb_build_object(
  'criteria', ${list(`select jsonb_agg(to_jsonb(case_criterion) order by code, version) from case_criterion`)},
  'questionSets', ${list(`select jsonb_agg(to_jsonb(question_set) order by asb_type, version) from question_set`)},
  'advice', ${list(`select jsonb_agg(to_jsonb(type_advice) - 'id' order by organisation_id, asb_type, valid_from)
    from type_advice where ${held('type_advice')}`)},
  'localTypes', ${list(`select jsonb_agg(to_jsonb(local_type) order by organisation_id, code, valid_from)
    from local_type where ${held('local_type')}`)}) as configuration`

/**
 * The configuration of a partnership as the file that `partnership import` takes: what holds today or is scheduled of
 * organisations, teams, queues, coverage, routing rules, agreements and sharing rules, criteria of Monitored Cases,
 * questions, advice and local types. No person, no secret and no boundary of an area is in it; nor are rules that share
 * with a panel, whose members are people.
 * @throws where the database holds something that the file's format does not allow
 */
export async function exportPartnership(
  ask: (statement: string) => Promise<{ rows: readonly { configuration?: unknown }[] }>,
): Promise<PartnershipFile> {
  const { rows } = await ask(configuration)
  return partnershipSchema.parse(rows[0]?.configuration)
}
