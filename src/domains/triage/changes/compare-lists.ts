import { nameFact, valueInWords } from '../fact-words.ts'
import { isPrompt, type LocalRule } from '../match-rule.ts'
import { formerId, type ListItem, longestRise } from './list-item.ts'
import type { Names } from './proposed-rules.ts'
import { ruleOf } from './proposed-rules.ts'

export type RuleChange = {
  what: 'added' | 'changed' | 'moved' | 'removed'
  name: string
  /** As it is and as it would be, in words; nothing where the rule is not there. */
  before: readonly string[]
  after: readonly string[]
}

/** What a changed list changes, rule by rule. A rule whose number alone is another is not changed: its order is as before. */
export function compareLists(
  items: readonly ListItem[],
  rules: ReadonlyMap<string, LocalRule>,
  names: Names,
): RuleChange[] {
  const standing = items.filter(({ what }) => what !== 'removed')
  const inOrder = longestRise(standing.map((item) => rules.get(formerId(item) ?? '')?.position))
  const changes = standing.flatMap((item, at): RuleChange[] => {
    const before = rules.get(formerId(item) ?? '')
    const after = ruleOf(item, rules, names)
    if (after === undefined) return []
    const above = standing[at - 1]
    const follows = above && ruleOf(above, rules, names)?.name
    const place = follows === undefined ? 'First in the list' : `After “${follows}”`
    if (before === undefined)
      return [{ what: 'added', name: after.name, before: [], after: [...inWords(after), place] }]
    const [was, is] = differing(inWords(before), inWords(after))
    const moved = !inOrder.has(at)
    if (is.length === 0 && was.length === 0 && !moved) return []
    return [
      {
        what: is.length === 0 && was.length === 0 ? 'moved' : 'changed',
        name: before.name,
        before: moved ? [...was, `Rule ${before.position}`] : was,
        after: moved ? [...is, place] : is,
      },
    ]
  })
  const removed = items.flatMap((item): RuleChange[] => {
    const before = item.what === 'removed' ? rules.get(item.id) : undefined
    return before === undefined
      ? []
      : [{ what: 'removed', name: before.name, before: inWords(before), after: [] }]
  })
  return [...changes, ...removed]
}

/** What a rule asks and where it sends, each part a line. */
export function inWords(rule: LocalRule): string[] {
  const { name, asbType, area, conditions, validTo } = rule
  return [
    `Name: ${name}`,
    `Type: ${asbType?.label ?? 'any'}`,
    `Area: ${area === null ? 'anywhere' : `${area.kind} ${area.name}`}`,
    ...conditions.map(({ fact, expected }) => `Only if ${nameFact(fact)}: ${valueInWords(fact, expected)}`),
    ...(isPrompt(rule)
      ? [`Asks whoever triages: ${rule.prompt}`, ...(rule.isUrgent ? ['Marks it as high impact'] : [])]
      : [`Goes to: ${rule.destination.queueName}, ${rule.destination.organisationName}`]),
    ...(validTo === null ? [] : [`Until ${validTo}`]),
  ]
}

function differing(before: readonly string[], after: readonly string[]): [string[], string[]] {
  return [before.filter((line) => !after.includes(line)), after.filter((line) => !before.includes(line))]
}
