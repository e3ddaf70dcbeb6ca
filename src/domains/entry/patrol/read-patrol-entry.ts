import { type AsbType, afraidAtHome } from '#domains/reports'
import { type Typed, typedValue } from '#platform/forms'
import { atRisk, harm, makeSafe } from '../quick-entry/entry-answers.ts'
import {
  delayAnswer,
  type EntryProblem,
  type EntryReading,
  readStamp,
  type TypedPlace,
  tooLong,
  wordsOf,
} from '../quick-entry/quick-report.ts'

const typeNotGiven = 'unspecified'

/** Reads what somebody on patrol saw: what, and where; for somebody at risk whatever there is. */
export function readPatrolEntry(typed: Typed, types: readonly AsbType[], now: Date): EntryReading {
  const isUrgent = typedValue(typed, 'at_risk') === 'yes'
  const type = types.find(({ code }) => code === typedValue(typed, 'type'))?.code
  const summary = wordsOf(typed, 'summary')
  const place = readPlace(typed)
  const missing: EntryProblem[] = [
    ...(type === undefined ? [{ field: 'type', message: 'Choose what it is' }] : []),
    ...(place.point === undefined && place.words === ''
      ? [{ field: 'place', message: 'Use your position, or say where it is' }]
      : []),
  ]
  const problems = [
    ...(isUrgent ? [] : missing),
    ...tooLong('summary', summary, 5_000),
    ...tooLong('place', place.words, 200),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const stamp = readStamp(typed, now)
  return {
    ok: true,
    entry: {
      report: {
        submissionId: stamp.submission,
        statusSecret: stamp.secret,
        channel: 'patrol',
        asbType: type ?? typeNotGiven,
        summary,
        answers: [...harmAnswer(typed), ...delayAnswer(stamp, now)],
        occurrence: 'now',
        occurredFrom: stamp.begun,
        occurredTo: stamp.begun,
        reporterKind: 'officer',
        unknowns: missing.map(({ field }) => ({ fact: field, because: 'somebody was at risk' })),
      },
      place,
      later: isUrgent ? [makeSafe] : [],
    },
  }
}

/** Both may be true: whoever is afraid at home closes the report off, at risk or not (docs/decisions/0012). */
function harmAnswer(typed: Typed) {
  const codes = [
    ...(typedValue(typed, 'at_risk') === 'yes' ? [atRisk] : []),
    ...(typedValue(typed, 'at_home') === 'yes' ? [afraidAtHome] : []),
  ]
  if (codes.length === 0) return []
  const labels = harm.choices.filter(({ code }) => codes.includes(code)).map(({ label }) => label)
  return [{ question: harm.field, wording: harm.wording, answer: labels.join('. '), codes }]
}

/** What a telephone measured is accurate to some metres; a pin that was moved by hand stands where it was put. */
const pinAccuracyM = 20

function readPlace(typed: Typed): TypedPlace {
  const words = wordsOf(typed, 'place')
  const chosenId = typedValue(typed, 'place_id').slice(0, 100)
  const [longitude, latitude, accuracy] = ['pin_longitude', 'pin_latitude', 'accuracy_m'].map((name) =>
    numberIn(typed, name),
  )
  if (longitude === undefined || latitude === undefined) return { words, chosenId }
  return { words, chosenId, point: { longitude, latitude, accuracyM: accuracy ?? pinAccuracyM } }
}

function numberIn(typed: Typed, name: string): number | undefined {
  const text = typedValue(typed, name)
  return /^-?\d{1,7}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
}
