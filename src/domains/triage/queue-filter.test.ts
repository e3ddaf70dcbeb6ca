import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  listedStatuses,
  queueQuery,
  queueUrl,
  readCursor,
  sortOf,
  sorts,
  writeCursor,
} from './queue-filter.ts'

const anyFilter = fc
  .record(
    {
      q: fc.string({ maxLength: 50 }).map((text) => text.trim()),
      status: fc.constantFrom(...listedStatuses, 'all' as const),
      held: fc.constantFrom('us', 'others'),
      type: fc.constantFrom('noise', 'litter'),
      queue: fc.uuid({ version: 7 }),
      area: fc.uuid({ version: 4 }),
      channel: fc.constantFrom('phone', 'api'),
      age: fc.constantFrom('1', '28'),
      claim: fc.constantFrom('me', 'nobody'),
      from: fc.constantFrom('2026-01-01', '2026-02-28'),
      to: fc.constantFrom('2026-03-01'),
      sort: fc.constantFrom(...sorts),
    },
    { requiredKeys: [] },
  )
  .map((given) => queueQuery.parse(given))

test('the address holds the whole filter: opening it gives the same list', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const search = new URL(queueUrl(filter), 'http://localhost').searchParams
      expect(queueQuery.parse(Object.fromEntries(search))).toEqual(filter)
    }),
  )
})

test('another filter begins at the first page again', () => {
  const filter = queueQuery.parse({ type: 'noise', after: 'x', sent: 'ASB-7K3M-92XD' })
  expect(queueUrl(filter, { status: 'closed' })).toBe('/queue?status=closed&type=noise')
  expect(queueUrl(queueQuery.parse({}))).toBe('/queue')
})

test('whatever stands in an address, there is a list to show', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('q', 'status', 'type', 'queue', 'from', 'sort', 'after'), fc.anything()),
      (query) => {
        const { status } = queueQuery.parse(query)
        expect([...listedStatuses, 'all']).toContain(status)
      },
    ),
  )
})

test('a cursor comes back as it was written, and one that somebody made up is ignored', () => {
  const cursor: [string, string, string] = [
    'mill brook',
    '2026-07-01 10:00:00.123456+01',
    '01900000-0000-7000-8000-000000000001',
  ]
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor(text)).toBeUndefined()
    }),
  )
  expect(readCursor(writeCursor(['', '2026-02-30 10:00:00+00', cursor[2]]))).toBeUndefined()
  expect(readCursor(writeCursor(['', "2026'; drop table report", cursor[2]]))).toBeUndefined()
})

test('closed reports are sorted by their date alone: they are too many for anything else', () => {
  expect(sortOf(queueQuery.parse({ status: 'closed', sort: 'area' }))).toBe('newest')
  expect(sortOf(queueQuery.parse({ status: 'closed', sort: 'oldest' }))).toBe('oldest')
  expect(sortOf(queueQuery.parse({ status: 'accepted', sort: 'area' }))).toBe('area')
})
