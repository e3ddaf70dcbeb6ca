/** How soon somebody was to attend, as a force grades it. */
export const grades = ['immediate', 'priority', 'scheduled', 'no_deployment', 'not_known'] as const
export type Grade = (typeof grades)[number]

export const gradeNames: Readonly<Record<Grade, string>> = {
  immediate: 'Immediate',
  priority: 'Priority',
  scheduled: 'Scheduled or neighbourhood',
  no_deployment: 'Resolved without attending',
  not_known: 'Not graded yet',
}

/** The incident as the force numbers and grades it. */
export type PoliceIncident = {
  /** Of command and control; empty until it is known. */
  incidentNumber: string
  /** Of the records system; empty until it is known. */
  occurrenceNumber: string
  grade: Grade
  officerNumber: string
  attended: boolean | null
}

/** Longest entry, in characters. */
export const mostLetters = 5_000

export type LogEntry = {
  id: string
  number: number
  at: Date
  memberName: string
  officerNumber: string
  words: string
}
