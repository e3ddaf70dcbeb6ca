import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import bill from '../../../packs/law/powers/bill.json' with { type: 'json' }
import informal from '../../../packs/law/powers/informal.json' with { type: 'json' }
import notices from '../../../packs/law/powers/notices.json' with { type: 'json' }
import orders from '../../../packs/law/powers/orders.json' with { type: 'json' }

const length = z.strictObject({
  unit: z.enum(['hours', 'days', 'months', 'years']),
  amount: z.int().positive(),
})
const sourced = { words: z.string().min(1), source: z.string().min(1) }
const user = z.enum(['police', 'council', 'landlord', 'charity'])

const powerSchema = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(['informal', 'notice', 'order', 'authorisation']),
  target: z.enum(['person', 'place']),
  /** Its place on the ladder, from the lightest. */
  rung: z.int().positive(),
  /** The first day it is in force; null while it is only a Bill, and then off until people switch it on. */
  from: localDateSchema.nullable(),
  until: localDateSchema.optional(),
  /** Codes of the areas in which alone it holds: pilots. */
  areas: z.array(z.string()).optional(),
  users: z.array(user).min(1),
  authority: z.string().optional(),
  designatedLandlordOnly: z.literal(true).optional(),
  minAge: z.int().optional(),
  maxAge: z.int().optional(),
  /** Of which behaviour it may be used, where the law has powers apart for each: the limbs of section 2 of the 2014 Act. */
  grounds: z
    .array(z.enum(['harassment', 'housing']))
    .min(1)
    .optional(),
  tests: z.array(z.string().min(1)),
  riskAssessmentFirst: z.literal(true).optional(),
  amountPounds: z.int().optional(),
  usualLength: length.optional(),
  minLength: length.optional(),
  maxLength: length.optional(),
  /** Longer still, where whoever authorises it holds one of these offices (words of it, in small letters). */
  longerLength: length.extend({ authority: z.string(), offices: z.array(z.string()).min(1) }).optional(),
  maxTotal: length.optional(),
  youthMinLength: length.optional(),
  youthLength: length.optional(),
  needs: z
    .array(
      z.strictObject({
        power: z.string().optional(),
        anyOf: z.array(z.string()).optional(),
        clock: z.string().optional(),
        breached: z.literal(true).optional(),
        ...sourced,
      }),
    )
    .default([]),
  /** Whom the law wants asked or told before it is used. */
  consults: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        ...sourced,
        underAge: z.int().optional(),
        /** It may not be used until this is recorded. */
        blocks: z.literal(true).optional(),
        /** Whoever uses it may find that there is nobody to ask, and says why. */
        mayBeNobody: z.literal(true).optional(),
      }),
    )
    .default([]),
  clocks: z.array(
    z.strictObject({
      code: z.string(),
      event: z.enum(['issued', 'served']),
      ...length.shape,
      /** The day of the event is the first of the period (“beginning with the day”). */
      firstDayCounts: z.literal(true).optional(),
      skipChristmasDay: z.literal(true).optional(),
      underAge: z.int().optional(),
      repeats: z.literal(true).optional(),
      ...sourced,
      verified: z.boolean(),
    }),
  ),
  contents: z.array(z.strictObject({ code: z.string(), ...sourced })),
  contentsOf: z.string().optional(),
  /** Its document is a bundle for a court: exhibits, timeline and chain of custody follow what is written. */
  isBundle: z.literal(true).optional(),
  escalatesFrom: z.array(z.string()),
  /** Codes of powers whose place it takes, for the ages and on the grounds that are its own: beyond these they stay. */
  replaces: z.array(z.string()).optional(),
  source: z.string().min(1),
  /** False: a default, to be checked locally. */
  verified: z.boolean(),
})

export type Power = z.output<typeof powerSchema> & {
  /** Powers that have taken its place in part: it stays for the ages and grounds that are none of theirs. */
  replacedBy?: readonly Power[]
}
export type Ground = NonNullable<Power['grounds']>[number]
export type Length = z.output<typeof length>
export type PowerClock = Power['clocks'][number]
export type ConsultDuty = Power['consults'][number]
export type PowerUser = z.output<typeof user>

/** Every version of every power, on or off. */
export const powers: readonly Power[] = z
  .array(powerSchema)
  .parse([...informal, ...notices, ...orders, ...bill])

