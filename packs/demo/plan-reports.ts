import type { DemoCalendar } from './calendar.ts'
import { type DemoStreet, pointIn, pointNear } from './gazetteer.ts'
import type { Cell, Point } from './mesh.ts'
import {
  ANONYMOUS_SHARE,
  REPEAT_PLACE_SHARE,
  reportsPerPerson,
  type Setting,
  type TypeFacts,
  typeMix,
} from './mix.ts'
import { repeatPlaceName } from './names.ts'
import { type Random, weightedPicker } from './random.ts'

/** What is settled about a report before its words are written: who, what, where and when. */
export type ReportPlan = {
  type: TypeFacts
  /** Position among the people who report, or -1 for nobody known. */
  person: number
  /** Whether the person has reported before. */
  isRepeat: boolean
  street: DemoStreet
  /** A named place with several reports, where it is one. */
  place: RepeatPlace | undefined
  cell: number
  at: Point
  occurrence: 'once' | 'pattern' | 'now'
  /** Milliseconds since 1970. */
  occurredFrom: number
  occurredTo: number
  filedAt: number
}

export type RepeatPlace = { name: string; cell: number; at: Point; street: DemoStreet }

export type Ground = {
  cells: readonly Cell[]
  calendar: DemoCalendar
  /** Streets in the LSOA of a cell. */
  streetsNear: (cell: number) => readonly DemoStreet[]
  residents: Float64Array
  centrality: Float64Array
  wardOf: (cell: number) => string
}

const MINUTE = 60_000
const DAY = 86_400_000

/** Plans for exactly `count` reports, oldest first. */
export function planReports(count: number, ground: Ground, random: Random): ReportPlan[] {
  const cellPickers = pickersBySetting(ground, random.fork('hotspots'))
  const places = repeatPlaces(
    Math.max(1, Math.round((count * REPEAT_PLACE_SHARE) / 6)),
    ground,
    cellPickers,
    random,
  )
  const pickPlace = weightedPicker(places.map((_, rank) => 1 / (rank + 8) ** 0.7))
  const pickType = weightedPicker(typeMix.map(({ share }) => share))
  const pickFrequency = weightedPicker(reportsPerPerson.map(({ share }) => share))
  const anonymous = Math.round(count * ANONYMOUS_SHARE)
  const plans: ReportPlan[] = []
  let person = 0
  while (plans.length < count) {
    const draw = random.fork('person', person, plans.length)
    const isKnown = plans.length >= anonymous
    const [least, most] = isKnown ? (reportsPerPerson[pickFrequency(draw)]?.reports ?? [1, 1]) : [1, 1]
    const reports = Math.min(count - plans.length, least + draw.below(most - least + 1))
    const type = typeMix[pickType(draw)] ?? typeMix[0]
    if (!type) throw new Error('No types to report')
    const place = draw.chance(REPEAT_PLACE_SHARE) ? places[pickPlace(draw)] : undefined
    const home = place ?? whereabouts(type.setting, ground, cellPickers, draw)
    let day = ground.calendar.pickDay(type.code, draw)
    for (let number = 0; number < reports; number += 1) {
      const drifted = number > 0 && draw.chance(0.2) ? (typeMix[pickType(draw)] ?? type) : type
      const cell = ground.cells[home.cell]
      if (!cell) throw new Error(`There is no cell ${home.cell}`)
      plans.push({
        type: drifted,
        person: isKnown ? person : -1,
        isRepeat: number > 0,
        street: home.street,
        place,
        cell: home.cell,
        at: place ? place.at : pointNear(home.at, type.setting === 'homes' ? 35 : 80, cell, draw),
        ...whenOf(drifted, day, ground.calendar, draw),
      })
      day = nextDay(drifted, day, ground.calendar, draw)
    }
    if (isKnown) person += 1
  }
  return plans.sort((one, other) => one.filedAt - other.filedAt)
}

function whenOf(type: TypeFacts, day: number, calendar: DemoCalendar, random: Random) {
  const hour = calendar.pickHour(type.shape, random)
  const began = calendar.momentOf(day, hour, random.below(60)) + random.below(MINUTE)
  const kind = random.unit()
  const occurrence = kind < type.pattern ? 'pattern' : kind < type.pattern + type.now ? 'now' : 'once'
  if (occurrence === 'now') {
    const filedAt = notAfter(began + random.between(3, 40) * MINUTE, began, calendar.end)
    return { occurrence, occurredFrom: began, occurredTo: filedAt, filedAt } as const
  }
  const ended = began + random.between(15, 180) * MINUTE
  const wait = random.chance(0.55) ? random.between(5, 110) * MINUTE : random.exponential(0.9) * DAY
  const filedAt = notAfter(ended + wait, began, calendar.end)
  const weeks = occurrence === 'pattern' ? 1 + random.below(8) : 0
  return {
    occurrence,
    occurredFrom: began - weeks * 7 * DAY,
    occurredTo: Math.min(ended, filedAt),
    filedAt,
  } as const
}

/** Whole milliseconds; reports that would be filed after the end are filed soon after they began. */
function notAfter(moment: number, began: number, end: number): number {
  return Math.floor(moment < end ? moment : began + (end - began) * 0.5)
}

/** When the same person reports again: two weeks later on average, or another time where the years have run out. */
function nextDay(type: TypeFacts, day: number, calendar: DemoCalendar, random: Random): number {
  const next = calendar.nextBusyDay(day + Math.round(random.exponential(14)), random)
  return type.code === 'fireworks' || next >= calendar.days.length
    ? calendar.pickDay(type.code, random)
    : next
}

type CellPickers = Record<Setting, (random: Random) => number>

/** Cells by how much of each setting they are; wards differ by up to five times, as hotspots do. */
function pickersBySetting({ cells, residents, centrality, wardOf }: Ground, random: Random): CellPickers {
  const wards = new Map<string, number>()
  const heat = (cell: Cell) => {
    const ward = wardOf(cell.index)
    const known = wards.get(ward) ?? Math.exp(random.fork(ward).normal() * 0.45)
    wards.set(ward, known)
    return known
  }
  const pickHot = weightedPicker(residents)
  const hot = new Set(Array.from({ length: 24 }, () => pickHot(random)))
  const picker = (of: (people: number, centre: number) => number) =>
    weightedPicker(
      cells.map((cell) => {
        const base = of(residents[cell.index] ?? 0, centrality[cell.index] ?? 0) * heat(cell)
        return hot.has(cell.index) ? base * 7 : base
      }),
    )
  return {
    homes: picker((people, centre) => people * (1 + centre)),
    centre: picker((people, centre) => people * 0.35 + 900 * centre * centre),
    open: picker((people) => Math.sqrt(people) * 8 + 3),
    edges: picker((people) => 6 + Math.sqrt(people) * 3),
  }
}

function whereabouts(setting: Setting, ground: Ground, pickers: CellPickers, random: Random) {
  const picked = pickers[setting](random)
  const street = random.pick(ground.streetsNear(picked))
  if (setting === 'homes') return { cell: street.cell, at: street.at, street }
  const cell = ground.cells[picked]
  if (!cell) throw new Error(`There is no cell ${picked}`)
  return { cell: picked, at: pointIn(cell, random), street }
}

function repeatPlaces(count: number, ground: Ground, pickers: CellPickers, random: Random): RepeatPlace[] {
  return Array.from({ length: count }, (_, number) => {
    const draw = random.fork('place', number)
    const place = whereabouts(draw.pick(['centre', 'centre', 'open', 'homes']), ground, pickers, draw)
    return { ...place, name: repeatPlaceName(draw, place.street.name) }
  })
}
