import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
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
  /** Where the same is left as an e-mail, and to whom. */
  mail?: { outbox: string; to: string; from: string }
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
  const { database, partnership, key, clock, folder, mail } = sealing
  const date = today(clock)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).some((name) => name.startsWith(`${partnership}-${date}-seal-`)))
    return undefined
  await sealAudit(database)
  const end = await database.withActor(system, readChainEnd)
  if (end === undefined) return undefined
  const text = writeSealText({ partnership, date, ...end }, key)
  const name = sealFileName(partnership, date, end.number)
  if (!(await writeOnce(join(folder, name), text))) return undefined
  if (mail !== undefined) {
    await mkdir(mail.outbox, { recursive: true })
    await writeOnce(
      join(mail.outbox, name.replace(/json$/, 'eml')),
      messageOf(mail, date, clock.now(), name, text),
    )
  }
  return join(folder, name)
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

/** An Internet message (RFC 5322) with the file attached as text, for whatever sends the outbox. */
function messageOf(
  mail: { to: string; from: string },
  date: string,
  now: Date,
  name: string,
  text: string,
): string {
  const boundary = `seal-${date}`
  return [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Subject: Audit seal of ${date}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Keep the attached file. With it, anybody can prove whether the audit was rewritten after that day:',
    'npm run cli -- audit verify --against <folder with these files>',
    '',
    `--${boundary}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    text.trimEnd(),
    `--${boundary}--`,
    '',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n')
}
