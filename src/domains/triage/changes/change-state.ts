import { askedIn, questionsOf, readQuestionSets } from '#domains/reports'
import { addDays, type LocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Context } from '#platform/http'
import { englishTag } from '#platform/language'
import { questionOf } from '../fact-words.ts'
import type { LocalRule } from '../match-rule.ts'
import { readChoices } from '../read-choices.ts'
import { type Routing, readRouting } from '../read-rules.ts'
import { wordingsOf } from '../simulate.ts'
import { compareLists, type RuleChange } from './compare-lists.ts'
import { arrange, type ListItem, latestBeginning, listOn } from './list-item.ts'
import { heldOn, type Names, proposedRules } from './proposed-rules.ts'
import { type Replay, readRecentFacts, replay } from './replay.ts'
import { type AnswerChoice, answerValue } from './rule-form.ts'

/** How many days of reports a change is tried against. */
const daysReplayed = 28

export type State = {
  routing: Routing
  byId: ReadonlyMap<string, LocalRule>
  names: Names
  day: LocalDate
  /** The first day from which a change can hold. */
  earliest: LocalDate
}

/** Everything by which a changed list is read. */
export async function readState({ db, clock }: Pick<Context<unknown, unknown, unknown>, 'db' | 'clock'>) {
  const day = today(clock)
  const [routing, choices] = await Promise.all([readRouting(db), readChoices(db, day)])
  const state: State = {
    routing,
    byId: new Map(routing.every.map((rule) => [rule.id, rule])),
    names: { ...choices, areas: withAreasOf(routing.every, choices.areas) },
    day,
    earliest: addDays(latestBeginning(routing.every, day), 1),
  }
  return state
}

/** Rules may ask for kinds of areas that lists are not filtered by: those in use can be chosen too. */
function withAreasOf(rules: readonly LocalRule[], areas: Names['areas']): Names['areas'] {
  const known = new Map(areas.map((area) => [`${area.kind}:${area.code}`, area]))
  for (const { area } of rules)
    if (area !== null && !known.has(`${area.kind}:${area.code}`))
      known.set(`${area.kind}:${area.code}`, { id: '', ...area })
  return [...known.values()]
}

/** What a list changes, and what it would have done with the reports of the last weeks. */
export async function tryList(
  db: Transaction,
  items: readonly ListItem[],
  { routing, byId, names, day, earliest }: State,
  validFrom: LocalDate = earliest,
): Promise<{ changes: RuleChange[]; replay: Replay }> {
  const arranged = arrange(listOn(items, routing.every, validFrom), routing.every, () => '')
  const before = heldOn(routing.every, validFrom)
  const after = proposedRules(arranged, byId, names)
  const since = addDays(day, -daysReplayed)
  const counted = await readRecentFacts(db, since, [...before, ...after])
  return {
    changes: compareLists(arranged, byId, names),
    replay: replay(counted, { before, after, fallback: routing.fallback }, { since, day: validFrom }),
  }
}

/** The answers that a rule may ask for: those of its type's questions or, for any type, of every type's, and what it asks for already. */
export async function readAnswers(
  db: Transaction,
  day: LocalDate,
  rule: Pick<LocalRule, 'asbType' | 'conditions'> | undefined,
): Promise<AnswerChoice[]> {
  const sets = await readQuestionSets(db, day)
  const wordings = wordingsOf(sets, rule?.asbType?.code)
  const own = (rule?.conditions ?? [])
    .filter(({ fact }) => questionOf(fact) !== undefined)
    .map(({ fact, expected }) => ({ fact, expected, wording: wordings.get(fact) ?? fact }))
  const ofType = rule?.asbType?.code
  const asked =
    ofType === undefined
      ? inEverySet(sets)
      : sets.filter(({ asbType }) => asbType === ofType).flatMap((set) => answersIn(set, englishTag))
  return [
    ...own,
    ...asked.filter((each) => !own.some((o) => o.fact === each.fact && o.expected === each.expected)),
  ]
}

/** What is asked whatever the type. */
function inEverySet(sets: Awaited<ReturnType<typeof readQuestionSets>>): AnswerChoice[] {
  const [first = [], ...others] = sets.map((set) => answersIn(set, englishTag))
  const known = others.map((answers) => new Set(answers.map(answerValue)))
  return first.filter((answer) => known.every((values) => values.has(answerValue(answer))))
}

const answersIn = (set: Parameters<typeof askedIn>[0], tag: string): AnswerChoice[] =>
  questionsOf(askedIn(set, tag)).flatMap((question) =>
    question.kind === 'words'
      ? []
      : question.options.map(({ label }) => ({
          fact: `answer:${question.id}`,
          wording: question.wording,
          expected: label,
        })),
  )
