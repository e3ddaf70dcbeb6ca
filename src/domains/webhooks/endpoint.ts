/** What an endpoint may be told of: what becomes of the report of an incident. */
export const toldStatuses = {
  filed: 'Filed as a report',
  awaiting_triage: 'Sent to a team, or opened again',
  accepted: 'Accepted',
  refused: 'Refused',
  not_asb: 'Not anti-social behaviour',
  closed: 'Closed',
} as const

export type Endpoint = {
  id: string
  url: string
  statuses: string[]
  notifyEmail: string
  madeByName: string
  madeAt: Date
  formerUntil: Date | null
  failingSince: Date | null
  disabledAt: Date | null
  disabledBecause: string
}
export type Delivery = {
  id: string
  number: string
  status: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  createdAt: Date
  dueAt: Date
  last: string | null
}
