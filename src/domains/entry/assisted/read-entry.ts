import {
  type Answers,
  type Journey,
  journeyIn,
  type NewReport,
  pathOf,
  type Reached,
  type ReportPart,
  type Step,
  stepsOf,
  toReport,
} from '#domains/reports'
import { londonDateOf } from '#platform/clock'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import { englishTag } from '#platform/language'
import type { LaterTask } from '../quick-entry/quick-report.ts'
import type { EntryDraft } from './entry-draft.ts'
import { type ReadIncident, readIncident, readWhatThereIs } from './read-incident.ts'
import { readPeople } from './read-people.ts'
import { contactAsTyped, givesWayToReach, type ReporterReading, readReporter } from './read-reporter.ts'
import { anchorOn, isBlank, typedFor, wordsIn } from './step-fields.ts'
import { savedAtRisk, unknownBecause, unknownPrefix } from './unknown-facts.ts'

export type EntryReport = Omit<NewReport, 'entered' | 'submissionId' | 'statusSecret'>

export type EntryReading =
  | { ok: false; errors: readonly FormError[] }
  | { ok: true; report: EntryReport; incident: ReadIncident | undefined; later: readonly LaterTask[] }

type Open = { fact: string; because: string }
type Given = {
  draft: Pick<EntryDraft, 'channel' | 'set' | 'startedAt'>
  typed: Typed
  now: Date
  /** Nothing is refused then: what is missing is left open and becomes a task. */
  isAtRisk: boolean
  vulnerabilities: readonly string[]
}

export const makeSafe: LaterTask = {
  what: 'Make sure that the person at risk is safe, and complete the entry',
  hours: 0.25,
}

/** The journey of an entry: the public form's own, in English. */
export function journeyOf({ set }: Pick<EntryDraft, 'set'>): Journey {
  return journeyIn(set, englishTag)
}

/** The path through the journey that the one page of an entry takes. */
export function pathOfEntry(journey: Journey, typed: Typed, now: Date): Reached[] {
  return pathOf(journey, answersIn(journey, typed), now)
}

/**
 * Reads an entry by the readers of the public form, so that the same answers make the same record whoever typed them.
 * What the public form does not ask (who is named, the police incident, why something is left open) is read beside it.
 */
export function readEntry(given: Given): EntryReading {
  const { draft, typed, now, isAtRisk, vulnerabilities } = given
  const journey = journeyOf(draft)
  const path = pathOfEntry(journey, typed, now)
  const reporter = readReporter(typed, journey)
  const settled = path.map((reached) => settle(reached, given, journey, reporter))
  const named = readPeople(typed, { today: londonDateOf(now), vulnerabilities, isAtRisk })
  const police = draft.channel === 'police_form' ? readPolice(typed, isAtRisk) : undefined
  const errors = [
    ...(police?.errors ?? []),
    ...settled.flatMap(({ errors }) => errors),
    ...(isAtRisk ? [] : reporter.errors),
    ...named.errors,
  ]
  if (errors.length > 0) return { ok: false, errors }

  const whole = toReport(
    { journey, path: settled.map(({ step, reading }) => ({ step, reading })) },
    { submissionId: '', statusSecret: '', asbType: draft.set.asbType, questionSetVersion: draft.set.version },
  )
  if (whole === undefined) throw new Error('A settled entry has a page without an answer')
  // Whoever files it gives it its submission and link.
  const { submissionId: _submission, statusSecret: _secret, ...report } = whole
  const contact = contactOf(report.contact, reporter, isAtRisk, typed)
  const unknowns: Open[] = [
    ...settled.flatMap(({ open }) => open),
    ...(police?.missing ?? []).map((fact) => ({ fact, because: savedAtRisk })),
  ]
  return {
    ok: true,
    incident: police?.read,
    later: [...(isAtRisk ? [makeSafe] : []), ...settled.flatMap(({ later }) => later)],
    report: {
      ...report,
      channel: draft.channel,
      answers: [
        ...(report.answers ?? []),
        ...settled.flatMap(({ asTyped }) => asTyped),
        ...offThePath(journey, path, typed, now),
      ],
      people: [...(report.people ?? []), ...named.people],
      unknowns: unknowns.slice(0, 50),
      ...(contact === undefined ? {} : { contact }),
      ...(reporter.kind === undefined ? {} : { reporterKind: reporter.kind }),
    },
  }
}

type Settled = Reached & {
  errors: FormError[]
  open: Open[]
  later: LaterTask[]
  asTyped: { question: string; wording: string; answer: string }[]
}

