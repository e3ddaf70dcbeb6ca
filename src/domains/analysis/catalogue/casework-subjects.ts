import { powers } from '#domains/powers'
import { reviewChannelNames, reviewLifecycle } from '#domains/reviews'
import { handOverKindNames, handOverLifecycle, levelNames } from '#domains/sharing'
import { bandWords } from './case-subjects.ts'
import { clock, codes, countOf, organisation, yesOrNo } from './shared-parts.ts'
import { type Subject, written } from './subject.ts'

const aboutCase = {
  case_lead: organisation(
    'asb_case.organisation_id',
    'Lead of the case',
    'Organisation that leads its case.',
  ),
  type: {
    label: 'Type of the case',
    definition: 'The main type of its case.',
    value: written('asb_case.asb_type'),
    names: { kind: 'types' },
  },
  band: codes('asb_case.risk_band', 'Risk of the case', 'The band that holds of its case.', bandWords),
  district: {
    label: 'District',
    definition: { list: 'feed_case', column: 'district_name' },
    value: written('asb_case.district_id'),
    names: { kind: 'areas', of: 'district' },
  },
} as const

const caseRecord = (path: string) => ({
  reference: 'asb_case.reference',
  page: `'/cases/' || asb_case.reference || '${path}'`,
})

export const reviewSubject: Subject = {
  label: 'Case Reviews',
  one: 'Case Review',
  definition:
    'One for each application for an ASB Case Review (2014 Act, section 104) in which the reader’s organisation is a relevant body.',
  from: 'asb_review',
  key: 'asb_review.id',
  joins: {},
  dates: {
    applied: { label: 'Applied', column: 'asb_review.applied_on', kind: 'day' },
    decided: { label: 'Threshold decided', column: 'asb_review.decided_at', kind: 'moment' },
    closed: { label: 'Closed', column: 'asb_review.closed_at', kind: 'moment' },
  },
  measures: {
    count: countOf('Case Reviews'),
    ...clock('decide', 'Application to threshold', 'days', 'asb_review.applied_at', 'asb_review.decided_at'),
    ...clock('outcome', 'Application to outcome', 'days', 'asb_review.applied_at', 'asb_review.outcome_at'),
  },
  breakdowns: {
    status: codes('asb_review.status', 'Status', 'Where it is.', reviewLifecycle.statuses),
    threshold: codes(
      `coalesce((select decision from review_decision where review_decision.review_id = asb_review.id
        and review_decision.kind = 'threshold' order by decided_at desc, review_decision.id desc limit 1),
        case when asb_review.status = 'withdrawn' then 'withdrawn' else 'open' end)`,
      'Threshold',
      'What was decided of the threshold, last.',
      {
        met: 'Met',
        not_met: 'Not met',
        open: 'Not decided yet',
        withdrawn: 'Withdrawn before it was decided',
      },
    ),
    organisation: organisation('asb_review.organisation_id', 'Led by', 'The relevant body that leads it.'),
    district: {
      label: 'District',
      definition: 'The local government area whose procedure holds.',
      value: written('asb_review.district_code'),
      names: { kind: 'districts' },
    },
    channel: codes('asb_review.channel', 'How it came', 'The way by which they applied.', reviewChannelNames),
    type: {
      label: 'Type',
      definition: 'The type of anti-social behaviour it is about, where it was said.',
      value: written('asb_review.asb_type'),
      names: { kind: 'types' },
    },
    hate: yesOrNo('asb_review.is_hate', 'Hate', 'Whether it is about hate.'),
    vulnerable: yesOrNo(
      'asb_review.is_vulnerable',
      'Harm weighs more',
      'Whether the applicant says that harm weighs more on the victim.',
    ),
  },
  record: { reference: 'asb_review.reference', page: `'/reviews/' || asb_review.reference` },
}

/** Each power under what it is, as the law packs have them. */
const kindOfPower = `case ${powers.map(({ code, kind }) => `when intervention.power = '${code.replaceAll("'", "''")}' then '${kind}'`).join(' ')} end`

