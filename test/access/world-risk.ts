import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** Numbers and names that several people in reports share. */
export const knownPhones = ['7700900001', '7700900002']
export const knownNames = ['Zork Quaxley', 'Blim Torvald']
export const knownCode = 'ZZ11AA'

/** So long that every report of a world counts, whenever it is tried. */
const always = 36_500
const rule = {
  valid_from: '2020-01-01',
  source: 'Drawn',
  window_days: always,
  same_type: false,
  expires_after_days: always,
}
const flagRules = [
  { code: 'vulnerable', kind: 'vulnerability', measure: 'vulnerability', entity: 'person', at_least: 1 },
  { code: 'repeat', kind: 'repeat_victim', measure: 'reports', entity: 'person', at_least: 2 },
  { code: 'place', kind: 'repeat_place', measure: 'reports', entity: 'place', at_least: 3, within_m: 200 },
].map((one) => ({
  ...rule,
  version: 1,
  name: one.code,
  roles: one.entity === 'person' ? ['victim', 'reporter'] : [],
  ...one,
}))

/** Assessments of some reports, flags on some that rest on others, and what people in them are found by. */
export function drawRisk(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  {
    report,
    report_person,
    asb_case,
  }: { report: readonly Row[]; report_person: readonly Row[]; asb_case: readonly Row[] },
) {
  const reports = report.map(({ id }) => String(id))
  return {
    risk_instrument: [{ code: 'drawn', version: 1, valid_from: '2020-01-01', content: '{}' }],
    risk_assessment: [
      ...reports.filter(() => draw.chance(0.4)).map((report_id) => ({ report_id, case_id: null })),
      ...asb_case.filter(() => draw.chance(0.4)).map(({ id }) => ({ report_id: null, case_id: id ?? null })),
    ].map((record) => ({
      id: draw.id(),
      ...record,
      instrument: 'drawn',
      instrument_version: 1,
      answers: '{}',
      score: 1,
      score_band: 'standard',
      band: 'standard',
      next_due_on: '2026-12-01',
      assessed_by: draw.pick(members),
      organisation_id: draw.pick(organisations),
    })),
    flag_rule: flagRules,
    flag: reports.flatMap((report_id) =>
      flagRules
        .filter(() => draw.chance(0.4))
        .map(({ code }) => ({
          id: draw.id(),
          report_id,
          rule: code,
          rule_version: 1,
          subject: report_id,
          rests_on_itself: draw.chance(0.2),
          basis: reports.filter((other) => other !== report_id && draw.chance(0.4)),
          expires_at: draw.pick(['2100-01-01T00:00:00Z', '2020-01-01T00:00:00Z']),
          ended_at: draw.chance(0.2) ? '2026-10-03T20:00:00Z' : null,
        })),
    ),
    report_key: report_person.flatMap(({ id, report_id, phone, postcode, role }) => {
      const key = {
        report_id: report_id ?? null,
        subject: id ?? null,
        role: role ?? null,
        filed_at: '2026-10-02T12:00:00Z',
      }
      return [
        { ...key, kind: 'phone', key: String(phone) },
        ...(postcode === '' ? [] : [{ ...key, kind: 'postcode', key: knownCode }]),
      ]
    }),
    profile_match: report_person
      .filter(({ profile_id }) => profile_id !== null)
      .map(({ id, profile_id }) => ({
        id: draw.id(),
        report_person_id: id ?? null,
        organisation_id: draw.pick(organisations),
        profile_id: profile_id ?? null,
        outcome: draw.pick(['matched', 'suggested', 'chosen', 'created', 'created']),
        because: 'The same telephone number',
        decided_by: draw.chance(0.5) ? draw.pick(members) : null,
      })),
    match_due: reports.filter(() => draw.chance(0.2)).map((report_id) => ({ report_id })),
  }
}
