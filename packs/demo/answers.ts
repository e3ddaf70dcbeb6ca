import { z } from 'zod'
import { type LocalDate, londonDateOf } from '#platform/clock'
import { questionSets } from '../forms/index.ts'
import type { DecidedReport } from './decide.ts'
import type { Random } from './random.ts'

export type DemoAnswer = { question: string; wording: string; answer: string }

type Question = { id: string; wording: string; options?: readonly { label: string }[] | undefined }
type QuestionSet = { version: number; validFrom: LocalDate; questions: readonly Question[] }

/** As the pack writes them; in the made-up county people report in English. */
const words = z
  .union([z.string(), z.object({ en: z.string() })])
  .transform((text) => (typeof text === 'string' ? text : text.en))
const questions = z.array(
  z.object({ id: z.string(), wording: words, options: z.array(z.object({ label: words })).optional() }),
)
const packed = z.object({
  asbType: z.string(),
  version: z.int(),
  validFrom: z.string(),
  what: questions,
  effect: questions,
  before: questions,
  why: questions,
})

const sets = new Map<string, QuestionSet[]>()
for (const { asbType, version, validFrom, what, effect, before, why } of questionSets.map((set) =>
  packed.parse(set),
))
  sets.set(asbType, [
    { version, validFrom, questions: [...what, ...effect, ...before, ...why] },
    ...(sets.get(asbType) ?? []),
  ])

/** What is asked about types that have no question set of their own. */
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

/** The public form's question set for a type on a day, if any was in force: the last version first. */
export function questionSetOn(asbType: string, day: LocalDate): QuestionSet | undefined {
  return sets.get(asbType)?.find(({ validFrom }) => validFrom <= day)
}

const landlordQuestion = common.filter(({ id }) => id === 'landlord')

/** Three to six answers with their wording as shown. */
export function answersOf(report: DecidedReport, summary: string, random: Random): DemoAnswer[] {
  // What is older than the sets was typed by call takers, who asked much the same.
  const day = londonDateOf(new Date(report.filedAt))
  const own = (questionSetOn(report.type.code, day) ?? sets.get(report.type.code)?.at(-1))?.questions
  const questions = own ? [...own, ...landlordQuestion] : common
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
