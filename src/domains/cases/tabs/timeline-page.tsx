import {
  type TimelinePage as PageOfTimeline,
  type TimelineFilter,
  TimelineList,
  timelineSubjects,
  timelineUrl,
} from '#domains/timeline'
import { type Html, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm } from '#platform/lists'
import { type FormState, returned, stateOf } from '../form-state.ts'
import { NoteForm } from '../note-form.tsx'
import { CaseLayout } from './case-layout.tsx'
import type { OpenedTab } from './open-tab.ts'

export type TimelinePageProps = {
  frame: Frame
  opened: OpenedTab
  filter: TimelineFilter
  timeline: PageOfTimeline
  mayNote: boolean
  state: FormState | undefined
}

/** The one timeline of a case and its reports, newest first, in pages; the whole of it on one, to print or to keep. */
export function TimelinePage({ frame, opened, filter, timeline, mayNote, state }: TimelinePageProps): Html {
  const path = `/cases/${opened.head.reference}/timeline`
  const isNarrowed = filter.about !== undefined || filter.q !== ''
  return (
    <CaseLayout frame={frame} {...opened} {...returned(state)}>
      <FilteredList filters={<Filters path={path} filter={filter} isNarrowed={isNarrowed} />}>
        <h2 class="govuk-heading-m" id="timeline">
          Timeline
        </h2>
        {mayNote && (
          <NoteForm reference={opened.head.reference} page="timeline" state={stateOf(state, 'note')} />
        )}
        <TimelineList
          entries={timeline.entries}
          namesReports={true}
          {...(isNarrowed && { none: 'No entry matches. Take a filter away to see more.' })}
        />
        <Neighbours path={path} filter={filter} timeline={timeline} />
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={timelineUrl(path, filter, {
              after: undefined,
              before: undefined,
              view: filter.view === 'whole' ? 'pages' : 'whole',
            })}
          >
            {filter.view === 'whole'
              ? 'Show it in pages'
              : `${isNarrowed ? 'All that matches' : 'The whole timeline'} on one page, to print or keep`}
          </a>
        </p>
      </FilteredList>
    </CaseLayout>
  )
}

function Filters({
  path,
  filter,
  isNarrowed,
}: {
  path: string
  filter: TimelineFilter
  isNarrowed: boolean
}): Html {
  return (
    <FilterForm action={path} everything={isNarrowed ? path : undefined}>
      <FilterChoice
        name="about"
        id="timeline-about"
        label="About"
        all="Everything"
        choices={timelineSubjects}
        value={filter.about}
      />
      <TextInput name="q" id="timeline-q" label={{ text: 'Words of an entry' }} value={filter.q} />
      {filter.view === 'whole' && <input type="hidden" name="view" value="whole" />}
    </FilterForm>
  )
}

function Neighbours({
  path,
  filter,
  timeline: { older, newer },
}: {
  path: string
  filter: TimelineFilter
  timeline: PageOfTimeline
}): Html | null {
  if (older === undefined && newer === undefined) return null
  return (
    <nav class="govuk-pagination govuk-pagination--block" aria-label="Pages of the timeline">
      {newer !== undefined && (
        <div class="govuk-pagination__prev">
          <a
            class="govuk-link govuk-pagination__link"
            rel="prev"
            href={timelineUrl(path, filter, { before: newer, after: undefined })}
          >
            <span class="govuk-pagination__link-title">Newer entries</span>
          </a>
        </div>
      )}
      {older !== undefined && (
        <div class="govuk-pagination__next">
          <a
            class="govuk-link govuk-pagination__link"
            rel="next"
            href={timelineUrl(path, filter, { after: older, before: undefined })}
          >
            <span class="govuk-pagination__link-title">Older entries</span>
          </a>
        </div>
      )}
    </nav>
  )
}
