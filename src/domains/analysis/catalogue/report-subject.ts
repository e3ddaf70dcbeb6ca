import { sql } from 'kysely'
import { type DayPart, dayParts, firstAction, isPlaced } from '#domains/board'
import { caseKindNames } from '#domains/cases'
import { channelNames, reporterKindNames, reportLifecycle } from '#domains/reports'
import { bandNames } from '#domains/risk'
import { aboutPlaceAndType, clock, codes, countOf, organisation, yesOrNo } from './shared-parts.ts'
import { type Subject, written } from './subject.ts'

const qualifiers = { personal: 'Personal', nuisance: 'Nuisance', environmental: 'Environmental' }

/** South-west corner of the square of 100 metres, as the weekly board counts repeat places. */
const placeSquare = sql`case when ${isPlaced} then (floor(report.location[0] / 100) * 100)::integer::text || ','
  || (floor(report.location[1] / 100) * 100)::integer::text end`

/** The parts of the day as the weekly board has them, by the clock in England. */
const dayPart = sql`extract(hour from report.occurred_from at time zone 'Europe/London')::integer / 6`
const dayPartNames: Readonly<Record<DayPart, string>> = {
  night: 'Night',
  morning: 'Morning',
  afternoon: 'Afternoon',
  evening: 'Evening',
}

