import type { RaisedPrompt } from '#domains/reports'
import { formatDate, type LocalDate } from '#platform/clock'
import { nameFact, valueInWords } from './fact-words.ts'

/** Where a report goes: a queue with the team and organisation that work through it. */
export type Destination = {
  queueId: string
  queueName: string
  teamId: string
  organisationId: number
  organisationName: string
}

/** What a rule asks of a report, and when it holds. */
type AskingRule = {
  id: string
  position: number
  name: string
  /** No area means everywhere. */
  area: { kind: string; code: string; name: string } | null
  /** No type means every type. */
  asbType: { code: string; label: string } | null
  conditions: readonly { fact: string; expected: string }[]
  validFrom: LocalDate
  /** The first day on which it no longer holds. */
  validTo: LocalDate | null
}

/** Decides where a report goes: the first of them that matches. */
export type RoutingRule = AskingRule & { destination: Destination }

/** Raises words for whoever triages a report: each of them that matches does. */
export type PromptRule = AskingRule & { prompt: string; isUrgent: boolean }

/** A rule of a partnership's list, of either kind. */
export type LocalRule = RoutingRule | PromptRule

export const isPrompt = (rule: LocalRule): rule is PromptRule => 'prompt' in rule

/** Those of the rules that send somewhere. */
export function sendingRules(rules: readonly LocalRule[]): RoutingRule[] {
  return rules.filter((rule): rule is RoutingRule => !isPrompt(rule))
}

/** Those of the rules that raise a prompt. */
export function promptRules(rules: readonly LocalRule[]): PromptRule[] {
  return rules.filter(isPrompt)
}

/** What of a report decides where it goes. */
export type RoutingFacts = {
  asbType: string
  filedOn: LocalDate
  /** Codes of the areas that hold the place, by kind; a kind is missing where the place is not known well enough. */
  areas: Readonly<Record<string, string>>
  /** Values by the names that conditions use: channel, occurrence, qualifier, reported_before, `answer:<question>`. */
  values: Readonly<Record<string, string>>
}

/** One thing that a rule asks of a report, and what the report has. */
export type Check = {
  what: 'dates' | 'type' | 'area' | 'condition'
  /** The fact of a condition. */
  fact?: string
  expected: string
  found: string
  held: boolean
}

/** Everything a rule asks, in order: its dates, type, area and conditions. Lazy, because the first "no" settles it. */
export function* checksOf(rule: AskingRule, facts: RoutingFacts): Generator<Check> {
  yield {
    what: 'dates',
    expected: rule.validTo === null ? `from ${rule.validFrom}` : `from ${rule.validFrom} to ${rule.validTo}`,
    found: facts.filedOn,
    held: facts.filedOn >= rule.validFrom && (rule.validTo === null || facts.filedOn < rule.validTo),
  }
  if (rule.asbType !== null) {
    const { code } = rule.asbType
    yield { what: 'type', expected: code, found: facts.asbType, held: facts.asbType === code }
  }
  if (rule.area !== null) {
    const found = facts.areas[rule.area.kind] ?? ''
    yield {
      what: 'area',
      fact: rule.area.kind,
      expected: rule.area.code,
      found,
      held: found === rule.area.code,
    }
  }
  for (const { fact, expected } of rule.conditions) {
    const found = facts.values[fact] ?? ''
    yield { what: 'condition', fact, expected, found, held: meets(found, expected) }
  }
}

/** An answer with several choices holds one a line; having the expected one among them is enough. */
function meets(found: string, expected: string): boolean {
  const wanted = expected.trim().toLowerCase()
  return found.split('\n').some((line) => line.trim().toLowerCase() === wanted)
}

export function ruleMatches(rule: AskingRule, facts: RoutingFacts): boolean {
  for (const { held } of checksOf(rule, facts)) if (!held) return false
  return true
}

/** The first of the rules, given in the order of their positions, that asks nothing the report does not have. */
export function findMatchingRule(
  rules: readonly RoutingRule[],
  facts: RoutingFacts,
): RoutingRule | undefined {
  return rules.find((rule) => ruleMatches(rule, facts))
}

export type ConsideredRule = { rule: RoutingRule; checks: readonly Check[]; matched: boolean }

/** Every rule that was looked at, in order, the last of them the one that matched, if any did. */
export function considerRules(rules: readonly RoutingRule[], facts: RoutingFacts): ConsideredRule[] {
  const winner = findMatchingRule(rules, facts)
  const looked = winner === undefined ? rules : rules.slice(0, rules.indexOf(winner) + 1)
  return looked.map((rule) => ({ rule, checks: [...checksOf(rule, facts)], matched: rule === winner }))
}

/**
 * Why a report is where it is, in words for its page: "Rule 12, Noise in Northholme (noise, …): Environmental health, …, by
 * the rules of 1 January 2026". `version` is the day from which the rules were followed that decided it.
 */
export function explainRouting(
  rule: RoutingRule | undefined,
  destination: Destination,
  version: LocalDate | undefined,
): string {
  const to = `${destination.queueName}, ${destination.organisationName}`
  const by = version === undefined ? '' : `, by the rules of ${formatDate(version)}`
  if (rule === undefined) return `No rule matched, so it went to the fallback queue: ${to}${by}`
  return `${ruleInWords(rule)}: ${to}${by}`
}

function ruleInWords({ position, name, area, asbType, conditions }: AskingRule): string {
  const asked = [
    asbType?.label.toLowerCase(),
    area === null ? undefined : `${area.kind} ${area.name}`,
    ...conditions.map(({ fact, expected }) => `${nameFact(fact)} ${valueInWords(fact, expected)}`),
  ].filter((part) => part !== undefined)
  return `Rule ${position}, ${name} (${asked.join(', ') || 'any report'})`
}

/** The prompts that a report raises, in the order of the rules. `version` as in `explainRouting`. */
export function raisePrompts(
  prompts: readonly PromptRule[],
  facts: RoutingFacts,
  version: LocalDate | undefined,
): RaisedPrompt[] {
  const by = version === undefined ? '' : `, by the rules of ${formatDate(version)}`
  return prompts
    .filter((rule) => ruleMatches(rule, facts))
    .map((rule) => ({
      rule: rule.id,
      words: rule.prompt,
      isUrgent: rule.isUrgent,
      because: `${ruleInWords(rule)}${by}`,
    }))
}
