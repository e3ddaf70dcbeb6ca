import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { createApiToken, revokeApiToken } from '#domains/feed'
import {
  addUser,
  endUser,
  findOrganisation,
  NoSuchOrganisation,
  roleNames,
  UserNotAdded,
} from '#domains/organisations'
import { systemClock } from '#platform/clock'
import { openSignIn } from '#platform/sign-in'
import { CommandFailed, withInstallation } from './command-context.ts'

type UserAddOptions = {
  name: string
  organisation: string
  team?: string
  role: string
  sponsor?: string
  until?: string
}
type TokenAddOptions = {
  organisation: string
  name: string
  readFeed?: boolean
  fileReports?: boolean
  provisionDirectory?: boolean
  readAudit?: boolean
  days: number
}

function days(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number <= 3_650) return number
  throw new InvalidArgumentError('Give a whole number of days, 3650 at most.')
}

function tokenNumber(text: string): string {
  if (z.uuid().safeParse(text).success) return text
  throw new InvalidArgumentError('Give the number that `token add` printed.')
}

/** What the operator typed wrongly is one sentence; anything else is a fault with its trace. */
function explained(error: unknown): never {
  if (error instanceof UserNotAdded || error instanceof NoSuchOrganisation)
    throw new CommandFailed(error.message)
  throw error
}

/** `user add`, `user end`, `token add` and `token revoke`. */
export function addPeopleCommands(program: Command): void {
  const users = program.command('user').description('People who sign in')
  users
    .command('end')
    .description('End everything a person may do for an organisation, today; what they did stays on record')
    .argument('<email>')
    .requiredOption('--organisation <name>', 'number, name or short name')
    .action((email: string, { organisation }: { organisation: string }) =>
      withInstallation(async ({ installation }) => {
        const ended = await endUser({ installation, clock: systemClock }, { email, organisation }).catch(
          explained,
        )
        console.log(`Ended ${ended === 1 ? '1 membership' : `${ended} memberships`} of ${email}.`)
      }),
    )
  users
    .command('add')
    .description('Add a person with an account and a membership; prints a password for their first sign-in')
    .argument('<email>')
    .requiredOption('--name <name>', 'as colleagues see it')
    .requiredOption('--organisation <name>', 'number, name or short name')
    .requiredOption('--role <role>', Object.keys(roleNames).join(', '))
    .option('--team <name>', 'a team of that organisation')
    .option('--sponsor <email>', 'for a light account (role partner): who answers for it')
    .option('--until <date>', 'for a light account: its last day, a year from now at most')
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
          explained(error)
        } finally {
          await signIn.close()
        }
      }),
    )
  const tokens = program.command('token').description('Tokens of other systems')
  tokens
    .command('add')
    .description(
      'Make a bearer token for one organisation; prints its number and the token, which is shown once',
    )
    .requiredOption('--organisation <name>', 'whose records it sees: number, name or short name')
    .requiredOption('--name <text>', 'what uses it')
    .option('--read-feed', 'may read the analytics feed')
    .option('--file-reports', 'may file reports')
    .option('--provision-directory', 'may add and end people of that organisation (SCIM)')
    .option('--read-audit', 'may read what people of that organisation did, for security monitoring')
    .option('--days <number>', 'how long it holds', days, 365)
    .action((options: TokenAddOptions) =>
      withInstallation(async ({ asOwner }) => {
        const abilities = [
          ...(options.readFeed ? (['read_feed'] as const) : []),
          ...(options.fileReports ? (['file_reports'] as const) : []),
          ...(options.provisionDirectory ? (['provision_directory'] as const) : []),
          ...(options.readAudit ? (['read_audit'] as const) : []),
        ]
        if (abilities.length === 0)
          throw new CommandFailed(
            'Say what the token may do: --read-feed, --file-reports, --provision-directory or --read-audit.',
          )
        const { id, secret } = await asOwner(async (owner) =>
          createApiToken(owner, {
            organisationId: (await findOrganisation(owner, options.organisation)).id,
            name: options.name,
            abilities,
            expiresAt: new Date(Date.now() + options.days * 86_400_000),
          }),
        ).catch(explained)
        console.error(`Token ${id}. It ends with: npm run cli -- token revoke ${id}`)
        console.log(secret)
      }),
    )
  tokens
    .command('revoke')
    .description('End a token; running servers notice within ten seconds')
    .argument('<number>', 'as `token add` printed it', tokenNumber)
    .action((id: string) =>
      withInstallation(async ({ asOwner }) => {
        if (!(await asOwner((owner) => revokeApiToken(owner, id))))
          throw new CommandFailed(`No token ${id} is in force.`)
        console.log('The token has ended.')
      }),
    )
}
