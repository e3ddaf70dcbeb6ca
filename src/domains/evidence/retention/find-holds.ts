import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { EvidenceHold } from './holds-section.tsx'

/** Why it is or was held, the first first; none for those who do not hold it. */
export async function findHolds(db: Transaction, itemId: string): Promise<EvidenceHold[]> {
  return db
    .selectFrom('evidence_hold')
    .innerJoin('member as placer', 'placer.id', 'placed_by')
    .leftJoin('member as lifter', 'lifter.id', 'released_by')
    .select([
      'evidence_hold.id as id',
      'because',
      'placer.name as placedBy',
      'placed_at as placedAt',
      'lifter.name as liftedBy',
      'released_at as liftedAt',
      'released_because as liftedBecause',
    ])
    .where('item_id', '=', itemId)
    .orderBy('placed_at')
    .orderBy('evidence_hold.id')
    .execute()
}

/** Whether the reader does casework for the organisation that holds its record. */
export async function holdsEvidence(db: Transaction, itemId: string): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select holds_evidence(${itemId}) as holds`.execute(db)
  return rows[0]?.holds === true
}
