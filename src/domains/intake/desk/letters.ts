import { sql } from 'kysely'
import { asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { incidentDoors } from '../incident/incident.ts'
import type { LetterReason } from '../incident/keep-letter.ts'
import {
  type KeptLetter,
  type Receiving,
  receiveIncident,
  type TakenIncident,
} from '../incident/receive-incident.ts'

export type ReadLetter = {
  id: string
  channel: string
  source: string
  number: string
  reason: LetterReason
  because: string
  body: string
  original: string
  timesReceived: number
  receivedAt: Date
  replayedAt: Date | null
  discardedAt: Date | null
  settledByName: string | null
}

const columns = sql`incident_letter.id, channel, source, number, reason, because, body, original,
  times_received as "timesReceived", received_at as "receivedAt", replayed_at as "replayedAt",
  discarded_at as "discardedAt", (select name from member where id = settled_by) as "settledByName"`

/** Letters of an organisation, the newest first. */
export async function readLetters(
  db: Transaction,
  organisationId: number,
  isSettled: boolean,
): Promise<ReadLetter[]> {
  const { rows } = await sql<ReadLetter>`
    select ${columns} from incident_letter
    where organisation_id = ${organisationId}
      and (replayed_at is null and discarded_at is null) = ${!isSettled}
    order by last_received_at desc limit 200`.execute(db)
  return rows
}

/** One letter; locked for as long as the transaction lasts, so that it is replayed once. */
export async function findLetter(
  db: Transaction,
  organisationId: number,
  id: string,
  lock = false,
): Promise<ReadLetter | undefined> {
  // Locked by a statement of its own: what was settled meanwhile cannot be locked, and is to be read all the same.
  if (lock) await sql`select id from incident_letter where id = ${id} for update`.execute(db)
  const { rows } = await sql<ReadLetter>`
    select ${columns} from incident_letter where organisation_id = ${organisationId} and id = ${id}`.execute(
    db,
  )
  return rows[0]
}

type Replaying = Omit<Receiving, 'door' | 'original'>

/**
 * Takes a letter's message once more, by the door it came through; `sent` is the message as it was put right. A message
 * that is still not taken leaves everything as it was.
 */
export async function replayLetter(
  replaying: Replaying,
  letter: ReadLetter,
  sent: unknown,
): Promise<TakenIncident | KeptLetter> {
  const { db, actor } = replaying
  const door = incidentDoors.find((each) => each === letter.channel) ?? 'command_and_control'
  const original = letter.original === '' ? letter.body : letter.original
  await sql`savepoint replaying`.execute(db)
  const answer = await receiveIncident({ ...replaying, door, original }, sent)
  if (!answer.taken) {
    await sql`rollback to savepoint replaying`.execute(db)
    return answer
  }
  await sql`update incident_letter set replayed_at = now(), settled_by = ${asMember(actor).memberId},
    incident_id = ${answer.id} where id = ${letter.id}`.execute(db)
  return answer
}

/** Puts a letter away for good: a test message, say. */
export async function discardLetter(db: Transaction, memberId: string, id: string): Promise<void> {
  await sql`update incident_letter set discarded_at = now(), settled_by = ${memberId} where id = ${id}`.execute(
    db,
  )
}
