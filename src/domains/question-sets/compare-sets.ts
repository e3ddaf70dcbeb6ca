import { type Question, type QuestionSet, questionsOf, type Section, sections } from '#domains/reports'

type Written = string | Readonly<Record<string, string>> | undefined
type Option = Extract<Question, { kind: 'one' }>['options'][number]

export const sectionNames: Readonly<Record<Section, string>> = {
  what: 'What happens',
  effect: 'How it affects people',
  before: 'Whether it was reported before',
  why: 'Why it happens',
  who: 'Who does it',
}

const languageNames: Readonly<Record<string, string>> = { en: 'English', cy: 'Welsh' }
const inEnglish = (written: Written) => (typeof written === 'string' ? written : (written?.en ?? ''))
const wordsOf = (written: Written): Readonly<Record<string, string>> =>
  written === undefined ? {} : typeof written === 'string' ? { en: written } : written

/** What differs from one version to another, in sentences; nothing where nobody would see a difference. */
export function compareSets(before: QuestionSet, after: QuestionSet): string[] {
  const old = new Map(questionsOf(before).map((question) => [question.id, question]))
  const now = questionsOf(after)
  const kept = now.filter(({ id }) => old.has(id))
  return [
    ...reworded('The name of the type', before.label, after.label),
    ...reworded('What belongs here', before.examples, after.examples),
    ...(['where', 'when'] as const).flatMap((part) => [
      ...reworded(
        `The question about the ${part === 'where' ? 'place' : 'time'}`,
        before[part].wording,
        after[part].wording,
      ),
      ...reworded(
        `The hint about the ${part === 'where' ? 'place' : 'time'}`,
        before[part].hint,
        after[part].hint,
      ),
    ]),
    ...now.filter(({ id }) => !old.has(id)).map((question) => added(question)),
    ...[...old.values()]
      .filter(({ id }) => now.every((question) => question.id !== id))
      .map((question) => `Question removed: ${quoted(question.wording)}`),
    ...kept.flatMap((question) => {
      const was = old.get(question.id)
      return was === undefined ? [] : compareQuestions(was, question)
    }),
    ...sections.flatMap((section) =>
      after[section].flatMap((question) => {
        const from = sections.find((each) => before[each].some(({ id }) => id === question.id))
        return from === undefined || from === section
          ? []
          : [`${quoted(question.wording)} moved from ‘${sectionNames[from]}’ to ‘${sectionNames[section]}’`]
      }),
    ),
    ...kept.flatMap((question) => {
      const was = old.get(question.id)
      return was === undefined ? [] : compareConditions(was, question, now)
    }),
    ...sections.flatMap((section) =>
      isReordered(before[section], after[section], ({ id }) => id)
        ? [
            `Order of ‘${sectionNames[section]}’ is now: ${after[section].map(({ wording }) => quoted(wording)).join(', ')}`,
          ]
        : [],
    ),
  ]
}

const quoted = (written: Written) => `‘${inEnglish(written)}’`

function added(question: Question): string {
  const has =
    question.kind === 'words'
      ? `answered in words, up to ${question.most.toLocaleString('en-GB')} characters`
      : `with ${question.options.map(({ label }) => quoted(label)).join(', ')}`
  return `Question added: ${quoted(question.wording)}, ${has}${question.missing === undefined ? '' : ', has to be answered'}`
}

function reworded(what: string, before: Written, after: Written): string[] {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((tag) => {
    const language = languageNames[tag] ?? tag
    if (was[tag] === is[tag]) return []
    if (was[tag] === undefined) return [`${what}, in ${language}: added ‘${is[tag]}’`]
    if (is[tag] === undefined) return [`${what}, in ${language}: removed ‘${was[tag]}’`]
    return [`${what}, in ${language}: from ‘${was[tag]}’ to ‘${is[tag]}’`]
  })
}

function compareQuestions(was: Question, is: Question): string[] {
  const about = quoted(is.wording)
  const changes = [
    ...reworded(`Question ${quoted(was.wording)} reworded`, was.wording, is.wording),
    ...reworded(`${about}: hint`, was.hint, is.hint),
  ]
  if (was.missing === undefined && is.missing !== undefined) changes.push(`${about} now has to be answered`)
  else if (was.missing !== undefined && is.missing === undefined) changes.push(`${about} may now be left out`)
  else changes.push(...reworded(`${about}: error when it is left out`, was.missing, is.missing))
  if (was.kind === 'words' && is.kind === 'words' && was.most !== is.most)
    changes.push(`${about}: the longest answer is now ${is.most} characters, before ${was.most}`)
  if (was.kind !== 'words' && is.kind !== 'words')
    changes.push(...compareOptions(about, was.options, is.options))
  return changes
}

/** When a question is asked, where that differs. */
function compareConditions(was: Question, is: Question, all: readonly Question[]): string[] {
  const [before, after] = [was.askedWhen, is.askedWhen]
  const same = (one: typeof before) => one && `${one.question} ${[...one.is].sort().join(' ')}`
  if (same(before) === same(after)) return []
  const about = quoted(is.wording)
  if (after === undefined) return [`${about} is now asked of everybody`]
  const asked = all.find(({ id }) => id === after.question)
  const options = asked === undefined || asked.kind === 'words' ? [] : asked.options
  const answers = after.is.map((code) =>
    quoted(options.find((option) => option.code === code)?.label ?? code),
  )
  return [`${about} is now asked only after ${answers.join(' or ')} to ${quoted(asked?.wording)}`]
}

function compareOptions(about: string, before: readonly Option[], after: readonly Option[]): string[] {
  const old = new Map(before.map((option) => [option.code, option]))
  return [
    ...after
      .filter(({ code }) => !old.has(code))
      .map(({ label }) => `${about}: option added: ${quoted(label)}`),
    ...before
      .filter(({ code }) => after.every((option) => option.code !== code))
      .map(({ label }) => `${about}: option removed: ${quoted(label)}`),
    ...after.flatMap((option) => {
      const was = old.get(option.code)
      if (was === undefined) return []
      return [
        ...reworded(`${about}: option ${quoted(was.label)} reworded`, was.label, option.label),
        ...reworded(`${about}: hint of the option ${quoted(option.label)}`, was.hint, option.hint),
      ]
    }),
    ...(isReordered(before, after, ({ code }) => code)
      ? [`${about}: order of the options is now: ${after.map(({ label }) => quoted(label)).join(', ')}`]
      : []),
  ]
}

/** Whether what both have stands in another order. */
function isReordered<Item>(
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => string,
): boolean {
  const common = (items: readonly Item[], others: readonly Item[]) => {
    const ids = new Set(others.map(idOf))
    return items
      .map(idOf)
      .filter((id) => ids.has(id))
      .join()
  }
  return common(before, after) !== common(after, before)
}
