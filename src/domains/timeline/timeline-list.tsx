import { formatDateTime } from '#platform/clock'
import type { Html } from '#platform/govuk'
import type { TimelineEntry } from './read-timeline.ts'

export type TimelineListProps = {
  /** Newest first. */
  entries: readonly TimelineEntry[]
  /** Says of which report an entry tells; on a report's own page that is plain. */
  namesReports?: boolean
  /** Said where there is none. */
  none?: string
}

/** A timeline as every partner reads it. */
export function TimelineList({
  entries,
  namesReports = false,
  none = 'Nothing has been recorded yet.',
}: TimelineListProps): Html {
  if (entries.length === 0) return <p class="govuk-body">{none}</p>
  return (
    <ol class="app-timeline" reversed>
      {entries.map((entry) => (
        <li class="app-timeline__item">
          <p class="app-timeline__what">
            {namesReports && entry.reportReference && (
              <a class="govuk-link" href={`/reports/${entry.reportReference}`}>
                {entry.reportReference}
              </a>
            )}
            {namesReports && entry.reportReference && ': '}
            {entry.what}
          </p>
          {entry.why !== '' && <p class="app-timeline__what app-typed">{entry.why}</p>}
          <p class="app-timeline__what app-timeline__when">
            <time datetime={entry.at.toISOString()}>{formatDateTime(entry.at)}</time>
            {`, ${entry.actorName}${entry.organisationName ? `, ${entry.organisationName}` : ''}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
