import { Types } from 'scimmy'
import { z } from 'zod'
import { ScimRefusal } from './scim-refusal.ts'
import { findAttribute, userDefinition, userUrn } from './scim-schemas.ts'

/** A person as a directory describes them, in its own spelling. */
export type DescribedUser = {
  userName: string
  externalId: string
  displayName: string
  formattedName: string
  givenName: string
  familyName: string
  /** The address at work. */
  email: string
  active: boolean
}

/** A person in the form that the library validates and patches. */
export class UserResource extends Types.Schema {
  static override get id() {
    return userDefinition.id
  }
  static override get definition() {
    return userDefinition
  }
  constructor(resource: object, direction: 'in' | 'out' | 'both' = 'both') {
    super(resource, direction)
    Object.assign(this, userDefinition.coerce(resource, direction))
  }
}

const text = (most: number) =>
  z
    .string()
    .max(most)
    .nullish()
    .transform((value) => value ?? '')
const resourceSchema = z.object({
  userName: z.string().trim().min(1, 'userName is needed').max(320),
  externalId: text(255),
  displayName: text(255),
  active: z.boolean().optional(),
  name: z.object({ formatted: text(255), givenName: text(255), familyName: text(255) }).nullish(),
  emails: z
    .array(z.object({ value: text(320), type: text(50), primary: z.boolean().nullish() }).nullable())
    .nullish(),
})

/** The library's form of somebody who is here. */
export function toResource(user: DescribedUser): UserResource {
  return new UserResource({
    userName: user.userName,
    ...(user.externalId === '' ? {} : { externalId: user.externalId }),
    ...(user.displayName === '' ? {} : { displayName: user.displayName }),
    name: nameOf(user),
    active: user.active,
    emails: [{ value: user.email, type: 'work', primary: true }],
  })
}

function nameOf({ formattedName, givenName, familyName }: DescribedUser): Record<string, string> | undefined {
  const parts = Object.entries({ formatted: formattedName, givenName, familyName }).filter(
    ([, value]) => value !== '',
  )
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/**
 * What the library's form says, checked. `before` decides what is not said: whether they are active.
 * @throws ScimRefusal invalidValue
 */
export function describe(resource: UserResource, before: { active: boolean }): DescribedUser {
  const read = resourceSchema.safeParse(JSON.parse(JSON.stringify(resource)))
  if (!read.success) {
    const [issue] = read.error.issues
    throw invalidValue(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
  }
  const { userName, externalId, displayName, active, name, emails } = read.data
  return {
    userName,
    externalId,
    displayName,
    formattedName: name?.formatted ?? '',
    givenName: name?.givenName ?? '',
    familyName: name?.familyName ?? '',
    email: workAddress(emails ?? [], userName),
    active: active ?? before.active,
  }
}

type Email = { value: string; type: string; primary?: boolean | null | undefined } | null

/** The last one called “work”, else the primary one, else any; a userName that is an address stands in for none. */
function workAddress(emails: readonly Email[], userName: string): string {
  const sent = emails.flatMap((email) => (email === null || email.value.trim() === '' ? [] : [email]))
  const chosen =
    sent.findLast(({ type }) => type.toLowerCase() === 'work') ??
    sent.findLast(({ primary }) => primary === true) ??
    sent.at(-1)
  const address = (chosen?.value ?? userName).trim()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
    throw invalidValue('emails: an email address of type “work” is needed')
  return address
}

/**
 * Reads a person from the body of a POST or PUT. What the standard has and is not kept here is passed over.
 * @throws ScimRefusal invalidSyntax or invalidValue
 */
export function readUser(body: unknown, before: { active: boolean } = { active: true }): DescribedUser {
  const sent = asObject(body, 'The body is to be one User')
  if (Array.isArray(sent.schemas) && !sent.schemas.includes(userUrn))
    throw new ScimRefusal(400, 'invalidSyntax', `schemas is to name ${userUrn}`)
  const kept = Object.entries(sent).flatMap(([key, value]): [string, unknown][] => {
    const attribute = findAttribute(key)
    return attribute?.kept ? [[attribute.name, plain(attribute.name, value)]] : []
  })
  return describe(
    guarded(() => new UserResource(Object.fromEntries(kept.filter(([key]) => !assigned.has(key))), 'in')),
    before,
  )
}

/** Ours to give, whatever is sent (RFC 7643 section 3.1). */
export const assigned: ReadonlySet<string> = new Set(['id', 'meta', 'schemas'])

/** A value without what is not kept: unknown parts and nulls go, “True” and “False” are what they say. */
export function plain(name: string, value: unknown): unknown {
  if (name === 'active' || name.endsWith('.primary')) return asBoolean(value)
  if (Array.isArray(value)) return value.map((each) => plain(name, each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
      const attribute = findAttribute(`${name}.${key}`)
      const last = attribute?.name.split('.').at(-1)
      return attribute?.kept && last !== undefined && part !== null
        ? [[last, plain(attribute.name, part)]]
        : []
    }),
  )
}

/** Entra ID sends the words unless an option of its own is set (MicrosoftDocs, SCIM compatibility). */
function asBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const word = value.trim().toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : value
}

export function asObject(value: unknown, otherwise: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimRefusal(400, 'invalidSyntax', otherwise)
  return value as Record<string, unknown>
}

export function invalidValue(detail: string): ScimRefusal {
  return new ScimRefusal(400, 'invalidValue', detail)
}

const keywords = ['invalidPath', 'invalidSyntax', 'invalidValue', 'mutability', 'noTarget'] as const

/** Runs the library, which computes and does nothing else: whatever it cannot take is the sender's to put right. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asRefusal(error)
  }
}

export function asRefusal(error: unknown): ScimRefusal {
  if (error instanceof ScimRefusal) return error
  const detail = error instanceof Error ? error.message : 'It could not be read'
  const keyword =
    error instanceof Types.Error ? keywords.find((known) => known === error.scimType) : undefined
  return new ScimRefusal(400, keyword ?? 'invalidValue', detail)
}
