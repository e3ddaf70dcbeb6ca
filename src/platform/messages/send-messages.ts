import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import type { Carriers, Delivery, MessageChannel, Outcome } from './message.ts'

/** Messages taken at a time. */
const batchSize = 20
/** For how long a message belongs to the process that took it, in seconds: longer than any carrier is waited for. */
const leaseSeconds = 120
/** Waits between attempts, in seconds; after the last the message has failed. About a day in all. */
const waits = [30, 120, 600, 1_800, 7_200, 21_600, 43_200] as const
/** A message that may have been sent is sent once more and never a third time. */
const mostDoubts = 1

export type Sending = {
  database: Database
  carriers: Carriers
  clock: Clock
  /** Puts in what is only made when a message is sent, such as a secret link; the same at every attempt. */
  complete(db: Transaction, message: Delivery): Promise<string>
}

type Taken = Delivery & { attempts: number; doubts: number }

/**
 * Sends what is due; says how many were tried. A process that dies in the middle leaves its messages to the next, which
 * knows that they may have been sent.
 */
export async function sendMessages(sending: Sending): Promise<number> {
  const taken = await sending.database.withActor(system, (db) => take(db, sending))
  await Promise.all(taken.map((message) => send(sending, message)))
  return taken.length
}

async function take(db: Transaction, { clock, complete }: Sending): Promise<Taken[]> {
  const now = clock.now()
  const { rows } = await sql<Taken>`
    update outgoing_message set status = 'sending', attempts = attempts + 1,
      doubts = doubts + (status = 'sending')::integer, next_attempt_at = ${new Date(now.getTime() + leaseSeconds * 1000)}
    where id in (select id from outgoing_message
      where status in ('waiting', 'sending') and next_attempt_at <= ${now}
      order by next_attempt_at limit ${batchSize} for update skip locked)
    returning id, channel, recipient, subject, body, language, attempts, doubts`.execute(db)
  return Promise.all(rows.map(async (message) => ({ ...message, body: await complete(db, message) })))
}

const unoffered: Readonly<Record<MessageChannel, string>> = {
  email: 'This installation sends no emails',
  text: 'This installation sends no texts',
  letter: 'This installation sends no letters',
}

async function send({ database, carriers, clock }: Sending, message: Taken): Promise<void> {
  const outcome = await attempt(carriers, message)
  // Left as it is: when its time is over it is taken again, in the knowledge that it may have been sent.
  if (outcome.kind === 'unknown') return
  await database.withActor(system, (db) => settle(db, message, outcome, clock.now()), { repeatable: true })
}

async function attempt(carriers: Carriers, message: Taken): Promise<Outcome> {
  const carrier = carriers[message.channel]
  if (carrier === undefined) return { kind: 'refused', problem: unoffered[message.channel] }
  if (message.doubts > mostDoubts && !carrier.isRepeatable)
    return { kind: 'refused', problem: 'It may have been sent, perhaps twice: nobody said so' }
  try {
    return await carrier.deliver(message, message.doubts > 0)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected'
    return { kind: 'later', problem: `It could not be handed over (${code})` }
  }
}

async function settle(
  db: Transaction,
  { id, attempts }: Taken,
  outcome: Exclude<Outcome, { kind: 'unknown' }>,
  now: Date,
): Promise<void> {
  const wait = waits[attempts - 1]
  const change =
    outcome.kind === 'sent'
      ? ({ status: 'sent', sent_at: now, problem: '' } as const)
      : outcome.kind === 'refused' || wait === undefined
        ? ({ status: 'failed', problem: outcome.problem } as const)
        : ({
            status: 'waiting',
            problem: outcome.problem,
            next_attempt_at: new Date(now.getTime() + wait * 1000),
          } as const)
  await db
    .updateTable('outgoing_message')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .execute()
}
