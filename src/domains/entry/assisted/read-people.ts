import { z } from 'zod'
import { type NamedPerson, type PersonRole, personRoles } from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import {
  dateField,
  emailField,
  type FormError,
  oneOf,
  phoneField,
  readForm,
  severalOf,
  type Typed,
  typedValue,
  typedValues,
  wordsField,
} from '#platform/forms'

/** Whoever reports is asked about apart from the people named. */
export const namedRoles: readonly PersonRole[] = personRoles.filter((role) => role !== 'reporter')

export const mostPeople = 20

/** The parts of a person that are a text of their own, with the longest of each in characters. */
export const personTexts = {
  name: { label: 'Name', most: 200 },
  phone: { label: 'Telephone', most: 40 },
  email: { label: 'Email', most: 320 },
  address: { label: 'Address', most: 500 },
  postcode: { label: 'Postcode', most: 10 },
  vehicle: { label: 'Vehicle, with its registration', most: 200 },
  description: { label: 'Description', most: 2_000 },
} as const
export type PersonText = keyof typeof personTexts

/** The field of one part of the person at a position, from 1. */
export const personField = (position: number, part: string): string => `person_${position}_${part}`

/** How many people the page has room for: as many as were asked for, and never fewer than were typed. */
export function countPeople(typed: Typed): number {
  const asked = Number(typedValue(typed, 'people'))
  const named = Object.keys(typed).map((name) => Number(/^person_(\d{1,2})_/.exec(name)?.[1] ?? 0))
  const most = Math.max(1, Number.isInteger(asked) ? asked : 1, ...named)
  return Math.min(most, mostPeople)
}

/** Takes one person out; those behind move up. */
export function removePerson(typed: Typed, position: number): Typed {
  const moved = Object.entries(typed).flatMap(([name, value]) => {
    const [, at = '', part = ''] = /^person_(\d{1,2})_(.+)$/.exec(name) ?? []
    if (at === '' || Number(at) < position) return [[name, value] as const]
    return Number(at) === position ? [] : [[personField(Number(at) - 1, part), value] as const]
  })
  return { ...Object.fromEntries(moved), people: String(Math.max(countPeople(typed) - 1, 1)) }
}

/** @param isAtRisk what is wrong is then left out of its field and told in words, and nothing is refused */
export function readPeople(
  typed: Typed,
  {
    today,
    vulnerabilities,
    isAtRisk,
  }: { today: LocalDate; vulnerabilities: readonly string[]; isAtRisk: boolean },
): { people: NamedPerson[]; errors: FormError[] } {
  const people: NamedPerson[] = []
  const errors: FormError[] = []
  for (let position = 1; position <= countPeople(typed); position += 1) {
    const given = partsAt(typed, position)
    if (Object.keys(given).length === 0) continue
    const read = readForm(
      personSchema(
        today,
        vulnerabilities,
        'born-day' in given || 'born-month' in given || 'born-year' in given,
      ),
      given,
    )
    if (read.ok) {
      const { role, born, ...texts } = read.value
      people.push({ ...texts, role: roleOf(role), ...(born === undefined ? {} : { bornOn: born }) })
    } else if (isAtRisk) people.push(asTyped(given))
    else
      for (const { field, anchor, message } of read.errors)
        errors.push({
          field: personField(position, field),
          anchor: personField(position, anchor),
          message: `Person ${position}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
        })
  }
  return { people, errors }
}

function partsAt(typed: Typed, position: number): Typed {
  const prefix = personField(position, '')
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const isBlank = typedValues(typed, name).every((each) => each.trim() === '')
      return name.startsWith(prefix) && !isBlank ? [[name.slice(prefix.length), value]] : []
    }),
  )
}

function personSchema(today: LocalDate, vulnerabilities: readonly string[], hasDate: boolean) {
  const text = (part: PersonText) =>
    wordsField({ name: personTexts[part].label, most: personTexts[part].most })
  return z.object({
    role: oneOf(namedRoles, 'Say how they stand to what happened'),
    name: text('name'),
    born: hasDate ? dateField({ name: 'the date of birth', latest: today }) : z.undefined().catch(undefined),
    phone: phoneField(),
    email: emailField(),
    address: text('address'),
    postcode: text('postcode'),
    description: text('description'),
    vehicle: text('vehicle'),
    vulnerabilities: severalOf(vulnerabilities),
  })
}

function roleOf(code: string | undefined): PersonRole {
  return namedRoles.find((role) => role === code) ?? 'other'
}

/** Somebody whose details do not fit their fields, with every word of them. */
function asTyped(given: Typed): NamedPerson {
  const words = Object.entries(given).map(([part, value]) => `${part}: ${[value].flat().join(', ')}`)
  return {
    role: roleOf(typedValue(given, 'role')),
    name: typedValue(given, 'name').trim().slice(0, 200),
    description: words.join('\n').slice(0, 2_000),
  }
}
