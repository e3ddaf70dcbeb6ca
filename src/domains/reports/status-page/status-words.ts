import type { ReportStatus } from '../lifecycle.ts'

type Words = {
  label: string
  colour: 'blue' | 'light-blue' | 'green' | 'grey' | 'yellow'
  /** What this means for the person who reported. */
  means: string
  next: string
}

/** Each status in the words of the person who reported. */
export const statusWords: Readonly<Record<ReportStatus, Words>> = {
  filed: {
    label: 'Received',
    colour: 'blue',
    means: 'We have your report. It is on its way to the right team.',
    next: 'You will see on this page which team has it.',
  },
  awaiting_triage: {
    label: 'Waiting for a team to read it',
    colour: 'light-blue',
    means: 'Your report is with a team. They have not decided yet what to do.',
    next: 'The team reads your report and decides what to do. They may contact you if you said that they can.',
  },
  accepted: {
    label: 'Being dealt with',
    colour: 'green',
    means: 'A team has taken on your report.',
    next: 'The team looks into it. They may contact you if you said that they can. What they do is shown on this page.',
  },
  refused: {
    label: 'Not taken on',
    colour: 'grey',
    means: 'The team decided not to take on your report.',
    next: 'If you do not agree, contact the organisation named on this page. You can report again if something more happens.',
  },
  not_asb: {
    label: 'Not anti-social behaviour',
    colour: 'grey',
    means: 'The team decided that what you told us about is not anti-social behaviour.',
    next: 'If you do not agree, contact the organisation named on this page.',
  },
  closed: {
    label: 'Closed',
    colour: 'grey',
    means: 'The team has finished its work on your report.',
    next: 'If it happens again, make a new report. It helps us to see that it goes on.',
  },
}

/** Whether the reason for a decision is told: at the end, whichever way it ended. */
export function tellsReason(status: ReportStatus): boolean {
  return status === 'refused' || status === 'not_asb' || status === 'closed'
}
