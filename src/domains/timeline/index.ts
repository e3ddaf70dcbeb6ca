export { addTimelineEntries, addTimelineNote, type NewTimelineEntry } from './add-timeline-entry.ts'
export { readCaseTimeline, readReportTimeline, type TimelineEntry } from './read-timeline.ts'
export { TimelineList } from './timeline-list.tsx'
