import { englishTag } from '#platform/language'
import type { Location, NewReport } from '../report.ts'
import { locationAround } from '../shape-location.ts'
import { firstToAnswer, type Journey, type Reached, toldOn } from './journey.ts'
import type { ReportPart } from './steps/step.ts'

type Filed = Pick<NewReport, 'submissionId' | 'statusSecret' | 'asbType' | 'questionSetVersion'>

type Given = {
  journey: Journey
  path: readonly Reached[]
  /** The same path in English, where it was answered in another language. */
  english?: readonly Reached[] | undefined
}

/** The report that a finished path makes; undefined while something is still to be answered. */
export function toReport({ journey, path, english = [] }: Given, filed: Filed): NewReport | undefined {
  if (firstToAnswer(path)) return undefined
  const parts = path.flatMap(({ reading }) => (reading?.ok ? [reading.adds] : []))
  const {
    occurrence,
    occurredFrom,
    occurredTo,
    placeRadiusM: _radius,
    location: _place,
    ...rest
  } = Object.assign({}, ...parts) as (typeof parts)[number]
  if (occurrence === undefined || occurredFrom === undefined || occurredTo === undefined) return undefined
  const location = locationIn(parts)
  const contacts = parts.flatMap(({ contact }) => contact ?? [])
  return {
    ...rest,
    ...filed,
    channel: 'public_form',
    language: journey.language,
    occurrence,
    occurredFrom,
    occurredTo,
    ...(location === undefined ? {} : { location }),
    placeWords: parts.flatMap(({ placeWords }) => placeWords || []).join('. '),
    people: parts.flatMap(({ people }) => people ?? []),
    ...(contacts.length > 0 ? { contact: Object.assign({}, ...contacts) } : {}),
    answers: answersOf(path, new Map(toldOn(english).map((told) => [told.question, told]))),
  }
}

/** Where the pages so far place it: the last that gives a place counts, as far around as the reporter said. */
export function locationIn(parts: readonly ReportPart[]): Location | undefined {
  const location = parts.flatMap(({ location }) => location ?? []).at(-1)
  const radius = parts.flatMap(({ placeRadiusM }) => placeRadiusM ?? []).at(-1)
  return location !== undefined && radius !== undefined ? locationAround(location, radius) : location
}

type Answers = NonNullable<NewReport['answers']>

/** As they were worded, and in English beside it for staff who do not read the language. */
function answersOf(
  path: readonly Reached[],
  english: ReadonlyMap<string, { wording: string; answer: string }>,
): Answers {
  return toldOn(path)
    .filter(({ step, answer }) => !step.isContact && answer !== '')
    .map(({ question, wording, answer, codes }) => {
      const inEnglish = english.get(question)
      return {
        question,
        wording,
        answer,
        codes: [...codes],
        ...(inEnglish ? { inEnglish: { wording: inEnglish.wording, answer: inEnglish.answer } } : {}),
      }
    })
}

/** Whether answers are also kept in English. */
export function needsEnglish({ language }: Journey): boolean {
  return language !== englishTag
}
