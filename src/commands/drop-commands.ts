import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { createApiToken } from '#domains/feed'
import { type DropFormat, dropFormats, sourceFile } from '#domains/intake'
import { findOrganisation } from '#domains/organisations'
import { usualDropFolder } from '../installation.ts'
import { CommandFailed, withInstallation } from './command-context.ts'

type DropAddOptions = { organisation: string; format: DropFormat; days: string; sender: string[] }

/** Folders into which other systems drop files (docs/runbooks/interfaces.md). */
export function addDropCommands(program: Command): void {
  program
    .command('drop')
    .description('Folders into which other systems drop files')
    .command('add')
    .description('Make the folder of one source; what is put into its `in` is taken within seconds')
    .argument('<source>', 'the system that sends, such as NIGHTLY-EXPORT')
    .requiredOption('--organisation <name>', 'whose system it is: number, name or short name')
    .addOption(new Option('--format <format>', 'of its files').choices(dropFormats).makeOptionMandatory())
    .option(
      '--sender <address...>',
      'of referrals by e-mail: who may send them, an address or a domain such as @homes.example',
      [],
    )
    .option('--days <number>', 'how long it holds', '365')
    .action((source: string, { organisation, format, days, sender }: DropAddOptions) =>
      withInstallation(async ({ asOwner }) => {
        const name = source.toUpperCase()
        if (!/^[A-Z0-9][A-Z0-9.-]{0,59}$/.test(name))
          throw new CommandFailed('Name the source in letters, digits, dots and dashes.')
        if ((format === 'referral') !== sender.length > 0)
          throw new CommandFailed(
            'Referrals by e-mail need at least one --sender, and nothing else takes one.',
          )
        const folder = join(process.env.OPENASB_DROP_FOLDER ?? usualDropFolder, name)
        if (existsSync(join(folder, sourceFile))) throw new CommandFailed(`${folder} is a source already.`)
        const { id, secret } = await asOwner(async (owner) =>
          createApiToken(owner, {
            organisationId: (await findOrganisation(owner, organisation)).id,
            name: `File drop ${name}`,
            abilities: ['file_reports'],
            expiresAt: new Date(Date.now() + Number(days) * 86_400_000),
          }),
        )
        mkdirSync(join(folder, 'in'), { recursive: true })
        writeFileSync(
          join(folder, sourceFile),
          JSON.stringify({ token: secret, source: name, format, senders: sender }),
          {
            mode: 0o600,
          },
        )
        console.error(`It ends with: npm run cli -- token revoke ${id}`)
        console.log(join(folder, 'in'))
      }),
    )
}
