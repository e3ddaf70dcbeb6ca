import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  newReportSchema,
  pathOf,
  type QuestionSet,
  questionSetSchema,
  questionsOf,
  stepsOf,
  toReport,
} from '#domains/reports'
import type { Typed } from '#platform/forms'
import { newId, newSecret } from '#platform/ids'
import { questionSets } from '../../../../packs/forms/index.ts'
import { journeyOf, readEntry } from './read-entry.ts'
import { isBlank, questionField } from './step-fields.ts'
import { savedAtRisk } from './unknown-facts.ts'

const sets = questionSets.map((set): QuestionSet => questionSetSchema.parse(set))
const now = new Date('2026-03-03T20:30:00Z')
const draftOf = (set: QuestionSet, channel: 'phone' | 'police_form' = 'phone') => ({
  set,
  channel,
  startedAt: new Date('2026-03-03T20:00:00Z'),
})

const place = {
  place: 'Mill Lane',
  place_easting: '400250',
  place_northing: '301500',
  place_kind: 'street',
  place_words: 'The flat above the shop',
}

/** Everything the journey's own pages ask, in every way that leads to another page. */
const ownAnswers = fc.record({
  where: fc.constantFrom<Typed>(place, { place_words: 'Behind the shops' }),
  when: fc.constantFrom<Typed>({ when: 'now' }, { when: 'once' }, { when: 'pattern' }),
  when_danger: fc.constantFrom<Typed>({ when_danger: 'yes' }, { when_danger: 'no' }),
  when_once: fc.constantFrom<Typed>(
    { 'on-day': '1', 'on-month': '3', 'on-year': '2026', at: '9:30pm' },
    { 'on-day': '1', 'on-month': '3', 'on-year': '2026', time: 'evening' },
  ),
  when_pattern: fc.constantFrom<Typed>(
    { days: ['5', '6'], from_hour: '22', to_hour: '2', since: 'month' },
    { days: 'varies', since: 'week' },
  ),
  for_whom: fc.constantFrom<Typed>(
    ...['victim', 'witness', 'on_behalf', 'professional'].map((for_whom) => ({ for_whom })),
  ),
  consent: fc.constantFrom<Typed>({ consent: 'agreed' }, { consent: 'cannot' }, { consent: 'no' }),
  their_name: fc.constant<Typed>({ their_name: 'Kim Lowe' }),
  your_work: fc.constant<Typed>({ your_work: 'Carer' }),
})
const contacts = fc.constantFrom<Readonly<Record<string, Typed>>>(
  { contact: { contact: 'anonymous' } },
  ...(['email', 'phone', 'text'] as const).map((way) => ({
    contact: { contact: 'yes' },
    contact_how: { channel: way },
    ...(way === 'email'
      ? { contact_email: { email: 'sam@example.org' } }
      : { [`contact_${way}`]: { phone: '0100 900 900' } }),
    contact_name: { name: 'Sam Reed' },
    contact_safely: { safely: ['only_me', 'no_voicemail'], safe_times: 'Before 3pm' },
    contact_format: { format: ['large_print'], format_more: '' },
  })),
)

/** An answer to each question that the path asks, and none to the others, as the public form leaves them. */
function answerQuestions(set: QuestionSet, own: Record<string, Typed>, picks: readonly number[]) {
  const journey = journeyOf({ set })
  const questions = questionsOf(journey.set)
  let answers = { ...own }
  for (const [at, question] of questions.entries()) {
    const isAsked = pathOf(journey, answers, now).some(({ step }) => step.id === question.id)
    if (!isAsked) continue
    const pick = picks[at % picks.length] ?? 0
    const value =
      question.kind === 'words'
        ? `Words ${pick} of ${question.id}`
        : (question.options[pick % question.options.length]?.code ?? '')
    answers = { ...answers, [question.id]: { [question.id]: value } }
  }
  const onPath = new Set(pathOf(journey, answers, now).map(({ step }) => step.id))
  return Object.fromEntries(stepsOf(journey).map(({ id }) => [id, onPath.has(id) ? (answers[id] ?? {}) : {}]))
}

/** The same answers on the one page of an entry. */
function onOnePage(set: QuestionSet, answers: Readonly<Record<string, Typed>>): Typed {
  const questions = new Set(questionsOf(set).map(({ id }) => id))
  return Object.fromEntries(
    Object.entries(answers).flatMap(([step, typed]) =>
      Object.entries(typed).map(([name, value]) => [questions.has(step) ? questionField(name) : name, value]),
    ),
  )
}

