import type { Typed } from '#platform/forms'
import { type Question, type QuestionSet, sections } from '../question-set.ts'
import { contactSafelyStep } from './steps/contact-safely-step.tsx'
import { contactStep, reachSteps } from './steps/contact-steps.tsx'
import { questionStep } from './steps/question-step.tsx'
import type { Reading, Step, Told } from './steps/step.ts'
import { whenOnceStep } from './steps/when-once-step.tsx'
import { whenPatternStep } from './steps/when-pattern-step.tsx'
import { whenStep } from './steps/when-steps.tsx'
import { whereStep } from './steps/where-step.tsx'
import { describePlaceStep, whichPlaceStep } from './steps/which-place-step.tsx'

/** What was typed on each page that was sent, by page. */
export type Answers = Readonly<Record<string, Typed>>

/** A page on the path that the answers take; without a reading it has not been answered yet. */
export type Reached = { step: Step; reading: Reading | undefined }

/** Every page that the set could ever ask, in order. */
export function stepsOf(set: QuestionSet): Step[] {
  const [what, ...rest] = sections.map((section) =>
    set[section].map((question: Question) => questionStep(question)),
  )
  return [
    ...(what ?? []),
    whereStep(set),
    whichPlaceStep,
    describePlaceStep,
    whenStep(set),
    whenOnceStep,
    whenPatternStep,
    ...rest.flat(),
    contactStep,
    ...reachSteps,
    contactSafelyStep,
  ]
}

/** The pages on the path that the answers take. Answers to pages off the path play no part. */
export function pathOf(set: QuestionSet, answers: Answers, now: Date): Reached[] {
  const codes = new Map<string, readonly string[]>()
  const path: Reached[] = []
  for (const step of stepsOf(set)) {
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
export function toldOn(path: readonly Reached[]): (Told & { step: Step })[] {
  return path.flatMap(({ step, reading }) =>
    reading?.ok ? reading.told.map((told) => ({ ...told, step })) : [],
  )
}
