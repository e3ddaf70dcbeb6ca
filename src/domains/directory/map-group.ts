import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { forbidden } from '#platform/http'
import { newId } from '#platform/ids'
import type { GroupRole } from './read-directory.ts'

/**
 * Decides what a group gives; its people's memberships follow from today. Undefined where somebody else was quicker,
 * else the members for whom something changed. The database asks whether a co-ordinator does it.
 */
export async function mapGroup(
  db: Transaction,
  group: { id: string; version: number },
  gives: { role: GroupRole | null; teamId: string | null },
): Promise<string[] | undefined> {
  const { rows } = await sql<{ members: string[] }>`
    select members from map_directory_group(${group.id}, ${group.version}, ${gives.role}, ${gives.teamId})`
    .execute(db)
    .catch(refuse)
  return rows[0]?.members
}

/** Prepares what a group will give once the directory sends it. Undefined where there is a group of that name. */
export async function expectGroup(
  db: Transaction,
  group: { organisationId: number; displayName: string; role: GroupRole },
): Promise<string | undefined> {
  const id = newId()
  const { rows } = await sql<{ added: boolean }>`
    select expect_directory_group(${id}, ${group.organisationId}, ${group.displayName}, ${group.role}, null) as added`
    .execute(db)
    .catch(refuse)
  return rows[0]?.added ? id : undefined
}

/** Somebody who stands in for a co-ordinator has the role and not the membership. */
function refuse(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '42501')
    throw forbidden('What a group gives is decided by a co-ordinator in their own name.')
  throw error
}
