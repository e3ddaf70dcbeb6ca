// `npm run load`: how fast the product is on a county of a given size, beside what the same database does by itself.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot, startEmbeddedDatabase } from '#platform/database'
import { addFinishedDrafts } from '../support/drafts.ts'
import { addCasework, caseworkRequests, ofCasework, readCases } from './casework.ts'
import { type County, copyCounty, query, readMaterial } from './county.ts'
import { addAudit, disclosureRequests, ofDisclosures } from './disclosures.ts'
import { measureIncidents, openings } from './incidents.ts'
import { measureLedger } from './ledger.ts'
import { type DriveOrder, inOwnProcess, type Measured, summarise } from './measure.ts'
import { processorTimeOf, processorTimeOfServer } from './processor-time.ts'
import { type Product, schema, startProduct } from './product.ts'
import { creations, placeSearches, queuePages, reportPages, submissions } from './scenarios.ts'
import { type Result, toMarkdown } from './table.ts'

const { values: options } = parseArgs({
  options: {
    reports: { type: 'string', default: '50000,300000' },
    concurrency: { type: 'string', default: '1,8,32' },
    seconds: { type: 'string', default: '8' },
    /** Names of scenarios, all of them unless given. */
    only: { type: 'string' },
    /** Options for the server's Node, such as --cpu-prof. */
    node: { type: 'string', default: '' },
  },
})

const numbers = (text: string) => text.split(',').map(Number)
const seconds = Number(options.seconds)
const warmUpSeconds = Math.max(1, seconds / 4)
const asbType = 'noise'
const folder = join(projectRoot, 'var', 'load')
/** A word stands for all that is measured of it. */
const byWord: Readonly<Record<string, readonly string[]>> = {
  incidents: ['incidents', 'report by incident', 'raw'],
  casework: ofCasework,
  disclosures: ofDisclosures,
}
const wanted = options.only?.split(',').flatMap((name) => byWord[name] ?? [name])
const isWanted = (scenario: string) => wanted?.includes(scenario) ?? true

