import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { dayParts } from './board-filter.ts'
import {
  type Asked,
  isPlaced,
  isTimed,
  partBegan,
  placeEast,
  placeNorth,
  reportsAsked,
  weekdayBegan,
} from './measured-reports.ts'

/** So many reports about one place in the period make it a place of repeats. */
export const fewestRepeats = 2

export type RepeatPlace = {
  /** Hundreds of metres east and north in the National Grid. */
  east: number
  north: number
  words: string
  wardName: string | null
  reports: number
  /** In the period before, which is as long. */
  before: number
  /** How many of them began in each band: `weekday * 4 + part of the day`, Monday morning from midnight is 4. */
  bands: readonly number[]
}

export type Repeats = {
  places: RepeatPlace[]
  total: number
  /** Reports of the period that say too little of where. */
  unplaced: number
  /**
   * Places with two or more reports that began in that band: 8 rows (any day, then Monday first) of 5 cells (any time, then
   * the parts of the day). Any day at any time is the list itself and has none.
   */
  grid: readonly (readonly number[])[]
}

export const placesOnPage = 50

/** Places with two or more reports in a period, most reports first, beside the period before. */
export async function readRepeats(
  db: Transaction,
  asked: Omit<Asked, 'now' | 'answering'> & { previousFrom: Date },
): Promise<Repeats> {
  const { filter, from, previousFrom } = asked
  const { day, time, page = 1 } = filter
  const inBand = [
    ...(day === undefined ? [] : [sql`band / 4 = ${day}`]),
    ...(time === undefined ? [] : [sql`band % 4 = ${dayParts.indexOf(time)}`]),
  ]
  const wanted = inBand.length === 0 ? sql`` : sql`where ${sql.join(inBand, sql` and `)}`
  const base = (since: Date) => sql`
    select report.id, report.filed_at, report.filed_at >= ${from} as is_now, report.ward_id,
      ${placeEast} as east, ${placeNorth} as north,
      case when ${isTimed} then ${weekdayBegan} * 4 + ${partBegan} end as band
    from report where ${reportsAsked({ ...asked, from: since })} and ${isPlaced}`
  const [places, grid, unplaced] = await Promise.all([
    sql<RepeatPlace & { total: number }>`
      with placed as materialized (${base(previousFrom)}),
      counted as (
        select east, north, (count(*) filter (where is_now))::integer as reports,
          (count(*) filter (where not is_now))::integer as before,
          coalesce(array_agg(band) filter (where is_now and band is not null), '{}') as bands,
          (array_agg(id order by filed_at desc))[1] as latest
        from placed ${wanted} group by east, north having count(*) filter (where is_now) >= ${fewestRepeats}),
      page as (select *, (count(*) over ())::integer as total from counted
        order by reports desc, before, east, north limit ${placesOnPage} offset ${(page - 1) * placesOnPage})
      select page.east, page.north, page.reports, page.before, page.bands, page.total,
        left(report.place_words, 80) as words, area.name as "wardName"
      from page join report on report.id = page.latest left join area on area.id = report.ward_id
      order by page.reports desc, page.before, page.east, page.north`.execute(db),
    sql<{ day: number | null; part: number | null; places: number }>`
      with placed as (select east, north, band / 4 as day, band % 4 as part from (${base(from)}) as told
        where band is not null),
      counted as (select day, part from placed
        group by grouping sets ((east, north, day, part), (east, north, day), (east, north, part))
        having count(*) >= ${fewestRepeats})
      select day, part, count(*)::integer as places from counted group by day, part`.execute(db),
    sql<{ unplaced: number }>`
      select count(*)::integer as unplaced from report where ${reportsAsked(asked)} and not ${isPlaced}`.execute(
      db,
    ),
  ])
  const inGrid = new Map(
    grid.rows.map(({ day, part, places }) => [`${day ?? 'any'} ${part ?? 'any'}`, places]),
  )
  return {
    places: places.rows,
    total: places.rows[0]?.total ?? 0,
    unplaced: unplaced.rows[0]?.unplaced ?? 0,
    grid: ['any', 1, 2, 3, 4, 5, 6, 7].map((day) =>
      ['any', 0, 1, 2, 3].map((part) => inGrid.get(`${day} ${part}`) ?? 0),
    ),
  }
}
