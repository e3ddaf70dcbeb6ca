import { sql } from 'kysely'
import { asMember, type MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { newId } from '#platform/ids'
import type { OrganisationKind } from '../role.ts'
import type { Plan, PlanKind, Subject } from './plan.ts'

export type PlanDetails = {
  title: string
  grounds: string
  effectiveOn: LocalDate
  areaKind: string | null
  blockKind: string | null
  vintage: string
  sameNamedTeams: 'apart' | 'join'
  defaultPosition: number | null
}

/** Begins a plan in the name of whoever draws it up. */
export async function beginPlan(
  db: Transaction,
  actor: MemberActor,
  plan: { kind: PlanKind; title: string; grounds: string; effectiveOn: LocalDate },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('reorganisation')
    .values({
      id,
      kind: plan.kind,
      title: plan.title,
      grounds: plan.grounds,
      effective_on: plan.effectiveOn,
      area_kind: plan.kind === 'merge_organisations' ? null : 'ward',
      block_kind: plan.kind === 'redraw_areas' ? 'ward' : null,
      status: 'draft',
      drafted_by: actor.memberId,
    })
    .execute()
  return id
}

/**
 * Makes sure that the plan is still the draft that was seen; every change of its content calls this first, which takes
 * the plan's lock. @throws a refusal (409) where somebody was quicker
 */
export async function touchDraft(db: Transaction, plan: Plan, seenVersion: number): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('reorganisation')
    .set((is) => ({ version: is('version', '+', 1), modified_at: is.fn('clock_timestamp', []) }))
    .where('id', '=', plan.id)
    .where('version', '=', seenVersion)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody has changed this plan since you opened it. Open it again to see what was done.')
}

/** Changes what and when. Blocks belong to a kind of area, so another kind forgets them. */
export async function changeDetails(db: Transaction, plan: Plan, details: PlanDetails): Promise<void> {
  await db
    .updateTable('reorganisation')
    .set({
      title: details.title,
      grounds: details.grounds,
      effective_on: details.effectiveOn,
      area_kind: details.areaKind,
      block_kind: details.blockKind,
      vintage: details.vintage,
      same_named_teams: details.sameNamedTeams,
      default_position: details.defaultPosition,
    })
    .where('id', '=', plan.id)
    .execute()
  if (details.areaKind !== plan.areaKind) await forget(db, plan.id, 'area')
  if (details.blockKind !== plan.blockKind) await forget(db, plan.id, 'block')
}

function forget(db: Transaction, planId: string, subject: Subject) {
  return db
    .deleteFrom('reorganisation_allocation')
    .where('reorganisation_id', '=', planId)
    .where('subject', '=', subject)
    .execute()
}

/** Says anew which organisations end. What was given of others is forgotten. */
export async function changePredecessors(
  db: Transaction,
  plan: Plan,
  organisations: readonly number[],
): Promise<void> {
  await db.deleteFrom('reorganisation_predecessor').where('reorganisation_id', '=', plan.id).execute()
  if (organisations.length > 0)
    await db
      .insertInto('reorganisation_predecessor')
      .values(organisations.map((id) => ({ reorganisation_id: plan.id, organisation_id: id })))
      .execute()
  for (const subject of ['area', 'team', 'member', 'token'] as const) await forget(db, plan.id, subject)
}

export type NewSuccessor =
  | { organisationId: number }
  | { name: string; shortName: string; kind: OrganisationKind; contactAdvice: string }

export async function addSuccessor(db: Transaction, plan: Plan, successor: NewSuccessor): Promise<void> {
  const position = Math.max(0, ...plan.successors.map((each) => each.position)) + 1
  await db
    .insertInto('reorganisation_successor')
    .values({
      reorganisation_id: plan.id,
      position,
      ...('organisationId' in successor
        ? { is_new: false, organisation_id: successor.organisationId }
        : {
            is_new: true,
            name: successor.name,
            short_name: successor.shortName,
            kind: successor.kind,
            contact_advice: successor.contactAdvice,
          }),
    })
    .execute()
  if (plan.kind === 'split_organisation' && plan.defaultPosition === null)
    await db
      .updateTable('reorganisation')
      .set({ default_position: position })
      .where('id', '=', plan.id)
      .execute()
}

/** Takes a successor or a new area out again, with whatever was given to it. */
export async function removePosition(
  db: Transaction,
  plan: Plan,
  table: 'reorganisation_successor' | 'reorganisation_area',
  position: number,
): Promise<void> {
  await db
    .deleteFrom(table)
    .where('reorganisation_id', '=', plan.id)
    .where('position', '=', position)
    .execute()
  await db
    .deleteFrom('reorganisation_allocation')
    .where('reorganisation_id', '=', plan.id)
    .where('position', '=', position)
    .execute()
  if (plan.defaultPosition === position)
    await db.updateTable('reorganisation').set({ default_position: null }).where('id', '=', plan.id).execute()
}

export async function addArea(
  db: Transaction,
  plan: Plan,
  area: { code: string; name: string },
): Promise<void> {
  const position = Math.max(0, ...plan.newAreas.map((each) => each.position)) + 1
  await db
    .insertInto('reorganisation_area')
    .values({ reorganisation_id: plan.id, position, ...area })
    .execute()
}

/** Gives the items to a successor or a new area; without a position they go where everything without a place goes. */
export async function allocate(
  db: Transaction,
  plan: Plan,
  subject: Subject,
  items: readonly string[],
  position: number | null,
): Promise<void> {
  if (items.length === 0) return
  await db
    .deleteFrom('reorganisation_allocation')
    .where('reorganisation_id', '=', plan.id)
    .where('subject', '=', subject)
    .where('item', 'in', items)
    .execute()
  if (position === null) return
  await db
    .insertInto('reorganisation_allocation')
    .values(items.map((item) => ({ reorganisation_id: plan.id, subject, item, position })))
    .execute()
}

export type PlanDecision = 'propose' | 'return' | 'approve' | 'cancel'

/**
 * Moves the plan on in the actor's name.
 * @throws a refusal: 403 where whoever proposed it would approve it, 409 where it has moved on
 */
export async function decidePlan(
  db: Transaction,
  actor: MemberActor,
  plan: Plan,
  seenVersion: number,
  decision: PlanDecision,
  why = '',
): Promise<void> {
  if (decision === 'approve' && plan.proposedById === asMember(actor).memberId)
    throw forbidden('You proposed this plan: somebody else approves it. You are still signed in.')
  const { rows } = await sql<{ version: number | null }>`
    select decide_reorganisation(${plan.id}, ${seenVersion}, ${decision}, ${why}) as version`.execute(db)
  if (rows[0]?.version === null)
    throw conflict('Somebody has moved this plan on since you opened it. Open it again to see what was done.')
}
