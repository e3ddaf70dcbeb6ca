import type { Command } from 'commander'
import { createApiToken } from '#domains/feed'
import { addUser, UserNotAdded } from '#domains/organisations'
import { systemClock } from '#platform/clock'
import { openSignIn } from '#platform/sign-in'
import { CommandFailed, withInstallation } from './command-context.ts'

type UserAddOptions = { name: string; organisation: string; team?: string; role: string }
type TokenAddOptions = {
  organisation: string
  name: string
  readFeed?: boolean
  fileReports?: boolean
  days: string
}

/** `user add` and `token add`. */
export function addPeopleCommands(program: Command): void {
  program
    .command('user')
    .description('People who sign in')
    .command('add')
    .description('Add a person with an account and a membership; prints a password for their first sign-in')
    .argument('<email>')
    .requiredOption('--name <name>', 'as colleagues see it')
    .requiredOption('--organisation <name>', 'number, name or short name')
    .requiredOption('--role <role>', 'triage_officer, case_officer, supervisor, analyst or coordinator')
    .option('--team <name>', 'a team of that organisation')
    .action((email: string, options: UserAddOptions) =>
      withInstallation(async ({ installation }) => {
        const signIn = openSignIn({
          installation,
          baseUrl: 'http://localhost',
          issuer: 'OpenASB',
          authenticatorRequired: true,
          exemptionsHold: false,
          onError: (message) => console.error(message),
        })
        try {
          const added = await addUser({ installation, signIn, clock: systemClock }, { email, ...options })
          console.log(`Added ${email} to ${added.organisation}.`)
          if (added.password !== undefined)
            console.log(`Password for the first sign-in, to be handed over in person: ${added.password}`)
        } catch (error) {
          throw error instanceof UserNotAdded ? new CommandFailed(error.message) : error
        } finally {
          await signIn.close()
        }
      }),
    )
  program
    .command('token')
    .description('Tokens of other systems')
    .command('add')
    .description('Make a bearer token for one organisation; it is shown once')
    .requiredOption('--organisation <number>', 'whose records it sees')
    .requiredOption('--name <text>', 'what uses it')
    .option('--read-feed', 'may read the analytics feed')
    .option('--file-reports', 'may file reports')
    .option('--days <number>', 'how long it holds', '365')
    .action((options: TokenAddOptions) =>
      withInstallation(async ({ asOwner }) => {
        const abilities = [
          ...(options.readFeed ? (['read_feed'] as const) : []),
          ...(options.fileReports ? (['file_reports'] as const) : []),
        ]
        if (abilities.length === 0)
          throw new CommandFailed('Say what the token may do: --read-feed, --file-reports or both.')
        const { secret } = await asOwner((owner) =>
          createApiToken(owner, {
            organisationId: Number(options.organisation),
            name: options.name,
            abilities,
            expiresAt: new Date(Date.now() + Number(options.days) * 86_400_000),
          }),
        )
        console.log(secret)
      }),
    )
}
