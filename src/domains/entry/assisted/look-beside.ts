import { findAddresses, findPlaces, placeOfAddress } from '#domains/places'
import { type Location, locationIn, type NamedPerson, placeChoiceValue, type Reached } from '#domains/reports'
import { today } from '#platform/clock'
import { type Typed, typedValue } from '#platform/forms'
import type { Context } from '#platform/http'
import { type EarlierReports, findEarlierReports } from '../control-room/find-earlier-reports.ts'
import { type Derived, deriveFacts } from '../quick-entry/derive-facts.ts'
import type { EntryDraft } from './entry-draft.ts'
import { type FoundFlag, findFlags } from './find-flags.ts'
import { findKnownPeople, type KnownPerson } from './known-people.ts'
import type { FoundPlaces } from './place-and-time.tsx'
import { journeyOf, pathOfEntry } from './read-entry.ts'
import { readPeople } from './read-people.ts'
import { vulnerabilities } from './vulnerabilities.ts'

export type Beside = {
  now: Date
  earlier: EarlierReports | undefined
  derived: Derived | undefined
  /** The questions of the type that are still to be asked. */
  toAsk: readonly string[]
  flags: readonly FoundFlag[]
  /** Those typed in who stand in reports already. */
  known: readonly KnownPerson[]
  /** What goes by the words of a place of which none was chosen. */
  found: FoundPlaces | undefined
}

/** What is known already of the place that is being typed: earlier reports, its areas, and where the report would go. */
export async function lookBeside(
  { db, clock }: Pick<Context<unknown, unknown, unknown>, 'db' | 'clock'>,
  draft: EntryDraft,
  typed: Typed,
): Promise<Beside> {
  const now = clock.now()
  const path = pathOfEntry(journeyOf(draft), typed, now)
  const location = locationOn(path)
  const found = await searchAgain(db, path, typed, today(clock))
  const named = readPeople(typed, {
    today: today(clock),
    vulnerabilities: vulnerabilities.map(({ code }) => code),
    isAtRisk: true,
  })
  const known = await findKnownPeople(db, typed)
  const flags = await findFlags(db, typed, {
    people: [...named.people, ...spokenForOn(path)],
    place: location,
    asbType: draft.set.asbType,
    today: today(clock),
  })
  const toAsk = path.flatMap(({ step, reading }) => (reading?.ok || step.isContact ? [] : [step.title]))
  if (location === undefined)
    return { now, earlier: undefined, derived: undefined, toAsk, flags, known, found }
  const [earlier, derived] = await Promise.all([
    findEarlierReports(db, location, draft.set.asbType, now),
    deriveFacts(db, {
      location,
      asbType: draft.set.asbType,
      day: today(clock),
      values: valuesOn(path, draft.channel),
    }),
  ])
  return { now, earlier, derived, toAsk, flags, known, found }
}

function locationOn(path: readonly Reached[]): Location | undefined {
  return locationIn(path.flatMap(({ reading }) => (reading?.ok ? [reading.adds] : [])))
}

/** Those for whom somebody else reports. */
function spokenForOn(path: readonly Reached[]): NamedPerson[] {
  return path.flatMap(({ reading }) => (reading?.ok ? (reading.adds.people ?? []) : []))
}

/** As far as it is typed: the rules that ask for more do not match yet. */
function valuesOn(path: readonly Reached[], channel: string): Record<string, string> {
  const answers = path.flatMap(({ step, reading }) =>
    reading?.ok && !step.isContact
      ? reading.told.map(({ answer }) => [`answer:${step.id}`, answer] as const)
      : [],
  )
  const occurrence = path.flatMap(({ reading }) => (reading?.ok ? (reading.adds.occurrence ?? []) : []))[0]
  return { channel, ...(occurrence === undefined ? {} : { occurrence }), ...Object.fromEntries(answers) }
}

async function searchAgain(
  db: Context<unknown, unknown, unknown>['db'],
  path: readonly Reached[],
  typed: Typed,
  day: string,
): Promise<FoundPlaces | undefined> {
  if (!path.some(({ step }) => step.id === 'which_place')) return undefined
  const words = typedValue(typed, 'place').trim()
  const addresses = await findAddresses(db, words)
  const places = [...addresses.map(placeOfAddress), ...(await findPlaces(db, words, day))]
  return { words, places: places.map((place) => ({ value: placeChoiceValue(place), label: place.label })) }
}
