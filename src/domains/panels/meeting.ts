import { z } from 'zod'
import { isLocalDate } from '#platform/clock'
import { oneOf, severalOf, timeField, wordsField } from '#platform/forms'

export const meetingKinds = {
  asbrac: 'ASB risk assessment conference (ASBRAC)',
  jag: 'Joint action group (JAG)',
  marac: 'In the manner of a MARAC',
  other: 'Other',
} as const
export type MeetingKind = keyof typeof meetingKinds

/**
 * What bears on a case, ticked and not hidden in words, so that it can be counted: analysts of one county had to code
 * 199 records by hand to learn that mental health stood in 43 per cent of them.
 */
export const factors = {
  mental_health: 'Mental health',
  alcohol: 'Alcohol',
  drugs: 'Drugs',
  noise: 'Noise',
  hate: 'Hate',
  exploitation: 'Exploitation or cuckooing',
  domestic_abuse: 'Domestic abuse',
  young_people: 'Young people',
  housing: 'Housing at risk',
  care_needs: 'Care and support needs',
} as const
export type Factor = keyof typeof factors

export const standings = {
  attended: 'Attended',
  apologies: 'Sent apologies',
  absent: 'Did not come',
} as const
export type Standing = keyof typeof standings

/** What a panel discusses a closed case for: closing is for who leads the case, and a panel may see a reason to look again. */
export const closedReasons = {
  reopen: 'Whether to open it again',
  watch: 'Whether it has stayed quiet',
  learn: 'To learn from how it went',
} as const
export type ClosedReason = keyof typeof closedReasons

export const sightWords = { summary: 'in summary', full: 'in full' } as const
export type SightLevel = keyof typeof sightWords

const isClosedReason = (code: string): code is ClosedReason => Object.hasOwn(closedReasons, code)
const codes = (table: object) => Object.keys(table)
const dateOf = (missing: string) => z.string(missing).trim().refine(isLocalDate, missing)

export const newMeetingForm = z.object({
  panel: z.uuid('Choose the panel'),
  kind: oneOf(codes(meetingKinds), 'Choose what kind of meeting it is'),
  convenor: z.coerce.number('Choose who convenes it').int().positive('Choose who convenes it'),
  on: dateOf('Enter the date of the meeting'),
  time: timeField({ name: 'the time of the meeting' }),
  place: wordsField({ name: 'The place', most: 200 }),
  until: dateOf('Enter the last day for nominations'),
  remind: z.coerce
    .number('Enter a number of days')
    .int('Enter whole days')
    .min(0, 'Enter 0 to 30 days')
    .max(30, 'Enter 0 to 30 days'),
  sight: oneOf(['none', 'summary', 'full'], 'Choose what those who attend go on seeing'),
  days: z.coerce
    .number('Enter a number of days')
    .int('Enter whole days')
    .min(1, 'Enter 1 to 366 days')
    .max(366, 'Enter 1 to 366 days'),
})
export type NewMeeting = z.output<typeof newMeetingForm>

/** Putting a case on the agenda; a closed one says what for. */
export const nominationForm = z.object({
  reference: wordsField({
    name: 'The reference',
    most: 40,
    missing: 'Enter the reference of a case you lead',
  }),
  reason: wordsField({ name: 'The reason', most: 5_000, missing: 'Say why the panel should discuss it' }),
  factors: severalOf(codes(factors)),
  before: oneOf(['none', 'summary', 'full'], 'Choose what the panel sees before the meeting'),
  closed: z
    .string()
    .optional()
    .catch(undefined)
    .transform((code) => (code !== undefined && isClosedReason(code) ? code : null)),
})
export type Nomination = z.output<typeof nominationForm>

export const partForm = z.object({
  words: wordsField({ name: 'What you say', most: 5_000, missing: 'Write what you have to say' }),
  to: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()).map(Number).filter(Number.isInteger)),
})

export const minuteForm = z.object({
  discussion: wordsField({ name: 'What was said', most: 10_000 }),
  decision: wordsField({ name: 'The decision', most: 5_000, missing: 'Write what was decided' }),
  reasoning: wordsField({ name: 'The reasoning', most: 5_000, missing: 'Write why it was decided' }),
})

export const actionForm = z.object({
  what: wordsField({ name: 'What is to be done', most: 500, missing: 'Say what is to be done' }),
  owner: z.coerce
    .number('Choose who will do it')
    .int('Choose who will do it')
    .min(1, 'Choose who will do it')
    .max(2_147_483_647, 'Choose who will do it'),
  due: dateOf('Enter the day it is due'),
})

export const attendanceForm = z.object({
  standing: z.record(z.string(), z.string()).optional().default({}),
  names: z.record(z.string(), z.string().max(500)).optional().default({}),
})
