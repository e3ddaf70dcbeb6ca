import type { Draw } from './draw.ts'

/** Addresses of a gazetteer, and what followed from the place of some reports. */
export function drawAddresses(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  report: readonly { id: string }[],
) {
  const address = draw.times(3, (at) => ({
    uprn: String(draw.number(1, 9) * 1_000 + at + 1),
    line: `${at} Mill Lane`,
    line_key: `${at} mill lane`,
    street_key: 'mill lane',
    postcode_key: '',
    location: '(400100,301100)',
    landlord_id: draw.pick([null, ...organisations]),
    source: 'Made up',
    imported_on: '2026-01-01',
  }))
  const report_derived = report
    .filter(() => draw.chance(0.3))
    .map(({ id }) => {
      const isPutRight = draw.chance(0.5)
      return {
        report_id: id,
        fact: 'landlord',
        derived: 'Somebody',
        origin: 'the address',
        chosen: isPutRight ? 'Nobody' : null,
        because: isPutRight ? 'They moved' : '',
        chosen_by: isPutRight ? draw.pick(members) : null,
      }
    })
  return { address, report_derived }
}
