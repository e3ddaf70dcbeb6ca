import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import { dateField, emailField, oneOf, phoneField, wordsField } from '#platform/forms'

export const partyRoles = {
  victim: 'Victim',
  witness: 'Witness',
  alleged_perpetrator: 'Alleged perpetrator',
  group: 'Group',
  professional: 'Professional',
} as const
export type PartyRole = keyof typeof partyRoles
export const partyRoleCodes = Object.keys(partyRoles) as [PartyRole, ...PartyRole[]]

/** Somebody in one role for a time; `until` is the first day on which it no longer holds. */
export type PartyRow = {
  id: string
  personId: string
  role: PartyRole
  since: LocalDate
  until: LocalDate | null
}

/** Who had which role on a day. */
export function rolesOn<Row extends PartyRow>(rows: readonly Row[], day: LocalDate): Row[] {
  return rows.filter(({ since, until }) => since <= day && (until === null || day < until))
}

const role = oneOf(partyRoleCodes, 'Choose the role').transform((code) => code as PartyRole)
const noLater = (today: LocalDate, message: string) => (day: LocalDate, context: z.RefinementCtx) => {
  if (day > today) context.addIssue({ code: 'custom', message })
}

/** Adding somebody by hand. */
export function addPartyForm(today: LocalDate) {
  return z.object({
    role,
    name: wordsField({ name: 'The name', most: 200, missing: 'Enter a name, or what the group is called' }),
    phone: phoneField(),
    email: emailField(),
    address: wordsField({ name: 'The address', most: 500 }),
    since: dateField({ name: 'the first day' }).superRefine(
      noLater(today, 'The first day must be today or in the past'),
    ),
    why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say how they are involved' }),
    partners: z.preprocess((sent) => sent === 'yes', z.boolean()),
  })
}

/** Bringing in a group that the organisation keeps. */
export function bringGroupForm(today: LocalDate, groups: readonly { id: string }[]) {
  return z.object({
    group: oneOf(
      groups.map(({ id }) => id),
      'Choose a group',
    ).transform((id) => id ?? ''),
    since: dateField({ name: 'the first day' }).superRefine(
      noLater(today, 'The first day must be today or in the past'),
    ),
    why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say how the group is involved' }),
  })
}
export type NewGroupParty = z.output<ReturnType<typeof bringGroupForm>>

export type NewParty = z.output<ReturnType<typeof addPartyForm>>

/** Changing a role, or ending it: from a day no earlier than it began. */
export function changePartyForm(today: LocalDate, party: { since: LocalDate; role: PartyRole }) {
  return z.object({
    role: oneOf([...partyRoleCodes, 'none'], 'Choose the new role, or that they are no longer involved')
      .transform((code) => code as PartyRole | 'none')
      .refine((code) => code !== party.role, 'They have this role already'),
    from: dateField({ name: 'the day of the change' })
      .superRefine(noLater(today, 'The day of the change must be today or in the past'))
      .refine((day) => day >= party.since, 'The day of the change must not be before the role began'),
    why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why it changes' }),
  })
}
export type PartyChange = z.output<ReturnType<typeof changePartyForm>>

/** Who of the people of a case's reports stands in which role, until somebody says otherwise. */
export function roleFromReport(
  role: 'reporter' | 'victim' | 'witness' | 'alleged_perpetrator' | 'other',
  reporterKind: string,
): PartyRole {
  if (role === 'other') return 'witness'
  if (role !== 'reporter') return role
  if (reporterKind === 'professional' || reporterKind === 'officer') return 'professional'
  return reporterKind === 'witness' || reporterKind === 'on_behalf' ? 'witness' : 'victim'
}

export type Identity = {
  profileId: string | null
  name: string
  bornOn: string | null
  phone: string
  email: string
}

const plain = (words: string) =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .split(/ +/)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
const digits = (phone: string) => phone.replaceAll(/\D/g, '').slice(-10)

/**
 * Whether two people of a case are surely one: the same profile, or the same name with the same date of birth, telephone
 * or email and nothing that differs. Anything less is for a person to judge.
 */
export function isSamePerson(one: Identity, other: Identity): boolean {
  if (one.profileId !== null && one.profileId === other.profileId) return true
  const name = plain(one.name)
  if (!name.includes(' ') || name !== plain(other.name)) return false
  const facts = [
    [one.bornOn ?? '', other.bornOn ?? ''],
    [digits(one.phone), digits(other.phone)],
    [one.email.toLowerCase(), other.email.toLowerCase()],
  ].filter(([mine, theirs]) => mine !== '' && theirs !== '')
  return facts.length > 0 && facts.every(([mine, theirs]) => mine === theirs)
}
