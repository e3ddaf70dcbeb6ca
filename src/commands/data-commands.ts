import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { importPoliceUk } from '#domains/intake'
import { recomputeLedger, takeInWaiting } from '#domains/reviews'
import { exportPartnership } from '#domains/setup'
import { systemClock, today } from '#platform/clock'
import { openJobs } from '#platform/jobs'
import { type DemoProgress, generateDemo, loadDemo, PartnershipNotEmpty } from '../../packs/demo/index.ts'
import { prepareDatabase } from '../prepare.ts'
import { CommandFailed, withInstallation } from './command-context.ts'
import { importPartnership } from './import-partnership.ts'

function count(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Give a whole number.')
}

/** `migrate`, `demo`, `partnership export` and `import`, `reports import-police-uk` and `reviews recompute-ledger`. */
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
          const tell = ({ stage, done, total }: DemoProgress) => progress(`${stage}: ${done} of ${total}`)
          await asOwner((owner) => loadDemo(owner, county, tell, installation.secret))
        } catch (error) {
          throw error instanceof PartnershipNotEmpty ? new CommandFailed(error.message) : error
        }
        console.log(`${county.name}: ${county.reportCount} reports, ${county.caseCount} cases`)
      }),
    )
  const partnership = program.command('partnership').description('How a partnership is arranged')
  partnership
    .command('export')
    .description(
      'Write the configuration as the file that `partnership import` takes: no people, no secrets, no boundaries of areas',
    )
    .argument('<file>', 'JSON file to write')
    .action((file: string) =>
      withInstallation(async ({ asOwner }) => {
        const { name, ...rest } = await asOwner((owner) =>
          exportPartnership((statement) => owner.query(statement)),
        )
        await writeFile(file, `${JSON.stringify({ name, ...rest }, undefined, 2)}\n`)
        console.log(`${name}: ${rest.organisations.length} organisations, ${rest.rules.length} routing rules`)
      }),
    )
  partnership
    .command('import')
    .description('Set up a partnership from a file (see packs/areas, or what `partnership export` wrote)')
    .argument('<file>', 'JSON file')
    .action((file: string) =>
      withInstallation(async ({ asOwner }) => {
        const { name, organisations, rules } = await asOwner((owner) => importPartnership(owner, file))
        console.log(`${name}: ${organisations.length} organisations, ${rules.length} routing rules`)
      }),
    )
  program
    .command('reports')
    .description('Reports')
    .command('import-police-uk')
    .description(
      'File the anti-social behaviour of data.police.uk street-level files as reports; the worker routes them',
    )
    .argument('<files...>', 'CSV files, plain or gzipped')
    .action((files: string[]) =>
      withInstallation(async ({ installation, open, progress }) => {
        const jobs = await openJobs(installation, (error) => progress(error.message))
        try {
          const report = await importPoliceUk({ database: open('openasb_web'), jobs, progress }, files)
          console.log(
            `${report.rows} rows: ${report.filed} filed, ${report.alreadyFiled} filed before, ${report.withoutPosition} without a position`,
          )
        } finally {
          await jobs.stop()
        }
      }),
    )
  program
    .command('reviews')
    .description('ASB Case Reviews')
    .command('recompute-ledger')
    .description('Judge again which complaints qualify for a Case Review, from every report; can be repeated')
    .option('--waiting', 'only take in what has come or changed since')
    .action(({ waiting = false }: { waiting?: boolean }) =>
      withInstallation(async ({ open, progress }) => {
        const started = performance.now()
        const database = open('openasb_worker')
        const tell = (done: number) => progress(`${done} reports`)
        const { reports, qualifying, countedIn } = await (waiting ? takeInWaiting : recomputeLedger)(
          database,
          tell,
        )
        const took = (performance.now() - started) / 1000 - countedIn
        const each = reports === 0 ? '' : `, ${((took / reports) * 1000).toFixed(2)} ms each`
        console.log(
          `${qualifying} incidents complained of qualify, from ${reports} reports, in ${took.toFixed(1)} s${each}; counted in ${countedIn.toFixed(2)} s`,
        )
      }),
    )
}
