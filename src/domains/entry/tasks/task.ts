import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

/** Something to be done about a report, by an organisation and perhaps a team of it. */
export type Task = {
  id: string
  reference: string
  what: string
  organisationId: number
  organisationName: string
  teamId: string | null
  teamName: string | null
  dueAt: Date
  addedAt: Date
  doneAt: Date | null
  doneByName: string | null
  outcome: string
}

export type NewTask = {
  reportId: string
  reference: string
  what: string
  organisationId: number
  teamId: string | null
  dueAt: Date
  addedBy: string
}

export const longestTask = 500

/** Adds tasks to a report that is being filed in the same transaction, or that is seen. */
export async function addTasks(db: Transaction, tasks: readonly NewTask[]): Promise<void> {
  await insertTasks(
    db,
    tasks.map((task) => ({ ...task, id: newId() })),
  )
}

/** How many were added; one whose id there is already is none. */
async function insertTasks(db: Transaction, tasks: readonly (NewTask & { id: string })[]): Promise<number> {
  if (tasks.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('report_task')
    .values(
      tasks.map((task) => ({
        id: task.id,
        report_id: task.reportId,
        reference: task.reference,
        what: task.what,
        organisation_id: task.organisationId,
        team_id: task.teamId,
        due_at: task.dueAt,
        added_by: task.addedBy,
      })),
    )
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/**
 * Adds a task once, however often its form is sent. A form that was gone back to and now says something else adds
 * another.
 */
export async function addTaskOnce(db: Transaction, id: string, task: NewTask): Promise<void> {
  const added = await insertTasks(db, [{ ...task, id }])
  if (added > 0) return
  const before = await db
    .selectFrom('report_task')
    .select('id')
    .where('id', '=', id)
    .where('report_id', '=', task.reportId)
    .where('what', '=', task.what)
    .executeTakeFirst()
  if (before === undefined) await addTasks(db, [task])
}

/** The team of an organisation that somebody works in; nothing where they work in all of it. */
export function findOwnTeam({ duties }: MemberActor, organisationId: number): string | null {
  return duties.find((duty) => duty.organisationId === organisationId && duty.teamId)?.teamId ?? null
}

export type TaskFilter = { show: 'open' | 'overdue' | 'done'; team: 'mine' | 'all' }

const mostShown = 200

/** The tasks of the actor's organisations that go by a filter, the most urgent first; those done by the latest. */
export async function findTasks(
  db: Transaction,
  actor: MemberActor,
  { show, team }: TaskFilter,
  now: Date,
): Promise<Task[]> {
  let query = selectTasks(db)
    .where('report_task.organisation_id', 'in', [...actor.organisations])
    .where('report_task.done_at', show === 'done' ? 'is not' : 'is', null)
    .limit(mostShown)
  if (show === 'overdue') query = query.where('report_task.due_at', '<', now)
  if (team === 'mine' && actor.teamIds.length > 0)
    query = query.where((is) =>
      is.or([is('report_task.team_id', 'in', [...actor.teamIds]), is('report_task.team_id', 'is', null)]),
    )
  return show === 'done'
    ? query.orderBy('report_task.done_at', 'desc').execute()
    : query.orderBy('report_task.due_at').execute()
}

export function findTasksOf(db: Transaction, reportId: string): Promise<Task[]> {
  return selectTasks(db)
    .where('report_task.report_id', '=', reportId)
    .orderBy(sql`report_task.done_at is not null`)
    .orderBy('report_task.due_at')
    .execute()
}

/**
 * Closes a task with what came of it.
 * @returns the report it belonged to, or nothing where it was closed before or is not theirs
 */
export async function closeTask(
  db: Transaction,
  actor: MemberActor,
  { id, outcome, now }: { id: string; outcome: string; now: Date },
): Promise<{ reportId: string; reference: string } | undefined> {
  const task = await db
    .selectFrom('report_task')
    .select(['report_id as reportId', 'reference'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (task === undefined) return undefined
  const { numUpdatedRows } = await db
    .updateTable('report_task')
    .set({ done_at: now, done_by: actor.memberId, outcome })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? task : undefined
}

function selectTasks(db: Transaction) {
  return db
    .selectFrom('report_task')
    .innerJoin('organisation', 'organisation.id', 'report_task.organisation_id')
    .leftJoin('team', 'team.id', 'report_task.team_id')
    .leftJoin('member as doer', 'doer.id', 'report_task.done_by')
    .select([
      'report_task.id as id',
      'report_task.reference as reference',
      'report_task.what as what',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
      'team.id as teamId',
      'team.name as teamName',
      'report_task.due_at as dueAt',
      'report_task.added_at as addedAt',
      'report_task.done_at as doneAt',
      'doer.name as doneByName',
      'report_task.outcome as outcome',
    ])
}
