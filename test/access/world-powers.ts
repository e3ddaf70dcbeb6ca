import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

/** Interventions about people and places of some cases, with what became of them and documents. */
export function drawPowers(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  { asb_case, case_party }: Readonly<Record<'asb_case' | 'case_party', readonly Row[]>>,
) {
  const intervention = asb_case.flatMap(({ id, organisation_id }) => {
    const parties = case_party.filter(({ case_id }) => case_id === id)
    return draw.times(draw.number(0, 2), () => {
      const party: Value = parties.length > 0 && draw.chance(0.7) ? (draw.pick(parties).id ?? null) : null
      return {
        id: draw.id(),
        case_id: id ?? null,
        party_id: party,
        place: party === null ? 'The square' : '',
        power: draw.pick(['cpw', 'warning_letter', 'closure_notice']),
        issued_on: '2026-10-01',
        grounds: 'Noise at night',
        because: 'Advice was not enough',
        status: 'open',
        breaches: 0,
        organisation_id: draw.pick([organisation_id ?? null, draw.pick(organisations)]),
        recorded_by: draw.pick(members),
      }
    })
  })
  return {
    power_switch: draw.times(2, () => ({
      id: draw.id(),
      power: 'respect_order',
      from_on: '2026-11-01',
      because: 'The commencement order',
      proposed_by: draw.pick(members),
      approved_by: null,
      approved_at: null,
    })),
    intervention,
    intervention_event: intervention
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        id: draw.id(),
        intervention_id: id,
        kind: 'served',
        happened_at: '2026-10-02T10:00:00Z',
        how: 'By hand',
        added_by: draw.pick(members),
        organisation_id,
      })),
    intervention_consultation: intervention
      .filter(() => draw.chance(0.7))
      .map(({ case_id, party_id, place, organisation_id }) => ({
        id: draw.id(),
        case_id,
        party_id,
        place,
        power: 'closure_notice',
        duty: 'others',
        outcome: 'answered',
        whom: 'The landlord',
        consulted_on: '2026-09-30',
        way: 'call',
        said: 'They agree',
        organisation_id,
        recorded_by: draw.pick(members),
      })),
    case_document: intervention
      .filter(() => draw.chance(0.6))
      .map(({ id, case_id, organisation_id }) => ({
        id: draw.id(),
        case_id,
        intervention_id: id,
        template: 'cpw',
        template_version: 1,
        language: 'en',
        title: 'Community protection warning',
        status: 'draft',
        pdf: null,
        sha256: null,
        final_by: null,
        final_at: null,
        organisation_id,
        drafted_by: draw.pick(members),
      })),
  }
}
