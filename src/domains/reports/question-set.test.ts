import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { languages } from '#locales'
import { questionSets } from '../../../packs/forms/index.ts'
import published from '../../../packs/forms/published.json' with { type: 'json' }
import { asbTypes } from '../../../packs/types/index.ts'
import { type AskedSet, askedIn, type Question, questionSetSchema, questionsOf } from './question-set.ts'

const sets = questionSets.map((each) => questionSetSchema.parse(each))
const [noise] = sets
if (!noise) throw new Error('The pack is empty')
/** The last version of each type: what is asked from now on. */
const current = [...new Map(sets.map((set) => [set.asbType, set])).values()]
const asked = current.flatMap((set) =>
  languages.map(({ tag }): [string, string, AskedSet] => [set.asbType, tag, askedIn(set, tag)]),
)

/** A copy of the noise questions with one of them changed. */
function withQuestion(id: string, change: (question: Question) => unknown) {
  const swap = (questions: readonly Question[]) =>
    questions.map((each) => (each.id === id ? change(structuredClone(each)) : each))
  return questionSetSchema.safeParse({
    ...noise,
    what: swap(noise?.what ?? []),
    before: swap(noise?.before ?? []),
    why: swap(noise?.why ?? []),
  })
}

/** Everything that is read of a set, by place. */
function textsOf(value: unknown, at = ''): [place: string, text: unknown][] {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value) return [[at, value]]
  return Object.entries(value).flatMap(([key, part]) =>
    ['wording', 'hint', 'label', 'examples', 'missing'].includes(key) && typeof part === 'string'
      ? [[`${at}.${key}`, part] as [string, unknown]]
      : textsOf(part, `${at}.${key}`),
  )
}

test('the pack brings questions for every type that the public reports', () => {
  const types = current.map(({ asbType }) => asbType)
  expect(types).toEqual(
    expect.arrayContaining(
      'noise harassment damage gatherings off_road_bikes vehicles animals drugs neighbours fireworks begging litter fly_tipping street_drinking hate unspecified'.split(
        ' ',
      ),
    ),
  )
  for (const type of types) expect(asbTypes.map(({ code }) => code)).toContain(type)
})

test('every type has one national heading and one qualifier, and a kind of another type has its heading', () => {
  for (const { code, nationalType, qualifier, parent } of asbTypes) {
    expect(nationalType, code).not.toBe('')
    expect(['personal', 'nuisance', 'environmental']).toContain(qualifier)
    if (parent === undefined) continue
    const before = asbTypes.slice(
      0,
      asbTypes.findIndex((each) => each.code === code),
    )
    expect(before.find((each) => each.code === parent)?.nationalType, code).toBe(nationalType)
  }
})

test('a version that was published is word for word what it was', () => {
  const sums = sets.map((set) => [
    `${set.asbType} ${set.version}`,
    createHash('sha256').update(JSON.stringify(set)).digest('hex').slice(0, 16),
  ])
  expect(Object.fromEntries(sums)).toEqual(published)
})

