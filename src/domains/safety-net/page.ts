import type { Step } from './rule.ts'

export type PageKind =
  | 'place'
  | 'victim'
  | 'high_risk'
  | 'stale_risk'
  | 'missed_contact'
  | 'unanswered_updates'

/** What happened, in words for a list. */
export const pageKindNames: Readonly<Record<PageKind, string>> = {
  place: 'Several reports of one place',
  victim: 'Several reports of one victim',
  high_risk: 'High risk',
  stale_risk: 'Risk not assessed again in time',
  missed_contact: 'Victim not contacted in time',
  unanswered_updates: 'Many updates and no answer',
}

export type SafetyPage = {
  id: string
  kind: PageKind
  organisationId: number
  organisationName: string
  record: 'report' | 'case'
  /** Null where the reader may not open it; they still see whom to ask. */
  reference: string | null
  title: string | null
  since: Date
  pagedAt: Date
  step: number
  nextStepAt: Date | null
  steps: readonly Step[]
  acknowledgedAt: Date | null
  acknowledgedByName: string | null
  acknowledgedWords: string
}
