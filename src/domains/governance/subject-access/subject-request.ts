import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import { dateField, oneOf, wordsField } from '#platform/forms'

export const regimes = {
  uk_gdpr: 'UK GDPR, article 15',
  part_3: 'Law enforcement: DPA 2018 Part 3, section 45',
} as const
export type Regime = keyof typeof regimes

/** How long a package can be downloaded, in days. */
export const packageDays = 30

/** Lines of a field that may hold several: other names, addresses of letters. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const several = (name: string) => wordsField({ name, most: 1_000 })

/** What is looked for: everything that tells the person apart. */
export const soughtForm = z.object({
  other_names: several('Other names'),
  email: several('Email addresses'),
  phone: several('Telephone numbers'),
  address: several('Addresses'),
})

/** What is known when a request comes in. */
export function registerForm(today: LocalDate) {
  const optionalDate = (name: string) =>
    z
      .object({ day: z.string(), month: z.string(), year: z.string() })
      .partial()
      .optional()
      .transform((parts, context): LocalDate | undefined => {
        if (parts === undefined || Object.values(parts).every((part) => (part ?? '').trim() === ''))
          return undefined
        const read = dateField({ name, latest: today }).safeParse(parts)
        if (read.success) return read.data
        for (const { message, path } of read.error.issues)
          context.addIssue({ code: 'custom', message, path: [...path] })
        return z.NEVER
      })
  return z
    .object({
      organisation: z.coerce.number('Choose your organisation').int(),
      regime: z.enum(['uk_gdpr', 'part_3'], 'Choose the law it is answered under'),
      person_name: wordsField({ name: 'The name', most: 200, missing: 'Enter the name of the person' }),
      ...soughtForm.shape,
      asked_by: z.enum(['themselves', 'representative'], 'Choose who asked'),
      representative: wordsField({ name: 'The representative', most: 300 }),
      wanted: wordsField({ name: 'What they asked for', most: 5_000 }),
      received: dateField({ name: 'the date it was received', latest: today }),
      identity_proof: wordsField({ name: 'The proof of identity', most: 300 }),
      from: optionalDate('the date from which to look'),
      to: optionalDate('the date up to which to look'),
      staff: oneOf(['withhold', 'give'], 'Choose whether names of staff are kept back'),
    })
    .superRefine((given, context) => {
      if (given.asked_by === 'representative' && given.representative === '')
        context.addIssue({
          code: 'custom',
          path: ['representative'],
          message: 'Enter who asked for them and how you know that they may',
        })
      if (given.from !== undefined && given.to !== undefined && given.to < given.from)
        context.addIssue({
          code: 'custom',
          path: ['to', 'day'],
          message: 'The last date must not be before the first',
        })
    })
}
export type NewRequest = z.output<ReturnType<typeof registerForm>>

const reason = (missing: string, name = 'The reason') => wordsField({ name, most: 2_000, missing })

export const identityForm = (today: LocalDate) =>
  z.object({
    proof: wordsField({ name: 'The proof', most: 300, missing: 'Enter what you saw, such as a passport' }),
    seen: dateField({ name: 'the date you saw it', latest: today }),
  })
export const pauseForm = z.object({ why: reason('Say what you have asked them to make clear') })
export const extendForm = z.object({
  months: z.enum(['1', '2'], 'Choose by how many months').transform(Number),
  why: reason('Say why more time is needed'),
})
export const sendBackForm = z.object({ why: reason('Say what must change') })
export const closeForm = z.object({ why: reason('Say why it is closed') })
export const releaseForm = (today: LocalDate) =>
  z.object({
    to: wordsField({ name: 'Who received it', most: 200, missing: 'Enter who received it' }),
    how: wordsField({
      name: 'How it was handed over',
      most: 200,
      missing: 'Enter how it was handed over, such as encrypted email or in person',
    }),
    on: dateField({ name: 'the date it was handed over', latest: today }),
  })
export const askForm = z.object({
  partner: z.string('Choose the organisation').regex(/^\d+$/, 'Choose the organisation').transform(Number),
  message: wordsField({ name: 'The message', most: 2_000 }),
})
export const refuseForm = z.object({ why: reason('Say why you refuse') })
