import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import { seesParty } from './oracle-cases.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  isPerson,
  leadsCase,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  type TableRule,
  type Value,
  type World,
  withItsCase,
} from './rights.ts'
import { literal } from './rows.ts'

const rulers = ['supervisor', 'coordinator']
const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const isNull = (row: Row, column: string) => (row[column] ?? null) === null
const ranks = ['sergeant', 'inspector']

/** Whether the asker holds a level today that is this one or stands above it. */
function maySignOff(
  me: Asker,
  world: World,
  organisation: Value | undefined,
  level: Value | undefined,
): boolean {
  const wanted = ranks.indexOf(String(level))
  return rows(world, 'sign_off_level').some(
    (held) =>
      isMe(me, held.member_id) &&
      held.organisation_id === organisation &&
      String(held.valid_from) <= today &&
      (isNull(held, 'valid_to') || String(held.valid_to) > today) &&
      wanted >= 0 &&
      ranks.indexOf(String(held.level)) >= wanted,
  )
}

/** People of the lead, as far as they may know who the victim is. */
export function seesPlan(me: Asker, plan: Row, world: World): boolean {
  return (
    isPerson(me) &&
    leadsCase(me, plan.case_id, world) &&
    rows(world, 'case_party').some((party) => party.id === plan.party_id && seesParty(me, party, world))
  )
}
const planOf = (world: World, id: Value | undefined) =>
  rows(world, 'contact_plan').find((plan) => plan.id === id)
const withItsPlan = (me: Asker, row: Row, world: World) => {
  const plan = planOf(world, row.plan_id)
  return plan !== undefined && seesPlan(me, plan, world)
}
const ofItsPlan = (me: Asker, row: Row, world: World) =>
  mine(me, row.organisation_id) &&
  withItsPlan(me, row, world) &&
  planOf(world, row.plan_id)?.case_id === row.case_id

const surveyColumns = [
  'id',
  'plan_id',
  'case_id',
  'report_id',
  'organisation_id',
  'team_id',
  'asked_at',
  'answered_at',
]

/** Colleagues of whoever kept the victim in touch, as far as they see the case and its report. */
function decidesAboutWords(me: Asker, survey: Row, world: World): boolean {
  const owner =
    planOf(world, survey.plan_id)?.owner_member_id ?? caseOf(world, survey.case_id)?.opened_by ?? null
  return (
    !isNull(survey, 'words_state') &&
    isPerson(me) &&
    mine(me, survey.organisation_id) &&
    isOneOf(me, world, ['triage_officer', 'case_officer', 'supervisor'], survey.organisation_id) &&
    seesCase(me, survey.case_id, world) &&
    (isNull(reportOf(world, survey.report_id) ?? {}, 'partition_code') ||
      seesReport(me, survey.report_id, world)) &&
    !isMe(me, owner)
  )
}

