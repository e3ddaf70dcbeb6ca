import type { PersonRole } from '#domains/reports'
import { personRoles } from '#domains/reports'
import type { IncidentState } from './fold-incident.ts'
import type { IncidentMessage } from './incident.ts'

export const mappingKinds = {
  type: 'Opening code',
  grade: 'Grade',
  role: 'Role of a person',
  flag: 'Flag or tag',
  field: 'Field without a place',
} as const
export type MappingKind = keyof typeof mappingKinds

/** How soon the source means to respond; every force has its own numbers for them. */
export const grades = {
  immediate: 'Immediate response',
  priority: 'Priority response',
  scheduled: 'Scheduled response',
  no_deployment: 'Resolved without deployment',
} as const
export type Grade = keyof typeof grades

/** What flags of a source can stand for. */
export const flagMeanings = {
  vulnerable: 'Vulnerable person',
  repeat: 'Repeat victim or caller',
  hate: 'Hate motivated',
  domestic_abuse: 'Domestic abuse',
  weapons: 'Weapons',
  children: 'Children present',
  mental_health: 'Mental health',
  substances: 'Alcohol or drugs',
} as const
export type FlagMeaning = keyof typeof flagMeanings

/** Where a field that the message has no place for may go. */
export const fieldTargets = {
  narrative: 'What happened',
  risk: 'Warnings and risks',
  occurred_from: 'Occurred from',
  occurred_to: 'Occurred to',
  opening: 'Opening code',
  grade: 'Grade',
  flag: 'Flag or tag',
  address: 'Address',
  postcode: 'Postcode',
  uprn: 'UPRN',
  beat: 'Beat',
  easting: 'Easting',
  northing: 'Northing',
  reporter_name: 'Reporter: name',
  reporter_phone: 'Reporter: telephone',
  reporter_email: 'Reporter: email',
  reporter_address: 'Reporter: address',
} as const
export type FieldTarget = keyof typeof fieldTargets

/** Known, and of no use here: not marked as not mapped. */
export const ignored = 'ignore'
/** Stands for every code that has no entry of its own. */
export const anyCode = '*'

export type MappingEntry = { kind: MappingKind; code: string; target: string }
export type Mapping = { unknownTypes: 'accept' | 'set_aside'; entries: readonly MappingEntry[] }
export const noMapping: Mapping = { unknownTypes: 'accept', entries: [] }

/** A code that the mapping does not know, as `kind: code`. */
export type NotMapped = { kind: MappingKind; code: string }

function find(mapping: Mapping, kind: MappingKind, code: string): string | undefined {
  const of = (wanted: string) =>
    mapping.entries.find((entry) => entry.kind === kind && entry.code.toLowerCase() === wanted.toLowerCase())
  return (of(code) ?? (kind === 'field' ? undefined : of(anyCode)))?.target
}

/** The message with the fields that its mapping gives a place; what the message itself says is not written over. */
export function placeFields(message: IncidentMessage, mapping: Mapping): IncidentMessage {
  const given = new Map<FieldTarget, string>()
  for (const [key, value] of Object.entries(message.extra)) {
    const target = find(mapping, 'field', key)
    if (target !== undefined && isFieldTarget(target) && value.trim() !== '') given.set(target, value.trim())
  }
  if (given.size === 0) return message
  const metres = (target: 'easting' | 'northing', most: number) => {
    const value = Number(given.get(target))
    return given.has(target) && value >= 0 && value <= most ? value : undefined
  }
  const [easting, northing] = [metres('easting', 700_000), metres('northing', 1_300_000)]
  const moment = (target: 'occurred_from' | 'occurred_to') => {
    const at = new Date(given.get(target) ?? '')
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
  }
  const reporter = {
    name: given.get('reporter_name'),
    phone: given.get('reporter_phone'),
    email: given.get('reporter_email'),
    address: given.get('reporter_address'),
  }
  const hasReporter = Object.values(reporter).some((value) => value !== undefined)
  const flag = given.get('flag')
  const code = (target: 'opening' | 'grade') => (given.has(target) ? { code: given.get(target) } : undefined)
  const location = {
    address: given.get('address'),
    postcode: given.get('postcode'),
    uprn: given.get('uprn'),
    beat: given.get('beat'),
    ...(easting !== undefined && northing !== undefined ? { easting, northing } : {}),
    ...message.location,
  }
  return {
    ...message,
    narrative: message.narrative ?? given.get('narrative'),
    risk: message.risk ?? given.get('risk'),
    occurred_from: message.occurred_from ?? moment('occurred_from'),
    occurred_to: message.occurred_to ?? moment('occurred_to'),
    opening: message.opening ?? code('opening'),
    grade: message.grade ?? code('grade'),
    flags: flag === undefined ? message.flags : [...message.flags, flag],
    location: Object.values(location).some((value) => value !== undefined) ? location : undefined,
    people: hasReporter
      ? [...message.people, { ...reporter, role: 'reporter', vulnerabilities: [] }]
      : message.people,
  }
}

