import { expect, test } from 'vitest'
import { questionSets } from '../../../packs/forms/index.ts'
import { asbTypes } from '../../../packs/types/index.ts'
import { type Question, questionSetSchema, questionsOf } from './question-set.ts'

const sets = questionSets.map((each) => questionSetSchema.parse(each))
const [noise] = sets
if (!noise) throw new Error('The pack is empty')

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

test('the pack brings noise, vehicles and gatherings, each of a type that exists', () => {
  expect(sets.map(({ asbType }) => asbType)).toEqual(['noise', 'vehicles', 'gatherings'])
  const types = asbTypes.map(({ code }) => code)
  for (const { asbType } of sets) expect(types).toContain(asbType)
})

test.each(sets.map((set) => [set.asbType, set] as const))(
  'every question on %s has a wording of its own, and every option a code and a label of its own',
  (_type, set) => {
    const questions = questionsOf(set)
    expect(new Set(questions.map(({ wording }) => wording)).size).toBe(questions.length)
    for (const question of questions) {
      expect(question.wording).toMatch(/^[A-Z].*[?]$/)
      if (question.kind === 'words') continue
      expect(new Set(question.options.map(({ code }) => code)).size).toBe(question.options.length)
      expect(new Set(question.options.map(({ label }) => label)).size).toBe(question.options.length)
    }
  },
)

test.each(sets.map((set) => [set.asbType, set] as const))(
  'the words of %s are short and plain, as for a reader of nine',
  (_type, set) => {
    for (const { wording, hint = '' } of questionsOf(set)) {
      expect(wording.split(' ').length, wording).toBeLessThanOrEqual(16)
      for (const sentence of hint.split('. '))
        expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(20)
    }
  },
)

test('every set asks what a call taker must: before, why you, and how it affects you', () => {
  for (const set of sets) {
    const asked = questionsOf(set).filter(({ askedWhen, missing }) => askedWhen === undefined && missing)
    expect(asked.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['effect', 'reported_before', 'why_you']),
    )
  }
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

test('a set is refused without the questions that the record needs', () => {
  expect(withQuestion('what_happened', (question) => ({ ...question, id: 'tell_us' })).success).toBe(false)
  expect(withQuestion('reported_before', (question) => ({ ...question, id: 'earlier' })).success).toBe(false)
  expect(withQuestion('why_you', (question) => ({ ...question, id: 'where' })).success).toBe(false)
})
