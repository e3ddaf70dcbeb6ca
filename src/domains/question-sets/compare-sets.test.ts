import { expect, test } from 'vitest'
import { type QuestionSet, questionSetSchema } from '#domains/reports'
import { questionSets } from '../../../packs/forms/index.ts'
import { checkDraft } from './check-draft.ts'
import { codeFrom } from './code-from.ts'
import { compareSets } from './compare-sets.ts'
import { draftOf } from './set-draft.ts'

const sets = questionSets.map((each) => questionSetSchema.parse(each))
const noise = sets.findLast(({ asbType }) => asbType === 'noise')
if (noise === undefined) throw new Error('The pack has no questions on noise')
const what = (change: (questions: QuestionSet['what']) => QuestionSet['what']) =>
  compareSets(noise, { ...noise, what: change(noise.what) })
const labelOf = (words: string | Record<string, string>) => (typeof words === 'string' ? words : words.en)

test('a set does not differ from itself', () => {
  expect(compareSets(noise, noise)).toEqual([])
})

test('a removed question, another order and what may be left out are each told', () => {
  const [first, second] = noise.what
  if (first === undefined || second === undefined) throw new Error('Too few questions')
  expect(what((questions) => questions.slice(1))).toEqual([`Question removed: ‘${labelOf(first.wording)}’`])
  expect(what(([one, two, ...rest]) => [two, one, ...rest].flatMap((each) => each ?? []))).toEqual([
    expect.stringContaining(`is now: ‘${labelOf(second.wording)}’, ‘${labelOf(first.wording)}’`),
  ])
  expect(
    what((questions) => questions.map((each) => (each === first ? { ...each, missing: undefined } : each))),
  ).toEqual([`‘${labelOf(first.wording)}’ may now be left out`])
})

test('Welsh alone is told as such', () => {
  expect(compareSets(noise, { ...noise, label: { en: String(labelOf(noise.label)), cy: 'Twrw' } })).toEqual([
    expect.stringMatching(/^The name of the type, in Welsh: from ‘.*’ to ‘Twrw’$/),
  ])
})

test.each(sets.filter((set) => typeof set.label !== 'string').map((set) => [set.asbType, set] as const))(
  'a copy of the questions on %s can be proposed as it is',
  (asbType, set) => {
    const wanted = { asbType, basedOn: set.version, earliest: '2027-01-01', used: new Map() }
    const draft = { ...draftOf(set), validFrom: '2027-01-01', reason: 'The same' }
    const checked = checkDraft(draft, wanted)
    expect(checked).toMatchObject({ ok: true })
    if (checked.ok) expect(compareSets(set, checked.set)).toEqual([])
  },
)

test('a new code is made of its words, and never one that was used', () => {
  const taken = new Set(['drums'])
  expect([
    codeFrom('Drums', taken),
    codeFrom('Drums!', taken),
    codeFrom('Sŵn 24/7', taken),
    codeFrom('123', taken),
  ]).toEqual(['drums_x', 'drums_xx', 'swn', 'answer'])
})
