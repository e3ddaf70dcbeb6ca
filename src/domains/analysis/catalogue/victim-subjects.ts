import { sql } from 'kysely'
import {
  contactChannelNames,
  contactOutcomeNames,
  type surveyAnswers,
  surveyQuestions,
} from '#domains/contact'
import { evidenceKindNames } from '#domains/evidence'
import { bandWords } from './case-subjects.ts'
import { codes, countOf, organisation, yesOrNo } from './shared-parts.ts'
import { type Breakdown, type Subject, written } from './subject.ts'

export const evidenceSubject: Subject = {
  label: 'Evidence',
  one: 'piece of evidence',
  definition: 'One for each file of a report or case that the reader’s organisation sees in full.',
  from: `evidence_item left join report on report.id = evidence_item.report_id
    left join asb_case on asb_case.id = evidence_item.case_id`,
  key: 'evidence_item.id',
  where: '(report.id is not null or asb_case.id is not null)',
  joins: {},
  dates: { received: { label: 'Received', column: 'evidence_item.received_at', kind: 'moment' } },
  measures: {
    count: countOf('Evidence'),
    records: {
      kind: 'distinct',
      label: 'Reports and cases',
      definition: 'How many reports and cases have some, each once.',
      of: written('coalesce(evidence_item.report_id, evidence_item.case_id)'),
    },
    megabytes: {
      kind: 'sum',
      label: 'Megabytes',
      definition: 'Of the originals, in millions of bytes.',
      of: written('evidence_item.size / 1000000.0'),
      unit: 'number',
    },
  },
  breakdowns: {
    kind: codes('evidence_item.kind', 'Kind', 'As found in the bytes.', evidenceKindNames),
    door: codes('evidence_item.door', 'How it came', 'The way by which it came.', {
      public_form: 'Public form',
      status_page: 'Private page of the reporter',
      diary: 'Diary',
      staff: 'Staff',
      machine: 'Another system',
      demo: 'Demonstration',
    }),
    scan: codes('evidence_item.scan_status', 'Virus scan', 'What the scanner said.', {
      pending: 'Not scanned yet',
      clean: 'Clean',
      infected: 'Infected',
      unavailable: 'No scanner',
    }),
    about: codes(
      `case when evidence_item.case_id is null then 'report' else 'case' end`,
      'Of',
      'Whether it belongs to a report or a case.',
      { report: 'A report', case: 'A case' },
    ),
    organisation: organisation(
      'coalesce(report.organisation_id, asb_case.organisation_id)',
      'Held by',
      'The organisation that holds the report or leads the case.',
    ),
    type: {
      label: 'Type',
      definition: 'The type of the report or the case.',
      value: written('coalesce(report.asb_type, asb_case.asb_type)'),
      names: { kind: 'types' },
    },
  },
  record: {
    reference: 'coalesce(report.reference, asb_case.reference)',
    page: `coalesce('/reports/' || report.reference, '/cases/' || asb_case.reference) || '/evidence'`,
  },
}

export const contactSubject: Subject = {
  label: 'Contact with victims',
  one: 'contact plan',
  definition:
    'One for each victim of a case that the reader’s organisation leads: how often they are to hear from it, and whether they do.',
  from: 'contact_plan join asb_case on asb_case.id = contact_plan.case_id',
  key: 'contact_plan.id',
  joins: {},
  dates: {
    next: { label: 'Next contact due', column: 'contact_plan.next_due_on', kind: 'day' },
    last: { label: 'Last contact', column: 'contact_plan.last_contact_on', kind: 'day' },
    started: { label: 'Started', column: 'contact_plan.started_on', kind: 'day' },
  },
  measures: {
    count: countOf('Victims'),
    missed: {
      kind: 'share',
      label: 'Missed',
      definition: 'The share of running plans whose contact counts as missed today.',
      of: ({ today }) =>
        sql`case when contact_plan.ended_on is null then contact_plan.missed_on <= ${today}::date end`,
    },
  },
  breakdowns: {
    standing: {
      label: 'Standing',
      definition: 'Where it stands against its clock today.',
      value: ({ today }) => sql`case when contact_plan.ended_on is not null then 'ended'
        when contact_plan.missed_on <= ${today}::date then 'missed'
        when contact_plan.next_due_on < ${today}::date then 'late'
        when contact_plan.next_due_on < ${today}::date + 7 then 'soon' else 'later' end`,
      names: {
        kind: 'codes',
        words: {
          missed: 'Missed',
          late: 'Late, not missed yet',
          soon: 'Due within 7 days',
          later: 'Due later',
          ended: 'Ended',
        },
      },
    },
    band: codes('contact_plan.band', 'Risk', 'The band by which the next contact is counted.', bandWords),
    organisation: organisation('contact_plan.organisation_id', 'Kept by', 'The organisation that keeps it.'),
    channel: codes(
      'contact_plan.preferred_channel',
      'Preferred way',
      'How they want to hear.',
      contactChannelNames,
    ),
    type: {
      label: 'Type of the case',
      definition: 'The main type of its case.',
      value: written('asb_case.asb_type'),
      names: { kind: 'types' },
    },
  },
  record: { reference: 'asb_case.reference', page: `'/cases/' || asb_case.reference || '/contact'` },
}

