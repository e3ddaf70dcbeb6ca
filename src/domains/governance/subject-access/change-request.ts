import { type Actor, asMember } from '#platform/actor'
import { daysBetween, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { newId, newReference } from '#platform/ids'
import { decide, heldBy } from '#platform/lifecycle'
import { dueDate } from './due-date.ts'
import { findObstacles } from './find-obstacles.ts'
import { type RequestAction, type RequestStatus, requestLifecycle } from './lifecycle.ts'
import { governedBy, type SubjectRequest } from './read-request.ts'
import type { NewRequest } from './subject-request.ts'

/** Registers a request with its clock. @throws Refusal 403 for an organisation the actor does not answer for. */
export async function registerRequest(
  db: Transaction,
  actor: Actor,
  given: NewRequest,
): Promise<{ id: string; reference: string }> {
  if (!governedBy(actor).includes(given.organisation))
    throw forbidden('You do not answer for information in that organisation. You are still signed in.')
  const id = newId()
  const reference = newReference('SAR')
  const identitySeenOn = given.identity_proof === '' ? null : given.received
  await db
    .insertInto('subject_request')
    .values({
      id,
      reference,
      organisation_id: given.organisation,
      regime: given.regime,
      status: 'open',
      person_name: given.person_name,
      other_names: given.other_names,
      email: given.email,
      phone: given.phone,
      address: given.address,
      asked_by: given.asked_by,
      representative: given.representative,
      wanted: given.wanted,
      from_date: given.from ?? null,
      to_date: given.to ?? null,
      received_on: given.received,
      identity_proof: given.identity_proof,
      identity_seen_on: identitySeenOn,
      due_on: dueDate({ receivedOn: given.received, identitySeenOn, extendedMonths: 0, pausedDays: 0 }),
      withhold_staff_names: given.staff !== 'give',
      created_by: asMember(actor).memberId,
    })
    .execute()
  return { id, reference }
}

type Change = Partial<{
  status: RequestStatus
  other_names: string
  email: string
  phone: string
  address: string
  identity_proof: string
  identity_seen_on: LocalDate
  due_on: LocalDate
  extended_months: number
  extension_reason: string
  paused_on: LocalDate | null
  pause_reason: string
  paused_days: number
  searched_at: Date
  submitted_by: string | null
  submitted_at: Date | null
  approved_by: string | null
  approved_at: Date | null
  released_on: LocalDate
  released_to: string
  release_method: string
  closed_on: LocalDate
  closing_reason: string
}>

/** Writes a change at the version that was seen. @throws Refusal 409 where somebody was quicker. */
export async function writeRequest(
  db: Transaction,
  found: SubjectRequest,
  seenVersion: number,
  change: Change,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('subject_request')
    .set((is) => ({ ...change, version: is('version', '+', 1), modified_at: is.fn('clock_timestamp', []) }))
    .where('id', '=', found.id)
    .where('version', '=', seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      `Somebody has changed ${found.reference} since you opened it. See what was done, then go on.`,
    )
}

/** The controller alone decides about the request itself. */
export function checkController(found: SubjectRequest): void {
  if (found.contribution !== undefined)
    throw forbidden(
      `${found.organisationName} answers this request: ask them to do this. You are still signed in.`,
    )
}

function checkUnfinished(found: SubjectRequest): void {
  checkController(found)
  if (found.status !== 'open' && found.status !== 'awaiting_approval')
    throw conflict(`${found.reference} is ${requestLifecycle.statuses[found.status].toLowerCase()} now.`)
}

export async function seeIdentity(
  db: Transaction,
  found: SubjectRequest,
  version: number,
  seen: { proof: string; on: LocalDate },
): Promise<void> {
  checkUnfinished(found)
  await writeRequest(db, found, version, {
    identity_proof: seen.proof,
    identity_seen_on: seen.on,
    due_on: dueDate({ ...found, identitySeenOn: seen.on }),
  })
}

/** Stops the clock until the person has made clear what they ask for (UK GDPR article 12A; DPA 2018 section 54). */
export async function pauseClock(
  db: Transaction,
  found: SubjectRequest,
  version: number,
  pause: { on: LocalDate; reason: string },
): Promise<void> {
  checkUnfinished(found)
  if (found.pausedOn !== null) throw conflict(`The clock of ${found.reference} stands still already.`)
  await writeRequest(db, found, version, { paused_on: pause.on, pause_reason: pause.reason })
}

export async function resumeClock(
  db: Transaction,
  found: SubjectRequest,
  version: number,
  on: LocalDate,
): Promise<void> {
  checkController(found)
  if (found.pausedOn === null) throw conflict(`The clock of ${found.reference} is running.`)
  const pausedDays = found.pausedDays + Math.max(0, daysBetween(found.pausedOn, on))
  await writeRequest(db, found, version, {
    paused_on: null,
    paused_days: pausedDays,
    due_on: dueDate({ ...found, pausedDays }),
  })
}

export async function extendClock(
  db: Transaction,
  found: SubjectRequest,
  version: number,
  extension: { months: number; reason: string },
): Promise<void> {
  checkUnfinished(found)
  const { months, reason } = extension
  await writeRequest(db, found, version, {
    extended_months: months,
    extension_reason: reason,
    due_on: dueDate({ ...found, extendedMonths: months }),
  })
}

/** Carries out an action of the lifecycle. @throws Refusal 403 or 409 in words where it may not be done now. */
export async function moveRequest(
  db: Transaction,
  actor: Actor,
  found: SubjectRequest,
  version: number,
  move: { action: RequestAction; now: Date; change?: Change },
): Promise<void> {
  checkController(found)
  const { memberId } = asMember(actor)
  const decision = decide(
    requestLifecycle,
    { status: found.status, ...heldBy(found.organisationId) },
    move.action,
    actor,
  )
  if (!decision.allowed) {
    if (decision.because !== 'status') throw forbidden()
    throw conflict(`${found.reference} is ${requestLifecycle.statuses[found.status].toLowerCase()} now.`)
  }
  if (move.action === 'submit' || move.action === 'approve') {
    const [obstacle] = await findObstacles(db, found)
    if (obstacle !== undefined) throw conflict(obstacle)
  }
  if (move.action === 'approve' && found.submittedBy === memberId)
    throw forbidden('Somebody else must approve what you handed in. You are still signed in.')
  await writeRequest(db, found, version, {
    status: decision.newStatus,
    ...signatures(move.action, memberId, move.now),
    ...move.change,
  })
}

function signatures(action: RequestAction, memberId: string, now: Date): Change {
  if (action === 'submit') return { submitted_by: memberId, submitted_at: now }
  if (action === 'approve') return { approved_by: memberId, approved_at: now }
  if (action === 'send_back')
    return { submitted_by: null, submitted_at: null, approved_by: null, approved_at: null }
  return {}
}
