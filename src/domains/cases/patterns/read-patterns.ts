import { sql } from 'kysely'
import { isSpread, type PlaceTold } from '#domains/reports'
import type { Transaction } from '#platform/database'
import { formatGridReference } from '#platform/geography'
import type { Naming, Placing } from './co-occur.ts'
import type { PlacedReport } from './partner-figures.ts'
import type { Occurrence } from './spread-hours.ts'

export type PatternFacts = {
  reports: readonly (Occurrence & { reference: string })[]
  /** Linked reports that the reader may not see: nothing of them is counted. */
  hiddenReports: number
  namings: readonly Naming[]
  placings: readonly Placing[]
  /** The reports with the areas they lie in. */
  placed: readonly PlacedReport[]
  /** Where to look first, in National Grid metres. */
  centre: { easting: number; northing: number } | null
}

type ReportRow = Occurrence & {
  reference: string
  location: { x: number; y: number } | null
  placeKind: PlaceTold | null
  placeWords: string
  ward: string | null
  areas: Readonly<Record<string, string>>
}

/**
 * What the patterns of a case are made of, under the reader's own permissions: reports they see, and of the people named
 * in them those whom row-level security shows to them, which are those of reports that their organisation holds.
 */
export async function readPatterns(db: Transaction, caseId: string): Promise<PatternFacts> {
  const [reports, namings, links] = await Promise.all([
    sql<ReportRow>`
      select report.reference, report.occurrence, report.occurred_from as "occurredFrom",
        report.occurred_to as "occurredTo", report.location, report.place_kind as "placeKind",
        left(report.place_words, 80) as "placeWords",
        area.name as ward,
        coalesce((select json_object_agg(area_set.kind, each.code) from area as each join area_set on area_set.id = each.area_set_id
          where each.id in (report.beat_id, report.ward_id, report.lsoa_id, report.district_id)), '{}') as areas,
        coalesce((select json_agg(json_build_object('weekday', weekday, 'fromHour', from_hour, 'toHour', to_hour))
          from report_occurrence where report_occurrence.report_id = report.id), '[]') as pattern
      from case_report join report on report.id = case_report.report_id left join area on area.id = report.ward_id
      where case_report.case_id = ${caseId}
      order by report.occurred_from, report.reference`.execute(db),
    sql<Naming>`
      select report.reference, named.role, named.name,
        coalesce(party.person_id::text, named.profile_id::text,
          lower(named.name) || ' ' || coalesce(named.born_on::text, '')) as key
      from case_report join report on report.id = case_report.report_id
        join report_person as named on named.report_id = report.id
        left join case_party as party on party.case_id = case_report.case_id and party.report_person_id = named.id
          and party.until is null
      where case_report.case_id = ${caseId} and named.name <> ''
      order by named.name, named.id`.execute(db),
    sql<{ links: number }>`
      select count(*)::integer as links from case_report where case_id = ${caseId}`.execute(db),
  ])
  const placed = reports.rows.find(({ location }) => location !== null)?.location ?? null
  return {
    reports: reports.rows,
    centre: placed === null ? null : { easting: placed.x, northing: placed.y },
    hiddenReports: (links.rows[0]?.links ?? 0) - reports.rows.length,
    namings: namings.rows,
    placings: reports.rows.flatMap(placingOf),
    // Whoever told of an area or a way has not told of the square in its middle.
    placed: reports.rows.map(({ reference, areas, location, placeKind }) => ({
      reference,
      areas,
      location: isSpread(placeKind) ? null : location,
    })),
  }
}

function placingOf({ reference, location, placeKind, placeWords, ward }: ReportRow): Placing[] {
  // Whoever told of an area or a way has not told of the square in its middle.
  if (location === null || isSpread(placeKind)) return []
  const square = formatGridReference({ easting: location.x, northing: location.y })
  const near = ward === null ? square : `${ward}, ${square}`
  return [{ reference, key: square, name: placeWords === '' ? near : `${placeWords} (${square})` }]
}
