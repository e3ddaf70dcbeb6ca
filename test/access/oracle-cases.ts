import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import { seesItem as seesEvidence } from './oracle-evidence.ts'
import { isHiddenWithGroup, mayBring } from './oracle-groups.ts'
import { seesProfile, told, toldOf } from './oracle-risk.ts'
import {
  type Asker,
  caseOf,
  everything,
  forNobody,
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
  type World,
  withItsCase,
  withItsReport,
} from './rights.ts'
import { literal } from './rows.ts'
import { knownNames } from './world-risk.ts'

/** What came from a restricted report shows with that report alone; nothing else hides it. */
const isHiddenWithReport = (me: Asker, { report_id }: Row, world: World) =>
  (report_id ?? null) !== null &&
  !seesReport(me, report_id, world) &&
  (reportOf(world, report_id)?.partition_code ?? null) !== null

/** People of the organisation that leads the case, and of the one that brought the party in. */
const worksWithParty = (me: Asker, row: Row, world: World) =>
  isPerson(me) &&
  seesCase(me, row.case_id, world) &&
  (mine(me, row.organisation_id) || mine(me, caseOf(world, row.case_id)?.organisation_id)) &&
  !isHiddenWithReport(me, row, world) &&
  !isHiddenWithGroup(me, row, world)

/** A party as it is read: partners with full sight read those that were opened to them. */
export const seesParty = (me: Asker, row: Row, world: World) =>
  worksWithParty(me, row, world) ||
  (isPerson(me) &&
    seesCase(me, row.case_id, world) &&
    row.seen_by === 'partners' &&
    !isHiddenWithReport(me, row, world) &&
    !isHiddenWithGroup(me, row, world))

