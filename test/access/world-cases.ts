import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** People in some roles of cases: brought in from reports, linked or not, or added by hand. */
export function drawCaseModel(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  {
    asb_case,
    report_contact,
    report_person,
    profile,
  }: Readonly<Record<'asb_case' | 'report_contact' | 'report_person' | 'profile', readonly Row[]>>,
) {
  return {
    case_party: asb_case.flatMap(({ id, organisation_id }) => {
      const free = draw.some(report_person)
      const reporters = draw.some(report_contact)
      return draw.times(draw.number(0, 4), () => {
        const party = draw.id()
        const named = free.pop()
        const reporter = named === undefined ? reporters.pop() : undefined
        return {
          id: party,
          case_id: id ?? null,
          person_id: party,
          role: draw.pick(['victim', 'alleged_perpetrator', 'witness']),
          name: 'Somebody',
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
  }
}
