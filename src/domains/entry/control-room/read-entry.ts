import type { AsbType } from '#domains/reports'
import { type Typed, typedValue } from '#platform/forms'
import {
  type Chosen,
  chosenAnswers,
  isAtRisk,
  reporterKindOf,
  unknownPrefix,
  unknownReasons,
} from '../quick-entry/entry-answers.ts'
import { readPlaceMarks } from '../quick-entry/place-marks.ts'
import {
  delayAnswer,
  type EntryProblem,
  type EntryReading,
  type LaterTask,
  readStamp,
  tooLong,
  unknownBecause,
  wordsOf,
} from '../quick-entry/quick-report.ts'

type Open = { fact: string; because: string }

/** The type that a report has until somebody says which. */
export const typeNotGiven = 'unspecified'

/**
 * Reads a control-room entry. Place, what, harm, victim and repeat are needed, or why they are not known; for somebody
 * at risk nothing is: what is missing becomes a task.
 */
export function readControlRoomEntry(typed: Typed, types: readonly AsbType[], now: Date): EntryReading {
  const isUrgent = isAtRisk(typedValue(typed, 'harm'))
  const unknowns: Open[] = []
  const later: LaterTask[] = []
  const missing: EntryProblem[] = []
  const answers: { question: string; wording: string; answer: string; codes: string[] }[] = []

  const place = wordsOf(typed, 'place')
  const placeUnknown = unknownBecause(place)
  if (placeUnknown !== undefined) unknowns.push({ fact: 'place', because: placeUnknown })
  else if (place === '')
    missing.push({ field: 'place', message: 'Give the place, or ? and why it is not known' })

  const summary = wordsOf(typed, 'summary')
  const type = readType(typed, types, unknowns, later)
  if (type === undefined)
    missing.push({ field: 'type', message: 'Choose what it is, or why that is not known' })

  for (const question of chosenAnswers) {
    const read = readChosen(typed, question, later)
    if (read === undefined && question.missing !== undefined)
      missing.push({ field: question.field, message: question.missing })
    if (read?.unknown !== undefined) unknowns.push({ fact: question.field, because: read.unknown })
    if (read?.answer !== undefined)
      answers.push({ question: question.field, wording: question.wording, ...read.answer })
  }

  const name = wordsOf(typed, 'caller_name')
  const phone = wordsOf(typed, 'caller_phone')
  const callerUnknown = unknownBecause(name)
  if (callerUnknown !== undefined) unknowns.push({ fact: 'caller', because: callerUnknown })
  const callerName = callerUnknown === undefined ? name : ''
  const hasCaller = callerName !== '' || phone !== ''

  const problems = [
    ...(isUrgent ? [] : missing),
    ...tooLong('place', place, 200),
    ...tooLong('summary', summary, 5_000),
    ...tooLong('caller_name', name, 200),
    ...tooLong('caller_phone', phone, 40),
  ]
  if (problems.length > 0) return { ok: false, problems }
  for (const { field } of missing) unknowns.push({ fact: field, because: 'somebody was at risk' })
  if (summary === '') later.push({ what: 'Ask what happened, in their own words', hours: 24 })

  const stamp = readStamp(typed, now)
  const victim = typedValue(typed, 'victim')
  const before = typedValue(typed, 'repeat')
  return {
    ok: true,
    entry: {
      report: {
        submissionId: stamp.submission,
        statusSecret: stamp.secret,
        channel: 'control_room',
        asbType: type ?? typeNotGiven,
        summary,
        answers: [...answers, ...delayAnswer(stamp, now)],
        occurrence: 'now',
        occurredFrom: stamp.begun,
        occurredTo: stamp.begun,
        reportedBefore: before === 'yes' ? true : before === 'no' ? false : null,
        reporterKind: callerUnknown === undefined ? reporterKindOf(victim, hasCaller) : 'not_known',
        ...(hasCaller
          ? { contact: { name: callerName, phone, preferredChannel: phone === '' ? 'none' : 'phone' } }
          : {}),
        unknowns,
      },
      place: {
        ...(placeUnknown === undefined ? readPlaceMarks(place) : { words: '' }),
        chosenId: typedValue(typed, 'place_id').slice(0, 100),
      },
      later,
    },
  }
}

/** The code of the chosen type; undefined where nothing, or nothing that there is, was chosen. */
function readType(
  typed: Typed,
  types: readonly AsbType[],
  unknowns: Open[],
  later: LaterTask[],
): string | undefined {
  const code = typedValue(typed, 'type')
  const because = reasonOf(code)
  if (because === undefined) return types.find((type) => type.code === code)?.code
  unknowns.push({ fact: 'type', because })
  if (code.endsWith('ask_later')) later.push({ what: 'Ask what kind of behaviour it is', hours: 24 })
  return typeNotGiven
}

function readChosen(
  typed: Typed,
  { field, wording, choices }: Chosen,
  later: LaterTask[],
): { answer?: { answer: string; codes: string[] }; unknown?: string } | undefined {
  const code = typedValue(typed, field)
  const because = reasonOf(code)
  if (because !== undefined) {
    if (code.endsWith('ask_later')) later.push({ what: `Ask: ${wording}`, hours: 24 })
    return { unknown: because }
  }
  const choice = choices.find((each) => each.code === code)
  if (choice === undefined) return undefined
  if (choice.later !== undefined) later.push(choice.later)
  return { answer: { answer: choice.label, codes: [choice.code] } }
}

function reasonOf(code: string): string | undefined {
  return code.startsWith(unknownPrefix) ? unknownReasons[code.slice(unknownPrefix.length)] : undefined
}
