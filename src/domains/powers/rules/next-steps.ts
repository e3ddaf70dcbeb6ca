import { formatDate, type LocalDate, londonDateOf } from '#platform/clock'
import {
  type ConsultDuty,
  type Ground,
  isOfAge,
  type Length,
  leftFor,
  type Power,
  type PowerUser,
  powerNamed,
} from '../powers.ts'
import { type Consulted, dutiesLeft, dutiesOf } from './consultation.ts'
import { ageOn, endOfPeriod, lastDayInForce } from './legal-clock.ts'

/** What was done already about this person or place. */
export type Given = {
  power: string
  issuedOn: LocalDate
  servedAt: Date | null
  endsOn: LocalDate | null
  breached: boolean
  /** Withdrawn, quashed on appeal: it counts for nothing. */
  undone: boolean
}

export type Subject = { target: 'person'; bornOn: LocalDate | null } | { target: 'place' }

export type Step = {
  power: Power
  /** Why it may not be used now, in plain words; empty where it may. */
  blocks: readonly string[]
  /** What to make sure of first. */
  cautions: readonly string[]
  /** Whether the law wants this user to ask or tell somebody before. */
  consults: boolean
  /** The lightest that may be used and goes further than what was done. */
  isNext: boolean
}

type Asked = {
  powers: readonly Power[]
  user: PowerUser
  subject: Subject
  given: readonly Given[]
  consulted?: readonly Consulted[]
  now: Date
}

/** What may be done next about a person or place, and what stands in the way: from the lightest to the gravest. */
export function nextSteps({ powers, user, subject, given, consulted = [], now }: Asked): Step[] {
  const counted = given.filter(({ undone }) => !undone)
  const done = Math.max(0, ...counted.map(({ power }) => powerNamed(power).rung))
  const steps = powers
    .filter(({ target }) => target === subject.target)
    .map((power) => {
      const bornOn = subject.target === 'person' ? subject.bornOn : null
      const left = dutiesLeft(power, { bornOn, given: counted, consulted, now })
      return {
        power,
        blocks: [
          ...blocksOfUser(power, user),
          ...blocksOfAge(power, subject, now),
          ...blocksOfReplaced(power, subject, now),
          ...blocksOfNeeds(power, powers, counted, now),
          ...left.filter(({ blocks }) => blocks).map(notRecorded),
        ],
        cautions: [
          ...cautionsOf(power, user, subject, now),
          ...left.filter(({ blocks }) => !blocks).map(notRecorded),
        ],
        consults: power.users.includes(user) && dutiesOf(power, bornOn, londonDateOf(now)).length > 0,
      }
    })
  const next = steps.find(({ power, blocks }) => power.rung > done && blocks.length === 0)
  return steps.map((step) => ({ ...step, isNext: step === next }))
}

/**
 * What is wrong with how many days, months or years it is to last, in plain words; undefined where nothing is.
 * @param earlier of the same power about the same subject, for those whose whole length is limited
 */
export function problemOfLength(
  power: Power,
  from: LocalDate,
  endsOn: LocalDate | null,
  { age, earlier = [] }: { age: number | null; earlier?: readonly { from: LocalDate; endsOn: LocalDate }[] },
): string | undefined {
  const isYouth = age !== null && age < 18
  const longest = (isYouth ? power.youthLength : undefined) ?? power.longerLength ?? power.maxLength
  const shortest = (isYouth ? power.youthMinLength : undefined) ?? power.minLength
  if (endsOn === null)
    return longest === undefined ? undefined : `${power.name} needs an end: at most ${inWords(longest)}`
  if (endsOn < from) return 'It cannot end before it begins'
  if (longest && endsOn > lastDayInForce(from, longest))
    return `It may last ${inWords(longest)} at most, to ${formatDate(lastDayInForce(from, longest))}`
  if (shortest && endsOn < lastDayInForce(from, shortest))
    return `It lasts ${inWords(shortest)} at least, to ${formatDate(lastDayInForce(from, shortest))}`
  const first = earlier.map((each) => each.from).toSorted()[0]
  if (power.maxTotal && first !== undefined && endsOn > lastDayInForce(first, power.maxTotal))
    return `With what came before, it may last ${inWords(power.maxTotal)} at most, to ${formatDate(lastDayInForce(first, power.maxTotal))}`
  return undefined
}

/** What is wrong with how long it lasts where the law counts hours, which pass whether or not the clocks change. */
export function problemOfHours(
  power: Power,
  { begins, ends }: { begins: Date; ends: Date },
  authority: string,
): string | undefined {
  if (ends <= begins) return 'It cannot end before it begins'
  const hours = (ends.getTime() - begins.getTime()) / 3_600_000
  const { maxLength, longerLength } = power
  const longest = longerLength ?? maxLength
  if (longest && hours > longest.amount) return `It may last ${inWords(longest)} at most`
  const isHigh = longerLength?.offices.some((office) => authority.toLowerCase().includes(office))
  if (maxLength && longerLength && hours > maxLength.amount && !isHigh)
    return `Beyond ${inWords(maxLength)} it is authorised by: ${longerLength.authority}`
  return undefined
}

export const inWords = ({ unit, amount }: Length): string =>
  `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`

const userNames: Record<PowerUser, string> = {
  police: 'police',
  council: 'a council',
  landlord: 'a social landlord',
  charity: 'a charity',
}