/** A power of the Bill that two people have switched on, from a day on; in these areas alone where it names any. */
export type Switch = { code: string; from: LocalDate; areas: readonly string[] }

/**
 * The powers in force on a day, one version of each, from the lightest. One that is only a Bill is left out until it is
 * switched on; then it takes the place of the version before it, and of what it replaces as far as it reaches itself.
 * @param areas codes of the areas in which it would be used; a pilot holds only in its own
 */
export function powersOn(
  day: LocalDate,
  switches: readonly Switch[] = [],
  areas: readonly string[] = [],
  written: readonly Power[] = powers,
): Power[] {
  const found = new Map<string, { power: Power; from: LocalDate }>()
  for (const power of written) {
    const from = power.from ?? switchedOnFrom(power.code, switches, areas)
    if (from === undefined || from > day || (power.until ?? '9999') <= day) continue
    if (power.areas && !power.areas.some((area) => areas.includes(area))) continue
    const known = found.get(power.code)
    if (known === undefined || known.from <= from) found.set(power.code, { power, from })
  }
  const inForce = [...found.values()].map(({ power }) => power)
  return inForce
    .map((power) => {
      const replacedBy = inForce.filter(({ replaces }) => replaces?.includes(power.code))
      return replacedBy.length === 0 ? power : { ...power, replacedBy }
    })
    .filter((power) => agesOf(power).some((age) => leftFor(power, age) !== 'nothing'))
    .toSorted((one, other) => one.rung - other.rung || one.name.localeCompare(other.name))
}

/** What is left of a power for people of an age, once others have taken its place: all of it, some grounds, nothing. */
export function leftFor(power: Power, age: number): 'all' | readonly Ground[] | 'nothing' {
  const reaching = (power.replacedBy ?? []).filter((other) => isOfAge(other, age))
  if (reaching.length === 0) return 'all'
  const left = (power.grounds ?? []).filter((ground) =>
    reaching.every(({ grounds }) => grounds !== undefined && !grounds.includes(ground)),
  )
  return left.length === 0 ? 'nothing' : left
}

/** Whether a power is for people of this age. */
export const isOfAge = ({ minAge = 0, maxAge = Number.POSITIVE_INFINITY }: Power, age: number): boolean =>
  minAge <= age && age <= maxAge

/** Ages that stand for all whom a power is for: where it, or what replaces it, begins or has ended. */
function agesOf(power: Power): number[] {
  const edges = [power, ...(power.replacedBy ?? [])].flatMap(({ minAge = 0, maxAge }) =>
    maxAge === undefined ? [minAge] : [minAge, maxAge + 1],
  )
  return edges.filter((age) => isOfAge(power, age))
}

/** From when it is on in any of these areas: everywhere, or in a pilot of theirs, whichever came first. */
function switchedOnFrom(
  wanted: string,
  switches: readonly Switch[],
  areas: readonly string[],
): LocalDate | undefined {
  return switches
    .filter(
      ({ code, areas: pilot }) =>
        code === wanted && (pilot.length === 0 || pilot.some((area) => areas.includes(area))),
    )
    .map(({ from }) => from)
    .toSorted()[0]
}

/** Whether the law limits it in hours, so that it begins and ends at a time of day. */
export const isInHours = ({ maxLength }: Power): boolean => maxLength?.unit === 'hours'

/** Whether it is an agreement: whoever it is about signs it, and nobody serves it. */
export const isAgreed = ({ contents }: Power): boolean => contents.some(({ code }) => code === 'signature')

/** The powers of the Bill, which are off until they are switched on. */
export const powersOff: readonly Power[] = powers.filter(({ from }) => from === null)

/** @throws RangeError for a code that no power has */
export function powerNamed(code: string): Power {
  const found = powers.find((power) => power.code === code)
  if (found === undefined) throw new RangeError(`No power is called ${code}`)
  return found
}

/** What of the law an entry of the consultation record is for; undefined where that has left the law since. */
export const dutyOf = ({ power, duty }: { power: string; duty: string }): ConsultDuty | undefined =>
  powers.flatMap(({ code, consults }) => (code === power ? consults : [])).find(({ code }) => code === duty)

/** Which kind of user an organisation of this kind is. */
export function userKind(kind: string): PowerUser {
  if (kind === 'police' || kind === 'landlord') return kind
  return kind === 'third_sector' ? 'charity' : 'council'
}
