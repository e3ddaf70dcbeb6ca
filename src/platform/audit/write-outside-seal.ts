import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { type OutsideSeal, writeSealText } from './outside-seal.ts'
import { sealAudit } from './seal-audit.ts'
import type { SigningKey } from './signing-key.ts'

export type OutsideSealing = {
  database: Database
  /** The partnership's schema. */
  partnership: string
  key: SigningKey
  clock: Clock
  /** Where the files go: best a folder that the database's owner can add to and not change. */
  folder: string
  /** Who is sent the same by e-mail. */
  mailTo?: string | undefined
}

/** Names begin with the partnership and the day: one a day. */
export const sealFileName = (partnership: string, date: string, number: number) =>
  `${partnership}-${date}-seal-${number}.json`

/**
 * Writes today's seal outside, once a day: seals what is waiting, then keeps the chain's end in a file and, where asked,
 * a message. Who rewrites the database afterwards cannot make it agree again.
 * @returns the file's path; undefined when today's is there already or nothing was ever sealed
 */
export async function writeOutsideSeal(sealing: OutsideSealing): Promise<string | undefined> {
  const { database, partnership, key, clock, folder, mailTo } = sealing
  const date = today(clock)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).some((name) => name.startsWith(`${partnership}-${date}-seal-`)))
    return undefined
  await sealAudit(database)
  const end = await database.withActor(system, readChainEnd)
  if (end === undefined) return undefined
  const text = writeSealText({ partnership, date, ...end }, key)
  const name = sealFileName(partnership, date, end.number)
  // Before the file: after a crash it is rather sent twice than never.
  if (mailTo !== undefined)
    await database.withActor(system, (db) =>
      queueMessage(db, {
        id: newId(),
        channel: 'email',
        recipient: mailTo,
        subject: `Audit seal of ${date}`,
        body: messageOf(name, text),
      }),
    )
  return (await writeOnce(join(folder, name), text)) ? join(folder, name) : undefined
}

async function readChainEnd(db: Transaction): Promise<Omit<OutsideSeal, 'partnership' | 'date'> | undefined> {
  const { rows } = await sql<{ number: number; hash: string; entries: number; through: Date }>`
    select number, encode(hash, 'hex') as hash, through,
      (select sum(cardinality(entries))::bigint from audit_seal as sealed where sealed.number <= last.number) as entries
    from audit_seal as last order by number desc limit 1`.execute(db)
  const [last] = rows
  return last && { ...last, through: last.through.toISOString() }
}

/** Never over one that is there: false when it was. On the disk before this resolves. */
async function writeOnce(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o444)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Words around the file's own text, which whoever gets it keeps under its name. */
function messageOf(name: string, text: string): string {
  return [
    `Keep what stands between the lines below as a file with the name ${name}, outside the service.`,
    'With it, anybody can prove whether the audit was rewritten after that day:',
    'npm run cli -- audit verify --against <folder with these files>',
    '',
    '-----',
    text.trimEnd(),
    '-----',
  ].join('\n')
}
