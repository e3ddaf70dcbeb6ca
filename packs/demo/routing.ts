import { formatDate, type LocalDate } from '#platform/clock'
import type { CellAreas, DemoArea } from './areas.ts'
import type { DemoQueue, Partnership } from './organisations.ts'
import type { DemoRule } from './rules.ts'

/** What of a report decides where it goes. */
export type RoutingFacts = {
  asbType: string
  areas: CellAreas | undefined
  filedOn: LocalDate
  occurrence: string
  answers: Readonly<Record<string, string>>
}

export type Destination = {
  queue: DemoQueue
  /** With its organisation's name. */
  queueName: string
  shareWith: readonly number[]
  because: string
}

/** Where the rules send a report; the partnership's fallback queue where none matches. */
export function router(
  rules: readonly DemoRule[],
  { queues, organisations }: Partnership,
): (facts: RoutingFacts) => Destination {
  const fallback = queues.find((queue) => queue.isFallback)
  if (!fallback) throw new Error('The partnership has no fallback queue')
  const begun = new Set(rules.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? validFrom]))
  const versions = [...begun].sort().map((from) => ({ from, by: `, by the rules of ${formatDate(from)}` }))
  const toQueue = (
    queue: DemoQueue,
    shareWith: readonly number[],
    why: string,
    filedOn: LocalDate,
  ): Destination => {
    const name = organisations.find(({ id }) => id === queue.organisationId)?.name
    const queueName = `${queue.name}, ${name}`
    const by = versions.findLast(({ from }) => from <= filedOn)?.by ?? ''
    return { queue, queueName, shareWith, because: `${why}: ${queueName}${by}` }
  }
  const byType = new Map<string, DemoRule[]>()
  return (facts) => {
    const known = byType.get(facts.asbType)
    const candidates = known ?? rules.filter((rule) => !rule.asbType || rule.asbType === facts.asbType)
    if (!known) byType.set(facts.asbType, candidates)
    const rule = candidates.find((candidate) => matches(candidate, facts))
    return rule
      ? toQueue(rule.queue, rule.shareWith, `Rule ${rule.position}, ${rule.name}`, facts.filedOn)
      : toQueue(fallback, [], 'No rule matched, so it went to the fallback queue', facts.filedOn)
  }
}

function matches(rule: DemoRule, facts: RoutingFacts): boolean {
  if (facts.filedOn < rule.validFrom || (rule.validTo !== undefined && facts.filedOn >= rule.validTo))
    return false
  if (rule.areaKind !== undefined) {
    const areas: Partial<Record<string, DemoArea>> = facts.areas ?? {}
    if (areas[rule.areaKind]?.code !== rule.areaCode) return false
  }
  return rule.conditions.every(({ fact, expected }) =>
    fact === 'occurrence'
      ? facts.occurrence === expected
      : facts.answers[fact.replace('answer:', '')] === expected,
  )
}
