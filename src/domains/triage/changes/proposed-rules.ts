import type { LocalDate } from '#platform/clock'
import type { Choices } from '../choices.ts'
import type { LocalRule } from '../match-rule.ts'
import type { ListItem } from './list-item.ts'

/** By which written rules are told in words: queues, types, and areas by kind and code. */
export type Names = Pick<Choices, 'queues' | 'types' | 'areas'>

/** The rule that an item of a list stands for; nothing where its rule or its queue is gone. */
export function ruleOf(
  item: ListItem,
  rules: ReadonlyMap<string, LocalRule>,
  { queues, types, areas }: Names,
): LocalRule | undefined {
  if (item.what !== 'written') return rules.get(item.id)
  const { area_kind: kind, area_code: code } = item
  const before = item.replaces === null ? undefined : rules.get(item.replaces)
  const known =
    areas.find((area) => area.kind === kind && area.code === code) ??
    (before?.area?.code === code ? before?.area : undefined)
  const label = types.find((type) => type.code === item.asb_type)?.label ?? item.asb_type
  const asking = {
    id: item.id,
    position: item.position,
    name: item.name,
    area: kind === null || code === null ? null : { kind, code, name: known?.name ?? code },
    asbType: item.asb_type === null ? null : { code: item.asb_type, label: label ?? item.asb_type },
    conditions: Object.entries(item.conditions)
      .map(([fact, expected]) => ({ fact, expected }))
      .sort((a, b) => a.fact.localeCompare(b.fact)),
    validFrom: '2000-01-01',
    validTo: item.valid_to,
  }
  if (item.prompt !== null) return { ...asking, prompt: item.prompt, isUrgent: item.is_urgent }
  const queue = queues.find(({ id }) => id === item.queue_id)
  if (queue === undefined) return undefined
  return {
    ...asking,
    destination: {
      queueId: queue.id,
      queueName: queue.name,
      teamId: queue.teamId,
      organisationId: queue.organisationId,
      organisationName: queue.organisationName,
    },
  }
}

/** The rules of a list in its order, as they would be asked. */
export function proposedRules(
  items: readonly ListItem[],
  rules: ReadonlyMap<string, LocalRule>,
  names: Names,
): LocalRule[] {
  return items.flatMap((item) => (item.what === 'removed' ? [] : (ruleOf(item, rules, names) ?? [])))
}

/** Those of the rules that hold on a day. */
export function heldOn(rules: readonly LocalRule[], day: LocalDate): LocalRule[] {
  return rules.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day))
}
