import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember } from '#platform/actor'
import { formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import type { NewAction, NewOwner } from './case.ts'
import { type CaseToChange, checkCaseAction } from './change-case.ts'

export type PlannedAction = {
  id: string
  what: string
  ownerOrganisationId: number
  ownerOrganisationName: string
  ownerMemberId: string | null
  ownerMemberName: string | null
  teamName: string | null
  dueOn: string
  status: 'open' | 'done' | 'cancelled'
  outcome: string
  minutesSpent: number | null
  costPence: number | null
  /** Evidence that shows what came of it, as far as the reader sees it. */
  evidence: readonly { id: string; kind: string; receivedAt: string }[]
  version: number
  finishedAt: Date | null
}

/** The one plan of a case, what is due first at the top, finished actions last. */
export function readActionPlan(db: Transaction, caseId: string): Promise<PlannedAction[]> {
  return db
    .selectFrom('case_action')
    .innerJoin('organisation', 'organisation.id', 'case_action.owner_organisation_id')
    .leftJoin('member', 'member.id', 'case_action.owner_member_id')
    .leftJoin('team', 'team.id', 'case_action.team_id')
    .select([
      'case_action.id as id',
      'case_action.what as what',
      'case_action.owner_organisation_id as ownerOrganisationId',
      'organisation.short_name as ownerOrganisationName',
      'case_action.owner_member_id as ownerMemberId',
      'member.name as ownerMemberName',
      'team.name as teamName',
      'case_action.minutes_spent as minutesSpent',
      'case_action.cost_pence as costPence',
      sql<
        PlannedAction['evidence']
      >`coalesce((select json_agg(json_build_object('id', item.id, 'kind', item.kind,
        'receivedAt', item.received_at) order by item.received_at, item.id)
        from case_action_evidence as attached join evidence_item as item on item.id = attached.item_id
        where attached.action_id = case_action.id), '[]')`.as('evidence'),
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
      team_id: action.owner.teamId ?? null,
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
  ending: {
    actionId: string
    seenVersion: number
    status: 'done' | 'cancelled'
    outcome: string
    minutesSpent: number | null
    costPence: number | null
    now: Date
  },
): Promise<void> {
  const action = await getAction(db, found, ending.actionId)
  checkCaseAction(actor, found, 'finish_action', {
    id: action.ownerOrganisationId,
    name: action.ownerOrganisationName,
  })
  const { numUpdatedRows } = await db
    .updateTable('case_action')
    .set((is) => ({
      status: ending.status,
      outcome: ending.outcome,
      minutes_spent: ending.minutesSpent,
      cost_pence: ending.costPence,
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

/** Gives an action to another organisation, team or person, with why. For its owner's organisation or the lead. */
export async function reassignAction(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  change: { actionId: string; seenVersion: number; owner: NewOwner; why: string },
): Promise<void> {
  const action = await getAction(db, found, change.actionId)
  checkCaseAction(actor, found, 'reassign_action', {
    id: action.ownerOrganisationId,
    name: action.ownerOrganisationName,
  })
  if (!found.readers.includes(change.owner.organisationId))
    throw conflict('That organisation does not see this case. Share the case with it first.')
  const { numUpdatedRows } = await db
    .updateTable('case_action')
    .set((is) => ({
      owner_organisation_id: change.owner.organisationId,
      owner_member_id: change.owner.memberId,
      team_id: change.owner.teamId ?? null,
      version: is('version', '+', 1),
      modified_at: is.fn('clock_timestamp', []),
    }))
    .where('id', '=', action.id)
    .where('version', '=', change.seenVersion)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody has changed this action since you opened the case.')
  const [now] = (await readActionPlan(db, found.id)).filter(({ id }) => id === action.id)
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'action_reassigned',
      what: `${ownerWords(action)} to ${now === undefined ? 'another' : ownerWords(now)}: ${action.what}`,
      why: change.why,
    },
  ])
}

async function getAction(db: Transaction, found: CaseToChange, id: string): Promise<PlannedAction> {
  const action = (await readActionPlan(db, found.id)).find((each) => each.id === id)
  if (action === undefined) throw notFound('action')
  return action
}

/** Whose an action is: the person, their team and organisation. */
export function ownerWords(
  action: Pick<PlannedAction, 'ownerMemberName' | 'teamName' | 'ownerOrganisationName'>,
): string {
  const { ownerMemberName, teamName, ownerOrganisationName } = action
  return [ownerMemberName, teamName, ownerOrganisationName].filter((name) => name !== null).join(', ')
}

/** Attaches evidence of the case to an action, once each. For its owner's organisation or the lead. */
export async function attachEvidence(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  { actionId, items }: { actionId: string; items: readonly string[] },
): Promise<void> {
  const action = await getAction(db, found, actionId)
  checkCaseAction(actor, found, 'attach_evidence', {
    id: action.ownerOrganisationId,
    name: action.ownerOrganisationName,
  })
  const offered = (await readCaseEvidence(db, found.id)).filter(({ id }) => items.includes(id))
  if (offered.length === 0) return
  await db
    .insertInto('case_action_evidence')
    .values(
      offered.map(({ id }) => ({ action_id: action.id, item_id: id, added_by: asMember(actor).memberId })),
    )
    .onConflict((on) => on.doNothing())
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'action_evidence',
      what: `Evidence attached (${offered.length}): ${action.what}`,
    },
  ])
}

export type CaseEvidence = { id: string; kind: string; receivedAt: Date }

/** What evidence of a case and its reports the reader sees. */
export async function readCaseEvidence(db: Transaction, caseId: string): Promise<CaseEvidence[]> {
  const { rows } = await sql<CaseEvidence>`
    select id, kind, received_at as "receivedAt" from evidence_item
    where case_id = ${caseId} or report_id in (select report_id from case_report where case_report.case_id = ${caseId})
    order by received_at desc limit 50`.execute(db)
  return rows
}