export const reportSubject: Subject = {
  label: 'Reports',
  one: 'report',
  definition: { list: 'feed_report' },
  from: 'report join asb_type on asb_type.code = report.asb_type',
  key: 'report.id',
  joins: {
    first_action: {
      label: 'the first thing that was done about it',
      cardinality: 'one',
      sql: () => firstAction,
    },
    assessment: {
      label: 'its latest risk assessment',
      cardinality: 'one',
      sql: written(`left join (
        select distinct on (report_id) report_id, band from risk_assessment where report_id is not null
        order by report_id, assessed_at desc, id desc) as assessment on assessment.report_id = report.id`),
    },
    decision: {
      label: 'the latest decision that said no or closed it',
      cardinality: 'one',
      sql: written(`left join (
        select distinct on (report_id) report_id, label from decision_reason where report_id is not null
        order by report_id, decided_at desc, id desc) as decision on decision.report_id = report.id`),
    },
    unseen: {
      label: 'whether anybody opened it',
      cardinality: 'one',
      sql: written(
        `left join unseen_reports(my_organisations(), '{}'::uuid[], 1000000) as unseen on unseen.id = report.id`,
      ),
    },
    cases: {
      label: 'the cases it is linked to',
      cardinality: 'many',
      sql: written(`left join case_report on case_report.report_id = report.id
        left join asb_case on asb_case.id = case_report.case_id`),
    },
    unknowns: {
      label: 'what was asked and left open',
      cardinality: 'many',
      sql: written('left join report_unknown on report_unknown.report_id = report.id'),
    },
  },
  dates: {
    filed: { label: 'Filed', column: 'report.filed_at', kind: 'moment' },
    occurred: { label: 'Happened', column: 'report.occurred_from', kind: 'moment' },
    triaged: { label: 'Triaged', column: 'report.triaged_at', kind: 'moment' },
    closed: { label: 'Closed', column: 'report.closed_at', kind: 'moment' },
  },
  measures: {
    count: countOf('Reports'),
    ...clock('triage', 'Report to triage', 'hours', 'report.filed_at', 'report.triaged_at', {
      meaning:
        'From when it was filed to when it was accepted, refused or found not to be anti-social behaviour. The weekly board counts those that still wait with the time they have waited.',
    }),
    ...clock('first_action', 'Triage to first action', 'hours', 'report.triaged_at', 'action.at', {
      meaning:
        'For reports that were accepted: from triage to the first of these that a person did: put it in a case, wrote to the reporter, asked another organisation to act, or closed it. The weekly board counts those that still wait with the time they have waited.',
      through: 'first_action',
    }),
    ...clock('close', 'Report to close', 'days', 'report.filed_at', 'report.closed_at'),
    places: {
      kind: 'distinct',
      label: 'Places',
      definition:
        'How many squares of 100 metres had at least one, of those whose place is known to within 100 metres.',
      of: () => placeSquare,
    },
    repeated: {
      kind: 'share',
      label: 'Reported before',
      definition:
        'The share of those asked in which the reporter said that they had reported it before. Those who were not asked are left out.',
      of: written('report.reported_before'),
    },
    unnamed: {
      kind: 'share',
      label: 'Without contact details',
      definition: 'The share that was filed without contact details.',
      of: written('report.anonymous'),
    },
    without_place: {
      kind: 'share',
      label: 'Place not known',
      definition: 'The share without a place on the map.',
      of: written('(report.location is null)'),
    },
    without_kind: {
      kind: 'share',
      label: 'Who told it not known',
      definition: 'The share in which it is not known how whoever told of it stands to it.',
      of: written(`(report.reporter_kind = 'not_known')`),
    },
    without_ward: {
      kind: 'share',
      label: 'Ward not known',
      definition: 'The share whose place lies in no ward, or has none.',
      of: written('(report.ward_id is null)'),
    },
  },
  breakdowns: {
    ...aboutPlaceAndType('report', 'feed_report'),
    organisation: organisation('report.organisation_id', 'Held by', {
      list: 'feed_report',
      column: 'organisation_id',
    }),
    team: {
      label: 'Team',
      definition: 'The team in whose queue it is or was.',
      value: written('report.team_id'),
      names: { kind: 'teams' },
    },
    channel: codes('report.channel', 'How it came', 'The door it came by.', channelNames),
    reporter: codes(
      'report.reporter_kind',
      'Told by',
      'How whoever tells of it stands to it, as they said.',
      reporterKindNames,
    ),
    status: codes(
      'report.status',
      'Status',
      { list: 'feed_report', column: 'status' },
      reportLifecycle.statuses,
    ),
    outcome: codes(
      `case when exists (select from case_report where case_report.report_id = report.id) then 'case'
        when report.status in ('not_asb', 'refused', 'closed', 'accepted') then report.status else 'waiting' end`,
      'What came of it',
      'Whether it is part of a case that you see, else how far it has come.',
      {
        case: 'Part of a case',
        accepted: 'Accepted, without a case',
        closed: 'Closed, without a case',
        not_asb: 'Not anti-social behaviour',
        refused: 'Refused',
        waiting: 'Awaiting triage',
      },
    ),
    decision: {
      label: 'Reason',
      definition:
        'The latest reason chosen when it was refused, closed or found not to be anti-social behaviour.',
      value: written('decision.label'),
      names: { kind: 'text' },
      through: 'decision',
    },
    opening_qualifier: codes(
      'report.opening_qualifier',
      'Category when filed',
      { list: 'feed_report', column: 'opening_qualifier' },
      qualifiers,
    ),
    closing_qualifier: codes(
      'report.closing_qualifier',
      'Category when closed',
      { list: 'feed_report', column: 'closing_qualifier' },
      qualifiers,
    ),
    band: codes(
      'assessment.band',
      'Risk',
      'The band of its latest risk assessment.',
      { high: bandNames.high, medium: bandNames.medium, standard: bandNames.standard },
      'assessment',
    ),
    waits: {
      label: 'Awaiting triage for',
      definition: 'How long it has waited for triage so far; those that have been triaged wait no more.',
      value: ({ now }) => sql`case when report.status <> 'awaiting_triage' then '5'
        when report.filed_at > ${now}::timestamptz - interval '1 day' then '1'
        when report.filed_at > ${now}::timestamptz - interval '3 days' then '2'
        when report.filed_at > ${now}::timestamptz - interval '7 days' then '3' else '4' end`,
      names: {
        kind: 'codes',
        words: {
          '1': 'Under a day',
          '2': '1 to 3 days',
          '3': '3 to 7 days',
          '4': 'Over 7 days',
          '5': 'It waits no more',
        },
      },
    },
    opened: yesOrNo(
      'unseen.id is null',
      'Opened',
      'Whether anybody has opened it. Known of reports that await triage in your organisation; all others count as opened.',
      { true: 'Opened, or not for us to open', false: 'Opened by nobody' },
      'unseen',
    ),
    square: {
      label: 'Place, 100 m square',
      definition:
        'The square of 100 metres of the National Grid that holds the place, where it is known to within 100 metres. Two reports either side of an edge count apart.',
      value: () => placeSquare,
      names: { kind: 'square' },
    },
    time_band: {
      label: 'Part of the day',
      definition:
        'When it began, by the clock in England: night from midnight to 6am, morning to midday, afternoon to 6pm, evening to midnight.',
      value: () => dayPart,
      names: {
        kind: 'codes',
        words: Object.fromEntries(dayParts.map((part, index) => [String(index), dayPartNames[part]])),
      },
    },
    reported_before: yesOrNo('report.reported_before', 'Reported before', {
      list: 'feed_report',
      column: 'reported_before',
    }),
    anonymous: yesOrNo('report.anonymous', 'Without contact details', {
      list: 'feed_report',
      column: 'anonymous',
    }),
    case_lead: organisation(
      'asb_case.organisation_id',
      'Lead of its case',
      'Organisations that lead a case it is linked to. A report can be part of several cases.',
      'cases',
    ),
    case_kind: codes(
      'asb_case.kind',
      'Kind of its case',
      'Kinds of the cases it is linked to. A report can be part of several cases.',
      caseKindNames,
      'cases',
    ),
    unknown: {
      label: 'What was left open',
      definition: 'What was asked and left open on purpose. Several can be left open in one report.',
      value: written('report_unknown.fact'),
      names: { kind: 'text' },
      through: 'unknowns',
    },
  },
  record: { reference: 'report.reference', page: `'/reports/' || report.reference` },
}
