export const outcomes = ['accepted', 'declined', 'engaged', 'ended', 'not_reached'] as const
export type SupportOutcome = (typeof outcomes)[number]
export type ReferralStatus = 'sent' | SupportOutcome

export const statusNames: Readonly<Record<ReferralStatus, string>> = {
  sent: 'Waiting for the service',
  accepted: 'Taken by the service',
  declined: 'Not taken',
  engaged: 'The victim takes it up',
  ended: 'Support ended',
  not_reached: 'Could not be reached',
}

/** What may become of a referral after what was said last. */
export const nextOutcomes: Readonly<Record<ReferralStatus, readonly SupportOutcome[]>> = {
  sent: ['accepted', 'declined', 'not_reached'],
  accepted: ['engaged', 'ended', 'not_reached'],
  engaged: ['engaged', 'ended'],
  declined: [],
  ended: [],
  not_reached: [],
}

/** Whether it says why. */
export const needsWords = (outcome: SupportOutcome) => outcome === 'declined' || outcome === 'ended'

export type Referral = {
  id: string
  planId: string
  need: string
  serviceName: string
  organisationName: string
  partnerOrganisationId: number | null
  told: string
  reach: string
  consent: 'given' | 'not_needed'
  consentOn: string | null
  basis: string
  sentBy: 'partner_page' | 'email' | 'by_hand'
  /** Of the e-mail to the service; null where none was sent. */
  messageStatus: string | null
  madeAt: Date
  status: ReferralStatus
  dueOn: string | null
  version: number
  outcomes: readonly { outcome: SupportOutcome; words: string; at: Date; by: string }[]
}

export type SupportService = {
  id: string
  organisationId: number
  organisationName: string
  name: string
  whatFor: string
  needs: string[]
  area: string
  howToRefer: string
  partnerOrganisationId: number | null
  partnerName: string | null
  email: string
  consentNeeded: boolean
  answerWorkingDays: number
  endedOn: string | null
  version: number
}
