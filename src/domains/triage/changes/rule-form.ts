import { z } from 'zod'
import { channels } from '#domains/reports'
import { oneOf, wordsField } from '#platform/forms'
import type { Names } from './proposed-rules.ts'

/** Facts of the report itself that a rule may ask for, each with the values it can have. */
export const factValues = {
  occurrence: ['once', 'pattern', 'now'],
  channel: channels,
  qualifier: ['personal', 'nuisance', 'environmental'],
  reported_before: ['unknown', 'yes', 'no'],
} as const
export type AskedFact = keyof typeof factValues
export const askedFacts: readonly AskedFact[] = ['occurrence', 'channel', 'qualifier', 'reported_before']

/** An answer that a rule may ask for, as a choice of the form. */
export type AnswerChoice = { fact: string; wording: string; expected: string }

/** How the form sends an expected answer. */
export const answerValue = ({ fact, expected }: Pick<AnswerChoice, 'fact' | 'expected'>) =>
  `${fact}=${expected}`
/** How the form sends an area. */
export const areaValue = ({ kind, code }: { kind: string; code: string }) => `${kind}:${code}`

/** The form of one rule in a list with so many places: what is chosen is one of the choices. */
export function ruleForm({ queues, types, areas }: Names, answers: readonly AnswerChoice[], places: number) {
  const place = `The place is a whole number from 1 to ${places}`
  return z
    .object({
      name: wordsField({ name: 'The name', most: 200, missing: 'Give the rule a name' }),
      type: oneOf(types.map(({ code }) => code)),
      area: oneOf(areas.map(areaValue)),
      does: z.enum(['send', 'prompt']).catch('send'),
      queue: oneOf(queues.map(({ id }) => id)),
      prompt: wordsField({ name: 'The prompt', most: 500 }),
      urgent: oneOf(['yes']),
      place: z.coerce.number(place).int(place).min(1, place).max(places, place),
      occurrence: oneOf(factValues.occurrence),
      channel: oneOf(factValues.channel),
      qualifier: oneOf(factValues.qualifier),
      reported_before: oneOf(factValues.reported_before),
      answers: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .transform((sent) => {
          const chosen = typeof sent === 'string' ? [sent] : (sent ?? [])
          return answers.filter((answer) => chosen.includes(answerValue(answer)))
        })
        .refine(
          (chosen) => new Set(chosen.map(({ fact }) => fact)).size === chosen.length,
          'Choose one answer of a question: a rule asks for one',
        ),
    })
    .superRefine(({ does, queue, prompt }, context) => {
      const missing = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (does === 'send' && queue === undefined) missing('queue', 'Choose the queue to which it sends')
      if (does === 'prompt' && prompt === '') missing('prompt', 'Say what whoever triages is asked to do')
    })
}
export type RuleFields = z.output<ReturnType<typeof ruleForm>>

/** What the rule asks of a report beyond its type and area, by fact. */
export function conditionsOf(fields: RuleFields): Record<string, string> {
  const own = askedFacts.flatMap((fact) => {
    const expected = fields[fact]
    return expected === undefined ? [] : [[fact, expected] as const]
  })
  return Object.fromEntries([
    ...own,
    ...fields.answers.map(({ fact, expected }) => [fact, expected] as const),
  ])
}
