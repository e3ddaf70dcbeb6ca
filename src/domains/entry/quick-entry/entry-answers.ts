import { afraidAtHome, atRiskAtHome, type ReporterKind } from '#domains/reports'

/** One choice of a quick entry; `later` is the task that choosing it leaves, with the hours until it is due. */
export type Choice = { code: string; label: string; later?: { what: string; hours: number } }

/** An answer that is chosen and not written. */
export type Chosen = {
  field: 'harm' | 'victim' | 'repeat' | 'priority' | 'next'
  wording: string
  choices: readonly Choice[]
  /** The error when it is left out; the entry of somebody at risk is saved without it. */
  missing?: string
}

/** Why an answer was left open: these words are kept with the report. */
export const unknownReasons: Readonly<Record<string, string>> = {
  ask_later: 'to be asked later',
  rang_off: 'the caller rang off',
  would_not_say: 'the caller would not say',
  could_not_say: 'the caller could not say',
}

export const unknownPrefix = 'unknown_'

/** Harm that comes before every other answer: such an entry is saved whatever is missing. */
export const atRisk = 'at_risk'
export const isAtRisk = (code: string): boolean => code === atRisk || code === atRiskAtHome

/** What is to be done at once for somebody at risk. */
export const makeSafe = {
  what: 'Make sure that the person at risk is safe, and complete the entry',
  hours: 0.25,
}

export const harm: Chosen = {
  field: 'harm',
  wording: 'Harm',
  missing: 'Say what harm it does, or why that is not known',
  choices: [
    { code: atRisk, label: 'Risk: somebody is at risk now', later: makeSafe },
    { code: atRiskAtHome, label: 'Risk now from a partner, a former one or family', later: makeSafe },
    { code: 'fear', label: 'Fear or distress' },
    { code: afraidAtHome, label: 'Fear of a partner, a former one or family' },
    { code: 'daily_life', label: 'Daily life disturbed, such as sleep or going out' },
    { code: 'property', label: 'Property damaged or lost' },
    { code: 'annoyance', label: 'Annoyance' },
    { code: 'none', label: 'None told of' },
  ],
}

export const victim: Chosen = {
  field: 'victim',
  wording: 'Victim',
  missing: 'Say who it happens to, or why that is not known',
  choices: [
    { code: 'caller', label: 'Caller' },
    { code: 'spoken_for', label: 'Somebody the caller speaks for' },
    { code: 'other', label: 'Other person' },
    { code: 'everybody', label: 'Everybody nearby' },
    { code: 'nobody', label: 'Nobody in particular' },
  ],
}

export const repeat: Chosen = {
  field: 'repeat',
  wording: 'Repeat: reported before?',
  missing: 'Say whether it was reported before, or why that is not known',
  choices: [
    { code: 'yes', label: 'Yes' },
    { code: 'no', label: 'No' },
  ],
}

/** How soon, as forces grade contact; the times themselves are each force's own. */
export const priority: Chosen = {
  field: 'priority',
  wording: 'Priority',
  choices: [
    { code: 'immediate', label: 'Immediate' },
    { code: 'priority', label: 'Priority' },
    { code: 'scheduled', label: 'Scheduled' },
    { code: 'record', label: 'Record only' },
  ],
}

export const next: Chosen = {
  field: 'next',
  wording: 'Next step',
  choices: [
    { code: 'route', label: 'To the team that covers it' },
    { code: 'send', label: 'Send somebody', later: { what: 'Send somebody', hours: 1 } },
    { code: 'call_back', label: 'Call the caller back', later: { what: 'Call the caller back', hours: 24 } },
    { code: 'visit', label: 'Visit by the local team', later: { what: 'Visit', hours: 72 } },
  ],
}

export const chosenAnswers: readonly Chosen[] = [harm, victim, repeat, priority, next]

/** What stands in a fresh form: the commonest call. */
export const usualAnswers: Readonly<Record<string, string>> = {
  victim: 'caller',
  priority: 'scheduled',
  next: 'route',
}

/** Who tells of it follows from whom it happens to; without a name and a number it is nobody. */
export function reporterKindOf(victimCode: string, hasCaller: boolean): ReporterKind {
  if (!hasCaller) return 'anonymous'
  if (victimCode === 'caller') return 'victim'
  if (victimCode === 'spoken_for') return 'on_behalf'
  return victimCode === '' || victimCode.startsWith(unknownPrefix) ? 'not_known' : 'witness'
}
