import { addDays, type LocalDate } from '#platform/clock'
import type { DemoArea, DemoAreas } from './areas.ts'
import { cityFacts, districtFacts, policeSectors } from './county-facts.ts'
import { idAt } from './identity.ts'
import {
  CITY,
  type DemoQueue,
  FIRST_DISTRICT,
  LANDLORDS,
  type Partnership,
  POLICE,
  type Work,
} from './organisations.ts'
import type { Random } from './random.ts'

export type DemoRule = {
  id: string
  position: number
  name: string
  areaKind: string | undefined
  areaCode: string | undefined
  asbType: string | undefined
  queue: DemoQueue
  shareWith: readonly number[]
  conditions: readonly { fact: string; expected: string }[]
  validFrom: LocalDate
  validTo: LocalDate | undefined
}

type Draft = {
  name: string
  area?: DemoArea
  asbType?: string
  queue: DemoQueue
  shareWith?: readonly number[]
  conditions?: readonly { fact: string; expected: string }[]
  validFrom?: LocalDate
  validTo?: LocalDate
}

const START: LocalDate = '2000-01-01'

/** Days before the reference date on which the city moved noise from community safety to environmental health. */
const NOISE_MOVED = 500

/** The county's routing rules, most particular first. */
export function makeRules(
  areas: DemoAreas,
  { queues }: Partnership,
  today: LocalDate,
  madeAt: number,
  random: Random,
): DemoRule[] {
  const queueOf = (organisationId: number, work: Work, name?: string) => {
    const found = queues.find(
      (queue) =>
        queue.organisationId === organisationId &&
        queue.work === work &&
        (!name || queue.name.endsWith(name)),
    )
    if (!found) throw new Error(`Organisation ${organisationId} has no queue for ${work} ${name ?? ''}`)
    return found
  }
  const hasQueue = (organisationId: number, work: Work) =>
    queues.some((queue) => queue.organisationId === organisationId && queue.work === work)
  const councils = areas.areas
    .filter((area) => area.kind === 'district')
    .map((area) => ({ area, council: councilOf(area) }))
  const beats = areas.areas
    .filter((area) => area.kind === 'beat')
    .map((area) => ({ area, queue: queueOf(POLICE, 'neighbourhoods', sectorOf(area)) }))
  const movedOn = addDays(today, -NOISE_MOVED)
  const teenagers = [{ fact: 'answer:gathering_age', expected: 'Mostly teenagers' }]

  const drafts: Draft[] = [
    ...councils.map(
      ({ area, council }): Draft => ({
        name: `Hate in ${area.name}`,
        area,
        asbType: 'hate',
        queue: queueOf(POLICE, 'hate'),
        shareWith: [council],
      }),
    ),
    { name: 'Harassment', asbType: 'harassment', queue: queueOf(POLICE, 'hate') },
    ...beats.map(
      ({ area, queue }): Draft => ({
        name: `Gathering happening now, ${area.name} beat`,
        area,
        asbType: 'gatherings',
        queue,
        conditions: [{ fact: 'occurrence', expected: 'now' }],
      }),
    ),
    ...councils
      .filter(({ council }) => council === CITY)
      .map(
        ({ area }): Draft => ({
          name: `Gatherings of teenagers in ${area.name}`,
          area,
          asbType: 'gatherings',
          queue: queueOf(CITY, 'youth'),
          shareWith: [POLICE],
          conditions: teenagers,
        }),
      ),
    {
      name: 'Gatherings of teenagers',
      asbType: 'gatherings',
      queue: queueOf(POLICE, 'youth'),
      conditions: teenagers,
    },
    ...councils.map(
      ({ area, council }): Draft => ({
        name: `Gatherings in ${area.name}`,
        area,
        asbType: 'gatherings',
        queue: queueOf(council, 'community_safety'),
        shareWith: [POLICE],
      }),
    ),
    ...beats.map(
      ({ area, queue }): Draft => ({
        name: `Vehicles and off-road bikes, ${area.name} beat`,
        area,
        asbType: 'vehicles',
        queue,
      }),
    ),
    ...beats.map(
      ({ area, queue }): Draft => ({
        name: `Off-road bikes and quads, ${area.name} beat`,
        area,
        asbType: 'off_road_bikes',
        queue,
      }),
    ),
    ...councils
      .filter(({ council }) => council === CITY)
      .map(
        ({ area }): Draft => ({
          name: `Noise in ${area.name}, before environmental health took it on`,
          area,
          asbType: 'noise',
          queue: queueOf(CITY, 'community_safety'),
          validTo: movedOn,
        }),
      ),
    ...councils.map(
      ({ area, council }): Draft => ({
        name: `Noise in ${area.name}`,
        area,
        asbType: 'noise',
        queue: queueOf(council, 'environmental_health'),
        ...(council === CITY ? { validFrom: movedOn } : {}),
      }),
    ),
    ...LANDLORDS.map(
      (landlord): Draft => ({
        name: `Neighbours of ${landlordName(landlord)} tenants`,
        asbType: 'neighbours',
        queue: queueOf(landlord, 'tenancy'),
        conditions: [{ fact: 'answer:landlord', expected: landlordName(landlord) }],
      }),
    ),
    ...councils.map(
      ({ area, council }): Draft => ({
        name: `Neighbours in ${area.name}`,
        area,
        asbType: 'neighbours',
        queue: queueOf(
          council,
          hasQueue(council, 'housing_enforcement') ? 'housing_enforcement' : 'community_safety',
        ),
      }),
    ),
    ...['street_drinking', 'begging'].flatMap((asbType) =>
      councils.map(
        ({ area, council }): Draft => ({
          name: `${asbType === 'begging' ? 'Begging' : 'Street drinking'} in ${area.name}`,
          area,
          asbType,
          queue: queueOf(council, 'community_safety'),
          shareWith: [POLICE],
        }),
      ),
    ),
    ...Object.entries(streetScene).flatMap(([asbType, label]) =>
      councils.map(
        ({ area, council }): Draft => ({
          name: `${label} in ${area.name}`,
          area,
          asbType,
          queue: queueOf(council, 'street_scene'),
        }),
      ),
    ),
    ...beats.map(({ area, queue }): Draft => ({ name: `Anything else on ${area.name} beat`, area, queue })),
  ]
  return drafts.map(({ area, ...draft }, index) => ({
    id: idAt(madeAt, random),
    position: (index + 1) * 10,
    name: draft.name,
    areaKind: area?.kind,
    areaCode: area?.code,
    asbType: draft.asbType,
    queue: draft.queue,
    shareWith: draft.shareWith ?? [],
    conditions: draft.conditions ?? [],
    validFrom: draft.validFrom ?? START,
    validTo: draft.validTo,
  }))
}

export function councilOf(district: DemoArea): number {
  if (district.name === cityFacts.name) return CITY
  return FIRST_DISTRICT + districtFacts.findIndex((facts) => facts.name === district.name)
}

export const landlordName = (id: number) => (id === LANDLORDS[0] ? 'Cockleshell Homes' : 'Tidewrack Housing')

const streetScene: Readonly<Record<string, string>> = {
  litter: 'Litter',
  fly_tipping: 'Fly-tipping',
  abandoned_vehicles: 'Abandoned vehicles',
  animals: 'Dogs and other animals',
}

function sectorOf(beat: DemoArea): string {
  const sector = policeSectors.find(({ beats }) => beats.some(({ name }) => name === beat.name))
  if (!sector) throw new Error(`No team polices ${beat.name}`)
  return sector.name
}
