import { type TimelineEntry, TimelineList } from '#domains/timeline'
import type { Html } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type FormState, returned, stateOf } from '../form-state.ts'
import { NoteForm } from '../note-form.tsx'
import { CaseLayout } from './case-layout.tsx'
import type { OpenedTab } from './open-tab.ts'

/** The one timeline of a case and its reports, newest first. */
export function TimelinePage({
  frame,
  opened,
  timeline,
  mayNote,
  state,
}: {
  frame: Frame
  opened: OpenedTab
  timeline: readonly TimelineEntry[]
  mayNote: boolean
  state: FormState | undefined
}): Html {
  return (
    <CaseLayout frame={frame} {...opened} {...returned(state)}>
      <h2 class="govuk-heading-m" id="timeline">
        Timeline
      </h2>
      {mayNote && (
        <NoteForm reference={opened.head.reference} page="timeline" state={stateOf(state, 'note')} />
      )}
      <TimelineList entries={timeline} namesReports={true} />
    </CaseLayout>
  )
}