function blocksOfUser({ users }: Power, user: PowerUser): string[] {
  if (users.includes(user)) return []
  const names = users.map((each) => userNames[each])
  return [`Only ${names.join(' or ')} may use it: ask them`]
}

function blocksOfAge({ minAge, maxAge, name }: Power, subject: Subject, now: Date): string[] {
  if (subject.target === 'place' || subject.bornOn === null) return []
  const age = ageOn(subject.bornOn, londonDateOf(now))
  if (minAge !== undefined && age < minAge)
    return [`${name} is for people of ${minAge} or over: this person is ${age}`]
  if (maxAge !== undefined && age > maxAge)
    return [`${name} is for people of ${maxAge} or under: this person is ${age}`]
  return []
}

/** A power whose place another one has taken for people of this age, whatever they did. */
function blocksOfReplaced(power: Power, subject: Subject, now: Date): string[] {
  const age = ageAt(subject, now)
  if (age === undefined || leftFor(power, age) !== 'nothing') return []
  const names = (power.replacedBy ?? []).filter((other) => isOfAge(other, age)).map(({ name }) => name)
  return [`For a person of ${age} there is now: ${names.map(lowered).join(' and ')}`]
}

/** Where another power has taken the place of one for some ages or grounds alone: which are left. */
function cautionsOfReplaced(power: Power, subject: Subject, now: Date): string[] {
  const age = ageAt(subject, now)
  if (age === undefined) return (power.replacedBy ?? []).map(takenBy)
  const left = leftFor(power, age)
  if (typeof left === 'string') return []
  const others = (power.replacedBy ?? []).filter((other) => isOfAge(other, age)).map(({ name }) => name)
  return [
    `Only for ${left.map((ground) => groundNames[ground]).join(' or ')}: beyond it there is now ${others.map(lowered).join(' and ')}`,
  ]
}

/** For whom, and for what, another power has taken the place of one, in words. */
export function takenBy({ name, minAge, maxAge, grounds }: Power): string {
  const ages = [
    ...(minAge === undefined ? [] : [`from ${minAge}`]),
    ...(maxAge === undefined ? [] : [`to ${maxAge}`]),
  ]
  const what =
    grounds === undefined ? '' : ` for ${grounds.map((ground) => groundNames[ground]).join(' or ')}`
  return `${name} in its place${ages.length === 0 ? '' : ` at the ages ${ages.join(' ')}`}${what}`
}

const groundNames: Record<Ground, string> = {
  harassment: 'harassment, alarm or distress',
  housing: 'nuisance or annoyance about housing',
}

const ageAt = (subject: Subject, now: Date): number | undefined =>
  subject.target === 'place' || subject.bornOn === null ? undefined : ageOn(subject.bornOn, londonDateOf(now))

function blocksOfNeeds(
  { needs }: Power,
  powers: readonly Power[],
  given: readonly Given[],
  now: Date,
): string[] {
  return needs.flatMap((need) => {
    const codes = need.anyOf ?? (need.power === undefined ? [] : [need.power])
    const found = given.filter(({ power }) => codes.includes(power))
    if (found.length === 0) return [`It needs first: ${lowered(need.words)} (${need.source})`]
    if (need.breached && !found.some(({ breached }) => breached))
      return [`No breach is recorded. It needs first: ${lowered(need.words)} (${need.source})`]
    const served = found.flatMap(({ servedAt, power }) => (servedAt === null ? [] : [{ servedAt, power }]))
    if (served.length === 0 && need.anyOf === undefined)
      return ['What it follows was not served yet: record how it was served']
    const clock = powers
      .find(({ code }) => code === need.power)
      ?.clocks.find(({ code }) => code === need.clock)
    if (clock === undefined) return []
    const ends = served
      .map(({ servedAt }) => endOfPeriod(servedAt, clock))
      .toSorted((one, other) => one.getTime() - other.getTime())
    const earliest = ends[0]
    if (earliest === undefined || earliest <= now) return []
    return [`${clock.words}: until ${formatDate(new Date(earliest.getTime() - 1))}`]
  })
}

function cautionsOf(power: Power, user: PowerUser, subject: Subject, now: Date): string[] {
  const cautions: string[] = []
  const limited = power.minAge !== undefined || power.maxAge !== undefined
  if (subject.target === 'person' && limited && subject.bornOn === null)
    cautions.push('Their age is not known: make sure of it first')
  cautions.push(...cautionsOfReplaced(power, subject, now))
  if (power.authority) cautions.push(`Authorised by: ${power.authority}`)
  if (power.designatedLandlordOnly && user === 'landlord')
    cautions.push('Only a landlord that the council has designated')
  if (power.riskAssessmentFirst)
    cautions.push(
      'A risk assessment comes before the application: risk of harm, vulnerabilities of the person, other ways',
    )
  if (!power.verified) cautions.push(toBeChecked)
  else if (power.clocks.some(({ verified }) => !verified))
    cautions.push(`Its clocks: ${lowered(toBeChecked)}`)
  return cautions
}

const notRecorded = ({ words, source }: ConsultDuty): string =>
  `Not recorded yet: ${lowered(words)} (${source})`

/** What stands beside a fact that nobody has held against the law yet. */
export const toBeChecked = 'Default, to be checked locally'

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
