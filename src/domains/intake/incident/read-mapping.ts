import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type Mapping, type MappingEntry, mappingKinds, noMapping } from './mapping.ts'

export type StoredMapping = {
  unknown_types: 'accept' | 'set_aside'
  kinds: string[]
  codes: string[]
  targets: string[]
}

/** A mapping as its row keeps it: kinds, codes and targets at the same place. */
export function mappingOf({ unknown_types, kinds, codes, targets }: StoredMapping): Mapping {
  return {
    unknownTypes: unknown_types,
    entries: kinds.flatMap((kind, at): MappingEntry[] => {
      const [code, target] = [codes[at], targets[at]]
      return code === undefined || target === undefined || !isKind(kind) ? [] : [{ kind, code, target }]
    }),
  }
}

const isKind = (text: string): text is keyof typeof mappingKinds => text in mappingKinds

/** What holds for a source: the newest version that a second person approved. */
export async function readMapping(db: Transaction, organisationId: number, source: string): Promise<Mapping> {
  const { rows } = await sql<StoredMapping>`
    select unknown_types, kinds, codes, targets from source_mapping
    where organisation_id = ${organisationId} and source = ${source} and decision = 'approved'
    order by version desc limit 1`.execute(db)
  return rows[0] === undefined ? noMapping : mappingOf(rows[0])
}
