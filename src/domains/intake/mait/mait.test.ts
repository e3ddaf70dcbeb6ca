import fc from 'fast-check'
import { expect, test } from 'vitest'
import { incidentMessageSchema } from '../incident/incident.ts'
import { readMait } from './read-mait.ts'
import { someMait } from './some-mait.ts'

test('a creation is brought to the canonical message, whatever prefix its elements have', async () => {
  const plain = await readMait(someMait())
  const prefixed = await readMait(
    someMait()
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1m:')
      .replace('xmlns=', 'xmlns:m='),
  )
  expect(prefixed).toEqual(plain)
  if (!plain.ok) throw new Error(plain.problems.join())
  expect(incidentMessageSchema.parse(plain.sent)).toMatchObject({
    source: 'MERE-FIRE',
    number: 'MF-1',
    version: 3,
    kind: 'creation',
    received_at: '2026-10-01T20:00:00.000Z',
    opening: { code: 'noise', text: 'Noise' },
    location: { easting: 458_150, northing: 304_050, precision_m: 100, uprn: '10001234567' },
    narrative: 'Bins & <music>',
    remarks: [{ at: '2026-10-01T20:05:00.000Z', text: 'Crew on the way', category: 'log' }],
    people: [
      { id: '1', role: 'reporter', name: 'Ann Example', born_on: '1980-02-03', phone: '01632 960001' },
    ],
    vehicles: [{ registration: 'AB12 CDE' }],
    flags: ['repeat'],
    links: [{ source: 'MERE-POLICE', number: '77', relation: 'duplicate' }],
    extra: { Watch: 'Red' },
  })
})

test('without a sequence the time of sending counts, so that later messages win', async () => {
  const versionAt = async (sentAt: string) => {
    const read = await readMait(someMait({ sentAt, sequence: '' }))
    return read.ok ? read.sent.version : undefined
  }
  const [first = 0, second = 0] = [
    await versionAt('2026-10-01T20:00:00Z'),
    await versionAt('2026-10-01T21:00:01+01:00'),
  ]
  expect(second - first).toBe(1)
})

test.each([
  ['another standard', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', 'schema'],
  ['an unknown type', someMait({ type: 'IncidentMerge' }), 'schema'],
  ['a time without zone', someMait({ sentAt: '2026-10-01T20:00:00' }), 'schema'],
  ['no number', someMait({ number: '' }), 'schema'],
  ['an element that is not in it', someMait({ inside: '<Secret/>' }), 'schema'],
  ['an agency that could be a path', someMait({ from: '../etc' }), 'schema'],
  ['an acknowledgement', someMait({ type: 'Acknowledgement' }), 'unexpected'],
  ['a document type', `<!DOCTYPE Message>${someMait()}`, 'dtd'],
  ['no XML', '{"source":"x"}', 'not_well_formed'],
])('%s is not taken, and told why', async (_, document, code) => {
  const read = await readMait(document)
  expect(read).toMatchObject({ ok: false, code })
  expect(read.ok ? [] : read.problems.join()).not.toBe('')
})

test('a place that a schema names elsewhere is not looked for', async () => {
  const hinted = someMait().replace(
    'xmlns=',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:1/x.xsd" xmlns=',
  )
  expect((await readMait(hinted)).ok).toBe(true)
})

test('whatever follows the schema is a canonical message', { timeout: 60_000 }, async () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 40 })
  const moment = fc
    .date({ min: new Date('1990-01-02'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString())
  const any = fc.record({
    sentAt: moment,
    sequence: fc.constantFrom('', '0', '2147483647'),
    narrative: words,
    grid: fc.constantFrom('SK 58 04', 'SK580040', 'nonsense', 'HP', ''),
  })
  await fc.assert(
    fc.asyncProperty(any, async (given) => {
      const read = await readMait(someMait(given))
      if (read.ok) incidentMessageSchema.parse(read.sent)
    }),
    { numRuns: 25 },
  )
})
