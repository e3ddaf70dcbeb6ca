import type { Query } from './query.ts'

/** A report that comes with the product: a question, and the query that answers it. */
export type StandardReport = {
  name: string
  title: string
  question: string
  group: ReportGroup
  query: Query
}
export const reportGroups = {
  volumes: 'How much, where and when',
  time: 'How long it takes',
  work: 'What is due',
  outcomes: 'What came of it',
  people: 'Victims and repeats',
  quality: 'Quality of the record',
} as const
export type ReportGroup = keyof typeof reportGroups

type Asked = Pick<Query, 'subject'> & Partial<Query>

const ask = (asked: Asked): Query => ({
  measures: ['count'],
  date: usualDates[asked.subject],
  period: 'year',
  where: {},
  least: 1,
  order: 'given',
  ...asked,
})
/** The first date of each subject: what a query is about unless it says otherwise. */
const usualDates: Readonly<Record<Query['subject'], string>> = {
  reports: 'filed',
  cases: 'opened',
  actions: 'due',
  risk: 'assessed',
  reviews: 'applied',
  powers: 'issued',
  hand_overs: 'asked',
  evidence: 'received',
  contact: 'next',
  contacts_made: 'made',
  satisfaction: 'asked',
  people: 'filed',
}

const spent = ['count', 'costed', 'minutes', 'cost']
const triageTime = ['triage_median', 'triage_p90', 'count']
const actionTime = ['first_action_median', 'first_action_p90', 'count']

