export { addTimelineEntries, addTimelineNote, type NewTimelineEntry } from './add-timeline-entry.ts'
export { readCaseTimeline, type TimelineOf, type TimelinePage } from './read-case-timeline.ts'
export { readReportTimeline, type TimelineEntry } from './read-timeline.ts'
export {
  type TimelineFilter,
  timelineFilterSchema,
  timelineSubjects,
  timelineUrl,
} from './timeline-filter.ts'
export { TimelineList } from './timeline-list.tsx'