/** Takes a page as it was read; one that was left blank for a reason, or for somebody at risk, counts as answered. */
function settle(
  { step, reading }: Reached,
  { draft, typed, isAtRisk }: Given,
  journey: Journey,
  reporter: ReporterReading,
): Settled {
  const nothing = { errors: [], open: [], later: [], asTyped: [] }
  if (reading?.ok) return { step, reading, ...nothing }
  const answered = (adds: ReportPart = {}) => ({
    step,
    reading: { ok: true as const, codes: [], told: [], adds },
  })
  if (reporter.answers.includes(step.id)) return { ...answered(), ...nothing }
  const sent = sentFor(step, journey, typed)
  const adds = timeUnknown(step.id, draft.startedAt)
  if (isBlank(sent) && mayStayOpen(step)) {
    const unknown = unknownBecause(step.id, typed)
    const because = unknown?.because ?? (isAtRisk ? savedAtRisk : undefined)
    const later = unknown?.isAskedLater ? [{ what: `Ask: ${step.title}`, hours: 24 }] : []
    if (because !== undefined)
      return { ...answered(adds), ...nothing, open: [{ fact: step.id, because }], later }
  }
  if (isAtRisk)
    return {
      ...answered(adds),
      ...nothing,
      open: [{ fact: step.id, because: savedAtRisk }],
      asTyped: step.isContact ? [] : asTyped(step, sent),
    }
  const errors = (reading?.errors ?? []).map((error) => ({
    field: anchorOn(step, journey.set, error.field),
    anchor: anchorOn(step, journey.set, error.anchor),
    message: error.message,
  }))
  return { step, reading, ...nothing, errors }
}

/** How to be reached is either wished for or not: a page that follows from that wish is filled in. */
function mayStayOpen({ id }: Pick<Step, 'id'>): boolean {
  return !['contact_how', 'contact_email', 'contact_phone', 'contact_text', 'which_place'].includes(id)
}

/** The record needs a time; where nobody knows it, it is the time at which it was told. */
function timeUnknown(step: string, toldAt: Date): ReportPart {
  const moment = { occurredFrom: toldAt, occurredTo: toldAt }
  if (step === 'when') return { occurrence: 'once', ...moment }
  return step === 'when_once' || step === 'when_pattern' ? moment : {}
}

/** The longest answer that a report takes, in characters. */
const longestAnswer = 5_000

/** Words that their page does not take, for somebody at risk: none of them is lost. */
function asTyped(step: Step, sent: Typed): Settled['asTyped'] {
  const words = wordsIn(sent).join('\n')
  const parts = Math.ceil(words.length / longestAnswer)
  return Array.from({ length: parts }, (_, at) => ({
    question: step.id,
    wording: `${step.title} (as typed)`,
    answer: words.slice(at * longestAnswer, (at + 1) * longestAnswer),
  }))
}

/** All questions stand on one page: an answer to one that need not have been asked is an answer all the same. */
function offThePath(journey: Journey, path: readonly Reached[], typed: Typed, now: Date) {
  const onPath = new Set(path.map(({ step }) => step.id))
  return stepsOf(journey)
    .filter(({ id, isContact }) => !onPath.has(id) && !isContact && !/place$/.test(id))
    .flatMap((step) => {
      const sent = sentFor(step, journey, typed)
      if (isBlank(sent)) return []
      const reading = step.read(sent, now)
      if (!reading.ok) return asTyped(step, sent)
      return reading.told
        .filter(({ answer }) => answer !== '')
        .map((told) => ({ ...told, codes: [...reading.codes] }))
    })
}

function contactOf(
  read: NewReport['contact'],
  reporter: ReporterReading,
  isAtRisk: boolean,
  typed: Typed,
): NewReport['contact'] {
  if (isAtRisk) return contactAsTyped(typed, read)
  return read === undefined ? undefined : { ...reporter.further, ...read }
}

function readPolice(typed: Typed, isAtRisk: boolean) {
  if (isAtRisk) return { ...readWhatThereIs(typed), errors: [] }
  const result = readIncident(typed)
  return result.ok
    ? { read: result.read, missing: [], errors: [] }
    : { read: undefined, missing: [], errors: result.errors }
}

function answersIn(journey: Journey, typed: Typed): Answers {
  return Object.fromEntries(stepsOf(journey).map((step) => [step.id, sentFor(step, journey, typed)]))
}

/** Whether they may be reached follows from who they are and what they gave; a place chosen for other words is not chosen. */
function sentFor(step: Pick<Step, 'id'>, { set }: Journey, typed: Typed): Typed {
  const given = Object.entries(typedFor(step, set, typed))
  const sent = Object.fromEntries(
    given.filter(([, value]) => typeof value !== 'string' || !value.startsWith(unknownPrefix)),
  )
  if (step.id === 'which_place' && typedValue(typed, 'which_place_for') !== typedValue(typed, 'place').trim())
    return {}
  if (step.id === 'contact' && isBlank(sent)) {
    if (typedValue(typed, 'for_whom') === 'anonymous') return { contact: 'anonymous' }
    if (givesWayToReach(typed)) return { contact: 'yes' }
  }
  return sent
}
