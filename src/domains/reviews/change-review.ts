import { wordsIn } from '#locales'
import { type Actor, asMember } from '#platform/actor'
import { type Clock, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { newId } from '#platform/ids'
import { decide, type RecordToDecide } from '#platform/lifecycle'
import { type ReviewAction, reviewLifecycle } from './lifecycle.ts'
import { dueAfter } from './procedure.ts'
import type { Review } from './read-review.ts'
import type { ReviewStatus } from './review.ts'
import { tellApplicant } from './tell-applicant.ts'

/** What every change of a review is made with. */
export type Changing = { db: Transaction; actor: Actor; clock: Clock; review: Review }

/** What the rules do not allow yet, in words for whoever asked; thrown before anything is written, so that the form comes back. */
export class NotAllowedYet extends Error {
  /** The field of the form that it is about; the first one where it is about none. */
  readonly field: string

  constructor(message: string, field = '') {
    super(message)
    this.field = field
  }
}

/** How organisations stand to a review. */
export function reviewToDecide(review: Review, ownerId?: number): RecordToDecide<ReviewStatus> {
  return {
    status: review.status,
    relations: [
      { organisationId: review.organisationId, relation: 'lead' },
      ...review.bodies.map(({ id }) => ({ organisationId: id, relation: 'body' })),
      ...(ownerId === undefined ? [] : [{ organisationId: ownerId, relation: 'owner' }]),
    ],
    areas: [{ kind: 'district', code: review.districtCode }],
  }
}

/**
 * Whether the actor may do this now, and what it leads to.
 * @throws Refusal 403 in words, 409 where the review has moved on
 */
export function checkReviewAction(
  { actor, review }: Pick<Changing, 'actor' | 'review'>,
  action: ReviewAction,
  ownerId?: number,
): ReviewStatus {
  const decision = decide(reviewLifecycle, reviewToDecide(review, ownerId), action, actor)
  if (decision.allowed) return decision.newStatus
  if (decision.because === 'role') throw forbidden()
  if (decision.because === 'status')
    throw conflict(
      `${review.reference} is at “${reviewLifecycle.statuses[review.status]}” now. ${review.leadName} leads it.`,
    )
  throw forbidden(
    `${review.leadName} leads this review, and other bodies do what was asked of them. You are still signed in.`,
  )
}

/** The organisation in which the actor acts on this review. */
export function actingFor({ actor, review }: Pick<Changing, 'actor' | 'review'>): number {
  const { organisations, organisationId } = asMember(actor)
  if (organisations.includes(review.organisationId)) return review.organisationId
  return review.bodies.find(({ id }) => organisations.includes(id))?.id ?? organisationId
}

type Step = Partial<{
  status: ReviewStatus
  threshold_due_on: string | null
  panel_due_on: string | null
  outcome_due_on: string | null
  appeal_until: string | null
  acknowledged_at: Date
  decided_at: Date
  panel_at: Date
  outcome_at: Date
  closed_at: Date | null
  organisation_id: number
  contact_member_id: string | null
  contact_name: string
  contact_phone: string
  contact_email: string
  case_id: string
}>

/** @throws Refusal 409 where somebody was quicker */
export async function moveReview({ db, clock, review }: Changing, step: Step): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('asb_review')
    .set((is) => ({ ...step, version: is('version', '+', 1), modified_at: clock.now() }))
    .where('id', '=', review.id)
    .where('version', '=', review.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      `Somebody has changed ${review.reference} since you opened it. Open it again to see what was done.`,
    )
}

export type Contact = { name: string; phone: string; email: string }

/** Names the single point of contact for the whole review, and tells the applicant: the 2025 guidance asks for one. */
export async function acknowledge(changing: Changing, contact: Contact): Promise<void> {
  const { db, actor, clock, review } = changing
  const status = checkReviewAction(changing, 'acknowledge')
  const day = londonDateOf(clock.now())
  const due = dueAfter(day, review.procedure.clocks, 'thresholdDays')
  await moveReview(changing, {
    status,
    acknowledged_at: clock.now(),
    threshold_due_on: due,
    contact_member_id: asMember(actor).memberId,
    contact_name: contact.name,
    contact_phone: contact.phone,
    contact_email: contact.email,
  })
  const { dates, reviews } = wordsIn(review.language)
  const reach = reviews.letters.reach(contact.phone, contact.email)
  await tellApplicant(
    db,
    actor,
    { ...review, contactName: contact.name, contactPhone: contact.phone, contactEmail: contact.email },
    {
      kind: 'acknowledged',
      what: reviews.status.steps.acknowledge,
      words: reviews.letters.acknowledged(contact.name, reach, dates.date(due)),
    },
  )
}

export type NewDecision = {
  kind: 'threshold' | 'trigger' | 'outcome' | 'close' | 'withdraw'
  decision: 'met' | 'not_met' | 'told' | 'closed' | 'withdrawn'
  reasonCode: string
  reasons: string
  told: string
  complaints?: number
  isMust?: boolean
  persistence?: string
  harm?: string
  adequacy?: string
}

/** Writes a decision down, in the decider's name and with its reasons. */
export async function recordDecision(changing: Changing, decision: NewDecision): Promise<void> {
  const { db, actor, review } = changing
  await db
    .insertInto('review_decision')
    .values({
      id: newId(),
      review_id: review.id,
      kind: decision.kind,
      decision: decision.decision,
      reason_code: decision.reasonCode,
      reasons: decision.reasons,
      told: decision.told,
      complaints: decision.complaints ?? null,
      is_must: decision.isMust ?? false,
      persistence: decision.persistence ?? '',
      harm: decision.harm ?? '',
      adequacy: decision.adequacy ?? '',
      organisation_id: actingFor(changing),
      decided_by: asMember(actor).memberId,
    })
    .execute()
}
