import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { FieldProblem } from '#platform/http'
import { newId } from '#platform/ids'
import type { IncidentDoor } from './incident.ts'

/** Why a message could not be taken. */
export const letterReasons = {
  not_valid: 'Does not follow the schema',
  not_mapped: 'A code has no mapping',
  differs: 'Another message has this version',
  fault: 'A fault here',
} as const
export type LetterReason = keyof typeof letterReasons

/** A message is not taken; its message says why in one sentence, without any of its content. */
export class CannotTake extends Error {
  readonly reason: LetterReason
  readonly problems: readonly FieldProblem[]
  constructor(reason: LetterReason, because: string, problems: readonly FieldProblem[] = []) {
    super(because)
    this.reason = reason
    this.problems = problems
  }
}

export type Letter = {
  organisationId: number
  door: IncidentDoor
  body: string
  original: string
  failure: CannotTake
}

/** Keeps a message that could not be taken. The same one sent again is counted, not kept twice. */
export async function keepLetter(
  db: Transaction,
  { organisationId, door, body, original, failure }: Letter,
): Promise<string> {
  const { source, number } = namesIn(body)
  const because = [failure.message, ...failure.problems.map(({ field, message }) => `${field}: ${message}`)]
  const { rows } = await sql<{ id: string }>`
    insert into incident_letter (id, organisation_id, channel, source, number, reason, because, body, original, body_hash)
    values (${newId()}, ${organisationId}, ${door}, ${source}, ${number}, ${failure.reason},
      ${because.join('\n').slice(0, 2_000)}, ${body}, ${original}, ${createHash('sha256').update(body).digest()})
    on conflict (organisation_id, body_hash) where replayed_at is null and discarded_at is null
    do update set times_received = incident_letter.times_received + 1, last_received_at = now()
    returning id`.execute(db)
  const [kept] = rows
  if (kept === undefined) throw new Error('A letter was neither kept nor counted')
  return kept.id
}

/** What the message calls itself, as far as it can be read. */
function namesIn(body: string): { source: string; number: string } {
  const sent: unknown = JSON.parse(body)
  const read = (key: string) => {
    const value: unknown = typeof sent === 'object' && sent !== null ? Reflect.get(sent, key) : undefined
    return typeof value === 'string' ? value.replaceAll('\u0000', '').slice(0, 100) : ''
  }
  return { source: read('source'), number: read('number') }
}
