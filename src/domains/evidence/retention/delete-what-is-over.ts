import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { EvidenceWork } from '../process-evidence.ts'

const mostAtATime = 200

/**
 * Works out until when evidence is kept, and deletes what no rule and no hold keeps any longer: its files, what they told
 * of their maker, and copies with parts taken out. The row and its chain of custody stay. Bytes that a killed worker left
 * have no row any more and are swept away later.
 */
export async function deleteWhatIsOver({ database, store }: EvidenceWork): Promise<void> {
  const { rows: over } = await database.withActor(system, (db) =>
    sql<{ id: string }>`select id from settle_evidence_retention(${mostAtATime}) as id`.execute(db),
  )
  for (const { id } of over) {
    const { rows: files } = await database.withActor(system, (db) =>
      sql<{ name: string }>`select name::text from delete_kept_evidence(${id}) as name`.execute(db),
    )
    for (const { name } of files) await store.files.discard(name)
  }
}
