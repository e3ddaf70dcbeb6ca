import { sql } from 'kysely'
import { system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'

/** A plan whose turn it is: due today, begun and cut short, or carried out so lately that stragglers may turn up. */
type Due = { id: string; kind: string; title: string }

/**
 * Longest that the organisations and their open records may take together, in milliseconds: 300,000 reports of which
 * every one is open, with room. The pool must be opened with it, see `openDatabase`.
 */
export const longestStageMs = 600_000

/**
 * Carries out every plan whose day has come, oldest approval first, and goes on with those that were cut short. Can be
 * called by several workers and at any time: what is done already is found done.
 * @param database opened under the worker's role, with `longestStageMs` for a statement
 * @returns how many plans were found and how many closed records were passed on
 */
export async function carryOutReorganisations(
  database: Database,
  clock: Clock,
): Promise<{ plans: number; closedRecords: number }> {
  const due = await findDue(database, clock)
  let closedRecords = 0
  for (const plan of due) {
    await changeAtOnce(database, plan)
    if (plan.kind !== 'redraw_areas') closedRecords += await passOnClosed(database, plan)
  }
  return { plans: due.length, closedRecords }
}

/** A plan goes on being looked at for two days: what was filed at midnight may be routed in the morning after. */
async function findDue(database: Database, clock: Clock): Promise<Due[]> {
  const { rows } = await database.withActor(
    system,
    (db) =>
      sql<Due>`
      select id, kind, title from reorganisation
      where status in ('scheduled', 'moving') and effective_on <= ${today(clock)}::date
        or status = 'carried_out' and kind <> 'redraw_areas' and carried_out_at > now() - interval '2 days'
      order by effective_on, approved_at, id`.execute(db),
    { repeatable: true },
  )
  return rows
}

/** Organisations, their people and everything that is open change in one transaction: nobody finds half of it. */
async function changeAtOnce(database: Database, plan: Due): Promise<void> {
  await database.withActor(
    system,
    async (db) => {
      const change =
        plan.kind === 'redraw_areas'
          ? sql<{ changed: boolean }>`select change_areas(${plan.id}) as changed`
          : sql<{ changed: boolean }>`select change_organisations(${plan.id}) as changed`
      const { rows } = await change.execute(db)
      if (plan.kind !== 'redraw_areas') await sql`select pass_on_open_records(${plan.id})`.execute(db)
      if (rows[0]?.changed)
        await recordAudit(
          db,
          system,
          'alter',
          [{ kind: 'reorganisation', id: plan.id, reason: plan.title, summary: 'carried out' }],
          'reorganisation',
        )
    },
    { repeatable: true },
  )
}

async function passOnClosed(database: Database, { id }: Due): Promise<number> {
  for (let passed = 0; ; ) {
    const batch = await database.withActor(
      system,
      async (db) =>
        (await sql<{ passed: number }>`select pass_on_closed_records(${id}) as passed`.execute(db)).rows[0]
          ?.passed ?? 0,
      { repeatable: true },
    )
    if (batch === 0) return passed
    passed += batch
  }
}
