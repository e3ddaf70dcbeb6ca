import type { Draw } from './draw.ts'

/** People named in some reports, some of them with a profile of the organisation that holds the report. */
export function drawPersons(
  draw: Draw,
  { report }: { report: readonly { id: string; organisation_id: number | null }[] },
) {
  const held = report.filter(({ organisation_id }) => organisation_id !== null)
  const profile = held
    .filter(() => draw.chance(0.5))
    .map(({ organisation_id }) => ({ id: draw.id(), organisation_id, name: 'Profile' }))
  return {
    profile,
    report_person: report
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        id: draw.id(),
        report_id: id,
        position: 1,
        role: 'victim',
        name: 'Somebody',
        profile_id: profile.find((kept) => kept.organisation_id === organisation_id)?.id ?? null,
      })),
    report_unknown: report
      .filter(() => draw.chance(0.3))
      .map(({ id }) => ({ report_id: id, fact: 'place', because: 'They rang off' })),
  }
}
