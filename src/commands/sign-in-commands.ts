import type { Command } from 'commander'
import {
  addDirectory,
  DirectoryNotAdded,
  endDirectory,
  findDirectories,
  NoSuchAccount,
  NoSuchOrganisation,
  resetSignIn,
} from '#domains/organisations'
import { system } from '#platform/actor'
import { openSignIn } from '#platform/sign-in'
import { CommandFailed, withInstallation } from './command-context.ts'

type DirectoryAddOptions = {
  organisation: string
  name: string
  issuer: string
  client: string
  domain: string[]
  secretVariable?: string
  secretHere?: string
  vouchesForEmail?: boolean
}

function explained(error: unknown): never {
  const known = [DirectoryNotAdded, NoSuchOrganisation, NoSuchAccount]
  if (error instanceof Error && known.some((kind) => error instanceof kind))
    throw new CommandFailed(error.message)
  throw error
}

/** `directory add`, `directory list`, `directory end` and `user reset-sign-in`. */
export function addSignInCommands(program: Command): void {
  const directories = program
    .command('directory')
    .description('Directories (OpenID Connect) with which organisations’ people sign in')
  directories
    .command('add')
    .description('Let an organisation’s people sign in with their own directory, such as Entra ID')
    .requiredOption('--organisation <name>', 'number, name or short name')
    .requiredOption('--name <text>', 'as people see it on the sign-in page')
    .requiredOption('--issuer <address>', 'of the organisation’s own tenant')
    .requiredOption('--client <id>', 'client id given by the directory')
    .requiredOption('--domain <domain...>', 'e-mail domains that this organisation alone gives out')
    .option('--secret-variable <name>', 'environment variable of the server that holds the client secret')
    .option(
      '--secret-here <name>',
      'environment variable of this command with the secret, to be kept encrypted',
    )
    .option(
      '--vouches-for-email',
      'the directory sends no email_verified, and its administrators alone set addresses',
    )
    .action((options: DirectoryAddOptions) =>
      withInstallation(async ({ installation, asOwner }) => {
        const { organisation, name, issuer, client: clientId, domain: emailDomains } = options
        const vouchesForEmail = options.vouchesForEmail ?? false
        const secret = secretFrom(options)
        const added = await asOwner((owner) =>
          addDirectory(owner, installation.secret, {
            organisation,
            name,
            issuer,
            clientId,
            emailDomains,
            vouchesForEmail,
            secret,
          }),
        ).catch(explained)
        console.log(`Added ${name} for ${added.organisation}: ${added.id}`)
      }),
    )
  directories
    .command('list')
    .description('The directories in use')
    .action(() =>
      withInstallation(async ({ open }) => {
        const found = await open('openasb_identity').withActor(system, findDirectories)
        for (const { id, name, organisation, issuer, emailDomains } of found)
          console.log(`${id}  ${name} (${organisation})  ${issuer}  ${emailDomains.join(' ')}`)
      }),
    )
  directories
    .command('end')
    .description('Nobody signs in with this directory any more; sessions from it end within half a minute')
    .argument('<number>', 'as `directory list` prints it')
    .action((id: string) =>
      withInstallation(async ({ asOwner }) => {
        if (!(await asOwner((owner) => endDirectory(owner, id))))
          throw new CommandFailed(`No directory ${id} is in use.`)
        console.log('The directory has ended.')
      }),
    )
  const users = program.commands.find((command) => command.name() === 'user') ?? program.command('user')
  users
    .command('reset-sign-in')
    .description('Take away every way in of somebody who lost theirs; prints a password for the next sign-in')
    .argument('<email>')
    .requiredOption('--reason <text>', 'why, and how you made sure who is asking; kept in the audit')
    .action((email: string, { reason }: { reason: string }) =>
      withInstallation(async ({ installation, open }) => {
        const signIn = openSignIn({
          installation,
          baseUrl: 'http://localhost',
          issuer: 'OpenASB',
          authenticatorRequired: true,
          exemptionsHold: false,
          onError: (message) => console.error(message),
        })
        try {
          const worker = open('openasb_worker')
          const password = await resetSignIn({ installation, signIn, worker }, email, reason).catch(explained)
          console.log(`Password for the next sign-in, to be handed over in person: ${password}`)
        } finally {
          await signIn.close()
        }
      }),
    )
}

function secretFrom({
  secretVariable,
  secretHere,
}: DirectoryAddOptions): { text: string } | { variable: string } {
  if ((secretVariable === undefined) === (secretHere === undefined))
    throw new CommandFailed('Give either --secret-variable or --secret-here.')
  if (secretVariable !== undefined) return { variable: secretVariable }
  const text = process.env[secretHere ?? '']
  if (!text) throw new CommandFailed(`The environment variable ${secretHere} is not set.`)
  return { text }
}
