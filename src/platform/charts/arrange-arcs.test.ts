import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrangeArcs } from './arrange-arcs.ts'

const arc = (pair: string, weight = 1) => ({ one: pair.charAt(0), other: pair.charAt(1), weight })

test('what belongs together stands together: a chain in a line, two groups apart', () => {
  expect(arrangeArcs([arc('bc'), arc('da'), arc('ab')], 12).order.join('')).toMatch(/^(dabc|cbad)$/)
  const groups = arrangeArcs(
    [arc('ax'), arc('by'), arc('xc'), arc('yd'), arc('ca'), arc('db')],
    12,
  ).order.join('')
  expect(groups).toMatch(/^([acx]{3}[bdy]{3}|[bdy]{3}[acx]{3})$/)
})

test('a heavy arc is kept shorter than a light one', () => {
  const { order } = arrangeArcs([arc('ab', 9), arc('ac', 1), arc('ad', 1), arc('ae', 9)], 12)
  const from = (key: string) => Math.abs(order.indexOf('a') - order.indexOf(key))
  expect([from('b'), from('e')]).toEqual([1, 1])
})

test('beyond the most that are drawn the lightest are left out and counted, and what joins the drawn stays', () => {
  const { order, arcs, leftOut } = arrangeArcs([arc('ab', 5), arc('bc', 4), arc('de', 3), arc('ca', 2)], 3)
  expect([...order].sort()).toEqual(['a', 'b', 'c'])
  expect(arcs.map(({ one, other }) => one + other)).toEqual(['ab', 'bc', 'ca'])
  expect(leftOut).toBe(2)
})

test('the same arcs give the same picture in whatever order they come, with each thing once', () => {
  const keys = fc.constantFrom(...'abcdefghij')
  const pairs = fc.uniqueArray(
    fc.tuple(keys, keys, fc.integer({ min: 2, max: 9 })).filter(([one, other]) => one < other),
    { selector: ([one, other]) => one + other, maxLength: 20 },
  )
  fc.assert(
    fc.property(
      pairs.chain((drawn) =>
        fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
      ),
      ([drawn, shuffled]) => {
        const arcsOf = (list: typeof drawn) => list.map(([one, other, weight]) => ({ one, other, weight }))
        const { order, leftOut } = arrangeArcs(arcsOf(drawn), 6)
        expect(arrangeArcs(arcsOf(shuffled), 6).order).toEqual(order)
        expect(order.length).toBeLessThanOrEqual(6)
        const named = new Set(drawn.flatMap((pair) => pair.slice(0, 2)))
        expect(new Set(order).size + leftOut).toBe(named.size)
      },
    ),
    { numRuns: 60 },
  )
})
