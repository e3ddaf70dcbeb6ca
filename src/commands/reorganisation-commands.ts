import type { Command } from 'commander'
import { bringForward, carryOutReorganisations, longestStageMs, NoSuchPlan } from '#domains/organisations'
import { systemClock, today } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { CommandFailed, withInstallation } from './command-context.ts'

/** `organisations reorganise`: carries out the plans whose day has come, or one of them now. */
export function addReorganisationCommands(program: Command): void {
  program
    .command('organisations')
    .description('Organisations of the partnership')
    .command('reorganise')
    .description('Carry out approved plans whose day has come, and go on with any that was cut short')
    .option('--now <plan>', 'number or title of an approved plan whose day is brought forward to today')
    .action(({ now }: { now?: string }) =>
      withInstallation(async ({ installation, asOwner, progress }) => {
        if (now !== undefined) {
          const title = await asOwner((owner) => bringForward(owner, now, today(systemClock))).catch(
            (error: unknown) => {
              throw error instanceof NoSuchPlan ? new CommandFailed(error.message) : error
            },
          )
          progress(`Carrying out: ${title}`)
        }
        const worker = openDatabase(installation, 'openasb_worker', {
          connections: 1,
          statementTimeoutMs: longestStageMs,
        })
        try {
          const { plans, closedRecords } = await carryOutReorganisations(worker, systemClock)
          console.log(`${plans} plans looked at, ${closedRecords} closed records passed on.`)
        } finally {
          await worker.close()
        }
      }),
    )
}
