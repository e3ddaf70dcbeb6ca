import type { Band } from '#domains/risk'

export const contactChannels = ['phone', 'visit', 'email', 'text', 'letter', 'page'] as const
export type ContactChannel = (typeof contactChannels)[number]

export const contactChannelNames: Readonly<Record<ContactChannel, string>> = {
  phone: 'Telephone',
  visit: 'Visit',
  email: 'Email',
  text: 'Text message',
  letter: 'Letter',
  page: 'Private page',
}

export type Outcome = 'reached' | 'sent' | 'not_reached'
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  reached: 'Reached',
  sent: 'Sent',
  not_reached: 'Not reached',
}

/** How one victim of a case is kept informed. */
export type ContactPlan = {
  id: string
  caseId: string
  victimName: string
  phone: string
  email: string
  address: string
  organisationId: number
  ownerMemberId: string | null
  ownerName: string | null
  preferredChannel: ContactChannel | null
  /** What they called unsafe, here or on their private page. */
  unsafeChannels: readonly string[]
  safeTimes: string
  avoidWords: string
  /** As they said when they reported. */
  safeContact: string
  language: string
  reportId: string | null
  reportReference: string | null
  band: Band | null
  lastContactOn: string | null
  nextDueOn: string
  missedOn: string
  startedOn: string
  tellCloseBy: string | null
  endedOn: string | null
  endedBecause: string
  version: number
}

export type MadeContact = {
  id: string
  at: Date
  channel: ContactChannel
  outcome: Outcome
  said: string
  overrideReason: string
  memberName: string
}

export type ContactPromise = {
  id: string
  what: string
  dueOn: string
  settledAs: 'kept' | 'taken_back' | null
  settledAt: Date | null
  settledWords: string
}

export type ToldAction = {
  actionId: string
  what: string
  words: string | null
  dueOn: string
  status: string
}

/** Why this way is not safe, in the victim's own words where they gave some; empty where nothing speaks against it. */
export function whyUnsafe(plan: ContactPlan, channel: ContactChannel): string {
  return plan.unsafeChannels.includes(channel)
    ? `They said that it is not safe: ${contactChannelNames[channel].toLowerCase()}`
    : ''
}
