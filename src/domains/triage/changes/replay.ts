import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { questionOf } from '../fact-words.ts'
import {
  type Destination,
  findMatchingRule,
  type LocalRule,
  promptRules,
  type RoutingFacts,
  ruleMatches,
  sendingRules,
} from '../match-rule.ts'
import { reportedBeforeInWords } from '../reported-before.ts'

/** Facts that some reports have in common, and how many they are. */
export type CountedFacts = { facts: Omit<RoutingFacts, 'filedOn'>; reports: number }

export type Replay = {
  /** The first day of the reports that were looked at. */
  since: LocalDate
  reports: number
  elsewhere: number
  /** The largest first. */
  moves: readonly { from: string; to: string; reports: number }[]
  /** Prompts that other numbers of reports would raise, by the name of their rule. */
  prompts: readonly { name: string; before: number; after: number }[]
}

/** What rules ask of the reports filed since a day, counted. Of answers only those that one of the rules expects. */
export async function readRecentFacts(
  db: Transaction,
  since: LocalDate,
  rules: readonly LocalRule[],
): Promise<CountedFacts[]> {
  const asked = rules.flatMap(({ conditions }) =>
    conditions.flatMap(({ fact, expected }) => {
      const question = questionOf(fact)
      return question === undefined ? [] : [{ question, expected }]
    }),
  )
  const pairs = [...new Map(asked.map((pair) => [JSON.stringify(pair), pair])).values()]
  const { rows } = await sql<{
    asbType: string
    areas: Record<string, string>
    channel: string
    occurrence: string
    qualifier: string
    reportedBefore: boolean | null
    answered: readonly (readonly [question: string, answer: string])[]
    reports: number
  }>`
    select asb_type as "asbType", areas, channel, occurrence, qualifier, reported_before as "reportedBefore", answered,
      reports
    from recent_routing_facts(${since}, ${pairs.map(({ question }) => question)}::text[],
      ${pairs.map(({ expected }) => expected)}::text[])`.execute(db)
  return rows.map(({ asbType, areas, reports, answered, reportedBefore, ...values }) => ({
    reports,
    facts: {
      asbType,
      areas,
      values: {
        ...values,
        reported_before: reportedBeforeInWords(reportedBefore),
        ...answersByFact(answered),
      },
    },
  }))
}

/** Several answers to one question stand one a line, as they do in a report. */
function answersByFact(answered: readonly (readonly [string, string])[]): Record<string, string> {
  const byFact: Record<string, string> = {}
  for (const [question, answer] of answered) {
    const fact = `answer:${question}`
    byFact[fact] = byFact[fact] === undefined ? answer : `${byFact[fact]}\n${answer}`
  }
  return byFact
}

/** Where the reports would go by other rules, by the very function that routes real ones; all as if filed on one day. */
export function replay(
  counted: readonly CountedFacts[],
  {
    before,
    after,
    fallback,
  }: { before: readonly LocalRule[]; after: readonly LocalRule[]; fallback: Destination },
  { since, day }: { since: LocalDate; day: LocalDate },
): Replay {
  const [sendBefore, sendAfter] = [sendingRules(before), sendingRules(after)]
  const moves = new Map<string, { from: string; to: string; reports: number }>()
  let total = 0
  for (const { facts, reports } of counted) {
    total += reports
    const [from, to] = [sendBefore, sendAfter].map(
      (rules) => findMatchingRule(rules, { ...facts, filedOn: day })?.destination ?? fallback,
    )
    if (from === undefined || to === undefined || from.queueId === to.queueId) continue
    const key = `${from.queueId} ${to.queueId}`
    const known = moves.get(key)?.reports ?? 0
    moves.set(key, { from: named(from), to: named(to), reports: known + reports })
  }
  const sorted = [...moves.values()].sort((a, b) => b.reports - a.reports || a.from.localeCompare(b.from))
  return {
    since,
    reports: total,
    elsewhere: sorted.reduce((sum, each) => sum + each.reports, 0),
    moves: sorted,
    prompts: comparePrompts(counted, before, after, day),
  }
}

function comparePrompts(
  counted: readonly CountedFacts[],
  before: readonly LocalRule[],
  after: readonly LocalRule[],
  day: LocalDate,
): Replay['prompts'] {
  const raised = (rules: readonly LocalRule[]) =>
    new Map(
      promptRules(rules).map((rule) => [
        rule.name,
        counted.reduce(
          (sum, { facts, reports }) => sum + (ruleMatches(rule, { ...facts, filedOn: day }) ? reports : 0),
          0,
        ),
      ]),
    )
  const [now, then] = [raised(before), raised(after)]
  return [...new Set([...now.keys(), ...then.keys()])]
    .map((name) => ({ name, before: now.get(name) ?? 0, after: then.get(name) ?? 0 }))
    .filter((each) => each.before !== each.after)
}

const named = ({ queueName, organisationName }: Destination) => `${queueName}, ${organisationName}`
