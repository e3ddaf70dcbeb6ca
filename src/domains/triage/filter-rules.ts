import type { LocalDate } from '#platform/clock'
import type { RoutingRule } from './match-rule.ts'

export type RuleFilter = {
  q: string
  type?: string | undefined
  organisation?: number | undefined
  when: 'today' | 'ever'
  /** Another day than today. */
  on?: LocalDate | undefined
}

/** The rules that the filter keeps, in their order, as they hold on a day. A type also keeps the rules that ask for no type. */
export function filterRules(
  rules: readonly RoutingRule[],
  { q, type, organisation, when }: RuleFilter,
  day: LocalDate,
): RoutingRule[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return rules.filter(
    (rule) =>
      (type === undefined || rule.asbType === null || rule.asbType.code === type) &&
      (organisation === undefined || rule.destination.organisationId === organisation) &&
      (when === 'ever' || (rule.validFrom <= day && (rule.validTo === null || rule.validTo > day))) &&
      words.every((word) => textOf(rule).includes(word)),
  )
}

function textOf({ position, name, area, asbType, conditions, destination }: RoutingRule): string {
  const { queueName, organisationName } = destination
  const expected = conditions.map((condition) => condition.expected)
  return [position, name, area?.name, area?.code, asbType?.label, queueName, organisationName, ...expected]
    .join('\n')
    .toLowerCase()
}
