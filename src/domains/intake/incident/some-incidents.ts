import fc from 'fast-check'
import type { SentIncident } from './incident.ts'

const moment = fc
  .integer({ min: Date.parse('2026-10-01T00:00:00Z'), max: Date.parse('2026-10-02T00:00:00Z') })
  .map((at) => new Date(at).toISOString())
const word = fc.constantFrom('shouting', 'music', 'three youths', 'gone on arrival', 'bins on fire')
const code = fc.constantFrom('N1', 'N2', 'N3').map((text) => ({ code: text }))

const update = fc.record(
  {
    kind: fc.constantFrom('update', 'regrade', 'closure', 'link'),
    sent_at: moment,
    occurred_from: moment,
    grade: code,
    closing: code,
    narrative: word,
    risk: word,
    location: fc.record({
      easting: fc.integer({ min: 400_000, max: 500_000 }),
      northing: fc.integer({ min: 250_000, max: 350_000 }),
    }),
    remarks: fc.array(fc.record({ at: moment, text: word }), { maxLength: 3 }),
    people: fc.array(
      fc.record(
        { id: fc.constantFrom('1', '2'), role: fc.constantFrom('victim', 'reporter'), name: word },
        { requiredKeys: ['role', 'name'] },
      ),
      { maxLength: 2 },
    ),
    flags: fc.array(word, { maxLength: 2 }),
    links: fc.array(fc.record({ number: word }), { maxLength: 1 }),
  },
  { requiredKeys: ['kind'] },
)

let made = 0

/** The messages about one incident in the order of their versions: opened, updated, closed, some versions left out. */
export const anyShift: fc.Arbitrary<SentIncident[]> = fc
  .record({
    opening: fc.record({ received_at: moment, narrative: word, opening: code }),
    updates: fc.array(fc.tuple(update, fc.integer({ min: 1, max: 2 })), { maxLength: 6 }),
  })
  .map(({ opening, updates }) => {
    made += 1
    const incident = { source: 'STORM', number: `P${made}` }
    let version = 1
    return [
      { ...incident, ...opening, kind: 'creation', version },
      ...updates.map(([told, step]): SentIncident => {
        version += step
        return { ...incident, ...told, version }
      }),
    ]
  })
