import type { IncidentMessage } from '../incident/incident.ts'
import {
  findNotMapped,
  gradeOf,
  type Mapping,
  type NotMapped,
  placeFields,
  typeOf,
} from '../incident/mapping.ts'

export type Coverage = { field: string; filled: number; of: number }

/** How much of what a report needs the messages of a source fill under a mapping. Openings alone: updates tell less. */
export function measureCoverage(
  messages: readonly IncidentMessage[],
  mapping: Mapping,
  types: ReadonlySet<string>,
): Coverage[] {
  const openings = messages
    .filter(({ kind }) => kind === 'creation')
    .map((each) => placeFields(each, mapping))
  const tests: [string, (message: IncidentMessage) => boolean][] = [
    ['Type', (message) => typeOf(message, mapping, types) !== undefined],
    ['Grade', ({ grade }) => gradeOf(grade, mapping) !== undefined],
    ['Place', ({ location }) => location !== undefined],
    ['Exact place', ({ location }) => location?.easting !== undefined || location?.longitude !== undefined],
    ['Time', ({ occurred_from, received_at }) => (occurred_from ?? received_at) !== undefined],
    ['What happened', ({ narrative }) => narrative !== undefined],
    ['Somebody named', ({ people }) => people.some(({ name }) => name !== undefined)],
    [
      'Way to reach the reporter',
      ({ people }) => people.some(({ phone, email }) => (phone ?? email) !== undefined),
    ],
  ]
  return tests.map(([field, holds]) => ({
    field,
    filled: openings.filter(holds).length,
    of: openings.length,
  }))
}

export type SeenCode = NotMapped & { times: number }

/** Codes of the messages that a mapping does not know, the most frequent first. */
export function countNotMapped(
  messages: readonly IncidentMessage[],
  mapping: Mapping,
  types: ReadonlySet<string>,
): SeenCode[] {
  const seen = new Map<string, SeenCode>()
  for (const message of messages)
    for (const each of findNotMapped(message, mapping, types)) {
      const key = `${each.kind} ${each.code}`
      seen.set(key, { ...each, times: (seen.get(key)?.times ?? 0) + 1 })
    }
  return [...seen.values()].sort((one, other) => other.times - one.times)
}