export const orderSubject: Subject = {
  label: 'Powers used',
  one: 'use of a power',
  definition:
    'One for each use of a power, from advice to a court order, about one person or place of a case.',
  from: 'intervention join asb_case on asb_case.id = intervention.case_id',
  key: 'intervention.id',
  joins: {},
  dates: {
    issued: { label: 'Issued', column: 'intervention.issued_on', kind: 'day' },
    ends: { label: 'Ends', column: 'intervention.ends_on', kind: 'day' },
  },
  measures: {
    count: countOf('Powers used'),
    breaches: {
      kind: 'sum',
      label: 'Breaches',
      definition: 'Breaches recorded.',
      of: written('intervention.breaches'),
      unit: 'number',
    },
    breached: {
      kind: 'share',
      label: 'Breached',
      definition: 'The share with at least one recorded breach.',
      of: written('(intervention.breaches > 0)'),
    },
  },
  breakdowns: {
    power: codes(
      'intervention.power',
      'Power',
      'The power used.',
      Object.fromEntries(powers.map(({ code, name }) => [code, name])),
    ),
    kind: codes(kindOfPower, 'Kind of power', 'What sort of power it is, as the law packs have it.', {
      informal: 'Informal',
      notice: 'Notice',
      order: 'Order',
      authorisation: 'Authorisation',
    }),
    status: codes('intervention.status', 'Status', 'Whether it still holds.', {
      open: 'Open',
      ended: 'Ended',
      undone: 'Withdrawn or quashed',
    }),
    breached: yesOrNo('(intervention.breaches > 0)', 'Breached', 'Whether a breach was recorded.'),
    organisation: organisation('intervention.organisation_id', 'Used by', 'The organisation that used it.'),
    ...aboutCase,
  },
  record: caseRecord('/powers'),
}

export const handOverSubject: Subject = {
  label: 'Hand-overs',
  one: 'hand-over',
  definition:
    'One for each time an organisation asked another to take part in a record, take it over or show it, where the reader’s organisation asks or answers.',
  from: 'hand_over',
  key: 'hand_over.id',
  joins: {},
  dates: {
    asked: { label: 'Asked', column: 'hand_over.asked_at', kind: 'moment' },
    answered: { label: 'Answered', column: 'hand_over.answered_at', kind: 'moment' },
    due: { label: 'Answer due', column: 'hand_over.due_on', kind: 'day' },
  },
  measures: {
    count: countOf('Hand-overs'),
    ...clock('answer', 'Asked to answered', 'hours', 'hand_over.asked_at', 'hand_over.answered_at'),
    accepted: {
      kind: 'share',
      label: 'Accepted',
      definition: 'The share of those answered that was accepted, whatever came of it later.',
      of: written(
        `case when hand_over.answered_at is not null then hand_over.status in ('accepted', 'ended') end`,
      ),
    },
  },
  breakdowns: {
    kind: codes('hand_over.kind', 'Kind', 'What is asked.', handOverKindNames),
    status: codes('hand_over.status', 'Status', 'Where it is.', handOverLifecycle.statuses),
    from: organisation('hand_over.from_organisation_id', 'Asked by', 'The organisation that asks.'),
    to: organisation('hand_over.to_organisation_id', 'Answered by', 'The organisation that is to answer.'),
    late: yesOrNo('(hand_over.overdue_at is not null)', 'Late', 'Whether its day passed without an answer.'),
    level: codes('hand_over.level', 'Level', 'How much is to be seen.', levelNames),
    about: codes(
      `case when hand_over.case_id is not null then 'case' when hand_over.report_id is not null then 'report' else 'none' end`,
      'About',
      'What is handed over.',
      { report: 'A report', case: 'A case', none: 'A reference that names nothing to ask for' },
    ),
  },
  record: { reference: 'hand_over.reference', page: `'/hand-overs/' || hand_over.id` },
}
