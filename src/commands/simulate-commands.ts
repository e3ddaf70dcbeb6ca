import { type Command, InvalidArgumentError } from 'commander'
import { makeShift, sendShift } from '#domains/intake'
import { startReceiver } from '#domains/webhooks'
import { CommandFailed } from './command-context.ts'

function whole(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  throw new InvalidArgumentError('Give a whole number.')
}
function share(text: string): number {
  const number = Number(text)
  if (number >= 0 && number <= 1) return number
  throw new InvalidArgumentError('Give a share from 0 to 1.')
}

type ShiftOptions = {
  url: string
  token?: string
  client?: string
  seed: string
  source: string
  incidents: number
  hours: number
  begins: string
  duplicates: number
  late: number
  lost: number
  speed: number
  print?: boolean
}

/** `simulate shift` and `simulate receiver`: another system, for those who build one or connect one. No database needed. */
export function addSimulateCommands(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('Stand in for another system (docs/runbooks/machines.md)')
  simulate
    .command('shift')
    .description(
      'Send the incidents of a shift, as command and control would; exit code 1 when one came out wrong',
    )
    .requiredOption('--url <address>', 'where the service is, such as http://127.0.0.1:3000')
    .option('--token <token>', 'a token that may file reports, or the secret of --client')
    .option('--client <number>', 'number of the token: it is then exchanged for a short-lived one (OAuth 2)')
    .option('--seed <text>', 'the same seed sends the same shift', 'friday')
    .option('--source <name>', 'the system that sends', 'SIMULATOR')
    .option('--incidents <number>', 'how many are opened', whole, 120)
    .option('--hours <number>', 'length of the shift', whole, 8)
    .option('--begins <time>', 'when it begins', '2026-11-06T17:00:00Z')
    .option('--duplicates <share>', 'messages sent twice', share, 0.05)
    .option('--late <share>', 'messages sent up to an hour late', share, 0.1)
    .option('--lost <share>', 'messages never sent', share, 0)
    .option('--speed <times>', 'times quicker than life; 0 as fast as they are taken', whole, 0)
    .option('--print', 'print the messages and send none')
    .action(async (options: ShiftOptions) => {
      const begins = new Date(options.begins)
      if (Number.isNaN(begins.getTime())) throw new CommandFailed('--begins is no time.')
      const shift = makeShift({ ...options, begins })
      if (options.print === true) {
        for (const { message } of shift) console.log(JSON.stringify(message))
        return
      }
      if (options.token === undefined) throw new CommandFailed('Give --token.')
      const report = await sendShift(
        {
          url: options.url.replace(/\/$/, ''),
          token: options.token,
          ...(options.client === undefined ? {} : { client: { id: options.client } }),
        },
        shift,
        options.speed,
        (line) => console.error(line),
      )
      for (const line of report.wrong) console.log(line)
      const answers = Object.entries(report.answers).map(([status, times]) => `${status}: ${times}`)
      console.log(
        `${report.incidents} incidents, ${report.sent} messages (${answers.join(', ')}), answered in ${report.p50} ms (p95 ${report.p95} ms), ${report.wrong.length} wrong`,
      )
      if (report.wrong.length > 0) throw new CommandFailed('Some incidents came out wrong.')
    })
  simulate
    .command('receiver')
    .description('Answer webhooks and check their signatures; until it is stopped')
    .requiredOption('--secret <secret>', 'as the page of the webhook showed it: whsec_…')
    .option('--port <number>', 'where to listen', whole, 9_099)
    .option('--host <address>', 'at which address', '127.0.0.1')
    .option('--answer <status>', 'answer every message with this status', whole, 204)
    .option('--slow <seconds>', 'wait before answering', whole, 0)
    .action(async (options: { secret: string; port: number; host: string; answer: number; slow: number }) => {
      const receiver = await startReceiver({
        ...options,
        slowSeconds: options.slow,
        told: (line) => console.log(line),
      })
      console.error(`Listening at ${receiver.url}`)
    })
}
