import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type Asked, isPlaced, reportsAsked } from './measured-reports.ts'

/** Two reports may be one told twice where they agree within so much. */
export const alikeReports = { metres: 100, minutesApart: 60, filedWithinHours: 48 } as const

/** A report that may tell again of what an earlier one told. */
export type TwiceTold = {
  filedAt: Date
  organisationId: number
  reference: string
  title: string
  earlierReference: string
  earlierTitle: string
  /** The two were linked by somebody, or stand in one case. */
  isLinked: boolean
}

export type FiledOf = { week: number; organisationId: number; filed: number }

/** Reports filed in a period that have the type, the place and the time of an earlier one. */
export async function readTwiceTold(
  db: Transaction,
  asked: Omit<Asked, 'now' | 'answering'>,
  starts: readonly Date[],
): Promise<{ filed: FiledOf[]; twice: TwiceTold[] }> {
  const { metres, minutesApart, filedWithinHours } = alikeReports
  const [filed, twice] = await Promise.all([
    sql<FiledOf>`
      select width_bucket(report.filed_at, ${[...starts]}::timestamptz[]) - 1 as week,
        report.organisation_id as "organisationId", count(*)::integer as filed
      from report where ${reportsAsked(asked)} group by 1, 2`.execute(db),
    // By the hour in which it began, so that each is compared with those of that hour and its neighbours alone.
    sql<TwiceTold>`
      with placed as materialized (
        select report.id, report.reference, report.title, report.asb_type, report.organisation_id, report.filed_at,
          report.location, report.occurred_from, floor(extract(epoch from report.occurred_from) / 3600)::bigint as hour
        from report where ${reportsAsked(asked)} and ${isPlaced} and report.occurrence <> 'pattern')
      select distinct on (later.filed_at, later.id) later.filed_at as "filedAt",
        later.organisation_id as "organisationId", later.reference, later.title,
        earlier.reference as "earlierReference", earlier.title as "earlierTitle",
        exists (select from report_link where (report_id, other_report_id) in
            ((later.id, earlier.id), (earlier.id, later.id)))
          or exists (select from case_report as one join case_report as other on other.case_id = one.case_id
            where one.report_id = later.id and other.report_id = earlier.id) as "isLinked"
      from placed as later cross join unnest(array[-1, 0, 1]) as beside (hours)
      join placed as earlier on earlier.asb_type = later.asb_type and earlier.hour = later.hour + beside.hours
        and (earlier.filed_at, earlier.id) < (later.filed_at, later.id)
      where earlier.location <-> later.location <= ${metres}
        and abs(extract(epoch from earlier.occurred_from - later.occurred_from)) <= ${minutesApart * 60}
        and later.filed_at - earlier.filed_at <= make_interval(hours => ${filedWithinHours})
      order by later.filed_at desc, later.id, earlier.filed_at desc`.execute(db),
  ])
  return { filed: filed.rows, twice: twice.rows }
}