export const contactMadeSubject: Subject = {
  label: 'Contacts made',
  one: 'contact',
  definition: 'One for each contact with a victim, or an attempt at one, by the reader’s organisation.',
  from: `victim_contact join contact_plan on contact_plan.id = victim_contact.plan_id
    join asb_case on asb_case.id = victim_contact.case_id`,
  key: 'victim_contact.id',
  joins: {},
  dates: { made: { label: 'Made', column: 'victim_contact.at', kind: 'moment' } },
  measures: {
    count: countOf('Contacts'),
    victims: {
      kind: 'distinct',
      label: 'Victims',
      definition: 'How many victims they were with, each once.',
      of: written('victim_contact.plan_id'),
    },
  },
  breakdowns: {
    outcome: codes('victim_contact.outcome', 'Outcome', 'What came of it.', contactOutcomeNames),
    channel: codes('victim_contact.channel', 'Way', 'How it was tried.', contactChannelNames),
    organisation: organisation('victim_contact.organisation_id', 'Made by', 'The organisation that made it.'),
    band: codes('contact_plan.band', 'Risk', 'The band of the plan today.', bandWords),
  },
  record: { reference: 'asb_case.reference', page: `'/cases/' || asb_case.reference || '/contact'` },
}

const questionLabels: Readonly<Record<(typeof surveyQuestions)[number], string>> = {
  informed: 'Kept informed',
  listened: 'Listened to',
  promises: 'Promises kept',
  safer: 'Safer',
}
const answerWords: Readonly<Record<(typeof surveyAnswers)[number], string>> = {
  yes: 'Yes',
  partly: 'Partly',
  no: 'No',
}

/** What fewer than so many victims said could tell who said it. */
const fewestAnswers = 5

export const surveySubject: Subject = {
  label: 'Satisfaction',
  one: 'survey',
  definition:
    'One for each time a victim was asked, when their case closed, what they think of how it was dealt with. Of fewer than 5 nothing is said: [c].',
  from: 'satisfaction_survey join asb_case on asb_case.id = satisfaction_survey.case_id',
  key: 'satisfaction_survey.id',
  joins: {},
  dates: {
    asked: { label: 'Asked', column: 'satisfaction_survey.asked_at', kind: 'moment' },
    answered: { label: 'Answered', column: 'satisfaction_survey.answered_at', kind: 'moment' },
  },
  measures: {
    count: countOf('Surveys'),
    answered: {
      kind: 'share',
      label: 'Answered',
      definition: 'The share that was answered.',
      of: written('(satisfaction_survey.answered_at is not null)'),
    },
    ...Object.fromEntries(
      surveyQuestions.map((question) => [
        question,
        {
          kind: 'share' as const,
          label: `${questionLabels[question]}: yes`,
          definition: `The share of those who answered this question that answered yes. Left out where fewer than ${fewestAnswers} did.`,
          fewest: fewestAnswers,
          of: written(`(satisfaction_survey.answers->>'${question}' = 'yes')`),
        },
      ]),
    ),
  },
  breakdowns: {
    answered: yesOrNo(
      '(satisfaction_survey.answered_at is not null)',
      'Answered',
      'Whether it was answered.',
    ),
    ...Object.fromEntries(
      surveyQuestions.map((question): [string, Breakdown] => [
        question,
        codes(
          `satisfaction_survey.answers->>'${question}'`,
          questionLabels[question],
          'What they answered.',
          answerWords,
        ),
      ]),
    ),
    organisation: organisation(
      'satisfaction_survey.organisation_id',
      'Asked by',
      'The organisation that led the case.',
    ),
    team: {
      label: 'Team',
      definition: 'The team of whoever kept the victim in touch when they were asked.',
      value: written('satisfaction_survey.team_id'),
      names: { kind: 'teams' },
    },
    type: {
      label: 'Type of the case',
      definition: 'The main type of its case.',
      value: written('asb_case.asb_type'),
      names: { kind: 'types' },
    },
  },
  fewest: fewestAnswers,
  record: { reference: 'asb_case.reference', page: `'/cases/' || asb_case.reference` },
}

export const personSubject: Subject = {
  label: 'People named',
  one: 'person named in a report',
  definition:
    'One for each person named in a report that the reader’s organisation holds. The same person named in two reports is counted twice; profiles are counted once.',
  from: 'report_person join report on report.id = report_person.report_id',
  key: 'report_person.id',
  joins: {},
  dates: { filed: { label: 'Filed', column: 'report.filed_at', kind: 'moment' } },
  measures: {
    count: countOf('Times named'),
    profiles: {
      kind: 'distinct',
      label: 'Profiles',
      definition: 'How many different people, as far as your organisation has matched them.',
      of: written('report_person.profile_id'),
    },
    reports: {
      kind: 'distinct',
      label: 'Reports',
      definition: 'How many reports name them, each once.',
      of: written('report_person.report_id'),
    },
  },
  breakdowns: {
    role: codes('report_person.role', 'As', 'How they stand to the report.', {
      reporter: 'Reporter',
      victim: 'Victim',
      witness: 'Witness',
      alleged_perpetrator: 'Alleged perpetrator',
      other: 'Other',
    }),
    profile: {
      label: 'Profile',
      definition:
        'The profile that your organisation keeps of the person. Its name is shown on this page alone; an export has its identifier.',
      value: written('report_person.profile_id'),
      names: { kind: 'profiles' },
    },
    organisation: organisation('report.organisation_id', 'Held by', {
      list: 'feed_report',
      column: 'organisation_id',
    }),
    type: {
      label: 'Type',
      definition: 'The type of the report.',
      value: written('report.asb_type'),
      names: { kind: 'types' },
    },
    district: {
      label: 'District',
      definition: { list: 'feed_report', column: 'district_name' },
      value: written('report.district_id'),
      names: { kind: 'areas', of: 'district' },
    },
    matched: yesOrNo(
      '(report_person.profile_id is not null)',
      'Matched',
      'Whether they belong to a profile of your organisation.',
    ),
  },
  record: { reference: 'report.reference', page: `'/reports/' || report.reference` },
}
