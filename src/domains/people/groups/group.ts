import { z } from 'zod'
import { dayField } from '#domains/sharing'
import { addMonths, isLocalDate, type LocalDate } from '#platform/clock'
import { oneOf, wordsField } from '#platform/forms'

export const groupKinds = {
  gang: 'Gang',
  family: 'Family',
  household: 'Household',
  gathering: 'Regular gathering',
  other: 'Other group',
} as const
export type GroupKind = keyof typeof groupKinds

export const memberRoles = {
  leads: 'Leads it',
  member: 'Member',
  associate: 'Associate',
  relative: 'Relative',
  not_known: 'Part not known',
} as const
export type MemberRole = keyof typeof memberRoles

export const sources = {
  report: 'A report',
  case: 'A case',
  seen: 'Seen by an officer or a camera',
  partner: 'A partner organisation',
  intelligence: 'Police intelligence',
  own_words: 'Their own words',
} as const

export const confidences = { confirmed: 'Confirmed', likely: 'Likely', suspected: 'Suspected' } as const

/** Months for which a group may be kept before somebody looks again whether it must be (UK GDPR article 5(1)(e)). */
export const reviewMonths = { '3': '3 months', '6': '6 months', '12': 'A year' } as const

const period = oneOf(Object.keys(reviewMonths), 'Choose when it is looked at again').transform((months) =>
  Number(months),
)

/** Recording a group: nothing is kept without a reason, a source and a day on which it is looked at again. */
export const newGroupForm = z.object({
  organisation: z.coerce.number().int().catch(0),
  kind: oneOf(Object.keys(groupKinds), 'Choose what kind of group it is').transform(
    (code) => code as GroupKind,
  ),
  name: wordsField({ name: 'The name', most: 100, missing: 'Enter what the group is called' }),
  reason: wordsField({
    name: 'The reason',
    most: 1_000,
    missing: 'Say why it is necessary to record these people as a group',
  }),
  source: wordsField({ name: 'The source', most: 500, missing: 'Say what this rests on' }),
  partition: wordsField({ name: 'The restriction', most: 50 }),
  review: period,
})
export type NewGroup = z.output<typeof newGroupForm>

const past = (today: LocalDate, message: string) => (day: LocalDate, context: z.RefinementCtx) => {
  if (day > today) context.addIssue({ code: 'custom', message })
}

/** Adding somebody: by their profile, or by name where the organisation keeps none. */
export function memberForm(today: LocalDate) {
  return z
    .object({
      profile: wordsField({ name: 'The profile', most: 36 }),
      name: wordsField({ name: 'The name', most: 200 }),
      born: wordsField({ name: 'The date of birth', most: 10 }).superRefine((value, context) => {
        if (value !== '' && !(isLocalDate(value) && value <= today))
          context.addIssue({ code: 'custom', message: 'Enter a real date of birth, like 2010-03-31' })
      }),
      role: oneOf(Object.keys(memberRoles), 'Choose their part in the group').transform(
        (code) => code as MemberRole,
      ),
      since: dayField('Enter since when').superRefine(past(today, 'The day must be today or in the past')),
      because: wordsField({ name: 'What it rests on', most: 1_000, missing: 'Say what it rests on' }),
      source: oneOf(Object.keys(sources), 'Choose the source').transform(
        (code) => code as keyof typeof sources,
      ),
      confidence: oneOf(Object.keys(confidences), 'Choose how sure it is').transform(
        (code) => code as keyof typeof confidences,
      ),
    })
    .refine(({ profile, name }) => profile === '' || z.uuid().safeParse(profile).success || name !== '', {
      path: ['profile'],
      message: 'Choose a profile, or enter a name',
    })
    .refine(({ profile, name }) => profile !== '' || name !== '', {
      path: ['name'],
      message: 'Enter a name, or search for the profile first',
    })
}
export type NewMember = z.output<ReturnType<typeof memberForm>>

/** Ending a membership on a day no earlier than it began. */
export function endMemberForm(today: LocalDate, since: LocalDate) {
  return z.object({
    until: dayField('Enter from which day it no longer holds')
      .superRefine(past(today, 'The day must be today or in the past'))
      .refine((day) => day >= since, 'The day must not be before the membership began'),
    because: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why it ends' }),
  })
}

export const reviewForm = z.object({
  review: period,
  because: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why it must still be recorded' }),
})
export const endGroupForm = z.object({
  because: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why it is no longer kept' }),
})
export const eraseForm = z.object({
  because: wordsField({ name: 'The reason', most: 1_000, missing: 'Say on whose request it is erased' }),
})

/** Under 18 on a day: a child in the sense of the Children Act 1989, section 105. */
export function isChild(bornOn: LocalDate | null, today: LocalDate): boolean {
  return bornOn !== null && bornOn > addMonths(today, -18 * 12)
}
