import { languageOf, type Words } from '#locales'
import type { Typed } from '#platform/forms'
import {
  type AskedQuestion,
  type AskedSet,
  askedIn,
  helpKinds,
  type QuestionSet,
  sections,
} from '../question-set.ts'
import { type Advice, adviceStep } from './steps/advice-step.tsx'
import { contactFormatStep } from './steps/contact-format-step.tsx'
import { contactSafelyStep } from './steps/contact-safely-step.tsx'
import { contactStep, reachSteps } from './steps/contact-steps.tsx'
import { forWhomSteps } from './steps/for-whom-steps.tsx'
import { helpAfter } from './steps/help-step.tsx'
import { questionStep } from './steps/question-step.tsx'
import type { Reading, Step, Told } from './steps/step.ts'
import { whenOnceStep } from './steps/when-once-step.tsx'
import { whenPatternStep } from './steps/when-pattern-step.tsx'
import { dangerNowSteps, whenStep } from './steps/when-steps.tsx'
import { whereStep } from './steps/where-step.tsx'
import { describePlaceStep, whichPlaceStep } from './steps/which-place-step.tsx'

/** What was typed on each page that was sent, by page. */
export type Answers = Readonly<Record<string, Typed>>

/** A page on the path that the answers take; without a reading it has not been answered yet. */
export type Reached = { step: Step; reading: Reading | undefined }

/** What is asked of one person: a set in their language, and what organisations say of its type at the place. */
export type Journey = { set: AskedSet; language: string; words: Words; advice: readonly Advice[] }

/** The journey through a set in the language asked for. */
export function journeyIn(set: QuestionSet, asked: string, advice: readonly Advice[] = []): Journey {
  const { tag, words } = languageOf(asked)
  return { set: askedIn(set, tag), language: tag, words, advice }
}

/** Every page that the set could ever ask, in order. */
export function stepsOf({ set, words, advice }: Journey): Step[] {
  const [what, ...rest] = sections.map((section) =>
    set[section].flatMap((question) => stepsOfQuestion(question, words)),
  )
  return [
    ...(what ?? []),
    whereStep(set, words),
    whichPlaceStep(words),
    describePlaceStep(words),
    ...(advice.length > 0 ? [adviceStep(words, advice)] : []),
    whenStep(set, words),
    ...dangerNowSteps(words),
    whenOnceStep(words),
    whenPatternStep(words),
    ...rest.flat(),
    ...forWhomSteps(words),
    contactStep(words),
    ...reachSteps(words),
    contactFormatStep(words),
    contactSafelyStep(words),
  ]
}

/** A question, and the pages of help that some of its answers call for. */
function stepsOfQuestion(question: AskedQuestion, words: Words): Step[] {
  const options = question.kind === 'words' ? [] : question.options
  const help = helpKinds.flatMap((kind) => {
    const codes = options.filter(({ leadsTo }) => leadsTo === kind).map(({ code }) => code)
    return codes.length > 0 ? [helpAfter(words, question.id, kind, codes)] : []
  })
  return [questionStep(question, words), ...help]
}

/** The pages on the path that the answers take. Answers to pages off the path play no part. */
export function pathOf(journey: Journey, answers: Answers, now: Date): Reached[] {
  const codes = new Map<string, readonly string[]>()
  const path: Reached[] = []
  for (const step of stepsOf(journey)) {
    if (!step.isAsked(codes)) continue
    const typed = Object.hasOwn(answers, step.id) ? answers[step.id] : undefined
    const reading = typed && step.read(typed, now)
    if (reading?.ok) codes.set(step.id, reading.codes)
    path.push({ step, reading })
  }
  return path
}

/** The first page still to be answered, or answered in a way that no longer holds; none when all are done. */
export function firstToAnswer(path: readonly Reached[]): Step | undefined {
  return path.find(({ reading }) => !reading?.ok)?.step
}

/** Everything on the path as it was worded, with the page that changes it; what was left blank too. */
export function toldOn(path: readonly Reached[]): (Told & { step: Step; codes: readonly string[] })[] {
  return path.flatMap(({ step, reading }) =>
    reading?.ok ? reading.told.map((told) => ({ ...told, step, codes: reading.codes })) : [],
  )
}