const isFieldTarget = (text: string): text is FieldTarget => text in fieldTargets
const isGrade = (text: string): text is Grade => text in grades
const isFlagMeaning = (text: string): text is FlagMeaning => text in flagMeanings
const isRole = (text: string): text is PersonRole => (personRoles as readonly string[]).includes(text)

/** Our own type of what a source calls by a code; undefined where it cannot be told. */
export function typeOf(
  { asb_type, opening }: Partial<Pick<IncidentState, 'asb_type' | 'opening'>>,
  mapping: Mapping,
  types: ReadonlySet<string>,
): string | undefined {
  if (asb_type !== undefined && types.has(asb_type)) return asb_type
  const code = opening?.code
  if (code === undefined) return undefined
  const target = find(mapping, 'type', code) ?? code.toLowerCase()
  return types.has(target) ? target : undefined
}

/** A grade in our words; undefined where it cannot be told. */
export function gradeOf(grade: IncidentState['grade'], mapping: Mapping): Grade | undefined {
  const target = grade?.code === undefined ? undefined : (find(mapping, 'grade', grade.code) ?? grade.code)
  return target !== undefined && isGrade(target.toLowerCase()) ? (target.toLowerCase() as Grade) : undefined
}

/** How a person stands to the incident; `other` where it cannot be told. */
export function roleOf(role: string | undefined, mapping: Mapping): PersonRole {
  const target = role === undefined ? 'other' : (find(mapping, 'role', role) ?? role.toLowerCase())
  return isRole(target) ? target : 'other'
}

export function meaningOf(flag: string, mapping: Mapping): FlagMeaning | undefined {
  const target = find(mapping, 'flag', flag) ?? flag.toLowerCase()
  return isFlagMeaning(target) ? target : undefined
}

/** The codes of one message that cannot be told, once each. */
export function findNotMapped(
  message: IncidentMessage,
  mapping: Mapping,
  types: ReadonlySet<string>,
): NotMapped[] {
  const isUnknown = (kind: MappingKind, code: string) => find(mapping, kind, code) !== ignored
  const found: NotMapped[] = []
  const opening = message.opening?.code ?? message.asb_type
  if (opening !== undefined && typeOf(message, mapping, types) === undefined && isUnknown('type', opening))
    found.push({ kind: 'type', code: opening })
  const grade = message.grade?.code
  if (grade !== undefined && gradeOf(message.grade, mapping) === undefined && isUnknown('grade', grade))
    found.push({ kind: 'grade', code: grade })
  for (const { role } of message.people)
    if (role !== undefined && find(mapping, 'role', role) === undefined && !isRole(role.toLowerCase()))
      found.push({ kind: 'role', code: role })
  for (const field of Object.keys(message.extra))
    if (find(mapping, 'field', field) === undefined) found.push({ kind: 'field', code: field })
  return [...new Map(found.map((each) => [`${each.kind}: ${each.code}`, each])).values()]
}
