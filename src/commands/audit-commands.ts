import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { readSecurityEvents } from '#domains/governance'
import { system } from '#platform/actor'
import {
  type AuditFault,
  isSignedBy,
  openSigningKey,
  verifyAudit,
  verifyOutsideSeals,
  writeOutsideSeal,
} from '#platform/audit'
import { systemClock } from '#platform/clock'
import { usualSealFolder } from '../installation.ts'
import { CommandFailed, withInstallation } from './command-context.ts'

function moment(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('Give a moment like 2026-11-01T00:00:00Z.')
  return at.toISOString()
}

/** `audit verify`, `audit seal`, `audit public-key`, `audit verify-export` and `audit siem`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('What was written down of who did what')
  audit
    .command('verify')
    .description('Prove that no sealed audit entry was changed, removed or put in')
    .option('--against <folder>', 'daily seals kept outside: finds a chain that was rewritten as a whole')
    .option('--key <file>', 'public key of the daily seals, where it is not this installation’s')
    .action((options: { against?: string; key?: string }) =>
      withInstallation(async ({ installation, open, progress }) => {
        const database = open('openasb_worker')
        const { seals, sealedEntries, awaitingSeal, faults } = await verifyAudit(database, (done) =>
          progress(`${done} seals checked`),
        )
        const all: AuditFault[] = [...faults]
        if (options.against !== undefined) {
          const outside = await verifyOutsideSeals(database, {
            partnership: installation.schema,
            publicKeyPem: await publicKey(installation.secret, options.key),
            folder: options.against,
          })
          all.push(...outside.faults)
          const days = outside.from === undefined ? '' : `, from ${outside.from} to ${outside.to}`
          console.log(`${outside.seals} daily seals read${days}`)
          if (outside.seals === 0) throw new CommandFailed('There is no daily seal of ours to compare with.')
        }
        for (const { fault, at } of all) console.log(`${fault}: ${at}`)
        console.log(
          `${sealedEntries} entries in ${seals} seals, ${awaitingSeal} awaiting their seal, ${all.length} faults`,
        )
        if (all.length > 0) throw new CommandFailed('The audit has been tampered with.')
      }),
    )
  audit
    .command('seal')
    .description('Keep today’s end of the chain outside the database now, unless that is done')
    .option('--folder <folder>', 'where', process.env.OPENASB_SEAL_FOLDER ?? usualSealFolder)
    .action((options: { folder: string }) =>
      withInstallation(async ({ installation, open }) => {
        const file = await writeOutsideSeal({
          database: open('openasb_worker'),
          partnership: installation.schema,
          key: openSigningKey(installation.secret),
          clock: systemClock,
          folder: options.folder,
        })
        console.log(file ?? 'Today’s seal is kept already, or nothing was written down yet.')
      }),
    )
  audit
    .command('public-key')
    .description('Print the key with which exports and daily seals are signed')
    .action(() =>
      withInstallation(async ({ installation }) => {
        console.log(openSigningKey(installation.secret).publicKeyPem.trimEnd())
      }),
    )
  audit
    .command('verify-export')
    .description('Check that an exported file was made here and not changed since')
    .argument('<file>')
    .argument('<signature>', 'the file ending in .sig')
    .option('--key <file>', 'public key, where the file is not of this installation')
    .action((file: string, signature: string, options: { key?: string }) =>
      withInstallation(async ({ installation }) => {
        const key = await publicKey(installation.secret, options.key)
        if (!isSignedBy(key, await readFile(file), await readFile(signature)))
          throw new CommandFailed('The signature does not hold: the file was changed, or was not made here.')
        console.log('The signature holds.')
        const changed = await findChanged(file)
        if (changed.length > 0) throw new CommandFailed(`Not as they were exported: ${changed.join(', ')}.`)
      }),
    )
  audit
    .command('siem')
    .description('Print what was done as JSON lines for security monitoring, oldest first')
    .requiredOption('--since <moment>', 'events at this moment or later', moment)
    .action((options: { since: string }) =>
      withInstallation(async ({ open }) => {
        const database = open('openasb_worker')
        let after: Parameters<typeof readSecurityEvents>[1]['after']
        do {
          const page = await database.withActor(system, (db) =>
            readSecurityEvents(db, { since: options.since, after, limit: 5_000 }),
          )
          for (const event of page.events) console.log(JSON.stringify(event))
          after = page.next
        } while (after !== undefined)
      }),
    )
}

async function publicKey(secret: string, file: string | undefined): Promise<string> {
  return file === undefined ? openSigningKey(secret).publicKeyPem : readFile(file, 'utf8')
}

/** Of the files whose SHA-256 stand in this one, as `sha256sum` writes them, those beside it that are others now. */
async function findChanged(sums: string): Promise<string[]> {
  const listed = [...(await readFile(sums, 'utf8')).matchAll(/^([0-9a-f]{64}) {2}([\w.-]+)$/gm)]
  const changed: string[] = []
  for (const [, sum, name = ''] of listed) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(dirname(sums), name)), hash)
    if (hash.digest('hex') !== sum) changed.push(name)
  }
  return changed
}
