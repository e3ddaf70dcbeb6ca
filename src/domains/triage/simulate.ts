import { findPlaces, type Place } from '#domains/places'
import { askedIn, type QuestionSet, questionsOf, readQuestionSets } from '#domains/reports'
import { findSharingByRules } from '#domains/sharing'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { englishTag } from '#platform/language'
import { type CodedPlace, codePlaces } from './code-places.ts'
import { questionOf } from './fact-words.ts'
import {
  type ConsideredRule,
  considerRules,
  explainRouting,
  type LocalRule,
  promptRules,
  type RoutingRule,
  raisePrompts,
  sendingRules,
} from './match-rule.ts'
import { readRouting, versionOn } from './read-rules.ts'
import type { SimulatedReport, Simulation, WhoCovers } from './simulation.ts'

/** Stands for the simulated report where a function asks for an id. */
const nobodysReport = '00000000-0000-0000-0000-000000000000'

/**
 * Where a report like this would go, by the very function that routes real ones: by the rules as they stand, or by
 * `proposed` ones. Nothing is written.
 */
export async function simulateRouting(
  db: Transaction,
  given: SimulatedReport,
  usualQualifier: string | undefined,
  proposed?: readonly LocalRule[],
): Promise<Simulation> {
  const [current, places, sets] = await Promise.all([
    readRouting(db),
    findGivenPlaces(db, given),
    readQuestionSets(db, given.day),
  ])
  const routing =
    proposed === undefined
      ? current
      : { ...current, rules: sendingRules(proposed), prompts: promptRules(proposed), every: proposed }
  const facts = answersAsked(routing.every, given.asbType, sets)
  const wordings = wordingsOf(sets, given.asbType)
  const place = places.length === 1 ? places[0] : undefined
  if (given.asbType === undefined || places.length > 1) return { facts, wordings, places, outcome: undefined }
  const coded = await codePlaces(db, [
    { key: 'simulated', location: place ?? null, words: given.place, day: given.day },
  ])
  const areas = coded.get('simulated')?.areas ?? {}
  const reported = {
    asbType: given.asbType,
    filedOn: given.day,
    areas: codesOf(areas),
    values: {
      ...(usualQualifier === undefined ? {} : { qualifier: usualQualifier }),
      ...withoutUnasked(given.values, facts),
    },
  }
  const considered = considerRules(routing.rules, reported)
  const version = proposed === undefined ? versionOn(routing.versions, given.day) : undefined
  const rule = matchedRule(considered)
  const destination = rule?.destination ?? routing.fallback
  const [coverage, sharedWith] = await Promise.all([
    whoCovers(db, areas, given.asbType, given.day),
    findSharingByRules(
      db,
      'report',
      {
        id: nobodysReport,
        holder: destination.organisationId,
        asbType: given.asbType,
        areas: idsOf(areas),
        partition: null,
      },
      given.day,
    ),
  ])
  return {
    facts,
    wordings,
    places,
    outcome: {
      destination,
      because: explainRouting(rule, destination, version),
      prompts: raisePrompts(routing.prompts, reported, version),
      isFallback: rule === undefined,
      considered,
      notConsidered: routing.rules.length - considered.length,
      areas: Object.entries(areas).map(([kind, { name, code }]) => ({ kind, name, code })),
      coverage,
      sharedWith,
    },
  }
}

/** A point that was chosen stands; words alone are looked up, and when they may mean several places, somebody chooses. */
async function findGivenPlaces(
  db: Transaction,
  { place, point, day }: SimulatedReport,
): Promise<readonly (Pick<Place, 'label' | 'kind'> & { easting: number; northing: number })[]> {
  if (point !== undefined) return [{ label: place, kind: 'grid_reference', ...point }]
  if (place === '') return []
  const found = await findPlaces(db, place, day)
  const exact = found.filter(({ label }) => label.toLowerCase() === place.toLowerCase())
  return exact.length === 1 ? exact : found
}

/**
 * Every answer that a rule for the type asks for, with the values that make a difference. A rule for every type asks it
 * of those that have the question.
 */
function answersAsked(
  rules: readonly LocalRule[],
  asbType: string | undefined,
  sets: readonly QuestionSet[],
): { fact: string; expected: string[] }[] {
  if (asbType === undefined) return []
  const ofType = wordingsOf(sets.filter((set) => set.asbType === asbType))
  const facts = new Map<string, Set<string>>()
  for (const rule of rules)
    for (const { fact, expected } of rule.conditions)
      if (
        questionOf(fact) !== undefined &&
        (rule.asbType === null ? ofType.has(fact) : rule.asbType.code === asbType)
      )
        facts.set(fact, (facts.get(fact) ?? new Set()).add(expected))
  return [...facts].map(([fact, expected]) => ({ fact, expected: [...expected].sort() }))
}

/** By the fact that the answer to each question is; the type's own wording where several types have the question. */
export function wordingsOf(sets: readonly QuestionSet[], asbType?: string): ReadonlyMap<string, string> {
  const ownLast = sets.toSorted((a, b) => Number(a.asbType === asbType) - Number(b.asbType === asbType))
  return new Map(
    ownLast.flatMap((set) =>
      questionsOf(askedIn(set, englishTag)).map(({ id, wording }) => [`answer:${id}`, wording] as const),
    ),
  )
}

/** The values less the answers that are no longer asked for, once another type is chosen. */
function withoutUnasked(
  values: SimulatedReport['values'],
  asked: Simulation['facts'],
): SimulatedReport['values'] {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => questionOf(name) === undefined || asked.some(({ fact }) => fact === name),
    ),
  )
}

function codesOf(areas: CodedPlace['areas']): Record<string, string> {
  return Object.fromEntries(Object.entries(areas).map(([kind, { code }]) => [kind, code]))
}

function idsOf(areas: CodedPlace['areas']): Record<string, string> {
  return Object.fromEntries(Object.entries(areas).map(([kind, { id }]) => [kind, id]))
}

function matchedRule(considered: readonly ConsideredRule[]): RoutingRule | undefined {
  return considered.find(({ matched }) => matched)?.rule
}

function whoCovers(
  db: Transaction,
  areas: CodedPlace['areas'],
  asbType: string,
  day: LocalDate,
): Promise<WhoCovers[]> {
  const codes = Object.values(areas).map(({ code }) => code)
  if (codes.length === 0) return Promise.resolve([])
  return db
    .selectFrom('coverage')
    .innerJoin('organisation', 'organisation.id', 'coverage.organisation_id')
    .select([
      'organisation.name as organisationName',
      'organisation.contact_advice as contactAdvice',
      'coverage.area_kind as areaKind',
      'coverage.asb_type as asbType',
    ])
    .distinct()
    .where('coverage.area_code', 'in', codes)
    .where((is) => is.or([is('coverage.asb_type', 'is', null), is('coverage.asb_type', '=', asbType)]))
    .where('coverage.valid_from', '<=', day)
    .where((is) => is.or([is('coverage.valid_to', 'is', null), is('coverage.valid_to', '>', day)]))
    .orderBy('organisation.name')
    .execute()
}
