import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languages } from '#locales'
import type { Typed } from '#platform/forms'
import { questionSets } from '../../../../packs/forms/index.ts'
import { questionSetSchema, questionsOf } from '../question-set.ts'
import { newReportSchema } from '../report.ts'
import { type Answers, firstToAnswer, type Journey, journeyIn, pathOf, stepsOf } from './journey.ts'
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
  advice: fc.constantFrom<Typed>({ advice: 'report' }, { advice: 'leave' }),
  when_danger: fc.constantFrom<Typed>({ when_danger: 'yes' }, { when_danger: 'no' }),
  for_whom: fc
    .constantFrom('victim', 'witness', 'on_behalf', 'professional')
    .map((for_whom) => ({ for_whom })),
  consent: fc.constantFrom('agreed', 'cannot', 'no').map((consent) => ({ consent })),
  their_name: fc.constantFrom<Typed>({ their_name: 'Kim Lowe' }, { their_name: '' }),
  your_work: fc.constant<Typed>({ your_work: 'Head teacher' }),
  contact_format: fc.constantFrom<Typed>({ format: 'none' }, { format: ['bsl'], format_more: 'By video' }),
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

function answersTo(journey: Journey): fc.Arbitrary<Answers> {
  // Pages of help ask nothing, and are sent all the same.
  const help = stepsOf(journey).map(({ id }) => [id, fc.constant<Typed>({})] as const)
  const questions = questionsOf(journey.set).map((question) => {
    if (question.kind === 'words') return [question.id, fc.constant({ [question.id]: 'Some words' })] as const
    const codes = question.options.map(({ code }) => code)
    return [question.id, fc.constantFrom(...codes).map((code) => ({ [question.id]: code }))] as const
  })
  return fc.record({ ...Object.fromEntries(help), ...Object.fromEntries(questions), ...ownAnswers })
}

const advice = [{ organisationName: 'Anyham Council', advice: 'This is not for us.', whoDeals: 'The police' }]
const journeys = sets.flatMap((set) =>
  languages.flatMap(({ tag }) => [journeyIn(set, tag), journeyIn(set, tag, advice)]),
)
const anyJourney = fc
  .constantFrom(...journeys)
  .chain((journey) => answersTo(journey).map((answers) => ({ journey, set: journey.set, answers })))

test('answering page after page always ends with a report that can be filed', () => {
  fc.assert(
    fc.property(anyJourney, ({ journey, answers }) => {
      const sent: Record<string, Typed> = {}
      const visited: string[] = []
      for (;;) {
        const next = firstToAnswer(pathOf(journey, sent, now))
        if (!next) break
        expect(visited).not.toContain(next.id)
        visited.push(next.id)
        sent[next.id] = answers[next.id] ?? {}
      }
      const report = toReport({ journey, path: pathOf(journey, sent, now) }, filed)
      expect(newReportSchema.safeParse(report).error).toBeUndefined()
      // In the order of the set, whatever the way.
      const order = stepsOf(journey).map(({ id }) => id)
      expect(visited).toEqual(order.filter((id) => visited.includes(id)))
    }),
  )
})

test('answers to pages that are off the path neither change the path nor reach the report', () => {
  fc.assert(
    fc.property(anyJourney, ({ journey, answers }) => {
      const path = pathOf(journey, answers, now)
      const onPath = new Set(path.map(({ step }) => step.id))
      const pruned = Object.fromEntries(Object.entries(answers).filter(([id]) => onPath.has(id)))
      expect(toReport({ journey, path }, filed)).toEqual(
        toReport({ journey, path: pathOf(journey, pruned, now) }, filed),
      )
    }),
  )
})

test('a page is on the path exactly when the answer it waits for was given', () => {
  fc.assert(
    fc.property(anyJourney, ({ journey, set, answers }) => {
      const onPath = new Set(pathOf(journey, answers, now).map(({ step }) => step.id))
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
    fc.property(anyJourney, ({ journey, answers }) => {
      const report = toReport({ journey, path: pathOf(journey, answers, now) }, filed)
      expect(JSON.stringify(report?.answers)).not.toMatch(
        /Sam Reed|Kim Lowe|sam@example|07700|Before 3pm|By video/,
      )
      expect(report?.contact === undefined).toBe(answers.contact?.contact === 'anonymous')
    }),
  )
})

test('an unfinished path makes no report', () => {
  const [set] = sets
  if (!set) throw new Error('The pack is empty')
  expect(
    toReport({ journey: journeyIn(set, 'en'), path: pathOf(journeyIn(set, 'en'), {}, now) }, filed),
  ).toBeUndefined()
})

test('the record keeps what was read in Welsh, the codes, and the same in English for staff', () => {
  const set = sets.findLast(({ asbType }) => asbType === 'noise')
  if (!set) throw new Error('The pack brings no questions on noise')
  const answers = fc.sample(answersTo(journeyIn(set, 'cy')), 1)[0] ?? {}
  const sent = { ...answers, noise_kind: { noise_kind: 'party' }, effect: { effect: ['sleep'] } }
  const [journey, inEnglish] = ['cy', 'en'].map((tag) => journeyIn(set, tag))
  if (!journey || !inEnglish) throw new Error('There is no journey')
  const report = toReport(
    { journey, path: pathOf(journey, sent, now), english: pathOf(inEnglish, sent, now) },
    filed,
  )
  expect(report?.language).toBe('cy')
  expect(report?.answers).toContainEqual({
    question: 'noise_kind',
    wording: 'Pa fath o sŵn yw e?',
    answer: 'Parti',
    codes: ['party'],
    inEnglish: { wording: 'What kind of noise is it?', answer: 'A party' },
  })
})

test.each([
  ['effect', 'fear', 'afraid_of', 'partner_or_family', 'afraid_of_abuse'],
  ['why_you', 'who_i_am', 'why_you', 'who_i_am', 'why_you_hate'],
])('help is shown at once to whoever answers %s with %s', (first, code, then, leading, help) => {
  for (const journey of journeys.filter(({ set }) => set.version === 2 || set.asbType === 'drugs')) {
    const path = (last: string) =>
      pathOf(journey, { [first]: { [first]: code }, [then]: { [then]: last } }, now).map(
        ({ step }) => step.id,
      )
    const order = path(leading)
    expect(order.indexOf(help)).toBe(order.indexOf(then) + 1)
    expect(path('not_sure')).not.toContain(help)
  }
})

test('what happens now asks whether anyone is in danger, and answers yes with 999', () => {
  const [journey] = journeys
  if (!journey) throw new Error('There is no journey')
  const ids = (danger: string) =>
    pathOf(journey, { when: { when: 'now' }, when_danger: { when_danger: danger } }, now).map(
      ({ step }) => step.id,
    )
  expect(ids('yes')).toContain('when_emergency')
  expect(ids('no')).not.toContain('when_emergency')
})
