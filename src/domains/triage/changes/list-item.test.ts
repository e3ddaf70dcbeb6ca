import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoutingRule } from '../match-rule.ts'
import { arrange, isUpToDate, keptList, type ListItem, listOn } from './list-item.ts'

const destination = {
  queueId: 'q',
  queueName: 'Queue',
  teamId: 't',
  organisationId: 1,
  organisationName: 'One',
}
const rule = (id: string, position: number, validTo: string | null = null): RoutingRule => ({
  id,
  position,
  name: `Rule ${id}`,
  area: null,
  asbType: null,
  conditions: [],
  validFrom: '2020-01-01',
  validTo,
  destination,
})
const kept = (...ids: string[]): ListItem[] => ids.map((id) => ({ what: 'kept', id }))
const written = (id: string, replaces: string | null = null): ListItem => ({
  what: 'written',
  id,
  replaces,
  position: 0,
  name: id,
  area_kind: null,
  area_code: null,
  asb_type: null,
  queue_id: 'q',
  prompt: null,
  is_urgent: false,
  valid_to: null,
  conditions: {},
})
const rules = ['a', 'b', 'c', 'd'].map((id, at) => rule(id, (at + 1) * 10))
const positionsOf = (items: readonly ListItem[]) =>
  items.flatMap((item) => {
    if (item.what === 'removed') return []
    return item.what === 'written' ? item.position : (rules.find(({ id }) => id === item.id)?.position ?? 0)
  })

test('one rule that moves takes a number between its neighbours, and no other rule is touched', () => {
  const arranged = arrange(kept('d', 'a', 'b', 'c'), rules, () => 'new')
  expect(arranged.map(({ what }) => what)).toEqual(['written', 'kept', 'kept', 'kept'])
  expect(positionsOf(arranged)).toEqual([5, 10, 20, 30])
})

test('a rule written in the place of another keeps its number; a new one at the end follows the last', () => {
  const arranged = arrange(
    [...kept('a'), written('x', 'b'), ...kept('c', 'd'), written('y')],
    rules,
    () => '',
  )
  expect(positionsOf(arranged)).toEqual([10, 20, 30, 40, 41])
})

test('whatever is moved, added and removed, the numbers rise in the order of the list', () => {
  const order = fc.shuffledSubarray([...kept('a', 'b', 'c', 'd'), written('x', null), written('y', null)])
  fc.assert(
    fc.property(order, fc.boolean(), (items, isTight) => {
      const numbered = rules.map((each, at) => (isTight ? { ...each, position: at + 1 } : each))
      const arranged = arrange(items, numbered, () => 'new')
      const positions = arranged.map((item) =>
        item.what === 'written' ? item.position : (numbered.find(({ id }) => id === item.id)?.position ?? 0),
      )
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
      expect(arranged.map(({ what }) => what)).not.toContain('removed')
    }),
  )
})

test('a list is out of date once a rule began, or one of which it speaks ended, that it does not know of', () => {
  const items = keptList(rules, '2026-01-01')
  expect(isUpToDate(items, rules, '2026-02-01')).toBe(true)
  expect(isUpToDate(items, [...rules, rule('e', 50)], '2026-02-01')).toBe(false)
  expect(isUpToDate(items, [...rules.slice(1), rule('a', 10, '2026-01-15')], '2026-02-01')).toBe(false)
})

test('a rule whose end is known is no part of the list from that day on', () => {
  const ending = [...rules.slice(1), rule('a', 10, '2026-01-15')]
  const items = keptList(ending, '2026-01-01')
  expect(items).toHaveLength(4)
  const later = listOn(items, ending, '2026-02-01')
  expect(later).toEqual(kept('b', 'c', 'd'))
  expect(isUpToDate(later, ending, '2026-02-01')).toBe(true)
})
