import { type Command, InvalidArgumentError } from 'commander'
import { verifyAudit } from '#platform/audit'
import { systemClock, today } from '#platform/clock'
import { generateDemo, loadDemo, SchemaHasReports } from '../../packs/demo/index.ts'
import { prepareDatabase } from '../prepare.ts'
import { CommandFailed, withInstallation } from './command-context.ts'

function count(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Give a whole number.')
}

/** `migrate`, `demo` and `verify-audit`. */
export function addDataCommands(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to this version; can be repeated')
    .action(() =>
      withInstallation(async ({ installation, progress }) => {
        await prepareDatabase(installation, progress)
        console.log('The database is at this version.')
      }),
    )
  program
    .command('demo')
    .description('Fill an empty partnership with the made-up county')
    .option('--reports <number>', 'how many reports', count, 20_000)
    .option('--seed <text>', 'the same seed on the same day makes the same county', 'saltmarsh')
    .action((options: { reports: number; seed: string }) =>
      withInstallation(async ({ installation, asOwner, progress }) => {
        await prepareDatabase(installation, progress)
        const county = generateDemo({ ...options, today: today(systemClock) })
        try {
          await asOwner((owner) =>
            loadDemo(owner, county, ({ stage, done, total }) => progress(`${stage}: ${done} of ${total}`)),
          )
        } catch (error) {
          throw error instanceof SchemaHasReports ? new CommandFailed(error.message) : error
        }
        console.log(`${county.name}: ${county.reportCount} reports, ${county.caseCount} cases`)
      }),
    )
  program
    .command('verify-audit')
    .description('Prove that no sealed audit entry was changed, removed or put in')
    .action(() =>
      withInstallation(async ({ open, progress }) => {
        const { seals, sealedEntries, awaitingSeal, faults } = await verifyAudit(
          open('openasb_worker'),
          (done) => progress(`${done} seals checked`),
        )
        for (const { fault, at } of faults) console.log(`${fault}: ${at}`)
        console.log(
          `${sealedEntries} entries in ${seals} seals, ${awaitingSeal} awaiting their seal, ${faults.length} faults`,
        )
        if (faults.length > 0) throw new CommandFailed('The audit has been tampered with.')
      }),
    )
}
