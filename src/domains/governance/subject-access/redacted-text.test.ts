import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText, redact } from './redacted-text.ts'

test('words kept back are gone and a marker says what they were', () => {
  const text = 'Mrs Okafor at number 9 heard it.'
  expect(redact(text, [{ starts: 0, ends: 10, kind: 'name' }])).toBe(
    '[name of another person withheld] at number 9 heard it.',
  )
})

test('spans that overlap leave nothing of what either covers', () => {
  expect(
    redact('abcdef', [
      { starts: 2, ends: 5, kind: 'phone' },
      { starts: 0, ends: 3, kind: 'name' },
    ]),
  ).toBe('[name of another person withheld]f')
})

test('whatever the spans, no character that one of them covers is shown and no other is lost', () => {
  const spans = fc.array(
    fc.record({
      starts: fc.integer({ min: -2, max: 40 }),
      ends: fc.integer({ min: -2, max: 40 }),
      kind: fc.constantFrom('name' as const, 'phone' as const),
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), spans, (text, given) => {
      const pieces = cutText(text, given)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      let at = 0
      for (const piece of pieces)
        for (const _ of piece.text.split('')) {
          const covered = given.some(({ starts, ends }) => starts <= at && at < ends)
          expect(piece.withheld !== undefined).toBe(covered)
          at += 1
        }
    }),
  )
})
