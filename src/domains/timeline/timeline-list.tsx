import { formatDateTime } from '#platform/clock'
import type { Html } from '#platform/govuk'
import type { TimelineEntry } from './read-timeline.ts'

/** A timeline, newest first, as every partner reads it. */
export function TimelineList({ entries }: { entries: readonly TimelineEntry[] }): Html {
  if (entries.length === 0) return <p class="govuk-body">Nothing has been recorded yet.</p>
  return (
    <ol class="app-timeline" reversed>
      {entries.toReversed().map((entry) => (
        <li class="app-timeline__item">
          <p class="app-timeline__what">
            {entry.what}
            {entry.why && <>. {entry.why}</>}
          </p>
          <span class="app-timeline__when">
            <time datetime={entry.at.toISOString()}>{formatDateTime(entry.at)}</time>, {entry.actorName}
            {entry.organisationName && entry.organisationName !== entry.actorName && (
              <>, {entry.organisationName}</>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
