import type { Command } from 'commander'
import { countConcerns } from '#domains/safety-net'
import { withInstallation } from './command-context.ts'

/** `safety-net recompute`. */
export function addSafetyNetCommands(program: Command): void {
  program
    .command('safety-net')
    .description('What should not wait and nobody opened')
    .command('recompute')
    .description(
      'Work it out again for every report, changing nothing: what the rules find, and how long it takes',
    )
    .action(() =>
      withInstallation(async ({ open, progress }) => {
        const { reports, seconds, found } = await countConcerns(open('openasb_worker'), progress)
        const each = reports === 0 ? 0 : (seconds / reports) * 1000
        console.log(
          `${reports} reports in ${seconds.toFixed(1)} s, ${each.toFixed(2)} ms each: ${found.place} at a place with as many, ${found.victim} of a victim with as many, ${found.high_risk} at high risk`,
        )
      }),
    )
}
