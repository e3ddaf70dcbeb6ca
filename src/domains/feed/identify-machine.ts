import { sql } from 'kysely'
import { anybody, type MachineActor } from '#platform/actor'
import type { Database } from '#platform/database'
import { hashSecret } from '#platform/ids'

/** Short, because a revoked token goes on working for as long. */
const rememberMilliseconds = 10_000
const mostRemembered = 1_000

type Known = Map<string, { actor: MachineActor; until: number }>
const remembered = new WeakMap<Database, Known>()

type FoundToken = {
  id: string
  organisation_id: number
  organisation_name: string
  name: string
  may_read_feed: boolean
  may_file_reports: boolean
  may_provision: boolean
  may_read_audit: boolean
  circles: number[]
}

/** The secret in an `Authorization: Bearer …` header; undefined when there is none. */
export function bearerSecret(authorization: string | undefined): string | undefined {
  return /^Bearer +([\w-]{20,200})$/i.exec(authorization ?? '')?.[1]
}

/**
 * The machine that holds a token; undefined when it is unknown, expired or revoked. One query, then remembered for up
 * to ten seconds. `database` is the web role's; `now` in milliseconds.
 */
export async function identifyMachine(
  database: Database,
  authorization: string | undefined,
  now: number = Date.now(),
): Promise<MachineActor | undefined> {
  const secret = bearerSecret(authorization)
  if (secret === undefined) return undefined
  const hash = hashSecret(secret)
  const known: Known = remembered.get(database) ?? new Map()
  remembered.set(database, known)
  const kept = known.get(hash)
  if (kept !== undefined && kept.until > now) return kept.actor
  known.delete(hash)
  const actor = await findMachine(database, hash)
  if (actor === undefined) return undefined
  if (known.size >= mostRemembered) known.clear()
  known.set(hash, { actor, until: now + rememberMilliseconds })
  return actor
}

async function findMachine(database: Database, hash: string): Promise<MachineActor | undefined> {
  const { rows } = await database.withActor(
    anybody,
    (db) => sql<FoundToken>`select * from api_token_of(${Buffer.from(hash, 'hex')})`.execute(db),
    { repeatable: true },
  )
  const [token] = rows
  if (token === undefined) return undefined
  return {
    kind: 'machine',
    tokenId: token.id,
    name: token.name,
    organisationId: token.organisation_id,
    organisationName: token.organisation_name,
    circles: token.circles,
    abilities: [
      ...(token.may_read_feed ? ['read_feed'] : []),
      ...(token.may_file_reports ? ['file_reports'] : []),
      ...(token.may_provision ? ['provision_directory'] : []),
      ...(token.may_read_audit ? ['read_audit'] : []),
    ],
  }
}
