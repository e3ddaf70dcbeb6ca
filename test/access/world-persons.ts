import type { Draw } from './draw.ts'
import { knownCode, knownNames, knownPhones } from './world-risk.ts'

/** People named in some reports, some of them with a profile of the organisation that holds the report. */
export function drawPersons(
  draw: Draw,
  { report }: { report: readonly { id: string; organisation_id: number | null }[] },
) {
  const held = report.filter(({ organisation_id }) => organisation_id !== null)
  const profile = held
    .filter(() => draw.chance(0.5))
    .map(({ organisation_id }) => ({ id: draw.id(), organisation_id, name: draw.pick(knownNames) }))
  return {
    profile,
    report_person: report
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        id: draw.id(),
        report_id: id,
        position: 1,
        role: draw.pick(['victim', 'victim', 'alleged_perpetrator']),
        name: 'Somebody',
        phone: draw.pick(knownPhones),
        postcode: draw.chance(0.5) ? knownCode : '',
        vulnerabilities: draw.chance(0.4) ? ['health'] : [],
        // Sometimes another organisation's, which the product never writes and the policies must bear.
        profile_id:
          (draw.chance(0.9) ? profile.find((kept) => kept.organisation_id === organisation_id) : profile[0])
            ?.id ?? null,
      })),
    report_unknown: report
      .filter(() => draw.chance(0.3))
      .map(({ id }) => ({ report_id: id, fact: 'place', because: 'They rang off' })),
  }
}
