import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember } from '#platform/actor'
import { formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import type { NewAction } from './case.ts'
import { type CaseToChange, checkCaseAction } from './change-case.ts'

export type PlannedAction = {
  id: string
  what: string
  ownerOrganisationId: number
  ownerOrganisationName: string
  ownerMemberId: string | null
  ownerMemberName: string | null
  dueOn: string
  status: 'open' | 'done' | 'cancelled'
  outcome: string
  version: number
  finishedAt: Date | null
}

/** The one plan of a case, what is due first at the top, finished actions last. */
export function readActionPlan(db: Transaction, caseId: string): Promise<PlannedAction[]> {
  return db
    .selectFrom('case_action')
    .innerJoin('organisation', 'organisation.id', 'case_action.owner_organisation_id')
    .leftJoin('member', 'member.id', 'case_action.owner_member_id')
    .select([
      'case_action.id as id',
      'case_action.what as what',
      'case_action.owner_organisation_id as ownerOrganisationId',
      'organisation.short_name as ownerOrganisationName',
      'case_action.owner_member_id as ownerMemberId',
      'member.name as ownerMemberName',
      'case_action.due_on as dueOn',
      'case_action.status as status',
      'case_action.outcome as outcome',
      'case_action.version as version',
      'case_action.finished_at as finishedAt',
    ])
    .where('case_action.case_id', '=', caseId)
    .orderBy((is) => is('case_action.status', '<>', 'open'))
    .orderBy('case_action.due_on')
    .orderBy('case_action.id')
    .execute()
}

/** Adds an action to the plan; any partner may, for any organisation that sees the case. */
export async function addAction(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  action: NewAction,
): Promise<string> {
  checkCaseAction(actor, found, 'add_action')
  const owner = await db
    .selectFrom('organisation')
    .select(['id', 'short_name'])
    .where('id', '=', action.owner.organisationId)
    .executeTakeFirst()
  if (owner === undefined || !found.readers.includes(owner.id))
    throw conflict('That organisation does not see this case. Share the case with it first.')
  const id = newId()
  await db
    .insertInto('case_action')
    .values({
      id,
      case_id: found.id,
      what: action.what,
      owner_organisation_id: owner.id,
      owner_member_id: action.owner.memberId,
      due_on: action.due,
      status: 'open',
      added_by: asMember(actor).memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'action_added',
      what: `${owner.short_name} to do by ${formatDate(action.due)}: ${action.what}`,
    },
  ])
  return id
}

/** Ends an action as done or cancelled, with what came of it. For its owner's organisation or the lead. */
export async function finishAction(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  ending: { actionId: string; seenVersion: number; status: 'done' | 'cancelled'; outcome: string; now: Date },
): Promise<void> {
  const action = (await readActionPlan(db, found.id)).find(({ id }) => id === ending.actionId)
  if (action === undefined) throw notFound('action')
  checkCaseAction(actor, found, 'finish_action', {
    id: action.ownerOrganisationId,
    name: action.ownerOrganisationName,
  })
  const { numUpdatedRows } = await db
    .updateTable('case_action')
    .set((is) => ({
      status: ending.status,
      outcome: ending.outcome,
      finished_at: ending.now,
      version: is('version', '+', 1),
      modified_at: is.fn('clock_timestamp', []),
    }))
    .where('id', '=', action.id)
    .where('version', '=', ending.seenVersion)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      `Somebody has ended this action since you opened the case: ${action.outcome || action.status}.`,
    )
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: ending.status === 'done' ? 'action_done' : 'action_cancelled',
      what: `${ending.status === 'done' ? 'Done' : 'Cancelled'}: ${action.what}`,
      why: ending.outcome,
    },
  ])
}
