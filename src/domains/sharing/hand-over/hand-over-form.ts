import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import { dateField, oneOf, type Typed, typedValue, wordsField } from '#platform/forms'
import { referenceSchema } from '#platform/ids'
import { type SharingLevel, sharingLevels } from '../level.ts'
import type { HandOverKind } from './lifecycle.ts'

export const consentGivers = {
  victim: 'The victim or reporter',
  parent: 'A parent or guardian',
  representative: 'Somebody who acts for them',
} as const
export type ConsentGiver = keyof typeof consentGivers

/** Who or what a hand-over goes to. */
export type Destination = { organisationId: number; teamId: string | null; memberId: string | null }

export type AskedHandOver = {
  destination: Destination | null
  level: SharingLevel
  work: string
  reason: string
  consent: { by: ConsentGiver; on: LocalDate } | null
  lawfulBasis: string | null
  basisWords: string
  insists: boolean
}

const consentCodes = Object.keys(consentGivers) as [ConsentGiver, ...ConsentGiver[]]
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

function destination(pattern: string, missing: string) {
  return z
    .string(missing)
    .regex(new RegExp(`^${pattern}$`), missing)
    .transform((value): Destination => {
      const [organisation = '', teamId = null, memberId = null] = value.split(':')
      return { organisationId: Number(organisation), teamId, memberId }
    })
}

const nothing = z
  .unknown()
  .optional()
  .transform(() => null)

/** The fields of a kind's form; which of them must be filled follows from the basis that was chosen. */
export function handOverForm(kind: HandOverKind, typed: Typed, bases: readonly string[], today: LocalDate) {
  const basis = typedValue(typed, 'basis')
  const isAssignment = kind === 'assign'
  return z
    .object({
      to:
        kind === 'request_access'
          ? nothing
          : isAssignment
            ? destination(`\\d{1,9}:${uuid}(:${uuid})?`, 'Choose the team or person')
            : destination('\\d{1,9}', 'Choose the organisation'),
      level: isAssignment
        ? z
            .unknown()
            .optional()
            .transform((): SharingLevel => 'full')
        : z.enum(
            sharingLevels,
            kind === 'transfer' ? 'Choose how much you go on seeing' : 'Choose how much is to be seen',
          ),
      work: wordsField({ name: 'The work', most: 500 }),
      reason: wordsField({ name: 'The reason', most: 2_000, missing: 'Say why' }),
      basis: oneOf(['consent', 'lawful_basis'], 'Choose consent or a lawful basis'),
      consentBy: basis === 'consent' ? z.enum(consentCodes, 'Choose who gave consent') : nothing,
      consentOn:
        basis === 'consent' ? dateField({ name: 'the date consent was given', latest: today }) : nothing,
      lawfulBasis: basis === 'lawful_basis' ? oneOf(bases, 'Choose the lawful basis') : oneOf(bases),
      words: wordsField({ name: 'What you know of consent or basis', most: 1_000 }),
      insists: oneOf(['yes']),
    })
    .transform(
      (value): AskedHandOver => ({
        destination: value.to,
        level: value.level,
        work: value.work,
        reason: value.reason,
        consent:
          value.consentBy === null || value.consentOn === null
            ? null
            : { by: value.consentBy, on: value.consentOn },
        lawfulBasis: value.lawfulBasis ?? null,
        basisWords: value.words,
        insists: value.insists === 'yes',
      }),
    )
}

/** The reference of a report or case that somebody was told of. */
export const referenceField = z.union(
  [referenceSchema('ASB'), referenceSchema('CASE')],
  'Enter a reference like ASB-7K3M-92XD or CASE-7K3M-92XD',
)

/** The id that a form brings along, so that it may be sent twice and be asked once. */
export const submissionField = z.object({ id: z.uuid() })