export const caseModelRules: Readonly<Record<string, TableRule>> = {
  case_party: {
    says: 'For people of the lead and of whoever brought them in, for partners where opened to them; from a report only by who reads the people of that report',
    rights: {
      openasb_web: {
        see: { which: seesParty },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            (row.until ?? null) === null &&
            mine(me, row.organisation_id) &&
            seesCase(me, row.case_id, world) &&
            mayBring(me, row, world) &&
            ((row.report_id ?? null) === null ||
              (((row.report_person_id ?? null) === null
                ? (world.report_contact ?? []).some(({ report_id }) => report_id === row.report_id)
                : (world.report_person ?? []).some(
                    ({ id, report_id }) => id === row.report_person_id && report_id === row.report_id,
                  )) &&
                seesReport(me, row.report_id, world) &&
                mine(me, reportOf(world, row.report_id)?.organisation_id) &&
                (world.case_report ?? []).some(
                  ({ case_id, report_id }) => case_id === row.case_id && report_id === row.report_id,
                ))) &&
            ((row.profile_id ?? null) === null ||
              (world.profile ?? []).some(
                (kept) => kept.id === row.profile_id && seesProfile(me, kept, world),
              )),
        },
        change: {
          which: (me, row, world) => (row.until ?? null) === null && worksWithParty(me, row, world),
          into: (me, row) => (row.ended_by ?? null) === null || isMe(me, row.ended_by),
          columns: ['until', 'ended_by', 'ended_because', 'seen_by', 'version'],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
}

/** What the lead says of its case. */
const said = (me: Asker, row: Row, world: World) => isPerson(me) && leadsCase(me, row.case_id, world)
const actionOf = (world: World, { action_id }: Row) =>
  (world.case_action ?? []).find(({ id }) => id === action_id)

/** Whether the asker sees a piece of evidence, in the words of its own rule. */
function seesItem(me: Asker, { item_id }: Row, world: World): boolean {
  const item = (world.evidence_item ?? []).find(({ id }) => id === item_id)
  return item !== undefined && seesEvidence(me, item, world)
}

const configuration: TableRule = {
  says: 'Configuration without personal data',
  rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
}

export const caseworkRules: Readonly<Record<string, TableRule>> = {
  case_category: {
    says: 'Seen with its case; people of the lead say what the case is about, in their own name',
    rights: {
      openasb_web: {
        see: { which: withItsCase },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) && (row.ended_at ?? null) === null && leadsCase(me, row.case_id, world),
        },
        change: {
          which: (me, row, world) => (row.ended_at ?? null) === null && said(me, row, world),
          into: (me, row) => (row.ended_by ?? null) === null || isMe(me, row.ended_by),
          columns: ['ended_at', 'ended_by', 'ended_because'],
        },
      },
      openasb_worker: { see: { which: withItsCase } },
    },
  },
  case_escalation: {
    says: 'Written by triggers, read with its case',
    rights: { openasb_web: { see: { which: withItsCase } }, openasb_worker: { see: { which: withItsCase } } },
  },
  case_criterion: configuration,
  quiet_rule: {
    says: 'Configuration, read by all; set by a co-ordinator in their own name, and taken back, for days to come',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) &&
            isOneOf(me, world, ['coordinator'], null) &&
            String(row.valid_from) > '2050',
        },
        remove: {
          which: (me, row, world) =>
            isOneOf(me, world, ['coordinator'], null) && String(row.valid_from) > '2050',
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  case_suggestion: forNobody(
    'Made from the reports of all: told by functions, to each reader by their level on those reports',
  ),
  case_action_evidence: {
    says: 'Seen by who sees the case and the evidence; said by people of the owner or the lead who do',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesCase(me, actionOf(world, row)?.case_id, world) && seesItem(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            seesItem(me, row, world) &&
            seesCase(me, actionOf(world, row)?.case_id, world) &&
            (mine(me, actionOf(world, row)?.owner_organisation_id) ||
              leadsCase(me, actionOf(world, row)?.case_id, world)),
        },
      },
    },
  },
  decision_reason: {
    says: 'Read with its record; written by a person of the organisation that holds it, in their own name; never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            ((row.report_id ?? null) === null ? withItsCase : withItsReport)(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.decided_by) &&
            mine(me, row.organisation_id) &&
            ((row.report_id ?? null) === null
              ? seesCase(me, row.case_id, world) &&
                caseOf(world, row.case_id)?.organisation_id === row.organisation_id
              : seesReport(me, row.report_id, world) &&
                reportOf(world, row.report_id)?.organisation_id === row.organisation_id),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
}

export const caseFunctions: Readonly<Record<string, readonly Role[]>> = {
  case_gets_priority: [],
  case_begins: [],
  case_keeps_kind: [],
  case_escalates: [],
  case_priority_follows: [],
  cases_follow_type: [],
  criteria_on: [],
  high_risk_suggests: [],
  search_parties: ['openasb_web'],
  suggest_cases: ['openasb_worker'],
  wish_case: ['openasb_web'],
  suggestions_told: ['openasb_web'],
  case_suggestions: ['openasb_web'],
  end_suggestion: ['openasb_web'],
  last_happening: [],
  sets_quiet_rules: ['openasb_web'],
  suggest_quiet_reviews: ['openasb_worker'],
  close_quiet_cases: ['openasb_worker'],
}

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const isOpen = (row: Row) => (row.ended_at ?? null) === null
const stranger = '00000000-0000-7000-8000-999999999999'
const inOpenCase = (world: World, report: Row) =>
  rows(world, 'case_report').some(
    ({ case_id, report_id }) => report_id === report.id && caseOf(world, case_id)?.status === 'open',
  )

/** The open suggestions that the reader is told of about one report, with what they are told. */
function suggestionsTold(me: Asker, report: Row, world: World) {
  if (!isPerson(me) || !seesReport(me, report.id, world) || inOpenCase(world, report)) return []
  return rows(world, 'case_suggestion').flatMap((suggestion) => {
    if (suggestion.report_id !== report.id || !isOpen(suggestion)) return []
    const criterion = rows(world, 'case_criterion').find(({ code }) => code === suggestion.criterion)
    const { counted, words } = toldOf(me, Array.isArray(suggestion.basis) ? suggestion.basis : [], world)
    const isEnough = criterion?.measure !== 'reports' || counted + 1 >= Number(criterion.at_least)
    return isEnough ? [`${suggestion.id}|${words}`] : []
  })
}

