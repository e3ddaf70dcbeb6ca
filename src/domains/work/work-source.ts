import type { Transaction } from '#platform/database'

/** Whose work is asked for: one's own, that of one team, or that of whole organisations. */
export type WorkScope = 'mine' | 'team' | 'organisation'

/** What a source of work is asked. Every source answers it with one indexed, limited statement. */
export type WorkAsked = {
  memberId: string
  /** Whose personal work counts: one's own and that of whoever one covers for, or of everybody in the team. */
  members: readonly string[]
  /** The organisations in which the reader does casework. */
  organisations: readonly number[]
  /** Teams whose shared work counts; with none, shared work of the whole organisation does. */
  teams: readonly string[]
  scope: WorkScope
  now: Date
  /** At most so many, what is due first. */
  limit: number
}

export type WorkBand = 'standard' | 'medium' | 'high'

/** One thing to do. It names a record by its title and reference and carries no name of a person and no free text of one. */
export type WorkItem = {
  /** The source's word for it, such as `case_action`. */
  kind: string
  record:
    | 'report'
    | 'case'
    | 'review'
    | 'panel'
    | 'clearance'
    | 'assessment'
    | 'exposure'
    | 'group'
    | 'membership'
  reference: string
  href: string
  title: string
  what: string
  /** The last moment at which it is in time; none where nothing says when. */
  dueAt: Date | null
  ownerMemberId: string | null
  ownerOrganisationId: number
  /** The team whose shared work it is. */
  teamId?: string | null
  band?: WorkBand
  /** Whose turn it is, where it is not the reader's. */
  waitingOn?: string
  /** No person has opened the record yet. */
  unseen?: boolean
}

/** Where one domain's clocks come into My work, the team board and the supervisor's page. */
export type WorkSource = {
  kind: string
  /** What its items are called in the filter, such as `Action of a case`. */
  name: string
  find(db: Transaction, asked: WorkAsked): Promise<WorkItem[]>
}
