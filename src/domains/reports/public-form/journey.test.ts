import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Typed } from '#platform/forms'
import { questionSets } from '../../../../packs/forms/index.ts'
import { type QuestionSet, questionSetSchema, questionsOf } from '../question-set.ts'
import { newReportSchema } from '../report.ts'
import { type Answers, firstToAnswer, pathOf, stepsOf } from './journey.ts'
import { toReport } from './to-report.ts'

const now = new Date('2026-03-03T20:15:00Z')
const sets = questionSets.map((each) => questionSetSchema.parse(each))
const filed = {
  submissionId: '01940000-0000-7000-8000-000000000000',
  statusSecret: 's'.repeat(43),
  asbType: 'noise',
  questionSetVersion: 1,
}

/** Everything that somebody could sensibly send on the journey's own pages. */
const ownAnswers: Record<string, fc.Arbitrary<Typed>> = {
  where: fc.constantFrom<Typed>(
    { place: 'Mill Lane', place_easting: '458000', place_northing: '304000', place_kind: 'street' },
    { place: 'Mill Lane' },
    { place_words: 'Behind the shops' },
    { pin_longitude: '-1.1', pin_latitude: '52.6', place: '' },
  ),
  which_place: fc.constantFrom<Typed>(
    { which_place: '458000 304000 street Mill Lane, Anyham' },
    { which_place: 'none' },
  ),
  describe_place: fc.constant<Typed>({ describe_place: 'The lane by the mill' }),
  when: fc.constantFrom<Typed>({ when: 'now' }, { when: 'once' }, { when: 'pattern' }),
  when_once: fc.constantFrom<Typed>(
    { 'on-day': '2', 'on-month': '3', 'on-year': '2026', time: 'night' },
    { 'on-day': '2', 'on-month': '3', 'on-year': '2026', at: '9:30pm' },
  ),
  when_pattern: fc.record({
    days: fc.subarray(['1', '2', '3', '4', '5', '6', '7'], { minLength: 1 }),
    from_hour: fc.integer({ min: 0, max: 23 }).map(String),
    to_hour: fc.integer({ min: 0, max: 23 }).map(String),
    since: fc.constantFrom('week', 'month', 'half_year', 'longer'),
  }),
  contact: fc.constantFrom<Typed>({ contact: 'yes' }, { contact: 'anonymous' }),
  contact_how: fc.constantFrom<Typed>({ channel: 'email' }, { channel: 'phone' }, { channel: 'text' }),
  contact_email: fc.constant<Typed>({ email: 'sam@example.org' }),
  contact_phone: fc.constant<Typed>({ phone: '07700 900 982' }),
  contact_text: fc.constant<Typed>({ phone: '07700 900 982' }),
  contact_name: fc.constantFrom<Typed>({ name: 'Sam Reed' }, { name: '' }),
  contact_safely: fc.constantFrom<Typed>(
    { safely: ['usual'] },
    { safely: ['only_me'], safe_times: 'Before 3pm' },
  ),
}

function answersTo(set: QuestionSet): fc.Arbitrary<Answers> {
  const questions = questionsOf(set).map((question) => {
    if (question.kind === 'words') return [question.id, fc.constant({ [question.id]: 'Some words' })] as const
    const codes = question.options.map(({ code }) => code)
    return [question.id, fc.constantFrom(...codes).map((code) => ({ [question.id]: code }))] as const
  })
  return fc.record({ ...Object.fromEntries(questions), ...ownAnswers })
}

const anyJourney = fc
  .constantFrom(...sets)
  .chain((set) => answersTo(set).map((answers) => ({ set, answers })))

test('answering page after page always ends with a report that can be filed', () => {
  fc.assert(
    fc.property(anyJourney, ({ set, answers }) => {
      const sent: Record<string, Typed> = {}
      const visited: string[] = []
      for (;;) {
        const next = firstToAnswer(pathOf(set, sent, now))
        if (!next) break
        expect(visited).not.toContain(next.id)
        visited.push(next.id)
        sent[next.id] = answers[next.id] ?? {}
      }
      const report = toReport(pathOf(set, sent, now), filed)
      expect(newReportSchema.safeParse(report).error).toBeUndefined()
      // In the order of the set, whatever the way.
      const order = stepsOf(set).map(({ id }) => id)
      expect(visited).toEqual(order.filter((id) => visited.includes(id)))
    }),
  )
})

test('answers to pages that are off the path neither change the path nor reach the report', () => {
  fc.assert(
    fc.property(anyJourney, ({ set, answers }) => {
      const path = pathOf(set, answers, now)
      const onPath = new Set(path.map(({ step }) => step.id))
      const pruned = Object.fromEntries(Object.entries(answers).filter(([id]) => onPath.has(id)))
      expect(toReport(path, filed)).toEqual(toReport(pathOf(set, pruned, now), filed))
    }),
  )
})

test('a page is on the path exactly when the answer it waits for was given', () => {
  fc.assert(
    fc.property(anyJourney, ({ set, answers }) => {
      const onPath = new Set(pathOf(set, answers, now).map(({ step }) => step.id))
      const sent = (page: string) => (onPath.has(page) ? answers[page]?.[page] : undefined)
      expect(onPath.has('when_once')).toBe(sent('when') === 'once')
      expect(onPath.has('when_pattern')).toBe(sent('when') === 'pattern')
      expect(onPath.has('contact_how')).toBe(sent('contact') === 'yes')
      for (const { id, askedWhen } of questionsOf(set))
        if (askedWhen) expect(onPath.has(id)).toBe(askedWhen.is.includes(String(sent(askedWhen.question))))
    }),
  )
})

test('who reported never stands among the answers that partners read', () => {
  fc.assert(
    fc.property(anyJourney, ({ set, answers }) => {
      const report = toReport(pathOf(set, answers, now), filed)
      expect(JSON.stringify(report?.answers)).not.toMatch(/Sam Reed|sam@example|07700|Before 3pm/)
      expect(report?.contact === undefined).toBe(answers.contact?.contact === 'anonymous')
    }),
  )
})

test('an unfinished path makes no report', () => {
  const [set] = sets
  if (!set) throw new Error('The pack is empty')
  expect(toReport(pathOf(set, {}, now), filed)).toBeUndefined()
})
