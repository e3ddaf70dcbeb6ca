import type { Actor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { informationGovernance, type RequestStatus } from './lifecycle.ts'
import type { Regime } from './subject-request.ts'

export type ContributionStatus = 'asked' | 'accepted' | 'refused' | 'answered' | 'withdrawn'

/** Another organisation's part in an answer. */
export type Contribution = {
  id: string
  organisationId: number
  organisationName: string
  status: ContributionStatus
  message: string
  dueOn: LocalDate
  reason: string
  askedAt: Date
  answeredAt: Date | null
  searchedAt: Date | null
  restrictedLeft: number
  version: number
}

/** A request as it stands, and in which part the reader acts on it. */
export type SubjectRequest = {
  id: string
  reference: string
  organisationId: number
  organisationName: string
  regime: Regime
  status: RequestStatus
  personName: string
  otherNames: string
  email: string
  phone: string
  address: string
  askedBy: 'themselves' | 'representative'
  representative: string
  wanted: string
  fromDate: LocalDate | null
  toDate: LocalDate | null
  receivedOn: LocalDate
  identityProof: string
  identitySeenOn: LocalDate | null
  dueOn: LocalDate
  extendedMonths: number
  extensionReason: string
  pausedOn: LocalDate | null
  pauseReason: string
  pausedDays: number
  withholdStaffNames: boolean
  searchedAt: Date | null
  /** Restricted records that speak of the person and that nobody has found yet, by the latest search. */
  restrictedLeft: number
  submittedBy: string | null
  approvedBy: string | null
  releasedOn: LocalDate | null
  releasedTo: string
  releaseMethod: string
  closedOn: LocalDate | null
  closingReason: string
  version: number
  /** The organisation on whose behalf the reader works here: the controller, or one that was asked to contribute. */
  actingFor: number
  /** The contribution in which the reader acts; undefined for the controller. */
  contribution: Contribution | undefined
}

/** The organisations for which the actor answers for information: a role counts in its own organisation only. */
export function governedBy(actor: Actor): readonly number[] {
  if (actor.kind !== 'member') return []
  const mine = actor.duties.filter(({ role }) => role === informationGovernance)
  return [...new Set(mine.map(({ organisationId }) => organisationId))]
}

/** @throws Refusal 404 for a request which none of the reader's organisations answers or contributes to. */
export async function getRequest(db: Transaction, actor: Actor, reference: string): Promise<SubjectRequest> {
  const mine = governedBy(actor)
  const found = await db
    .selectFrom('subject_request as request')
    .innerJoin('organisation', 'organisation.id', 'request.organisation_id')
    .select([
      'request.id as id',
      'request.reference as reference',
      'request.organisation_id as organisationId',
      'organisation.name as organisationName',
      'request.regime as regime',
      'request.status as status',
      'request.person_name as personName',
      'request.other_names as otherNames',
      'request.email as email',
      'request.phone as phone',
      'request.address as address',
      'request.asked_by as askedBy',
      'request.representative as representative',
      'request.wanted as wanted',
      'request.from_date as fromDate',
      'request.to_date as toDate',
      'request.received_on as receivedOn',
      'request.identity_proof as identityProof',
      'request.identity_seen_on as identitySeenOn',
      'request.due_on as dueOn',
      'request.extended_months as extendedMonths',
      'request.extension_reason as extensionReason',
      'request.paused_on as pausedOn',
      'request.pause_reason as pauseReason',
      'request.paused_days as pausedDays',
      'request.withhold_staff_names as withholdStaffNames',
      'request.searched_at as searchedAt',
      'request.restricted_left as restrictedLeft',
      'request.submitted_by as submittedBy',
      'request.approved_by as approvedBy',
      'request.released_on as releasedOn',
      'request.released_to as releasedTo',
      'request.release_method as releaseMethod',
      'request.closed_on as closedOn',
      'request.closing_reason as closingReason',
      'request.version as version',
    ])
    .where('request.reference', '=', reference)
    .executeTakeFirst()
  if (found === undefined) throw notFound('request')
  if (mine.includes(found.organisationId))
    return { ...found, actingFor: found.organisationId, contribution: undefined }
  const contribution = (await readContributions(db, found.id)).find(({ organisationId }) =>
    mine.includes(organisationId),
  )
  if (contribution === undefined) throw notFound('request')
  return { ...found, actingFor: contribution.organisationId, contribution }
}

/** The contributions which the reader may see: all of them for the controller, its own for another organisation. */
export function readContributions(db: Transaction, requestId: string): Promise<Contribution[]> {
  return db
    .selectFrom('subject_contribution as contribution')
    .innerJoin('organisation', 'organisation.id', 'contribution.organisation_id')
    .select([
      'contribution.id as id',
      'contribution.organisation_id as organisationId',
      'organisation.name as organisationName',
      'contribution.status as status',
      'contribution.message as message',
      'contribution.due_on as dueOn',
      'contribution.reason as reason',
      'contribution.asked_at as askedAt',
      'contribution.answered_at as answeredAt',
      'contribution.searched_at as searchedAt',
      'contribution.restricted_left as restrictedLeft',
      'contribution.version as version',
    ])
    .where('contribution.request_id', '=', requestId)
    .orderBy('organisation.name')
    .execute()
}
