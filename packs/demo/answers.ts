import type { LocalDate } from '#platform/clock'
import gatherings from '../forms/gatherings.json' with { type: 'json' }
import noise from '../forms/noise.json' with { type: 'json' }
import vehicles from '../forms/vehicles.json' with { type: 'json' }
import type { DecidedReport } from './decide.ts'
import type { Random } from './random.ts'

export type DemoAnswer = { question: string; wording: string; answer: string }

type Question = { id: string; wording: string; options?: readonly { label: string }[] | undefined }
type QuestionSet = { version: number; validFrom: LocalDate; questions: readonly Question[] }

const sets = new Map<string, QuestionSet>(
  [noise, vehicles, gatherings].map(({ asbType, version, validFrom, what, effect, before, why }) => [
    asbType,
    { version, validFrom, questions: [...what, ...effect, ...before, ...why] },
  ]),
)

/** What is asked about types that have no question set of their own yet. */
const common: readonly Question[] = [
  { id: 'what_happened', wording: 'What happened?' },
  { id: 'landlord', wording: 'Who is their landlord?' },
  {
    id: 'effect',
    wording: 'How does it affect you?',
    options: [
      'I cannot sleep',
      'I am afraid',
      'It makes me ill, or makes an illness worse',
      'It affects children',
      'I have changed what I do, or I stay away from places',
      'It affects other people near me',
      'It does not affect me much',
    ].map((label) => ({ label })),
  },
  { id: 'reported_before', wording: 'Have you told anyone about this before?' },
  {
    id: 'why_you',
    wording: 'Why do you think this is happening to you?',
    options: [
      'I just happen to live or be nearby',
      'It started with an argument or a dispute',
      'I do not know',
    ].map((label) => ({ label })),
  },
]

/** The public form's question set for a type, if it was in force. */
export function questionSetOn(asbType: string, day: LocalDate): QuestionSet | undefined {
  const set = sets.get(asbType)
  return set && set.validFrom <= day ? set : undefined
}

/** Three to six answers with their wording as shown. */
export function answersOf(report: DecidedReport, summary: string, random: Random): DemoAnswer[] {
  const questions = sets.get(report.type.code)?.questions ?? common
  const given: Record<string, string> = {
    ...report.answers,
    what_happened: summary,
    reported_before: report.isRepeat ? 'Yes' : 'No, this is the first time',
  }
  const chosen = new Set([questions[0]?.id, 'effect', ...(random.chance(0.5) ? ['why_you'] : [])])
  return questions.flatMap(({ id, wording, options }) => {
    const label = options && chosen.has(id) ? random.pick(options).label : undefined
    const answer = given[id] ?? label
    return answer === undefined ? [] : [{ question: id, wording, answer }]
  })
}
