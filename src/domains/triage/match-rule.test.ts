import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checksOf,
  considerRules,
  explainRouting,
  findMatchingRule,
  type PromptRule,
  promptRules,
  type RoutingFacts,
  type RoutingRule,
  raisePrompts,
  ruleMatches,
  sendingRules,
} from './match-rule.ts'

const destination = {
  queueId: 'q1',
  queueName: 'Environmental health',
  teamId: 't1',
  organisationId: 4,
  organisationName: 'Northholme District Council',
}
const rule = (changes: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'r1',
  position: 12,
  name: 'Noise in Northholme',
  area: { kind: 'district', code: 'Z07', name: 'Northholme' },
  asbType: { code: 'noise', label: 'Noise' },
  conditions: [],
  validFrom: '2000-01-01',
  validTo: null,
  destination,
  ...changes,
})
const facts = (changes: Partial<RoutingFacts> = {}): RoutingFacts => ({
  asbType: 'noise',
  filedOn: '2026-03-03',
  areas: { district: 'Z07', ward: 'Z05' },
  values: { channel: 'public_form', occurrence: 'now', 'answer:who_involved': 'Young people\nNeighbours' },
  ...changes,
})

test('a rule needs its area, its type and every condition', () => {
  expect(ruleMatches(rule(), facts())).toBe(true)
  expect(ruleMatches(rule(), facts({ asbType: 'litter' }))).toBe(false)
  expect(ruleMatches(rule(), facts({ areas: { district: 'Z08' } }))).toBe(false)
  const conditions = [
    { fact: 'channel', expected: 'public_form' },
    { fact: 'occurrence', expected: 'pattern' },
  ]
  expect(ruleMatches(rule({ conditions }), facts())).toBe(false)
  expect(ruleMatches(rule({ conditions: conditions.slice(0, 1) }), facts())).toBe(true)
})

test('a report whose place is not known matches no rule for an area', () => {
  expect(ruleMatches(rule(), facts({ areas: {} }))).toBe(false)
  expect(ruleMatches(rule({ area: null }), facts({ areas: {} }))).toBe(true)
})

test('an answer with several choices meets a condition on any of them, in any case', () => {
  const asking = (expected: string) => rule({ conditions: [{ fact: 'answer:who_involved', expected }] })
  expect(ruleMatches(asking('young people'), facts())).toBe(true)
  expect(ruleMatches(asking('Neighbours'), facts())).toBe(true)
  expect(ruleMatches(asking('Young'), facts())).toBe(false)
})

test('a rule holds from its first day until the day before its end', () => {
  const dated = rule({ validFrom: '2026-03-01', validTo: '2026-04-01' })
  const on = (filedOn: string) => ruleMatches(dated, facts({ filedOn }))
  expect([on('2026-02-28'), on('2026-03-01'), on('2026-03-31'), on('2026-04-01')]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('why a report is where it is reads as a sentence with all that the rule asked', () => {
  expect(explainRouting(rule(), destination, '2026-03-01')).toBe(
    'Rule 12, Noise in Northholme (noise, district Northholme): Environmental health, Northholme District Council, by the rules of 1 March 2026',
  )
  expect(
    explainRouting(
      rule({
        conditions: [
          { fact: 'occurrence', expected: 'now' },
          { fact: 'answer:landlord', expected: 'Cockleshell Homes' },
        ],
      }),
      destination,
      undefined,
    ),
  ).toContain('district Northholme, happening now, landlord “Cockleshell Homes”):')
  expect(explainRouting(undefined, destination, undefined)).toBe(
    'No rule matched, so it went to the fallback queue: Environmental health, Northholme District Council',
  )
})

const prompt = (id: string, changes: Partial<PromptRule> = {}): PromptRule => {
  const { destination: _, ...asking } = rule({ id, area: null, asbType: null })
  return { ...asking, prompt: `Ask ${id}`, isUrgent: false, ...changes }
}

test('every prompt that matches is raised, with the rule and the version that raised it, and none sends the report anywhere', () => {
  const afraid = [{ fact: 'answer:effect', expected: 'I am afraid' }]
  const told = [
    { fact: 'answer:effect', expected: 'I cannot sleep' },
    { fact: 'reported_before', expected: 'yes' },
  ]
  const rules = [
    prompt('a', { conditions: told, isUrgent: true }),
    prompt('b', { conditions: afraid }),
    prompt('c', { asbType: { code: 'noise', label: 'Noise' } }),
    prompt('d', { validFrom: '2026-03-04' }),
    rule({ id: 'last' }),
  ]
  const report = facts({
    values: { reported_before: 'yes', 'answer:effect': 'It affects children\nI cannot sleep' },
  })
  expect(raisePrompts(promptRules(rules), report, '2026-03-01')).toEqual([
    {
      rule: 'a',
      words: 'Ask a',
      isUrgent: true,
      because:
        'Rule 12, Noise in Northholme (effect “I cannot sleep”, reported before yes), by the rules of 1 March 2026',
    },
    expect.objectContaining({ rule: 'c', isUrgent: false }),
  ])
  expect(findMatchingRule(sendingRules(rules), report)?.id).toBe('last')
})

const code = fc.constantFrom('a', 'b', 'c')
const anyFacts: fc.Arbitrary<RoutingFacts> = fc.record({
  asbType: code,
  filedOn: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
  areas: fc.dictionary(fc.constantFrom('ward', 'district'), code),
  values: fc.dictionary(fc.constantFrom('channel', 'occurrence', 'answer:who'), code),
})
const anyRule: fc.Arbitrary<RoutingRule> = fc
  .record({
    area: fc.option(fc.record({ kind: fc.constantFrom('ward', 'district'), code })),
    asbType: fc.option(code),
    conditions: fc.uniqueArray(
      fc.record({ fact: fc.constantFrom('channel', 'occurrence', 'answer:who'), expected: code }),
      { selector: ({ fact }) => fact, maxLength: 2 },
    ),
    validFrom: fc.constantFrom('2026-01-01', '2026-02-01'),
    validTo: fc.option(fc.constantFrom('2026-02-15', '2026-03-15')),
  })
  .map(({ area, asbType, ...rest }) =>
    rule({
      ...rest,
      area: area === null ? null : { ...area, name: area.code },
      asbType: asbType === null ? null : { code: asbType, label: asbType },
    }),
  )

test('the chosen rule matches and no earlier one does, for any rules and any report', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), anyFacts, (rules, report) => {
      const chosen = findMatchingRule(rules, report)
      const asks = (each: RoutingRule) => [...checksOf(each, report)].every(({ held }) => held)
      const before = chosen === undefined ? rules : rules.slice(0, rules.indexOf(chosen))
      expect(before.some(asks)).toBe(false)
      if (chosen !== undefined) expect(asks(chosen)).toBe(true)
    }),
  )
})

test('the simulator looks at the same rules and ends at the one that routing takes', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), anyFacts, (rules, report) => {
      const considered = considerRules(rules, report)
      const chosen = findMatchingRule(rules, report)
      expect(considered.find(({ matched }) => matched)?.rule).toBe(chosen)
      expect(considered.map((each) => each.rule)).toEqual(
        chosen === undefined ? rules : rules.slice(0, rules.indexOf(chosen) + 1),
      )
      for (const { checks, matched } of considered) expect(checks.every(({ held }) => held)).toBe(matched)
    }),
  )
})

test('a rule that asks less never matches fewer reports', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, (strict, report) => {
      const loose = rule({ ...strict, conditions: [], area: null })
      if (ruleMatches(strict, report)) expect(ruleMatches(loose, report)).toBe(true)
    }),
  )
})
