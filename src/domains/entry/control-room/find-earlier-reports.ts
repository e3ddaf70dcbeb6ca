import { sql } from 'kysely'
import { judgeRepeat, repeatWeights } from '#domains/cases'
import { isSpread, type Location, type ReportStatus } from '#domains/reports'
import type { Transaction } from '#platform/database'
import type { GridPoint } from '#platform/geography'

/** A report near the place that is being typed, as much of it as one reads at a glance. */
export type EarlierReport = {
  reference: string
  typeLabel: string
  status: ReportStatus
  filedAt: Date
  summary: string
  organisationName: string | null
  distanceM: number
  /** What speaks for its being about the same behaviour; empty where it is only near. */
  reasons: readonly string[]
}

export type EarlierReports = {
  /** How many were filed at this very place within a year. */
  atThisPlace: number
  /** Whether more may stand behind those that were looked at. */
  isFull: boolean
  repeats: readonly EarlierReport[]
  others: readonly EarlierReport[]
}

const day = 86_400_000
const withinDays = 365
/** Streets and postcodes stand for all their houses. */
const samePlaceM = 60
const mostLookedAt = 80
const mostRepeats = 5
const mostOthers = 5

/** Earlier reports at a place and likely repeats of one that is being typed, among those the reader may see in full. */
export async function findEarlierReports(
  db: Transaction,
  { easting, northing, kind, precisionM = 0 }: GridPoint & Partial<Pick<Location, 'kind' | 'precisionM'>>,
  asbType: string,
  now: Date,
): Promise<EarlierReports> {
  const since = new Date(now.getTime() - withinDays * day)
  const found = await db
    .selectFrom(
      sql<{ id: string; distance_m: number }>`reports_near_place(point(${easting}, ${northing}),
        ${repeatWeights.withinMetres}, ${since}, ${mostLookedAt})`.as('near'),
    )
    .innerJoin('report', 'report.id', 'near.id')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .leftJoin('asb_type as typed', (on) => on.on('typed.code', '=', asbType))
    .leftJoin('organisation', 'organisation.id', 'report.organisation_id')
    .select([
      'report.reference as reference',
      'report.status as status',
      'report.filed_at as filedAt',
      'report.summary as summary',
      'asb_type.label as typeLabel',
      'organisation.short_name as organisationName',
      'near.distance_m as distanceM',
      sql<boolean>`coalesce(typed.code = report.asb_type, false)`.as('sameType'),
      sql<boolean>`coalesce(typed.national_type = asb_type.national_type, false)`.as('sameNationalType'),
    ])
    .execute()
  // What is typed may be somewhere about here as well: then nothing is at this very place.
  const spreadM = isSpread(kind) ? precisionM : 0
  const rows = found.map((row) => ({ ...row, distanceM: Math.max(row.distanceM, spreadM) }))
  const judged = rows.map(({ sameType, sameNationalType, ...report }) => {
    const daysApart = (now.getTime() - report.filedAt.getTime()) / day
    const { points, isSuggested, reasons } = judgeRepeat({
      distanceM: report.distanceM,
      daysApart,
      sameType,
      sameNationalType,
    })
    return { points, isSuggested, report: { ...report, reasons: isSuggested ? reasons : [] } }
  })
  const byPoints = judged.toSorted(
    (one, other) =>
      other.points - one.points || other.report.filedAt.getTime() - one.report.filedAt.getTime(),
  )
  return {
    atThisPlace: rows.filter(({ distanceM }) => distanceM <= samePlaceM).length,
    isFull: found.length === mostLookedAt,
    repeats: byPoints
      .filter(({ isSuggested }) => isSuggested)
      .slice(0, mostRepeats)
      .map(reportOf),
    others: byPoints
      .filter(({ isSuggested, report }) => !isSuggested && report.distanceM <= samePlaceM)
      .slice(0, mostOthers)
      .map(reportOf),
  }
}

function reportOf({ report }: { report: EarlierReport }): EarlierReport {
  return report
}
