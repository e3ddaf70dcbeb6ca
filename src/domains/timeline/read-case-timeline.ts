import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { TimelineEntry } from './read-timeline.ts'
import { kindPatterns, placeOf, type TimelineFilter } from './timeline-filter.ts'

/** A case and those of its reports which the reader sees. */
export type TimelineOf = {
  id: string
  reference: string
  reports: readonly { id: string; reference: string }[]
}

export type TimelinePage = {
  /** Newest first. */
  entries: TimelineEntry[]
  /** Where the page of older entries begins, and that of newer ones. */
  older: string | undefined
  newer: string | undefined
}

type Row = TimelineEntry & { place: string }

/**
 * A page of the one timeline of a case: its own facts and those of its reports which the reader may see. That a report was
 * linked which they may not see is told in words that do not say which. Of the case and of each report no more entries
 * are read than stand on the page, wherever it begins.
 * @param most entries on the page
 */
export async function readCaseTimeline(
  db: Transaction,
  of: TimelineOf,
  filter: Pick<TimelineFilter, 'about' | 'q' | 'after' | 'before'>,
  most: number,
): Promise<TimelinePage> {
  const [before, after] = [placeOf(filter.before), placeOf(filter.after)]
  if (before !== undefined) {
    const rows = await readRows(db, of, filter, most, { ...before, newer: true })
    // With less than a page of newer entries, the first page is the one that shows them.
    if (rows.length > most) {
      const entries = rows.slice(0, most).toReversed()
      return { entries, older: entries.at(-1)?.place, newer: entries[0]?.place }
    }
  }
  const place = before === undefined ? after : undefined
  const rows = await readRows(db, of, filter, most, place && { ...place, newer: false })
  const entries = rows.slice(0, most)
  return {
    entries,
    older: rows.length > most ? entries.at(-1)?.place : undefined,
    newer: place === undefined ? undefined : entries[0]?.place,
  }
}

async function readRows(
  db: Transaction,
  { id, reference, reports }: TimelineOf,
  { about, q }: Pick<TimelineFilter, 'about' | 'q'>,
  most: number,
  from: { at: string; id: string; newer: boolean } | undefined,
): Promise<Row[]> {
  const kinds = about === undefined ? undefined : kindPatterns(about)
  const words = `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const bounds = (entry: RawBuilder<unknown>) => sql`
    ${kinds === undefined ? sql`true` : sql`(${entry}.kind like any (${kinds.patterns}::text[])) = ${kinds.fits}`}
    ${
      from === undefined
        ? sql``
        : sql`and (${entry}.at, ${entry}.id) ${from.newer ? sql`>` : sql`<`} (${from.at}::timestamptz, ${from.id}::uuid)`
    }`
  const holdsWords = (entry: RawBuilder<unknown>) =>
    q === '' ? sql`` : sql`and (${entry}.what ilike ${words} or ${entry}.why ilike ${words})`
  const direction = from?.newer ? sql`asc` : sql`desc`
  const inOrder = sql`order by at ${direction}, id ${direction} limit ${most + 1}`
  const own = sql.ref('timeline_entry')
  const hidden = sql.ref('hidden')
  const { rows } = await sql<Row>`
    select page.id, page.at, page.kind, page.what, page.why, page.actor_name as "actorName",
      organisation.short_name as "organisationName", page.report_reference as "reportReference",
      to_char(page.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || page.id as place
    from (
      (select id, at, kind, what, why, actor_name, organisation_id, null::text as report_reference
        from timeline_entry where case_id = ${id} and ${bounds(own)} ${holdsWords(own)} ${inOrder})
      union all
      (select entry.*, of_case.reference
        from unnest(${reports.map((report) => report.id)}::uuid[], ${reports.map((report) => report.reference)}::text[])
          as of_case (report_id, reference)
        cross join lateral (select id, at, kind, what, why, actor_name, organisation_id
          from timeline_entry
          where timeline_entry.report_id = of_case.report_id and ${bounds(own)} ${holdsWords(own)}
            -- The case says itself which reports were linked to it.
            and what not like ${`%${reference}`}
          ${inOrder}) as entry)
      union all
      (select id, at, kind, what, '', actor_name, organisation_id, null
        from (select *, case kind when 'report_linked' then 'A report was linked' else 'A report was unlinked' end as what,
            '' as why from hidden_links(${id})) as hidden
        where ${bounds(hidden)} ${holdsWords(hidden)} ${inOrder})
      ${inOrder}
    ) as page left join organisation on organisation.id = page.organisation_id
    order by page.at ${direction}, page.id ${direction}`.execute(db)
  return rows
}
