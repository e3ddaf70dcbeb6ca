// `npm run cli -- <command>`: what an operator does beside the running product. Exit codes: 0 done, 1 could not be done,
// 2 done in part (the output says which part was not).
import { Command } from 'commander'
import { CsvError } from 'csv-parse'
import { DatabaseStartError } from '#platform/database'
import { addAuditCommands } from './commands/audit-commands.ts'
import { CommandFailed } from './commands/command-context.ts'
import { addDataCommands } from './commands/data-commands.ts'
import { addDropCommands } from './commands/drop-commands.ts'
import { addPeopleCommands } from './commands/people-commands.ts'
import { addPlacesCommands } from './commands/places-commands.ts'
import { addReorganisationCommands } from './commands/reorganisation-commands.ts'
import { addSafetyNetCommands } from './commands/safety-net-commands.ts'
import { addSignInCommands } from './commands/sign-in-commands.ts'
import { addSimulateCommands } from './commands/simulate-commands.ts'

const program = new Command('npm run cli --')
  .description('Operator commands of OpenASB')
  .showHelpAfterError('(add --help for the arguments)')
addDataCommands(program)
addPlacesCommands(program)
addPeopleCommands(program)
addDropCommands(program)
addReorganisationCommands(program)
addAuditCommands(program)
addSafetyNetCommands(program)
addSignInCommands(program)
addSimulateCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  const isExplained =
    error instanceof CommandFailed ||
    error instanceof DatabaseStartError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    error instanceof CsvError ||
    (error instanceof Error && 'code' in error && error.code === 'ENOENT')
  console.error(isExplained ? error.message : error)
  process.exitCode = 1
}
