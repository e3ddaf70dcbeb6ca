import { z } from 'zod'
import type { Words } from '#locales'
import type { LocalDate } from '#platform/clock'
import {
  dateField,
  emailField,
  type FormError,
  type FormResult,
  oneOf,
  phoneField,
  readForm,
  severalOf,
  type Typed,
  typedValue,
  wordsField,
} from '#platform/forms'
import { parseReference } from '#platform/ids'

export const consents = ['said', 'written', 'unable'] as const
export const preferredChannels = ['email', 'text', 'phone', 'letter', 'none'] as const
/** Routes other than the public form, by which somebody of a relevant body enters what they are told or sent. */
export const staffChannels = ['phone', 'paper', 'in_person', 'email'] as const
export const otherKind = 'other'

export type Application = {
  district: string
  channel: 'online' | (typeof staffChannels)[number]
  appliedOn: LocalDate
  name: string
  email: string
  phone: string
  address: string
  preferredChannel: (typeof preferredChannels)[number]
  safeContact: string
  victimName: string
  victimAddress: string
  relation: string
  consent: '' | (typeof consents)[number]
  needs: string
  asbType: string | null
  behaviour: string
  references: string[]
  isHate: boolean
  isVulnerable: boolean
}

type Asked = {
  words: Pick<Words, 'reviews' | 'forms'>
  districts: readonly string[]
  kinds: readonly string[]
  today: LocalDate
  /** Somebody of a relevant body enters it: by which route, and on which day it came. */
  byStaff: boolean
}

const nothing = z.undefined().catch(undefined)

/** What was typed as an application; references that are none are put with the words, so that nothing is lost. */
export function readApplication(typed: Typed, asked: Asked): FormResult<Application> {
  const { words, districts, kinds, today, byStaff } = asked
  const { apply } = words.reviews
  const forms = words.forms
  const isForOther = typedValue(typed, 'who') === 'somebody'
  const line = (name: string, missing?: string, most = 500) =>
    wordsField({ name, most, missing, words: forms })
  const read = readForm(
    z.object({
      channel: byStaff ? oneOf(staffChannels, 'Say how they asked') : nothing,
      applied: byStaff
        ? dateField({ name: 'the day on which they asked', latest: today, words: forms })
        : nothing,
      district: oneOf(districts, apply.districtMissing),
      who: oneOf(['myself', 'somebody'], apply.whoMissing),
      victimName: isForOther ? line(apply.victimName, apply.victimNameMissing) : nothing,
      victimAddress: isForOther ? line(apply.victimAddress) : nothing,
      relation: isForOther ? line(apply.relation, apply.relationMissing) : nothing,
      consent: isForOther ? oneOf(consents, apply.consentMissing) : nothing,
      kind: oneOf([...kinds, otherKind], apply.kindMissing),
      behaviour: line(apply.behaviourName, apply.behaviourMissing, 5_000),
      references: line(apply.referencesName, undefined, 1_000),
      more: severalOf(['hate', 'vulnerable']),
      name: line(apply.nameName, apply.nameMissing),
      email: emailField(forms),
      phone: phoneField(forms),
      address: line(apply.addressName),
      preferred: oneOf(preferredChannels, apply.preferredMissing),
      safe: line(apply.safeName),
      needs: line(apply.needsName),
    }),
    typed,
  )
  if (!read.ok) return read
  const value = read.value
  const preferredChannel = codeOf(preferredChannels, value.preferred) ?? 'none'
  const needed = {
    email: value.email,
    text: value.phone,
    phone: value.phone,
    letter: value.address,
    none: '-',
  }
  if (needed[preferredChannel] === '') return refuse('preferred', apply.preferredNeeds)
  const { references, others } = readReferences(value.references)
  return {
    ok: true,
    value: {
      district: value.district ?? '',
      channel: codeOf(staffChannels, value.channel) ?? 'online',
      appliedOn: value.applied ?? today,
      name: value.name,
      email: value.email,
      phone: value.phone,
      address: value.address,
      preferredChannel,
      safeContact: value.safe,
      victimName: value.victimName ?? '',
      victimAddress: value.victimAddress ?? '',
      relation: value.relation ?? '',
      consent: codeOf(consents, value.consent) ?? '',
      needs: value.needs,
      asbType: value.kind === otherKind ? null : (value.kind ?? null),
      behaviour: others === '' ? value.behaviour : `${value.behaviour}\n\n${others}`,
      references,
      isHate: value.more.includes('hate'),
      isVulnerable: value.more.includes('vulnerable'),
    },
  }
}

function readReferences(typed: string): { references: string[]; others: string } {
  const parts = typed
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const read = parts.map((part) => ({ part, reference: parseReference(part, 'ASB') }))
  return {
    references: [...new Set(read.flatMap(({ reference }) => reference ?? []))].slice(0, 50),
    others: read
      .filter(({ reference }) => reference === undefined)
      .map(({ part }) => part)
      .join('\n'),
  }
}

function codeOf<Code extends string>(codes: readonly Code[], text: string | undefined): Code | undefined {
  return codes.find((code) => code === text)
}

function refuse(field: string, message: string): { ok: false; errors: FormError[] } {
  return { ok: false, errors: [{ field, anchor: field, message }] }
}
