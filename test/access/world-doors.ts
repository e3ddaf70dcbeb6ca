import type { Draw } from './draw.ts'
import type { Value } from './rights.ts'

/** Organisations that were passed by because nobody there was cleared; one of them because nobody was anywhere. */
export function drawGaps(draw: Draw, organisations: readonly Value[]) {
  return {
    clearance_gap: draw.times(4, () => ({
      id: draw.id(),
      organisation_id: draw.pick(organisations),
      partition_code: 'domestic_abuse',
      went_to: draw.pick([null, ...organisations]),
    })),
  }
}

/** What holds, what is to come, and what is to come and end. */
const spans = [
  { valid_from: '2020-01-01', valid_to: null },
  { valid_from: '2090-01-01', valid_to: null },
  { valid_from: '2090-01-01', valid_to: '2091-01-01' },
]

/** What organisations make of the types. */
export function drawLocalWords(draw: Draw) {
  const shared = { organisation_id: 1, asb_type: 'type-nuisance' }
  return {
    local_type: spans.map((span, at) => ({ ...shared, ...span, code: `ASB${at}`, label: 'Noise' })),
    type_advice: spans.map((span) => ({
      ...shared,
      ...span,
      id: draw.id(),
      advice: ['en'],
      who_deals: ['en'],
    })),
  }
}
