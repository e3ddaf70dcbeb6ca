import type { NewReport } from '../report.ts'
import { firstToAnswer, type Reached, toldOn } from './journey.ts'

type Filed = Pick<NewReport, 'submissionId' | 'statusSecret' | 'asbType' | 'questionSetVersion'>

/** The report that a finished path makes; undefined while something is still to be answered. */
export function toReport(path: readonly Reached[], filed: Filed): NewReport | undefined {
  if (firstToAnswer(path)) return undefined
  const parts = path.flatMap(({ reading }) => (reading?.ok ? [reading.adds] : []))
  const { occurrence, occurredFrom, occurredTo, ...rest } = Object.assign(
    {},
    ...parts,
  ) as (typeof parts)[number]
  if (occurrence === undefined || occurredFrom === undefined || occurredTo === undefined) return undefined
  const contacts = parts.flatMap(({ contact }) => contact ?? [])
  return {
    ...rest,
    ...filed,
    channel: 'public_form',
    occurrence,
    occurredFrom,
    occurredTo,
    placeWords: parts.flatMap(({ placeWords }) => placeWords || []).join('. '),
    ...(contacts.length > 0 ? { contact: Object.assign({}, ...contacts) } : {}),
    answers: toldOn(path)
      .filter(({ step, answer }) => !step.isContact && answer !== '')
      .map(({ question, wording, answer }) => ({ question, wording, answer })),
  }
}