export const standardReports: readonly StandardReport[] = [
  {
    name: 'types-by-month',
    title: 'Reports by type and month',
    question: 'What is reported, and is it more or less than before?',
    group: 'volumes',
    query: ask({ subject: 'reports', rows: 'type', columns: 'month', order: 'most' }),
  },
  {
    name: 'districts-by-month',
    title: 'Reports by district and month',
    question: 'How does each district develop?',
    group: 'volumes',
    query: ask({ subject: 'reports', rows: 'month', columns: 'district' }),
  },
  {
    name: 'wards',
    title: 'Reports by ward',
    question: 'In which wards is most reported?',
    group: 'volumes',
    query: ask({
      subject: 'reports',
      rows: 'ward',
      measures: ['count', 'places', 'repeated'],
      order: 'most',
    }),
  },
  {
    name: 'channels',
    title: 'Reports by how they came',
    question: 'Which doors do people use, and who uses them?',
    group: 'volumes',
    query: ask({ subject: 'reports', rows: 'channel', columns: 'reporter', order: 'most' }),
  },
  {
    name: 'hours',
    title: 'Reports by weekday and hour',
    question: 'At which hours of the week does it begin?',
    group: 'volumes',
    query: ask({ subject: 'reports', rows: 'weekday', columns: 'hour', date: 'occurred' }),
  },
  {
    name: 'repeat-places',
    title: 'Repeat incidents by place and part of the day',
    question: 'Which squares of 100 metres had three reports or more, and when of the day?',
    group: 'volumes',
    query: ask({
      subject: 'reports',
      rows: 'square',
      columns: 'time_band',
      date: 'occurred',
      least: 3,
      order: 'most',
    }),
  },
  {
    name: 'triage-by-organisation',
    title: 'From report to triage, by organisation',
    question: 'How long do reports wait until somebody decides?',
    group: 'time',
    query: ask({ subject: 'reports', rows: 'organisation', measures: triageTime }),
  },
  {
    name: 'triage-by-type',
    title: 'From report to triage, by type',
    question: 'Which types wait longest for a decision?',
    group: 'time',
    query: ask({ subject: 'reports', rows: 'type', measures: triageTime, order: 'most' }),
  },
  {
    name: 'triage-by-band',
    title: 'From report to triage, by risk',
    question: 'Are reports of high risk decided sooner?',
    group: 'time',
    query: ask({ subject: 'reports', rows: 'band', measures: triageTime }),
  },
  {
    name: 'first-action-by-organisation',
    title: 'From triage to first action, by organisation',
    question: 'How long is it from the decision to the first thing that somebody does?',
    group: 'time',
    query: ask({ subject: 'reports', rows: 'organisation', measures: actionTime }),
  },
  {
    name: 'first-action-by-type',
    title: 'From triage to first action, by type',
    question: 'Which types are acted on soonest?',
    group: 'time',
    query: ask({ subject: 'reports', rows: 'type', measures: actionTime }),
  },
  {
    name: 'cases-to-close',
    title: 'How long cases take',
    question: 'How many days are cases open, by risk?',
    group: 'time',
    query: ask({
      subject: 'cases',
      rows: 'band',
      measures: ['close_median', 'close_p90', 'count'],
      date: 'closed',
    }),
  },
  {
    name: 'unseen',
    title: 'Reports that nobody has opened',
    question: 'What waits for triage unseen, and for how long?',
    group: 'work',
    query: ask({
      subject: 'reports',
      rows: 'waits',
      columns: 'organisation',
      period: 'all',
      where: { opened: ['false'], status: ['awaiting_triage'] },
    }),
  },
  {
    name: 'overdue-by-organisation',
    title: 'Actions by standing and organisation',
    question: 'Who has overdue actions?',
    group: 'work',
    query: ask({ subject: 'actions', rows: 'organisation', columns: 'standing', period: 'all' }),
  },
  {
    name: 'overdue-by-team',
    title: 'Overdue actions by team',
    question: 'Which teams have overdue actions, and of what risk?',
    group: 'work',
    query: ask({
      subject: 'actions',
      rows: 'team',
      columns: 'band',
      period: 'all',
      where: { standing: ['overdue'] },
      order: 'most',
    }),
  },
  {
    name: 'contact-missed',
    title: 'Contact with victims by standing',
    question: 'Which victims have not heard when they should have?',
    group: 'work',
    query: ask({
      subject: 'contact',
      rows: 'standing',
      columns: 'band',
      date: 'next',
      period: 'all',
      where: { standing: ['missed', 'late', 'soon', 'later'] },
    }),
  },
  {
    name: 'open-cases',
    title: 'Open cases by age and risk',
    question: 'How long have open cases been open?',
    group: 'work',
    query: ask({
      subject: 'cases',
      rows: 'age',
      columns: 'band',
      period: 'all',
      where: { status: ['open'] },
    }),
  },
  {
    name: 'hand-overs',
    title: 'Hand-overs by kind and answer',
    question: 'How are hand-overs answered?',
    group: 'work',
    query: ask({ subject: 'hand_overs', rows: 'kind', columns: 'status' }),
  },
  {
    name: 'hand-over-time',
    title: 'How long hand-overs wait for an answer',
    question: 'Who answers hand-overs how fast?',
    group: 'time',
    query: ask({
      subject: 'hand_overs',
      rows: 'to',
      measures: ['answer_median', 'answer_p90', 'accepted', 'count'],
    }),
  },
  {
    name: 'outcomes',
    title: 'What came of reports',
    question: 'How many became part of a case, and how many were refused or closed?',
    group: 'outcomes',
    query: ask({ subject: 'reports', rows: 'organisation', columns: 'outcome' }),
  },
  {
    name: 'reasons',
    title: 'Why reports were refused or closed',
    question: 'Which reasons are given, by organisation?',
    group: 'outcomes',
    query: ask({
      subject: 'reports',
      rows: 'decision',
      columns: 'status',
      where: { status: ['refused', 'not_asb', 'closed'] },
      order: 'most',
    }),
  },
  {
    name: 'case-closing',
    title: 'Why cases were closed',
    question: 'With which outcome and for which reason are cases closed?',
    group: 'outcomes',
    query: ask({
      subject: 'cases',
      rows: 'reason',
      columns: 'outcome',
      date: 'closed',
      where: { status: ['closed'] },
      order: 'most',
    }),
  },
  {
    name: 'costs-by-organisation',
    title: 'Time and cost of casework, by organisation',
    question: 'How much time and money do actions of cases take, and whose?',
    group: 'outcomes',
    query: ask({ subject: 'actions', rows: 'organisation', measures: spent, date: 'finished' }),
  },
  {
    name: 'costs-by-type',
    title: 'Time and cost of casework, by type',
    question: 'Cases of which type take most time and money?',
    group: 'outcomes',
    query: ask({ subject: 'actions', rows: 'type', measures: spent, date: 'finished', order: 'most' }),
  },
  {
    name: 'costs-by-band',
    title: 'Time and cost of casework, by risk',
    question: 'How much of the time and money goes into cases of high risk?',
    group: 'outcomes',
    query: ask({ subject: 'actions', rows: 'band', measures: spent, date: 'finished' }),
  },
  {
    name: 'case-reviews',
    title: 'Case Reviews by threshold and status',
    question: 'How many applications met the threshold, and where are they?',
    group: 'outcomes',
    query: ask({ subject: 'reviews', rows: 'threshold', columns: 'status' }),
  },
  {
    name: 'powers',
    title: 'Powers used',
    question: 'Which powers are used, how often, and how often are they breached?',
    group: 'outcomes',
    query: ask({
      subject: 'powers',
      rows: 'power',
      measures: ['count', 'breached', 'breaches'],
      order: 'most',
    }),
  },
  {
    name: 'satisfaction',
    title: 'What victims think',
    question: 'How many victims were kept informed, listened to and feel safer?',
    group: 'people',
    query: ask({
      subject: 'satisfaction',
      rows: 'organisation',
      measures: ['count', 'answered', 'informed', 'listened', 'promises', 'safer'],
    }),
  },
  {
    name: 'satisfaction-by-team',
    title: 'What victims think, by team',
    question: 'Which teams keep victims informed, and after whose work do they feel safer?',
    group: 'people',
    query: ask({
      subject: 'satisfaction',
      rows: 'team',
      measures: ['count', 'answered', 'informed', 'listened', 'promises', 'safer'],
    }),
  },
  {
    name: 'repeat-victims',
    title: 'Repeat victims and callers',
    question: 'Who was a victim or a caller in two reports or more?',
    group: 'people',
    query: ask({
      subject: 'people',
      rows: 'profile',
      columns: 'role',
      where: { role: ['victim', 'reporter'], matched: ['true'] },
      least: 2,
      order: 'most',
    }),
  },
  {
    name: 'contacts-made',
    title: 'Contacts with victims by outcome',
    question: 'How often are victims reached, and by which way?',
    group: 'people',
    query: ask({ subject: 'contacts_made', rows: 'channel', columns: 'outcome' }),
  },
  {
    name: 'risk',
    title: 'Risk assessments by band',
    question: 'How is risk judged, and how often does a person change the band?',
    group: 'people',
    query: ask({ subject: 'risk', rows: 'band', columns: 'changed' }),
  },
  {
    name: 'evidence',
    title: 'Evidence by kind and way',
    question: 'What do people send, and by which way?',
    group: 'quality',
    query: ask({ subject: 'evidence', rows: 'kind', columns: 'door' }),
  },
  {
    name: 'data-quality',
    title: 'What is not known, by how reports came',
    question: 'Which doors leave place, ward or reporter unknown?',
    group: 'quality',
    query: ask({
      subject: 'reports',
      rows: 'channel',
      measures: ['count', 'without_place', 'without_ward', 'without_kind', 'unnamed'],
      order: 'most',
    }),
  },
]

/**
 * The standard report that a query is, also where it was narrowed or has another period: whoever changes what is counted
 * has a query of their own.
 */
export function findStandardReport(query: Query): StandardReport | undefined {
  return standardReports.find(({ query: standard }) => {
    const keepsFilters = Object.entries(standard.where).every(([breakdown, values]) =>
      sameValues(values, query.where[breakdown] ?? []),
    )
    return shapeOf(standard) === shapeOf(query) && keepsFilters
  })
}

const sameValues = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((value) => others.includes(value))

const shapeOf = ({ subject, measures, rows, columns, date, least }: Query) =>
  JSON.stringify([subject, measures, rows ?? '', columns ?? '', date, least])