const results: Result[] = []
mkdirSync(folder, { recursive: true })
const server = await startEmbeddedDatabase({
  folder: join(folder, 'database'),
  durable: true,
  logFile: join(folder, 'database.log'),
})
const serverPid = Number(
  readFileSync(join(folder, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
)
try {
  for (const reports of numbers(options.reports)) {
    const county = await copyCounty(server, reports)
    try {
      // By itself: the product's worker would take part, and the county is several times as large afterwards.
      if (options.only === 'ledger') console.log(await measureLedger(county, reports))
      else await measureCounty(county, reports)
    } finally {
      await county.drop()
    }
  }
} finally {
  await server.stop()
}
const machine = {
  processors: cpus().length,
  model: cpus()[0]?.model,
  memoryGb: Math.round(totalmem() / 2 ** 30),
}
writeFileSync(
  join(folder, 'result.json'),
  `${JSON.stringify({ at: new Date(), machine, results }, undefined, 2)}\n`,
)
console.log(`\n${toMarkdown(results)}`)

/** Readings first, on the county as it is; then what adds to it. */
async function measureCounty(county: County, reports: number): Promise<void> {
  const product = await startProduct(county.url, options.node.split(' ').filter(Boolean))
  try {
    await untilSettled(product)
    const material = await readMaterial(county, product.officer.organisation)
    const { cookie } = product.officer
    for (const concurrency of numbers(options.concurrency)) {
      const run = (scenario: string, order: Partial<DriveOrder> & Pick<DriveOrder, 'requests'>) =>
        measure(product, { reports, concurrency, scenario }, order)
      await run('queue page', { requests: queuePages(cookie) })
      await run('open a report', { requests: reportPages(material, cookie) })
      await run('place search', { requests: placeSearches(material) })
    }
    for (const concurrency of numbers(options.concurrency)) {
      const run = async (scenario: string, order: Partial<DriveOrder> & Pick<DriveOrder, 'requests'>) => {
        await measure(product, { reports, concurrency, scenario }, order)
        await untilRouted(county)
      }
      const uniqueHeader = 'idempotency-key'
      await run('report by machine', { requests: creations(material, county.token, asbType), uniqueHeader })
      if (isWanted('report by incident'))
        await run('report by incident', {
          requests: openings(material, county.token, Math.ceil(800 * (seconds + warmUpSeconds))),
          once: true,
        })
      if (!isWanted('report by form')) continue
      const [point = { easting: 0, northing: 0 }] = material.points
      const drafts = await addFinishedDrafts(
        county.installation,
        Math.ceil(600 * (seconds + warmUpSeconds)),
        point,
      )
      await run('report by form', { requests: await submissions(product.url, drafts), once: true })
    }
    if (ofCasework.some(isWanted)) await measureCasework(product, county, reports)
    if (ofDisclosures.some(isWanted)) await measureDisclosures(product, county, reports)
    if (isWanted('incidents')) console.log(await measureIncidents(product.url, county, material))
  } finally {
    await product.stop()
  }
  if (isWanted('raw'))
    for (const concurrency of numbers(options.concurrency)) await measureRaw(county, reports, concurrency)
  for (const result of results.filter(
    (each) => each.reports === reports && each.scenario.startsWith('report by'),
  )) {
    const raw = results.find(
      (each) =>
        each.reports === reports && each.scenario === 'raw' && each.concurrency === result.concurrency,
    )
    if (raw !== undefined) result.ofRaw = result.perSecond / raw.perSecond
  }
}

/** Pages of casework, on the copy filled up with the cases and timelines of six years. */
async function measureCasework(product: Product, county: County, reports: number): Promise<void> {
  const { organisation } = product.officer
  console.log(`casework: ${await addCasework(county, organisation)}`)
  const references = await readCases(county, organisation)
  const requests = caseworkRequests(references, {
    officer: product.officer.cookie,
    supervisor: product.supervisor.cookie,
  })
  for (const concurrency of numbers(options.concurrency))
    for (const scenario of ofCasework)
      await measure(product, { reports, concurrency, scenario }, { requests: requests[scenario] })
}

/** The pages about who did what, with a million acts of a year. */
async function measureDisclosures(product: Product, county: County, reports: number): Promise<void> {
  console.log(`disclosures: ${await addAudit(county)}`)
  const { organisation } = product.officer
  const requests = await disclosureRequests(county, organisation, product.governor.cookie, new Date())
  for (const concurrency of numbers(options.concurrency))
    for (const scenario of ofDisclosures)
      await measure(product, { reports, concurrency, scenario }, { requests: requests[scenario] })
}

type What = Pick<Result, 'reports' | 'concurrency' | 'scenario'>

async function measure(
  product: Product,
  what: What,
  order: Partial<DriveOrder> & Pick<DriveOrder, 'requests'>,
): Promise<void> {
  if (!isWanted(what.scenario)) return
  let before = { server: 0, database: 0 }
  const now = () => processorTimes(product)
  const measured = await inOwnProcess(
    'drive.ts',
    { url: product.url, connections: what.concurrency, warmUpSeconds, seconds, ...order },
    () => {
      before = now()
    },
  )
  const after = now()
  keep(what, measured, { server: after.server - before.server, database: after.database - before.database })
}

function processorTimes({ pid }: Product): { server: number; database: number } {
  return { server: processorTimeOf(pid), database: processorTimeOfServer(serverPid) }
}

/**
 * After a start the worker works off what has come due (notices, matching, seals), which is no cost of a request: waits
 * until web, worker and database together need less than a thirteenth of a processor, three minutes at most.
 */
async function untilSettled(product: Product): Promise<void> {
  const [everyMs, mostMs, mostRounds] = [4_000, 300, 45]
  for (let round = 0; round < mostRounds; round += 1) {
    const before = processorTimes(product)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    const after = processorTimes(product)
    if (after.server - before.server + after.database - before.database < mostMs) return
  }
}

async function measureRaw(county: County, reports: number, concurrency: number): Promise<void> {
  const { connection } = county
  let before = 0
  const order = { connection, schema, connections: concurrency, warmUpSeconds, seconds, asbType }
  const measured = await inOwnProcess('insert-raw.ts', order, () => {
    before = processorTimeOfServer(serverPid)
  })
  const database = processorTimeOfServer(serverPid) - before
  keep({ reports, concurrency, scenario: 'raw' }, measured, { server: 0, database })
}

function keep(what: What, measured: Measured, used: { server: number; database: number }): void {
  const summary = summarise(measured)
  const result: Result = {
    ...what,
    ...summary,
    serverMs: used.server / summary.answers,
    databaseMs: used.database / summary.answers,
  }
  results.push(result)
  const statuses = Object.entries(measured.statuses).map(([status, count]) => `${status}×${count}`)
  console.log(
    `${what.reports} reports, ${what.concurrency} at once, ${what.scenario}: ${result.perSecond.toFixed(0)}/s, p95 ${result.p95.toFixed(1)} ms, CPU ${result.serverMs.toFixed(2)} + ${result.databaseMs.toFixed(2)} ms (${statuses.join(' ')})`,
  )
}

/** Lets the worker catch up, so that one measurement does not pay for another, and says how fast it did. */
async function untilRouted(county: County): Promise<void> {
  const waiting = async () => {
    const [row] = await query<{ count: number }>(
      county,
      `select count(*)::integer as count from ${schema}_jobs.job where state in ('created', 'retry', 'active')`,
    )
    return row?.count ?? 0
  }
  const started = performance.now()
  const first = await waiting()
  while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 200))
  const took = (performance.now() - started) / 1000
  if (first > 0) console.log(`  ${first} reports still to be routed, done after ${took.toFixed(1)} s`)
}
