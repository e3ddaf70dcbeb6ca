import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { PgBoss, type SendOptions } from 'pg-boss'
import type { z } from 'zod'
import { connectAs, type Installation, runtimeRoles, type Transaction } from '#platform/database'

/** Something that happened and others may react to; the name is also its queue. Carries ids, never personal data. */
export type Event<Data extends object> = Queue & { data: z.ZodType<Data> }

/** `isFrequent` where many happen in the same second, which are looked for and not told of: see `pollFrequentSeconds`. */
export type Queue = { name: string; isFrequent: boolean }

export function defineEvent<Data extends object>(
  name: string,
  data: z.ZodType<Data>,
  { isFrequent = false } = {},
): Event<Data> {
  return { name, data, isFrequent }
}

/** Sends the event inside the transaction of the change it follows: both stand or neither. */
export type Emit = <Data extends object>(db: Transaction, event: Event<Data>, data: Data) => Promise<void>

/** What happens after an event: run by the worker at least once, so doing it twice must do no harm. */
export type Subscription = {
  event: string
  /** Several at a time, so that a burst costs fewer transactions. */
  handle(data: readonly unknown[], emit: Emit): Promise<void>
}

export function subscription<Data extends object>(
  event: Event<Data>,
  handle: (data: readonly Data[], emit: Emit) => Promise<void>,
): Subscription {
  return {
    event: event.name,
    handle: (batch, emit) =>
      handle(
        batch.map((data) => event.data.parse(data)),
        emit,
      ),
  }
}

export type Jobs = { emit: Emit; stop(): Promise<void> }

const jobsSchema = (installation: Installation) => `${installation.schema}_jobs`

/** Jobs taken at a time, so that a burst costs fewer transactions. */
const batchSize = 50

/**
 * A queue wakes its worker by NOTIFY, and is looked at seldom: for what is tried again, and what was told while nobody
 * listened. Only frequent ones are looked at all the time and tell of nothing, since transactions that notify commit one
 * after the other: https://www.postgresql.org/docs/current/sql-notify.html
 */
const pollFrequentSeconds = 0.5
const pollSeconds = 5

/** How often the jobs of a worker that died are looked for; a pass over the queue's counts, so not every second. */
const superviseSeconds = 10

/**
 * Delivered up to six times over about ten minutes, then kept among the failed for an operator. A worker at work says
 * so twice in every heartbeat: one that was killed gives its jobs up within half a minute.
 */
const delivery = {
  retryLimit: 6,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 300,
  heartbeatSeconds: 10,
}

/** Makes or upgrades the job tables and the queues of events, as the owner. */
export async function installJobs(installation: Installation, queues: readonly Queue[]): Promise<void> {
  const schema = jobsSchema(installation)
  const boss = new PgBoss({ ...ownerSettings(installation), schema, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  for (const { name, isFrequent } of queues) {
    const options = { ...delivery, notify: !isFrequent }
    if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options)
    else await boss.updateQueue(name, options)
  }
  await boss.stop({ graceful: false })
  const client = new pg.Client(installation.owner)
  await client.connect()
  try {
    const quoted = pg.escapeIdentifier(schema)
    await client.query(`revoke all on schema ${quoted} from ${runtimeRoles.join(', ')};
      grant usage on schema ${quoted} to openasb_web, openasb_worker;
      grant execute on all functions in schema ${quoted} to openasb_web, openasb_worker;
      grant select on all tables in schema ${quoted} to openasb_web;
      grant insert on all tables in schema ${quoted} to openasb_web;
      grant select, insert, update, delete on all tables in schema ${quoted} to openasb_worker`)
  } finally {
    await client.end()
  }
}

function ownerSettings(installation: Installation) {
  const { connectionString, host, port, user, password, database } = installation.owner
  return {
    ...(connectionString === undefined ? {} : { connectionString }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(typeof password === 'string' ? { password } : {}),
    ...(database === undefined ? {} : { database }),
  }
}

/** Sends events; the web process's side. */
export async function openJobs(installation: Installation, onError: (error: Error) => void): Promise<Jobs> {
  const boss = await startBoss(installation, 'openasb_web', onError)
  return { emit: emitBy(boss), stop: () => boss.stop({ graceful: false }) }
}

function emitBy(boss: PgBoss): Emit {
  return async (db, event, data) => {
    await boss.send(event.name, event.data.parse(data), { db: inside(db) })
  }
}

/** Runs the subscriptions; the worker's side. Waits for the running ones when stopped. */
export async function startWorker(
  installation: Installation,
  subscriptions: readonly Subscription[],
  onError: (error: Error) => void,
): Promise<{ stop(): Promise<void> }> {
  const boss = await startBoss(installation, 'openasb_worker', onError)
  for (const { event, handle } of subscriptions) {
    const polling = {
      pollingIntervalSeconds: pollFrequentSeconds,
      notifyPollingIntervalSeconds: pollSeconds,
      burstWhenBatchFull: true,
    }
    await boss.work(event, { batchSize, ...polling }, (jobs) =>
      handle(
        jobs.map((job) => job.data),
        emitBy(boss),
      ),
    )
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) }
}

async function startBoss(
  installation: Installation,
  role: 'openasb_web' | 'openasb_worker',
  onError: (error: Error) => void,
): Promise<PgBoss> {
  const { host, port, user, password, database, ssl } = connectAs(installation, role)
  const boss = new PgBoss({
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(typeof password === 'string' ? { password } : {}),
    ...(database === undefined ? {} : { database }),
    ...(ssl === undefined ? {} : { ssl }),
    schema: jobsSchema(installation),
    max: 3,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: role === 'openasb_worker',
    useListenNotify: role === 'openasb_worker',
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    application_name: `${role} jobs`,
  })
  boss.on('error', onError)
  await boss.start()
  return boss
}

/** pg-boss's statement on the caller's own transaction. */
function inside(db: Transaction): NonNullable<SendOptions['db']> {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
      return { rows }
    },
  }
}
