import { z } from 'zod'

export const channels = ['public_form', 'api', 'phone', 'paper', 'import', 'demo'] as const
export type Channel = (typeof channels)[number]

/** Half the earth's worth of British National Grid that holds Great Britain, in metres (EPSG:27700). */
const easting = z
  .number()
  .min(0, 'Easting is outside Great Britain')
  .max(700_000, 'Easting is outside Great Britain')
const northing = z
  .number()
  .min(0, 'Northing is outside Great Britain')
  .max(1_300_000, 'Northing is outside Great Britain')

export const locationSchema = z.object({
  easting,
  northing,
  /** How far off the place may be, in metres. */
  precisionM: z.int().min(0).max(50_000),
})
export type Location = z.output<typeof locationSchema>

/** Hours on one weekday when it happens, local time; 1 is Monday (ISO 8601). */
export const patternSchema = z.array(
  z
    .object({
      weekday: z.int().min(1).max(7),
      fromHour: z.int().min(0).max(23),
      toHour: z.int().min(1).max(24),
    })
    .refine(({ fromHour, toHour }) => toHour > fromHour, 'The end must be after the start'),
)

/** Words of one answer or field; long enough for anything that people have typed, short enough for a page. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    // PostgreSQL's text holds every character but this one.
    .refine((value) => !value.includes('\u0000'), 'This text holds a character that cannot be saved')

export const contactSchema = z.object({
  name: words(200).default(''),
  email: words(320).default(''),
  phone: words(40).default(''),
  address: words(500).default(''),
  preferredChannel: z.enum(['none', 'email', 'phone', 'text', 'letter']).default('none'),
  safeContact: words(1_000).default(''),
})

/** One normalised report, whatever door it came through. */
export const newReportSchema = z
  .object({
    /** Made when the typing began: however often it is sent, one report comes of it. */
    submissionId: z.uuid(),
    /** 256 unguessable bits, the same on every retry: what the link of the private status page holds. */
    statusSecret: z.string().min(43).max(100),
    channel: z.enum(channels),
    /** The sender's own name or number for it, kept as given. */
    source: words(200).default(''),
    asbType: z.string().min(1),
    questionSetVersion: z.int().nullable().default(null),
    /** What happened, in the reporter's words. */
    summary: words(5_000).default(''),
    answers: z
      .array(z.object({ question: words(100), wording: words(500), answer: words(5_000) }))
      .max(100)
      .default([]),
    occurrence: z.enum(['once', 'pattern', 'now']),
    occurredFrom: z.date(),
    occurredTo: z.date(),
    pattern: patternSchema.max(7 * 24).default([]),
    location: locationSchema.optional(),
    placeWords: words(1_000).default(''),
    reportedBefore: z.boolean().nullable().default(null),
    contact: contactSchema.optional(),
  })
  .refine(({ occurredFrom, occurredTo }) => occurredTo >= occurredFrom, {
    path: ['occurredTo'],
    message: 'The end must not be before the start',
  })
export type NewReport = z.input<typeof newReportSchema>

/**
 * A title of type, area and reference: never a name or an address, so that a list or an e-mail subject
 * gives nobody away (feature rows 23 and 101).
 */
export function reportTitle(typeLabel: string, areaName: string | undefined, reference: string): string {
  return [typeLabel, areaName, reference].filter((part) => part !== undefined).join(' · ')
}