export const victimContactRules: Readonly<Record<string, TableRule>> = {
  case_cadence: {
    says: 'Configuration without personal data; a supervisor or co-ordinator adds one for their own organisation, from tomorrow on',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) &&
            String(row.valid_from) > today &&
            !isNull(row, 'organisation_id') &&
            isOneOf(me, world, rulers, row.organisation_id),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  case_risk: {
    says: 'Seen with its case; worked out by a function, and marked by the job that calls about it',
    rights: {
      openasb_web: { see: { which: withItsCase } },
      openasb_worker: {
        see: { which: everything },
        change: { which: everything, into: everything, columns: ['called_at'] },
      },
    },
  },
  case_sign_off_due: {
    says: 'Seen with its case; worked out by a function',
    rights: { openasb_web: { see: { which: withItsCase } } },
  },
  sign_off_level: {
    says: 'Seen in its organisation; given to somebody else by a supervisor or co-ordinator there, and ended by one',
    rights: {
      openasb_web: {
        see: { which: (me, row) => isPerson(me) && mine(me, row.organisation_id) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.given_by) &&
            !isNull(row, 'member_id') &&
            !isMe(me, row.member_id) &&
            isNull(row, 'valid_to') &&
            isOneOf(me, world, rulers, row.organisation_id),
        },
        change: {
          which: (me, row, world) =>
            isNull(row, 'valid_to') && isOneOf(me, world, rulers, row.organisation_id),
          into: (me, row, world) => isOneOf(me, world, rulers, row.organisation_id),
          columns: ['valid_to'],
        },
      },
    },
  },
  risk_sign_off: {
    says: 'Seen with its case; added by people of the lead in their own name, at a level that they hold or one below; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsCase },
        add: {
          which: (me, row, world) =>
            isMe(me, row.signed_by) &&
            maySignOff(me, world, row.organisation_id, row.level) &&
            leadsCase(me, row.case_id, world) &&
            caseOf(world, row.case_id)?.organisation_id === row.organisation_id,
        },
      },
    },
  },
  contact_plan: {
    says: 'For people of the organisation that leads the case, as far as they may know who the victim is; changed in their own name; a trigger makes it',
    rights: {
      openasb_web: {
        see: { which: seesPlan },
        change: {
          which: seesPlan,
          into: (me, row, world) =>
            isMe(me, row.modified_by) &&
            (isNull(row, 'report_id') ||
              rows(world, 'case_report').some(
                (link) =>
                  link.case_id === row.case_id &&
                  link.report_id === row.report_id &&
                  readsLink(me, link, world),
              )),
          columns: [
            'owner_member_id',
            'report_id',
            'preferred_channel',
            'unsafe_channels',
            'safe_times',
            'avoid_words',
            'last_contact_on',
            'next_due_on',
            'needs_due_on',
            'missed_on',
            'called_at',
            'band',
            'retime',
            'tell_close_by',
            'ended_on',
            'ended_because',
            'modified_by',
            'version',
          ],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: [
            'next_due_on',
            'missed_on',
            'called_at',
            'band',
            'retime',
            'tell_close_by',
            'ended_on',
            'ended_because',
          ],
        },
      },
    },
  },
  victim_contact: {
    says: 'Seen with its plan and added to it by people of the lead, in their own name; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsPlan },
        add: { which: (me, row, world) => isMe(me, row.member_id) && ofItsPlan(me, row, world) },
      },
    },
  },
  contact_promise: {
    says: 'Seen with its plan and made under it by people of the lead, and settled by them, in their own name',
    rights: {
      openasb_web: {
        see: { which: withItsPlan },
        add: {
          which: (me, row, world) =>
            isMe(me, row.made_by) && isNull(row, 'settled_at') && ofItsPlan(me, row, world),
        },
        change: {
          which: (me, row, world) => isNull(row, 'settled_at') && withItsPlan(me, row, world),
          into: (me, row) => isMe(me, row.settled_by),
          columns: ['settled_as', 'settled_at', 'settled_by', 'settled_words'],
        },
      },
    },
  },
  told_action: {
    says: 'Seen with its plan; added by people of the lead in their own name, of an action of that case',
    rights: {
      openasb_web: {
        see: { which: withItsPlan },
        add: {
          which: (me, row, world) =>
            isMe(me, row.told_by) &&
            mine(me, row.organisation_id) &&
            withItsPlan(me, row, world) &&
            rows(world, 'case_action').some(
              (action) =>
                action.id === row.action_id && action.case_id === planOf(world, row.plan_id)?.case_id,
            ),
        },
      },
    },
  },
  satisfaction_survey: {
    says: 'Read by people of the organisation that led the case, but for the words as they were written; asked by the job, answered by the victim and decided about by a colleague through functions',
    rights: {
      openasb_web: {
        see: {
          which: (me, row) => isPerson(me) && mine(me, row.organisation_id),
          columns: [
            ...surveyColumns,
            'answers',
            'words_state',
            'words_shown',
            'moderated_by',
            'moderated_at',
            'moderated_because',
          ],
        },
      },
      openasb_worker: {
        see: { which: everything, columns: surveyColumns },
        add: { which: (_, row) => isNull(row, 'answered_at') },
      },
    },
  },
  case_close_news: {
    says: 'Closed cases whose victims are still to be told, for the job alone; a trigger writes it',
    rights: { openasb_worker: { see: { which: everything }, remove: { which: everything } } },
  },
}

