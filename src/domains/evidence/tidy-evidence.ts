import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type EvidenceWork, noScanner, processEvidence } from './process-evidence.ts'
import { makeRedaction } from './redaction/make-redaction.ts'
import { deleteWhatIsOver } from './retention/delete-what-is-over.ts'

const hourMs = 3_600_000
/** Bytes without a row are left alone this long: their transaction may still be under way. */
const orphanAfterMs = 24 * hourMs
/** An upload in which nothing arrives any more; people come back the next day. */
const idleAfterMs = 48 * hourMs
/** What was sent with a report that was never sent: as long as its draft. */
const unsentAfterMs = 30 * 24 * hourMs
/** What should have been looked at or copied by now. */
const lateAfterMs = 900_000
const mostAtATime = 50

/**
 * Finishes what a scanner or worker that was away left, and forgets what nobody came back to: uploads that stopped, what
 * was sent with reports that never were, evidence whose time is over, bytes without rows. Run by the worker every hour; twice does no harm.
 */
export async function tidyEvidence(work: EvidenceWork): Promise<void> {
  const { database, store, clock } = work
  const now = clock.now().getTime()
  const before = (ms: number) => new Date(now - ms)
  await forgetUnsent(work, before(unsentAfterMs))
  await deleteWhatIsOver(work)
  for (const id of await store.uploads.listIdle(before(idleAfterMs))) await store.uploads.discard(id)
  await sweep(work, before(orphanAfterMs))
  const late = await database.withActor(system, (db) =>
    db
      .selectFrom('evidence_item')
      .select('id')
      .where('received_at', '<', before(lateAfterMs))
      .where('deleted_at', 'is', null)
      .where((is) =>
        is.or([
          is('scan_status', '=', 'pending'),
          is('copy_status', '=', 'pending'),
          ...(store.scanner === undefined
            ? []
            : [is.and([is('scan_status', '=', 'unavailable'), is('scan_says', '=', noScanner)])]),
        ]),
      )
      .orderBy('received_at')
      .limit(mostAtATime)
      .execute(),
  )
  for (const { id } of late) await processEvidence(work, id)
  const unmade = await database.withActor(system, (db) =>
    db
      .selectFrom('evidence_redaction')
      .select('id')
      .where('status', '=', 'asked')
      .where('asked_at', '<', before(lateAfterMs))
      .limit(mostAtATime)
      .execute(),
  )
  for (const { id } of unmade) await makeRedaction(work, id)
}

async function forgetUnsent({ database }: EvidenceWork, before: Date): Promise<void> {
  await database.withActor(system, (db) =>
    db
      .deleteFrom('evidence_item')
      .where('report_id', 'is', null)
      .where('case_id', 'is', null)
      .where('inbox_organisation_id', 'is', null)
      .where('received_at', '<', before)
      .execute(),
  )
}

async function sweep({ database, store }: EvidenceWork, before: Date): Promise<void> {
  const old: string[] = []
  for await (const { name, writtenAt } of store.files.list()) if (writtenAt < before) old.push(name)
  if (old.length === 0) return
  const { rows } = await database.withActor(system, (db) =>
    sql<{ id: string }>`select file_id::text as id from evidence_file where file_id::text = any (${old})
      union select file_id::text from evidence_redaction where file_id::text = any (${old})`.execute(db),
  )
  const known = new Set(rows.map(({ id }) => id))
  for (const name of old) if (!known.has(name)) await store.files.discard(name)
}
