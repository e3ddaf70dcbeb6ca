import { areasAt, findPlaces } from '#domains/places'
import { type Location, locationIn, type NamedPerson, placeChoiceValue, type Reached } from '#domains/reports'
import { findMatchingRule, readRouting } from '#domains/triage'
import { today } from '#platform/clock'
import { type Typed, typedValue } from '#platform/forms'
import type { Context } from '#platform/http'
import { type EarlierReports, findEarlierReports } from '../control-room/find-earlier-reports.ts'
import type { EntryDraft } from './entry-draft.ts'
import { type FoundFlag, findFlags } from './find-flags.ts'
import type { FoundPlaces } from './place-and-time.tsx'
import { journeyOf, pathOfEntry } from './read-entry.ts'
import { readPeople } from './read-people.ts'
import { vulnerabilities } from './vulnerabilities.ts'

/** Something that follows from what was typed, with what it follows from. */
export type DerivedFact = { name: string; value: string; origin: string }

export type Beside = {
  now: Date
  earlier: EarlierReports | undefined
  facts: readonly DerivedFact[]
  flags: readonly FoundFlag[]
  /** What goes by the words of a place of which none was chosen. */
  found: FoundPlaces | undefined
}

const areaNames = {
  beat: 'Beat',
  neighbourhood: 'Neighbourhood',
  ward: 'Ward',
  district: 'District',
  lsoa: 'LSOA',
} as const

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
  const flags = await findFlags(db, typed, {
    people: [...named.people, ...spokenForOn(path)],
    place: location,
    asbType: draft.set.asbType,
    today: today(clock),
  })
  if (location === undefined) return { now, earlier: undefined, facts: [], flags, found }
  const [earlier, areas, routing] = await Promise.all([
    findEarlierReports(db, location, draft.set.asbType, now),
    areasAt(db, location, today(clock)),
    readRouting(db),
  ])
  const rule = findMatchingRule(routing.rules, {
    asbType: draft.set.asbType,
    filedOn: today(clock),
    areas: Object.fromEntries(areas.map(({ kind, code }) => [kind, code])),
    values: valuesOn(path, draft.channel),
  })
  const { queueName, organisationName } = rule?.destination ?? routing.fallback
  const goesTo = {
    name: 'Goes to',
    value: `${queueName}, ${organisationName}`,
    origin:
      rule === undefined ? 'no rule matches: the fallback queue' : `rule ${rule.position}, ${rule.name}`,
  }
  const facts = Object.entries(areaNames).flatMap(([kind, name]) => {
    const area = areas.find((each) => each.kind === kind)
    return area === undefined
      ? []
      : [{ name, value: `${area.name} (${area.code})`, origin: `the place, boundaries of ${area.vintage}` }]
  })
  return { now, earlier, facts: [...facts, goesTo], flags, found }
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
  const places = await findPlaces(db, words, day)
  return { words, places: places.map((place) => ({ value: placeChoiceValue(place), label: place.label })) }
}
