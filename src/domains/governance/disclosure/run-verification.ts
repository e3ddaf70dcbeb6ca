import { sql } from 'kysely'
import { system } from '#platform/actor'
import { verifyAudit } from '#platform/audit'
import type { Database } from '#platform/database'
import { type Subscription, subscription } from '#platform/jobs'
import { verificationAsked } from './verification-event.ts'

/** Faults kept by name; the command prints all of them. */
const mostFaultsKept = 100

/** What disclosure does after an event; `database` is opened under the worker's role. */
export function disclosureSubscriptions(database: Database): Subscription[] {
  return [
    subscription(verificationAsked, async (asked) => {
      for (const { verificationId } of asked) await runVerification(database, verificationId)
    }),
  ]
}

/** Recomputes the chain and keeps what was found; a run that ended is not run again. */
export async function runVerification(database: Database, id: string): Promise<void> {
  const [open] = await database.withActor(system, (db) =>
    db
      .selectFrom('audit_verification')
      .select((is) => [is.selectFrom('audit_seal').select(is.fn.countAll<number>().as('seals')).as('seals')])
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .execute(),
  )
  if (open === undefined) return
  const set = (values: Record<string, unknown>) =>
    database.withActor(system, (db) =>
      db.updateTable('audit_verification').set(values).where('id', '=', id).execute(),
    )
  await set({ seals_to_check: open.seals ?? 0 })
  const reports: Promise<unknown>[] = []
  const found = await verifyAudit(database, (done) => reports.push(set({ seals_checked: done })))
  await Promise.all(reports)
  await set({
    finished_at: sql`clock_timestamp()`,
    seals_checked: found.seals,
    sealed_entries: found.sealedEntries,
    awaiting_seal: found.awaitingSeal,
    fault_count: found.faults.length,
    faults: found.faults.slice(0, mostFaultsKept).map(({ fault, at }) => `${fault}: ${at}`),
  })
}
