import { sql } from 'kysely'
import { caseKindNames, caseOutcomes } from '#domains/cases'
import { bandNames } from '#domains/risk'
import { aboutPlaceAndType, clock, codes, countOf, organisation, yesOrNo } from './shared-parts.ts'
import { type Subject, written } from './subject.ts'

export const bandWords = { high: bandNames.high, medium: bandNames.medium, standard: bandNames.standard }
const ofCase = 'asb_case join asb_type on asb_type.code = asb_case.asb_type'

export const caseSubject: Subject = {
  label: 'Cases',
  one: 'case',
  definition: { list: 'feed_case' },
  from: ofCase,
  key: 'asb_case.id',
  joins: {
    linked: {
      label: 'how many reports are linked to it',
      cardinality: 'one',
      sql: written(`left join (select case_id, count(*)::integer as reports from case_report group by case_id)
        as linked on linked.case_id = asb_case.id`),
    },
    decision: {
      label: 'the reason for which it was closed last',
      cardinality: 'one',
      sql: written(`left join (
        select distinct on (case_id) case_id, label from decision_reason where case_id is not null
        order by case_id, decided_at desc, id desc) as decision on decision.case_id = asb_case.id`),
    },
    categories: {
      label: 'everything it is about',
      cardinality: 'many',
      sql: written(
        'left join case_category on case_category.case_id = asb_case.id and case_category.ended_at is null',
      ),
    },
  },
  dates: {
    opened: { label: 'Opened', column: 'asb_case.opened_at', kind: 'moment' },
    closed: { label: 'Closed', column: 'asb_case.closed_at', kind: 'moment' },
    review: { label: 'Review due', column: 'asb_case.review_on', kind: 'day' },
  },
  measures: {
    count: countOf('Cases'),
    ...clock('close', 'Opening to close', 'days', 'asb_case.opened_at', 'asb_case.closed_at'),
    reports: {
      kind: 'sum',
      label: 'Links to reports',
      definition:
        'Links between these cases and reports that you see. A report that is part of two cases has two.',
      of: written('coalesce(linked.reports, 0)'),
      unit: 'number',
      through: 'linked',
    },
  },
  breakdowns: {
    ...aboutPlaceAndType('asb_case', 'feed_case'),
    organisation: organisation('asb_case.organisation_id', 'Led by', {
      list: 'feed_case',
      column: 'organisation_id',
    }),
    kind: codes('asb_case.kind', 'Kind', { list: 'feed_case', column: 'kind' }, caseKindNames),
    status: codes(
      'asb_case.status',
      'Status',
      { list: 'feed_case', column: 'status' },
      { open: 'Open', closed: 'Closed' },
    ),
    band: codes(
      'asb_case.risk_band',
      'Risk',
      'The band that holds of the case and its reports; of a closed case the last.',
      bandWords,
    ),
    priority: codes(
      'asb_case.priority',
      'Priority',
      'From 1, the most urgent, by the most urgent of its types.',
      { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
    ),
    outcome: codes('asb_case.outcome', 'Outcome', { list: 'feed_case', column: 'outcome' }, caseOutcomes),
    age: {
      label: 'Open for',
      definition: 'How long it has been open so far.',
      value: ({ now }) => sql`case when asb_case.status = 'closed' then '6'
        when asb_case.opened_at > ${now}::timestamptz - interval '28 days' then '1'
        when asb_case.opened_at > ${now}::timestamptz - interval '91 days' then '2'
        when asb_case.opened_at > ${now}::timestamptz - interval '182 days' then '3'
        when asb_case.opened_at > ${now}::timestamptz - interval '365 days' then '4' else '5' end`,
      names: {
        kind: 'codes',
        words: {
          '1': 'Up to 4 weeks',
          '2': '4 to 13 weeks',
          '3': '13 to 26 weeks',
          '4': '26 weeks to a year',
          '5': 'Over a year',
          '6': 'Closed',
        },
      },
    },
    size: codes(
      `case when coalesce(linked.reports, 0) <= 2 then coalesce(linked.reports, 0)::text
        when linked.reports <= 4 then '3' when linked.reports <= 9 then '5' else '9' end`,
      'Reports in it',
      { list: 'feed_case', column: 'report_count' },
      { '0': 'None', '1': '1', '2': '2', '3': '3 or 4', '5': '5 to 9', '9': '10 or more' },
      'linked',
    ),
    reason: {
      label: 'Reason for closing',
      definition: 'The reason chosen when it was closed last.',
      value: written('decision.label'),
      names: { kind: 'text' },
      through: 'decision',
    },
    category: {
      label: 'Every type it is about',
      definition: 'All its types that hold today, and not the main one alone. A case can have several.',
      value: written('case_category.asb_type'),
      names: { kind: 'types' },
      through: 'categories',
    },
  },
  record: { reference: 'asb_case.reference', page: `'/cases/' || asb_case.reference` },
}

export const actionSubject: Subject = {
  label: 'Actions',
  one: 'action',
  definition: { list: 'feed_action' },
  from: `case_action join asb_case on asb_case.id = case_action.case_id`,
  key: 'case_action.id',
  joins: {},
  dates: {
    due: { label: 'Due', column: 'case_action.due_on', kind: 'day' },
    created: { label: 'Put on the plan', column: 'case_action.created_at', kind: 'moment' },
    finished: { label: 'Ended', column: 'case_action.finished_at', kind: 'moment' },
  },
  measures: {
    count: countOf('Actions'),
    ...clock('finish', 'Plan to end', 'days', 'case_action.created_at', 'case_action.finished_at'),
    overdue: {
      kind: 'share',
      label: 'Overdue',
      definition: 'The share of open actions whose day has passed. Ended ones are left out.',
      of: ({ today }) =>
        sql`case when case_action.status = 'open' then case_action.due_on < ${today}::date end`,
    },
    costed: {
      kind: 'share',
      label: 'Time or cost said',
      definition:
        'The share of ended actions for which time or cost was said. Saying it is optional: sums are at least what they say.',
      of: written(`case when case_action.status <> 'open'
        then case_action.minutes_spent is not null or case_action.cost_pence is not null end`),
    },
    minutes: {
      kind: 'sum',
      label: 'Time spent, minutes',
      definition: 'As it was said when they ended; saying it is optional.',
      of: written('case_action.minutes_spent'),
      unit: 'minutes',
    },
    cost: {
      kind: 'sum',
      label: 'Cost, pounds',
      definition: 'As it was said when they ended; saying it is optional.',
      of: written('case_action.cost_pence / 100.0'),
      unit: 'pounds',
    },
  },
  breakdowns: {
    standing: {
      label: 'Standing',
      definition: 'Where it stands against the day by which it is to be done.',
      value: ({ today }) => sql`case when case_action.status = 'cancelled' then 'cancelled'
        when case_action.status = 'done' then
          case when (case_action.finished_at at time zone 'Europe/London')::date > case_action.due_on
            then 'late' else 'in_time' end
        when case_action.due_on < ${today}::date then 'overdue'
        when case_action.due_on < ${today}::date + 7 then 'soon' else 'later' end`,
      names: {
        kind: 'codes',
        words: {
          overdue: 'Overdue',
          soon: 'Due within 7 days',
          later: 'Due later',
          in_time: 'Done in time',
          late: 'Done late',
          cancelled: 'Cancelled',
        },
      },
    },
    status: codes(
      'case_action.status',
      'Status',
      { list: 'feed_action', column: 'status' },
      { open: 'Open', done: 'Done', cancelled: 'Cancelled' },
    ),
    organisation: organisation('case_action.owner_organisation_id', 'Owner', {
      list: 'feed_action',
      column: 'owner_organisation_id',
    }),
    team: {
      label: 'Team',
      definition: 'The team of the owner that does it, where one was named.',
      value: written('case_action.team_id'),
      names: { kind: 'teams' },
    },
    case_lead: organisation(
      'asb_case.organisation_id',
      'Lead of the case',
      'Organisation that leads the case whose plan it stands on.',
    ),
    case_kind: codes('asb_case.kind', 'Kind of case', { list: 'feed_case', column: 'kind' }, caseKindNames),
    band: codes('asb_case.risk_band', 'Risk of the case', 'The band that holds of its case.', bandWords),
    type: {
      label: 'Type of the case',
      definition: 'The main type of its case.',
      value: written('asb_case.asb_type'),
      names: { kind: 'types' },
    },
    district: {
      label: 'District',
      definition: { list: 'feed_case', column: 'district_name' },
      value: written('asb_case.district_id'),
      names: { kind: 'areas', of: 'district' },
    },
  },
  record: { reference: 'asb_case.reference', page: `'/cases/' || asb_case.reference || '/plan'` },
}

export const riskSubject: Subject = {
  label: 'Risk assessments',
  one: 'risk assessment',
  definition: 'One for each time somebody answered a risk instrument, about a report or a whole case.',
  from: `risk_assessment left join report on report.id = risk_assessment.report_id
    left join asb_case on asb_case.id = risk_assessment.case_id`,
  key: 'risk_assessment.id',
  joins: {},
  dates: { assessed: { label: 'Assessed', column: 'risk_assessment.assessed_at', kind: 'moment' } },
  measures: {
    count: countOf('Risk assessments'),
    records: {
      kind: 'distinct',
      label: 'Reports and cases',
      definition: 'How many reports and cases were assessed, each once.',
      of: written('coalesce(risk_assessment.report_id, risk_assessment.case_id)'),
    },
    vulnerable: {
      kind: 'share',
      label: 'Vulnerable',
      definition: 'The share in which an answer says that harm weighs more on this person.',
      of: written('risk_assessment.is_vulnerable'),
    },
  },
  breakdowns: {
    band: codes('risk_assessment.band', 'Band', 'The band that holds, by score or by a person.', bandWords),
    score_band: codes('risk_assessment.score_band', 'Band by score', 'What the score alone says.', bandWords),
    changed: yesOrNo(
      '(risk_assessment.override_band is not null)',
      'Changed by a person',
      'Whether a person set another band than the score, with a reason.',
    ),
    complete: yesOrNo(`(risk_assessment.missing = '{}')`, 'Complete', 'Whether everything was answered.'),
    instrument: {
      label: 'Instrument',
      definition: 'The instrument that was answered.',
      value: written('risk_assessment.instrument'),
      names: { kind: 'text' },
    },
    organisation: organisation(
      'risk_assessment.organisation_id',
      'Assessed by',
      'The organisation for which it was assessed.',
    ),
    about: codes(
      `case when risk_assessment.case_id is null then 'report' else 'case' end`,
      'About',
      'Whether a report or a whole case was assessed.',
      { report: 'A report', case: 'A case' },
    ),
    type: {
      label: 'Type',
      definition: 'The type of the report or the case.',
      value: written('coalesce(asb_case.asb_type, report.asb_type)'),
      names: { kind: 'types' },
    },
  },
  record: {
    reference: 'coalesce(asb_case.reference, report.reference)',
    page: `coalesce('/cases/' || asb_case.reference, '/reports/' || report.reference)`,
  },
}
