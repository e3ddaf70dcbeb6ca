import { z } from 'zod'
import type { Journey, NewReport, ReporterKind } from '#domains/reports'
import { emailField, type FormError, phoneField, readForm, type Typed, typedValue } from '#platform/forms'

/** Who tells of it beyond those whom the public form knows. */
export const staffReporterKinds = [
  'officer',
  'anonymous',
  'not_known',
] as const satisfies readonly ReporterKind[]

/** Ways to be reached that the public form does not offer: a letter, and a name without any. */
export const waysOfStaff = ['letter', 'none'] as const
const answeredByWay = {
  letter: ['contact_how'],
  none: ['contact_how', 'contact_safely', 'contact_format'],
} as const

export type ReporterReading = {
  /** Where it is none of those whom the public form knows. */
  kind: ReporterKind | undefined
  /** Pages of the journey that are answered by it. */
  answers: readonly string[]
  /** Ways to be reached beside the one that was chosen, and to write a letter. */
  further: Pick<NonNullable<NewReport['contact']>, 'email' | 'phone' | 'address' | 'preferredChannel'>
  errors: readonly FormError[]
}

type Contact = NonNullable<NewReport['contact']>

/** Reads of the reporter what the public form does not ask: kinds of its own, a postal address, a second way. */
export function readReporter(typed: Typed, { words }: Pick<Journey, 'words'>): ReporterReading {
  const kind = staffReporterKinds.find((each) => each === typedValue(typed, 'for_whom'))
  const way = typedValue(typed, 'channel')
  const byLetter = way === 'letter'
  const read = readForm(z.object({ email: emailField(words.forms), phone: phoneField(words.forms) }), typed)
  const text = (name: string, most: number) => typedValue(typed, name).trim().slice(0, most)
  const address = text('address', 500)
  const may = typedValue(typed, 'contact')
  const errors: FormError[] = [
    ...(kind === 'anonymous' && may === 'yes'
      ? [at('contact', 'Say who reports it, or that they want to stay anonymous')]
      : []),
    ...((may === 'anonymous' || kind === 'anonymous') && may !== 'yes' && givesWayToReach(typed)
      ? [at('contact', 'You typed how to reach them: say that they may be contacted, or take it out')]
      : []),
    ...(may === 'yes' && byLetter && address === '' ? [at('address', 'Enter the address to write to')] : []),
    // The way that was chosen is checked by its own page.
    ...(read.ok || may !== 'yes' ? [] : read.errors.filter(({ field }) => !isChosen(typed, field))),
  ]
  return {
    kind,
    answers: [
      ...(kind === undefined ? [] : ['for_whom']),
      ...waysOfStaff.flatMap((each) => (each === way ? answeredByWay[each] : [])),
    ],
    further: {
      ...(read.ok ? read.value : {}),
      address,
      ...(byLetter ? { preferredChannel: 'letter' as const } : {}),
    },
    errors,
  }
}

function isChosen(typed: Typed, field: string): boolean {
  const way = typedValue(typed, 'channel')
  return field === 'email' ? way === 'email' : way === 'phone' || way === 'text'
}

/** Whether somebody told who they are or where they can be found. */
export function givesWayToReach(typed: Typed): boolean {
  return ['email', 'phone', 'name', 'address'].some((name) => typedValue(typed, name).trim() !== '')
}

function at(field: string, message: string): FormError {
  return { field, anchor: field, message }
}

/** For somebody at risk: how to reach them with everything that was typed of it, also where it is odd or half done. */
export function contactAsTyped(typed: Typed, read: Contact | undefined): Contact | undefined {
  const text = (name: string, most: number) => typedValue(typed, name).trim().slice(0, most)
  const given = {
    name: text('name', 200),
    email: text('email', 320),
    phone: text('phone', 40),
    address: text('address', 500),
    safeContact: text('safe_times', 1_000),
  }
  if (read === undefined && Object.values(given).every((value) => value === '')) return undefined
  const way = (['email', 'phone', 'text', 'letter'] as const).find(
    (each) => each === typedValue(typed, 'channel'),
  )
  return {
    preferredChannel: way ?? (given.phone !== '' ? 'phone' : given.email !== '' ? 'email' : 'none'),
    ...given,
    ...read,
    safeContact: read?.safeContact ?? given.safeContact,
  }
}
