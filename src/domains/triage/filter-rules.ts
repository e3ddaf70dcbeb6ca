import type { LocalDate } from '#platform/clock'
import { isPrompt, type LocalRule } from './match-rule.ts'

export type RuleFilter = {
  q: string
  type?: string | undefined
  organisation?: number | undefined
  when: 'today' | 'ever'
  /** Another day than today. */
  on?: LocalDate | undefined
}

/** The rules that the filter keeps, in their order, as they hold on a day. A type also keeps the rules that ask for no type. */
export function filterRules<Rule extends LocalRule>(
  rules: readonly Rule[],
  { q, type, organisation, when }: RuleFilter,
  day: LocalDate,
): Rule[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return rules.filter(
    (rule) =>
      (type === undefined || rule.asbType === null || rule.asbType.code === type) &&
      (organisation === undefined || (!isPrompt(rule) && rule.destination.organisationId === organisation)) &&
      (when === 'ever' || (rule.validFrom <= day && (rule.validTo === null || rule.validTo > day))) &&
      words.every((word) => textOf(rule).includes(word)),
  )
}

function textOf(rule: LocalRule): string {
  const { position, name, area, asbType, conditions } = rule
  const does = isPrompt(rule)
    ? [rule.prompt]
    : [rule.destination.queueName, rule.destination.organisationName]
  const expected = conditions.map((condition) => condition.expected)
  return [position, name, area?.name, area?.code, asbType?.label, ...does, ...expected]
    .join('\n')
    .toLowerCase()
}