/** That a report is in a case is hidden where the report is restricted to others. */
function readsLink(me: Asker, link: Row, world: World): boolean {
  const report = rows(world, 'report').find(({ id }) => id === link.report_id)
  const sees =
    Array.isArray(report?.audience) && report.audience.some((circle) => me.circles.includes(Number(circle)))
  return withItsCase(me, link, world) && (sees || (report?.partition_code ?? null) === null)
}

export const victimContactFunctions: Readonly<Record<string, readonly Role[]>> = {
  case_risk_follows: [],
  refresh_case_risk: [],
  contact_plan_follows_party: [],
  contact_plan_follows_case: [],
  contact_plan_follows_risk: [],
  victim_page: ['openasb_web'],
  answer_survey: ['openasb_web'],
  moderates_survey: ['openasb_web'],
  survey_words: ['openasb_web'],
  moderate_survey: ['openasb_web'],
}

const stranger = '00000000-0000-7000-8000-999999999999'
const noLink = `'\\x00'::bytea`

export const victimContactCalls: Calls = {
  refresh_case_risk: () => [
    { call: `select coalesce(refresh_case_risk('${stranger}')::text, '')`, expected: 'refused' },
  ],
  victim_page: ({ world }) => [
    ...rows(world, 'report_status_link').map((link) => {
      const plans = rows(world, 'contact_plan').filter((plan) => plan.report_id === link.report_id)
      const of = (table: string, column: string) =>
        plans.flatMap(({ id }) =>
          rows(world, table)
            .filter((row) => row.plan_id === id)
            .map((row) => String(row[column])),
        )
      const told = [...of('told_action', 'words'), ...of('contact_promise', 'what')].sort().join(',')
      return {
        call: `select array_to_string(array(select said collate "C" from (
            select one ->> 'words' as said from jsonb_array_elements(told -> 'actions') as one
            union all select one ->> 'what' from jsonb_array_elements(told -> 'promises') as one) as all_said order by 1), ',')
          from victim_page(${literal(link.secret_hash)}) as told where told is not null`,
        expected: { shows: [told] },
      }
    }),
    {
      call: `select told::text from victim_page(${noLink}) as told where told is not null`,
      expected: { shows: [] },
    },
  ],
  answer_survey: ({ world }) => [
    ...rows(world, 'report_status_link').map((link) => ({
      call: `select answer_survey(${literal(link.secret_hash)}, '{}', 'Good')::text`,
      expected: {
        shows: [
          String(
            rows(world, 'satisfaction_survey').some(
              (survey) => survey.report_id === link.report_id && isNull(survey, 'answered_at'),
            ),
          ),
        ],
      },
    })),
    { call: `select answer_survey(${noLink}, '{}', 'Good')::text`, expected: { shows: ['false'] } },
  ],
  moderates_survey: ({ asker, world }) =>
    rows(world, 'satisfaction_survey').map((survey) => ({
      call: `select moderates_survey('${survey.id}')::text`,
      expected: { shows: [String(decidesAboutWords(asker, survey, world))] },
    })),
  survey_words: ({ asker, world }) =>
    rows(world, 'satisfaction_survey').map((survey) => ({
      call: `select words from survey_words('${survey.id}') as words where words is not null`,
      expected: { shows: decidesAboutWords(asker, survey, world) ? [String(survey.words)] : [] },
    })),
  moderate_survey: ({ asker, world }) =>
    rows(world, 'satisfaction_survey').flatMap((survey) => {
      const may = decidesAboutWords(asker, survey, world)
      return [
        {
          call: `select moderate_survey('${survey.id}', 'released', '', '{}')::text`,
          expected: { shows: [String(may)] },
        },
        {
          call: `select moderate_survey('${survey.id}', 'redacted', '', '{Never written}')::text`,
          expected: { shows: ['false'] },
        },
      ]
    }),
}
