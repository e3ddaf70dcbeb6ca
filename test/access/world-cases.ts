import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'
import { knownNames } from './world-risk.ts'

/** By which people of cases are looked for, and nobody else is. */
export const knownEmail = 'party@zork.example'

/** People in some roles of cases: brought in from reports, linked or not, or added by hand. */
export function drawCaseModel(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  {
    asb_case,
    asb_type,
    case_action,
    evidence_item,
    report,
    report_contact,
    report_person,
    profile,
    person_group,
  }: Readonly<
    Record<
      | 'asb_case'
      | 'asb_type'
      | 'case_action'
      | 'evidence_item'
      | 'report'
      | 'report_contact'
      | 'report_person'
      | 'profile'
      | 'person_group',
      readonly Row[]
    >
  >,
) {
  const reports = report.map(({ id }) => String(id))
  const types = asb_type.map(({ code }) => String(code))
  return {
    case_party: asb_case.flatMap(({ id, organisation_id }) => {
      const free = draw.some(report_person)
      const reporters = draw.some(report_contact)
      const groups = draw.some(person_group)
      return draw.times(draw.number(0, 4), () => {
        const party = draw.id()
        const named = free.pop()
        const reporter = named === undefined ? reporters.pop() : undefined
        const kept = named === undefined && reporter === undefined ? groups.pop() : undefined
        return {
          id: party,
          case_id: id ?? null,
          person_id: party,
          role: kept !== undefined ? 'group' : draw.pick(['victim', 'alleged_perpetrator', 'witness']),
          group_id: kept?.id ?? null,
          name: draw.pick(knownNames),
          email: kept !== undefined ? '' : draw.pick(['', knownEmail]),
          report_id: (named ?? reporter)?.report_id ?? null,
          report_person_id: named?.id ?? null,
          profile_id: profile.length > 0 && draw.chance(0.3) ? (draw.pick(profile).id ?? null) : null,
          since: '2026-10-01',
          ...(draw.chance(0.3)
            ? { until: '2026-10-20', ended_by: draw.pick(members), ended_because: 'They moved away' }
            : { until: null, ended_by: null, ended_because: '' }),
          seen_by: draw.pick(['lead', 'lead', 'partners']),
          organisation_id: draw.pick([organisation_id ?? null, draw.pick(organisations)]),
          added_by: draw.pick(members),
        }
      })
    }),
    case_category: asb_case.flatMap(({ id }) =>
      draw.some(types).map((asb_type) => ({
        id: draw.id(),
        case_id: id ?? null,
        asb_type,
        added_by: draw.pick(members),
        ...(draw.chance(0.3)
          ? { ended_at: '2026-10-03T20:00:00Z', ended_by: draw.pick(members), ended_because: 'It stopped' }
          : { ended_at: null, ended_by: null, ended_because: '' }),
      })),
    ),
    case_escalation: asb_case.map(({ id }) => ({
      id: draw.id(),
      case_id: id ?? null,
      what: 'kind',
      to_value: 'monitored',
    })),
    case_criterion: criteria,
    quiet_rule: ['2020-01-01', '2099-01-01'].map((valid_from) => ({
      valid_from,
      quiet_days: 42,
      answer_days: 7,
      closes_after_days: null,
      source: 'Drawn',
      set_by: draw.pick(members),
    })),
    case_suggestion: reports.flatMap((report_id) =>
      criteria
        .filter(() => draw.chance(0.4))
        .map(({ code }) => ({
          id: draw.id(),
          report_id,
          criterion: code,
          criterion_version: 1,
          subject: report_id,
          basis: reports.filter((other) => other !== report_id && draw.chance(0.4)),
          wish: code === 'panel' ? 'Watch it' : '',
          ...(draw.chance(0.2)
            ? { ended_at: '2026-10-03T20:00:00Z', ended_as: 'dismissed' }
            : { ended_at: null, ended_as: null }),
        })),
    ),
    case_action_evidence: case_action.flatMap(({ id }) =>
      draw
        .some(evidence_item)
        .slice(0, 2)
        .map((item) => ({ action_id: id ?? null, item_id: item.id ?? null, added_by: draw.pick(members) })),
    ),
    decision_reason: [
      ...reports.map((id) => ({ report_id: id, case_id: null, gate: 'refuse', of: id })),
      ...asb_case.map(({ id }) => ({ report_id: null, case_id: id ?? null, gate: 'close', of: id })),
    ].flatMap(({ of, ...record }) =>
      draw.times(draw.number(0, 1), () => ({
        id: draw.id(),
        ...record,
        code: 'no_evidence',
        label: 'Not enough evidence',
        told_victim: 'We looked and found nothing to go by',
        organisation_id: draw.pick([
          ...[...report, ...asb_case].filter(({ id }) => id === of).map((one) => one.organisation_id ?? 1),
          draw.pick(organisations),
        ]),
        decided_by: draw.pick(members),
      })),
    ),
  }
}

/** So long that every report of a world counts, whenever it is tried. */
const always = 36_500
const criteria = [
  { code: 'person', measure: 'reports', entity: 'person', at_least: 2, roles: ['victim', 'reporter'] },
  { code: 'place', measure: 'reports', entity: 'place', at_least: 3, within_m: 200 },
  { code: 'risk', measure: 'risk', entity: 'report', at_least: 1 },
  { code: 'panel', measure: 'panel', entity: 'report', at_least: 1 },
].map((one) => ({
  version: 1,
  valid_from: '2020-01-01',
  name: one.code,
  source: 'Drawn',
  window_days: always,
  same_type: false,
  roles: [],
  review_after_days: always,
  ...one,
}))