test.each(current.map((set) => [set.asbType, set] as const))(
  'everything that is read of %s is there in English and in Welsh, and is not the same',
  (_type, set) => {
    const texts = textsOf(set)
    expect(texts.length).toBeGreaterThan(60)
    for (const [place, text] of texts) {
      expect(text, place).toEqual({ en: expect.any(String), cy: expect.any(String) })
      const { en, cy } = text as { en: string; cy: string }
      // Numbers and a few words are the same in both.
      if (/[a-z]{5}/i.test(en)) expect(cy, place).not.toBe(en)
      for (const each of [en, cy]) expect(each, place).not.toMatch(/["']|\s{2}|^\s|\s$/)
    }
  },
)

test.each(asked)(
  'every question on %s in %s has a wording, and every option a code and a label of its own',
  (_type, _tag, set) => {
    const questions = questionsOf(set)
    expect(new Set(questions.map(({ wording }) => wording)).size).toBe(questions.length)
    for (const question of questions) {
      expect(question.wording).toMatch(/^\p{Lu}.*[?]$/u)
      if (question.kind === 'words') continue
      expect(new Set(question.options.map(({ code }) => code)).size).toBe(question.options.length)
      expect(new Set(question.options.map(({ label }) => label)).size).toBe(question.options.length)
      // What is to be chosen instead of an answer is named as it is labelled.
      const named = /‘(.+)’/.exec(question.missing ?? '')?.[1]
      if (named) expect(question.options.map(({ label }) => label)).toContain(named)
    }
  },
)

test.each(asked)('the words of %s in %s are short, as for a reader of nine', (_type, _tag, set) => {
  for (const { wording, hint = '' } of questionsOf(set)) {
    expect(wording.split(' ').length, wording).toBeLessThanOrEqual(16)
    for (const sentence of hint.split('. '))
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(22)
  }
})

/** Groups of vowels, less a silent e: near enough for an average over hundreds of words. */
function syllablesIn(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/(?:[^laeiouy]|ed|[^laeiouy]e)$/, (end) => (/e/.test(end) ? '' : end))
  return Math.max(1, groups.match(/[aeiouy]+/g)?.length ?? 1)
}

/** Flesch–Kincaid grade (Kincaid and others, 1975) and five: the age at which a text is read. */
function readingAge(sentences: readonly string[]): number {
  const words = sentences.flatMap((sentence) => sentence.match(/[A-Za-z’]+/g) ?? [])
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5
}

test.each(current.map((set) => [set.asbType, askedIn(set, 'en')] as const))(
  'a child of nine can read the questions on %s',
  (_type, set) => {
    const sentences = questionsOf(set).flatMap((question) =>
      [
        question.wording,
        question.hint,
        ...(question.kind === 'words' ? [] : question.options.map(({ label }) => label)),
      ].flatMap((text) => text?.split(/(?<=[.?]) /) ?? []),
    )
    expect(readingAge(sentences)).toBeLessThanOrEqual(9)
  },
)

test('every set asks what a call taker must: before, why you, and how it affects you', () => {
  for (const set of sets) {
    const needed = questionsOf(set).filter(({ askedWhen, missing }) => askedWhen === undefined && missing)
    expect(needed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['effect', 'reported_before', 'why_you']),
    )
  }
  for (const set of current)
    expect(questionsOf(set).map(({ id }) => id)).toEqual(expect.arrayContaining(['needs', 'afraid_of']))
})

test('a set in English alone is asked in English, whatever was asked for', () => {
  expect(askedIn(noise, 'cy').label).toBe('Noise')
  expect(askedIn(noise, 'cy')).toEqual(noise)
})

test('a set is refused when two options share a code', () => {
  const wrong = withQuestion('noise_kind', (question) =>
    question.kind === 'words'
      ? question
      : { ...question, options: [...question.options, ...question.options] },
  )
  expect(wrong.error?.issues[0]?.message).toBe('noise_kind has the same code twice')
})

test('a set is refused when a question waits for an answer that cannot have been given yet', () => {
  const wrong = withQuestion('noise_kind', (question) => ({
    ...question,
    askedWhen: { question: 'why_you', is: ['targeted'] },
  }))
  expect(wrong.error?.issues[0]?.message).toContain('waits for an answer that no earlier question has')
})

test('a set is refused without English', () => {
  const wrong = withQuestion('noise_kind', (question) => ({ ...question, wording: { cy: 'Pa fath?' } }))
  expect(wrong.success).toBe(false)
})

test('a set is refused without the questions that the record needs', () => {
  expect(withQuestion('what_happened', (question) => ({ ...question, id: 'tell_us' })).success).toBe(false)
  expect(withQuestion('reported_before', (question) => ({ ...question, id: 'earlier' })).success).toBe(false)
  expect(withQuestion('why_you', (question) => ({ ...question, id: 'where' })).success).toBe(false)
})
