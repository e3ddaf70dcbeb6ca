import type { LocalDate } from '#platform/clock'
import type { OrganisationKind } from '../role.ts'

export const planKinds = ['merge_organisations', 'split_organisation', 'redraw_areas'] as const
export type PlanKind = (typeof planKinds)[number]

export const planKindNames: Readonly<Record<PlanKind, string>> = {
  merge_organisations: 'Merge organisations',
  split_organisation: 'Split an organisation',
  redraw_areas: 'Merge or split areas',
}

export type PlanStatus = 'draft' | 'proposed' | 'scheduled' | 'moving' | 'carried_out' | 'cancelled'

export const planStatusNames: Readonly<Record<PlanStatus, string>> = {
  draft: 'Draft',
  proposed: 'Waiting for approval',
  scheduled: 'Approved, waiting for its day',
  moving: 'Being carried out',
  carried_out: 'Carried out',
  cancelled: 'Cancelled',
}

/** Kinds of area by which records are found, so that work can be divided by them. */
export const dividingKinds = ['district', 'ward', 'beat'] as const

/** What can be given to a successor, or, for blocks, to a new area. */
export const subjects = ['area', 'team', 'member', 'token', 'block'] as const
export type Subject = (typeof subjects)[number]

export const subjectNames: Readonly<Record<Subject, string>> = {
  area: 'Areas',
  team: 'Teams and their queues',
  member: 'People',
  token: 'Tokens of other systems',
  block: 'Parts of the new areas',
}

/** An organisation that takes over; a new one has its number once the plan is carried out. */
export type Successor = {
  position: number
  isNew: boolean
  organisationId: number | null
  name: string
  shortName: string
  kind: OrganisationKind
  contactAdvice: string
}

export type NewArea = { position: number; code: string; name: string; blocks: number; isDrawn: boolean }

export type Plan = {
  id: string
  kind: PlanKind
  title: string
  grounds: string
  effectiveOn: LocalDate
  areaKind: string | null
  blockKind: string | null
  vintage: string
  sameNamedTeams: 'apart' | 'join'
  defaultPosition: number | null
  status: PlanStatus
  version: number
  draftedBy: string
  draftedAt: Date
  proposedById: string | null
  proposedBy: string | null
  proposedAt: Date | null
  approvedBy: string | null
  approvedAt: Date | null
  cancelledBy: string | null
  cancelledAt: Date | null
  cancelledBecause: string
  begunAt: Date | null
  carriedOutAt: Date | null
  passedOn: Readonly<Partial<Record<'reports' | 'cases' | 'actions' | 'shares', number>>>
  predecessors: readonly { id: number; name: string; shortName: string; kind: OrganisationKind }[]
  successors: readonly Successor[]
  newAreas: readonly NewArea[]
}

/** Something that can be given, and where it goes so far. */
export type AllocatedItem = { item: string; label: string; detail: string; position: number | null }

export const planUrl = (id: string, step = '') => `/organisations/reorganisations/${id}${step && `/${step}`}`
