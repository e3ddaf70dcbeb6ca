import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'
import { drawNeeds } from './world-needs.ts'

const moment = '2026-10-01T20:00:00Z'
const day = '2026-10-01'

type Records = {
  asb_case: readonly Row[]
  case_report: readonly Row[]
  case_action: readonly Row[]
  case_party: readonly Row[]
}

/** So that what follows a case by triggers can be worked out. */
const days = {
  firstAssessmentDays: 2,
  rescoreDays: { standard: 84, medium: 28, high: 14 },
  staleAfterDays: 3,
  signOffs: [{ band: 'high', level: 'sergeant', everyDays: 14 }],
  contact: {
    firstWorkingDays: 2,
    workingDays: { unassessed: 5, standard: 20, medium: 10, high: 5 },
    missedAfterWorkingDays: 2,
  },
}

/** Cadences, the risk of cases and who signs it off, and victims with their plans, contacts, promises and surveys. */
export function drawVictimContact(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  { asb_case, case_report, case_action, case_party }: Records,
) {
  const cadence = { levels: ['sergeant', 'inspector'], content: days, source: 'Drawn' }
  const contact_plan = case_party
    .filter(() => draw.chance(0.8))
    .map(({ id, case_id }) => ({
      id: draw.id(),
      case_id: case_id ?? null,
      party_id: id ?? null,
      report_id: case_report.find((link) => link.case_id === case_id)?.report_id ?? null,
      organisation_id: draw.pick(organisations),
      owner_member_id: draw.pick([null, ...members]),
      started_on: day,
      next_due_on: day,
      missed_on: day,
      modified_by: draw.pick([null, ...members]),
    }))
  const victim_contact = contact_plan.flatMap(({ id, case_id }) =>
    draw.chance(0.7)
      ? [
          {
            id: draw.id(),
            plan_id: id,
            case_id,
            at: moment,
            channel: 'phone',
            outcome: 'reached',
            said: 'Quiet',
            member_id: draw.pick(members),
            organisation_id: draw.pick(organisations),
          },
        ]
      : [],
  )
  return {
    case_cadence: [
      { ...cadence, id: draw.id(), organisation_id: null, valid_from: '2020-01-01', set_by: null },
      {
        ...cadence,
        id: draw.id(),
        organisation_id: draw.pick(organisations),
        valid_from: '2099-01-01',
        set_by: draw.pick(members),
      },
    ],
    sign_off_level: members.flatMap((member_id) =>
      organisations
        .filter(() => draw.chance(0.6))
        .map((organisation_id) => ({
          id: draw.id(),
          organisation_id,
          member_id,
          level: draw.pick(['sergeant', 'inspector', 'gone']),
          valid_from: '2020-01-01',
          valid_to: draw.chance(0.3) ? '2021-01-01' : null,
          given_by: draw.pick(members),
        })),
    ),
    case_risk: asb_case
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        case_id: id ?? null,
        organisation_id: organisation_id ?? null,
        band: 'high',
        band_since: day,
        next_due_on: day,
        stale_on: day,
      })),
    case_sign_off_due: asb_case
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        case_id: id ?? null,
        level: 'sergeant',
        organisation_id: organisation_id ?? null,
        due_on: day,
      })),
    risk_sign_off: asb_case
      .filter(() => draw.chance(0.7))
      .map(({ id, organisation_id }) => ({
        id: draw.id(),
        case_id: id ?? null,
        level: draw.pick(['sergeant', 'inspector']),
        band: 'high',
        words: 'Seen',
        signed_by: draw.pick(members),
        organisation_id: organisation_id ?? null,
      })),
    contact_plan,
    victim_contact,
    contact_promise: victim_contact.map(({ id, plan_id, case_id, organisation_id }) => {
      const isSettled = draw.chance(0.3)
      return {
        id: draw.id(),
        plan_id,
        contact_id: id,
        case_id,
        organisation_id,
        what: `Promise ${plan_id}`,
        due_on: day,
        made_by: draw.pick(members),
        settled_as: isSettled ? 'kept' : null,
        settled_at: isSettled ? moment : null,
        settled_by: isSettled ? draw.pick(members) : null,
      }
    }),
    told_action: contact_plan.flatMap(({ id, case_id, organisation_id }) =>
      case_action
        .filter((action) => action.case_id === case_id && draw.chance(0.6))
        .map((action) => ({
          plan_id: id,
          action_id: action.id ?? null,
          words: `Told ${id}`,
          told_by: draw.pick(members),
          organisation_id,
        })),
    ),
    satisfaction_survey: contact_plan
      .filter(({ report_id }) => report_id !== null && draw.chance(0.7))
      .map(({ id, case_id, report_id, organisation_id }) => {
        const words_state = draw.pick([null, 'waiting', 'released'])
        const words = words_state === null ? '' : `Words ${id}`
        return {
          id: draw.id(),
          plan_id: id,
          case_id,
          report_id,
          // Of the organisation that led the case, but for those that were handed over since.
          organisation_id: draw.chance(0.8)
            ? (asb_case.find((found) => found.id === case_id)?.organisation_id ?? null)
            : organisation_id,
          asked_at: moment,
          answered_at: words_state !== null || draw.chance(0.4) ? moment : null,
          words,
          words_state,
          words_shown: words_state === 'released' ? words : '',
        }
      }),
    ...drawNeeds(draw, organisations, members, contact_plan),
    case_close_news: asb_case.slice(0, 1).map(({ id }) => ({ case_id: id ?? null })),
  }
}