test('what is told by telephone makes the same record as when it is typed into the public form', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sets),
      ownAnswers,
      contacts,
      fc.array(fc.nat(30), { minLength: 40, maxLength: 40 }),
      (set, own, contact, picks) => {
        const answers = answerQuestions(set, { ...own, ...contact }, picks)
        const journey = journeyOf({ set })
        const filed = {
          submissionId: newId(),
          statusSecret: newSecret(),
          asbType: set.asbType,
          questionSetVersion: set.version,
        }
        const typedThemselves = toReport({ journey, path: pathOf(journey, answers, now) }, filed)
        expect(typedThemselves).toBeDefined()
        const told = readEntry({
          draft: draftOf(set),
          typed: onOnePage(set, answers),
          now,
          isAtRisk: false,
          vulnerabilities: [],
        })
        expect(told).toMatchObject({ ok: true })
        if (!told.ok) return
        // As they are filed, where what was left out and what is empty are the same.
        const asFiled = (report: object) =>
          newReportSchema.parse({ ...filed, ...report, channel: 'public_form' })
        expect(asFiled(told.report)).toEqual(asFiled(typedThemselves ?? {}))
      },
    ),
    { numRuns: 40 },
  )
})

test('whatever is typed, somebody at risk is saved, with every word and with why the rest is open', () => {
  const text = fc.string({ maxLength: 300 })
  const typed = fc.record(
    {
      ask_what_happened: fc.oneof(text, fc.string({ minLength: 5_001, maxLength: 9_000 })),
      place: text,
      place_words: text,
      when: fc.constantFrom('', 'once', 'now', 'never'),
      'on-day': fc.constantFrom('', '31', 'x'),
      'on-month': fc.constantFrom('', '2'),
      email: fc.constantFrom('', 'sam@', 'sam@example.org'),
      phone: fc.constantFrom('', 'ask Sam', '0100 900 900'),
      contact: fc.constantFrom('', 'yes', 'anonymous'),
      channel: fc.constantFrom('', 'email', 'phone', 'letter'),
      person_1_name: text,
      person_1_email: fc.constantFrom('', 'not an address'),
      person_1_role: fc.constantFrom('', 'victim', 'nobody'),
      incident_number: fc.constantFrom('', '20260303-0123'),
      log_words: text,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...sets),
      typed,
      fc.constantFrom('phone' as const, 'police_form' as const),
      (set, typed, channel) => {
        const read = readEntry({
          draft: draftOf(set, channel),
          typed,
          now,
          isAtRisk: true,
          vulnerabilities: [],
        })
        expect(read.ok).toBe(true)
        if (!read.ok) return
        const { report, later } = read
        expect(later[0]?.what).toContain('person at risk')
        if (isBlank({ ask: typed.ask_what_happened ?? '' }))
          expect(report.unknowns).toContainEqual({ fact: 'what_happened', because: savedAtRisk })
        const kept = JSON.stringify([report.summary, report.answers?.map(({ answer }) => answer).join('')])
        const words = (typed.ask_what_happened ?? '').trim()
        if (words !== '') expect(kept).toContain(JSON.stringify(words).slice(1, -1))
        const people = JSON.stringify(report.people)
        expect(people).toContain(
          JSON.stringify((typed.person_1_name ?? '').trim().slice(0, 150)).slice(1, -1),
        )
        expect(JSON.stringify(report.contact ?? {})).toContain((typed.phone ?? '').trim())
      },
    ),
    { numRuns: 100 },
  )
})

test('nobody knows: the reason stands with the report, and what is to be asked later is a task', () => {
  const [set] = sets.filter(({ asbType }) => asbType === 'noise')
  if (set === undefined) throw new Error('There is no set for noise')
  const read = readEntry({
    draft: draftOf(set),
    typed: {
      ...place,
      ask_what_happened: 'Drums',
      ask_reported_before: 'unknown:ask_later',
      for_whom: 'officer',
      unknown_rest: 'would_not_say',
    },
    now,
    isAtRisk: false,
    vulnerabilities: [],
  })
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  expect(read.report.reporterKind).toBe('officer')
  expect(read.report.reportedBefore ?? null).toBeNull()
  expect(read.report.unknowns).toContainEqual({ fact: 'reported_before', because: 'to be asked later' })
  expect(read.report.unknowns).toContainEqual({ fact: 'noise_kind', because: 'they would not say' })
  expect(read.report.unknowns).not.toContainEqual(expect.objectContaining({ fact: 'what_happened' }))
  expect(read.later).toHaveLength(1)
})

test('each thing that is missing or wrong is told at its own field', () => {
  const [set] = sets.filter(({ asbType }) => asbType === 'noise')
  if (set === undefined) throw new Error('There is no set for noise')
  const read = readEntry({
    draft: draftOf(set, 'police_form'),
    typed: {
      ask_noise_kind: 'music',
      when: 'once',
      'on-day': '31',
      'on-month': '2',
      'on-year': '2026',
      contact: 'yes',
      channel: 'phone',
      phone: 'ask Sam',
      person_1_name: 'Lee',
      'person_1_born-day': '1',
      grade: 'priority',
    },
    now,
    isAtRisk: false,
    vulnerabilities: [],
  })
  if (read.ok) throw new Error('It was taken')
  const anchors = read.errors.map(({ anchor }) => anchor)
  expect(anchors.slice(0, 4)).toEqual(['incident_number', 'officer_number', 'attended', 'log_words'])
  for (const anchor of [
    'ask_what_happened',
    'place',
    'on-day',
    'time',
    'phone',
    'person_1_role',
    'person_1_born-month',
  ])
    expect(anchors).toContain(anchor)
  expect(anchors).not.toContain('ask_noise_kind')
})
