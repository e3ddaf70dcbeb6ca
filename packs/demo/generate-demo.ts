import { isLocalDate, type LocalDate, londonInstant } from '#platform/clock'
import { type CellAreas, type DemoArea, makeAreas } from './areas.ts'
import { makeCalendar } from './calendar.ts'
import { caseRecord, type DemoCase } from './case-records.ts'
import { attribution, countyName, vintage } from './county-facts.ts'
import { decideReports } from './decide.ts'
import { type DemoPostcode, type DemoStreet, makeGazetteer } from './gazetteer.ts'
import { idAt, referenceSource } from './identity.ts'
import { makeMesh } from './mesh.ts'
import { makePartnership, type Partnership } from './organisations.ts'
import { planCases } from './plan-cases.ts'
import { planReports } from './plan-reports.ts'
import { seededRandom } from './random.ts'
import { type DemoReport, type ReportName, reportRecord } from './records.ts'
import { router } from './routing.ts'
import { type DemoRule, makeRules } from './rules.ts'
import { settle } from './settlements.ts'

export type DemoOptions = {
  /** Any text; the same seed, date and number give the same county to the byte. */
  seed: string
  /** The reference date: everything happened in the three years before it. */
  today: LocalDate
  /** How many reports; 20,000 in the demo, more for load tests. */
  reports: number
}

/** A record that was erased before: what the feed must forget. */
export type DemoTombstone = {
  recordKind: 'report'
  recordId: string
  audience: readonly number[]
  erasedAt: Date
}

/** The made-up county. Reports and cases are written out one by one as they are asked for, each time the same. */
export type DemoCounty = {
  name: string
  options: DemoOptions
  areaSet: { vintage: string; validFrom: LocalDate; attribution: string }
  areas: readonly DemoArea[]
  streets: readonly DemoStreet[]
  postcodes: readonly DemoPostcode[]
  partnership: Partnership
  rules: readonly DemoRule[]
  /** The areas that hold a cell: what a street or postcode lies in. */
  areasOfCell: (cell: number) => CellAreas
  reportCount: number
  caseCount: number
  /** Oldest first. */
  reports(): Iterable<DemoReport>
  cases(): Iterable<DemoCase>
  tombstones: readonly DemoTombstone[]
}

/** One in 4,000 reports of the past was erased. */
const ERASED_SHARE = 1 / 4_000
const DAY = 86_400_000
const MINUTE = 60_000

/**
 * Makes the county from its seed. Some 3 seconds and 60 MB for 20,000 reports, before their records are written out.
 * Throws RangeError when the date is not real or the number is not a positive whole one.
 */
export function generateDemo(options: DemoOptions): DemoCounty {
  const { seed, today, reports: count } = options
  if (!isLocalDate(today)) throw new RangeError(`Not a date: ${today}`)
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`Not a number of reports: ${count}`)
  const random = seededRandom(`${countyName}/${seed}`)
  const madeAt = londonInstant(vintage.validFrom, '09:00').getTime()
  const mesh = makeMesh(random.fork('mesh'))
  const settlements = settle(mesh, random.fork('settlements'))
  const areas = makeAreas(mesh, settlements, madeAt, random.fork('areas'))
  const areasOfCell = (cell: number) => {
    const found = areas.ofCell[cell]
    if (!found) throw new RangeError(`There is no cell ${cell}`)
    return found
  }
  const { residents, centrality } = settlements
  const gazetteer = makeGazetteer(areas, mesh.cells, residents, madeAt, random.fork('gazetteer'))
  const partnership = makePartnership(areas, madeAt, random.fork('partnership'))
  const rules = makeRules(areas, partnership, today, madeAt, random.fork('rules'))

  const calendar = makeCalendar(today, random.fork('calendar'))
  const plans = planReports(
    count,
    {
      cells: mesh.cells,
      calendar,
      streetsNear: streetsByLsoa(gazetteer.streets, areasOfCell),
      residents,
      centrality,
      wardOf: (cell) => areasOfCell(cell).ward.code,
    },
    random.fork('plans'),
  )
  const decided = decideReports(
    plans,
    areasOfCell,
    router(rules, partnership),
    partnership.members,
    calendar.end,
    random.fork('lives'),
  )
  const planned = planCases(decided, partnership.members, calendar.end, today, random.fork('cases'))
  const names = namesOf(
    decided.map(({ filedAt }) => filedAt),
    random.fork('names'),
  )
  const nextReference = referenceSource('CASE', random.fork('case references'))
  const caseReferences = planned.map(() => nextReference())
  // Claimed just before midnight: a claim lasts a quarter of an hour, and the demonstration begins with none in force.
  const claimsEnd = calendar.end + 10 * MINUTE

  return {
    name: countyName,
    options,
    areaSet: { vintage: vintage.name, validFrom: vintage.validFrom, attribution },
    areas: areas.areas,
    ...gazetteer,
    partnership,
    rules,
    areasOfCell,
    reportCount: decided.length,
    caseCount: planned.length,
    *reports() {
      const words = random.fork('lives')
      for (const report of decided) yield reportRecord(report, nameAt(names, report.number), claimsEnd, words)
    },
    *cases() {
      const words = random.fork('case records')
      const shortName = (id: number) =>
        partnership.organisations.find((one) => one.id === id)?.shortName ?? ''
      for (const [index, plan] of planned.entries()) {
        yield caseRecord(
          plan,
          caseReferences[index] ?? '',
          (number) => nameAt(names, number),
          shortName,
          words,
        )
      }
    },
    tombstones: tombstonesOf(
      Math.max(2, Math.round(count * ERASED_SHARE)),
      calendar.end,
      random.fork('erased'),
    ),
  }
}

function namesOf(moments: readonly number[], random: ReturnType<typeof seededRandom>): ReportName[] {
  const nextReference = referenceSource('ASB', random)
  return moments.map((moment) => ({ id: idAt(moment, random), reference: nextReference() }))
}

function nameAt(names: readonly ReportName[], number: number): ReportName {
  const name = names[number]
  if (!name) throw new RangeError(`There is no report ${number}`)
  return name
}

function streetsByLsoa(streets: readonly DemoStreet[], areasOfCell: (cell: number) => CellAreas) {
  const byLsoa = new Map<DemoArea, DemoStreet[]>()
  for (const street of streets) {
    const { lsoa } = areasOfCell(street.cell)
    byLsoa.set(lsoa, [...(byLsoa.get(lsoa) ?? []), street])
  }
  return (cell: number) => byLsoa.get(areasOfCell(cell).lsoa) ?? []
}

function tombstonesOf(count: number, end: number, random: ReturnType<typeof seededRandom>): DemoTombstone[] {
  return Array.from({ length: count }, () => {
    const erasedAt = Math.floor(end - random.between(1, 300) * DAY)
    return {
      recordKind: 'report',
      recordId: idAt(erasedAt - random.between(400, 700) * DAY, random),
      audience: [1 + random.below(8)],
      erasedAt: new Date(erasedAt),
    }
  })
}
