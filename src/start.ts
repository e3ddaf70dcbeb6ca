// `npm start`: the whole product in one process, on the embedded database unless DATABASE_URL names a server.
import { DatabaseStartError } from '#platform/database'
import { findPortProblem, whenToldToStop } from '#platform/process'
import { openInstallation } from './installation.ts'
import { prepareProduct, serveProduct } from './product.ts'
import { WrongSetting } from './settings.ts'

/** Ends the start with one sentence for the reader. */
class CannotStart extends Error {}

const report = (line: string) => console.log(line)

function readPort(): number {
  const text = process.env.PORT ?? '3000'
  const port = Number(text)
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port
  throw new CannotStart(`PORT is "${text}": it must be a whole number from 1 to 65535.`)
}

async function checkPort(host: string, port: number): Promise<void> {
  const problem = await findPortProblem(host, port)
  if (problem !== undefined) throw new CannotStart(problem)
}

/** What is to be undone at the end, last made first undone. */
const endings: (() => Promise<void>)[] = []

let isServing = false

/** Starts everything and then waits; it ends only by failing. */
async function run(): Promise<never> {
  const host = process.env.HOST ?? '127.0.0.1'
  const port = readPort()
  const address = `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`
  await checkPort(host, port)
  const { installation, embedded, close } = await openInstallation({ sharing: false, report })
  endings.unshift(close)
  report('Preparing the data …')
  await prepareProduct(installation, report)
  // The first time, preparing takes long enough for another program to take the port.
  await checkPort(host, port)
  const product = await serveProduct(installation, { host, port, address })
  endings.unshift(product.close)
  isServing = true
  await embedded?.announce(address)
  report(`OpenASB is running at ${address}`)
  for (const { role, url } of product.signInLinks) report(`  ${role}: ${url}`)
  report('Press Ctrl-C to stop.')
  throw await (embedded?.ended ?? new Promise<never>(() => {}))
}

async function end(): Promise<void> {
  for (const undo of endings) await undo()
}

const toldToStop = whenToldToStop()
try {
  await Promise.race([toldToStop, run()])
  report('Stopping …')
  // In the middle of preparing we do not wait for that work: the database stops with us and the next start goes on.
  if (isServing) await end()
} catch (error) {
  const isExplained = [CannotStart, DatabaseStartError, WrongSetting].some((kind) => error instanceof kind)
  console.error(isExplained && error instanceof Error ? error.message : error)
  process.exitCode = 1
  await end()
}
process.exit()
