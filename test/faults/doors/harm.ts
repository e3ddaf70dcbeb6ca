import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Installation } from '#platform/database'
import type { Faults } from './faults.ts'

/** Whose fault it is where it strikes everybody at once. */
export const everywhere = 'all doors'

export const connectionEnded = 'database connection ended at work'
export const sessionEnded = 'session ended'

/** Ends connections of the service and sessions of its staff, a few at a time, until told to stop. */
export function keepHarming(installation: Installation, faults: Faults): { stop(): Promise<void> } {
  let isOver = false
  const harming = (async () => {
    for (let round = 1; !isOver; round += 1) {
      await wait(1_000)
      // The database itself may be away at this moment.
      await harmOnce(installation, faults, round).catch(() => {})
    }
  })()
  return {
    async stop() {
      isOver = true
      await harming
    },
  }
}

async function harmOnce(installation: Installation, faults: Faults, round: number): Promise<void> {
  const owner = await connect(installation)
  try {
    const cut = await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename like 'openasb%' and state <> 'idle' and random() < 0.5`,
    )
    faults.add(everywhere, connectionEnded, cut.rowCount ?? 0)
    if (round % 2 !== 0) return
    const ended = await owner.query(
      'delete from identity_session where id in (select id from identity_session order by random() limit 2)',
    )
    faults.add(everywhere, sessionEnded, ended.rowCount ?? 0)
  } finally {
    await owner.end().catch(() => {})
  }
}

/** PostgreSQL cannot trust its shared memory after this: it ends every connection without a word and recovers. */
export async function killDatabaseProcess(installation: Installation): Promise<void> {
  const owner = await connect(installation)
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where usename = 'openasb_web' limit 1`,
  )
  const [victim] = rows
  if (victim === undefined) throw new Error('The product has no connection that could be killed')
  process.kill(victim.pid, 'SIGKILL')
  await owner.end().catch(() => {})
}

async function connect(installation: Installation): Promise<pg.Client> {
  const owner = new pg.Client({ ...installation.owner, options: `-c search_path=${installation.schema}` })
  owner.on('error', () => {})
  await owner.connect()
  return owner
}