export const caseCalls: Calls = {
  criteria_on: () => [{ call: `select code from criteria_on('2026-01-01')`, expected: 'refused' }],
  suggest_cases: ({ world }) =>
    rows(world, 'report')
      .slice(0, 2)
      .map(({ id }) => ({
        call: `select coalesce(suggest_cases(array[${literal(id)}]::uuid[])::text, '')`,
        expected: { shows: [''] },
      })),
  last_happening: ({ world }) =>
    rows(world, 'asb_case').map(({ id }) => ({
      call: `select last_happening(${literal(id)})::text`,
      expected: 'refused',
    })),
  sets_quiet_rules: ({ asker, world }) =>
    ['2020-01-01', '2999-01-01'].map((day) => ({
      call: `select sets_quiet_rules('${day}')::text`,
      expected: { shows: [String(day > '2050' && isOneOf(asker, world, ['coordinator'], null))] },
    })),
  // On a day before every rule: what they do on others is proven beside the domain.
  suggest_quiet_reviews: () => [
    { call: `select id::text from suggest_quiet_reviews('1999-01-01', 100)`, expected: { shows: [] } },
  ],
  close_quiet_cases: () => [
    {
      call: `select id::text from close_quiet_cases('1999-01-01', now(), 'resolved', 'Resolved', '1999-01-01', '', 100)`,
      expected: { shows: [] },
    },
  ],
  wish_case: ({ asker, world }) =>
    rows(world, 'report').map(({ id }) => ({
      call: `select wish_case(${literal(id)}, 'Watch it')::text`,
      expected: { shows: [String(isPerson(asker) && seesReport(asker, id, world))] },
    })),
  suggestions_told: ({ asker, world }) =>
    rows(world, 'report').map((report) => ({
      call: `select id || '|' || ${told} from suggestions_told(array[${literal(report.id)}]::uuid[])`,
      expected: { shows: suggestionsTold(asker, report, world) },
    })),
  case_suggestions: ({ asker, world }) => [
    {
      call: `select found::text from case_suggestions(${literal(rows(world, 'organisation').map(({ id }) => Number(id)))}::integer[], null, 1000) as found`,
      expected: {
        shows: rows(world, 'case_suggestion')
          .filter(
            (suggestion) =>
              isPerson(asker) &&
              isOpen(suggestion) &&
              seesReport(asker, suggestion.report_id, world) &&
              mine(asker, reportOf(world, suggestion.report_id)?.organisation_id),
          )
          .map(({ report_id }) => String(report_id)),
      },
    },
  ],
  end_suggestion: ({ asker, world, draw }) => [
    ...rows(world, 'case_suggestion').map((suggestion) => {
      const opened = draw.chance(0.5) ? draw.pick(rows(world, 'asb_case')) : undefined
      const ends =
        isPerson(asker) &&
        isOpen(suggestion) &&
        seesReport(asker, suggestion.report_id, world) &&
        mine(asker, reportOf(world, suggestion.report_id)?.organisation_id) &&
        (opened === undefined || leadsCase(asker, opened.id, world))
      return {
        call: `select end_suggestion(${literal(suggestion.id)}, ${literal(opened?.id)}, 'Known')::text`,
        expected: { shows: [String(ends)] },
      }
    }),
    { call: `select end_suggestion('${stranger}', null, 'Known')::text`, expected: { shows: ['false'] } },
  ],
  search_parties: ({ asker, world }) =>
    knownNames.map((name) => ({
      call: `select found::text from search_parties('${name}', 1000) as found`,
      expected: {
        shows: [
          ...new Set(
            rows(world, 'case_party')
              .filter((party) => party.name === name && seesParty(asker, party, world))
              .map(({ case_id }) => String(case_id)),
          ),
        ],
      },
    })),
}
