// `node test/load/safety-net.ts`: the safety net looks at every report of a full table anew, and at new ones beside it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { projectRoot, startEmbeddedDatabase } from '#platform/database'
import { type County, copyCounty, query } from './county.ts'
import { fillYears } from './fill-years.ts'
import { processorTimeOfServer } from './processor-time.ts'
import { settingsFor, startProduct } from './product.ts'

const { values: options } = parseArgs({
  options: { reports: { type: 'string', default: '20000,100000,300000' } },
})
/** Reports of which the made-up county is made, before they are copied over the years. */
const seed = 5_000
/** New reports that are looked at one by one. */
const news = 300

const folder = join(projectRoot, 'var', 'load')
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
  console.log(
    '| reports | all worked out again | every call sent anew | processor time of the database | called about | a new report p50 | p95 | pages of the database touched p50 | p95 |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const reports of options.reports.split(',').map(Number)) {
    const county = await copyCounty(server, seed)
    try {
      console.log(await measure(county, reports))
    } finally {
      await county.drop()
    }
  }
} finally {
  await server.stop()
}

async function measure(county: County, reports: number): Promise<string> {
  await fillYears(county, reports)
  const product = await startProduct(county.url, [])
  try {
    const figure = workOutAgain(county)
    const all = await lookAtAll(county)
    const fresh = await lookAtNew(county)
    const [called] = await query<{ pages: number }>(
      county,
      'select count(*)::integer as pages from safety_page',
    )
    const times = fresh.map(({ ms }) => ms)
    const touched = fresh.map(({ blocks }) => blocks)
    return [
      '',
      all.looked,
      figure,
      `${((all.lookedMs + all.calledMs) / 1000).toFixed(1)} s`,
      `${(all.databaseMs / 1000).toFixed(1)} s`,
      called?.pages,
      `${share(times, 0.5).toFixed(1)} ms`,
      `${share(times, 0.95).toFixed(1)} ms`,
      share(touched, 0.5),
      share(touched, 0.95),
      '',
    ]
      .join(' | ')
      .trim()
  } finally {
    await product.stop()
  }
}

/** What the operator command says that it found, of all reports however old, and how long all of it took. */
function workOutAgain({ url }: County): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, 'dist', 'cli.js'), 'safety-net', 'recompute'],
    { env: { ...process.env, ...settingsFor(url) }, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The safety net was not worked out again: ${stderr}`)
  return stdout.trim()
}

type LookedAtAll = { looked: number; lookedMs: number; calledMs: number; databaseMs: number }

/** Every report waits to be looked at: until the worker has looked at the last, and then until the last call is sent. */
async function lookAtAll(county: County): Promise<LookedAtAll> {
  await query(county, 'insert into safety_due (report_id) select id from report on conflict do nothing')
  const count = async (what: string) => {
    const [row] = await query<{ waiting: number }>(county, `select count(*)::integer as waiting from ${what}`)
    return row?.waiting ?? 0
  }
  const toLookAt = () => count('safety_due')
  const toCallAbout = () => count('safety_concern where settled_at is null and page_at <= now()')
  const looked = await toLookAt()
  while ((await toLookAt()) === looked) await pause(50)
  const started = performance.now()
  const before = processorTimeOfServer(serverPid)
  while ((await toLookAt()) > 0) await pause(100)
  const lookedMs = performance.now() - started
  while ((await toCallAbout()) > 0) await pause(200)
  const databaseMs = processorTimeOfServer(serverPid) - before
  return { looked, lookedMs, calledMs: performance.now() - started - lookedMs, databaseMs }
}

type Look = { ms: number; blocks: number }

/** New reports, one after the other: how long each takes, and how many pages of the database it touches. */
async function lookAtNew(county: County): Promise<Look[]> {
  const client = new pg.Client(county.connection)
  await client.connect()
  try {
    await client.query(`set search_path = ${county.installation.schema}, public`)
    const { rows } = await client.query<{ id: string }>(
      `select id from report where filed_at > now() - interval '30 days' order by md5(id::text) limit ${news}`,
    )
    const looks: Look[] = []
    for (const { id } of rows) {
      const { rows: explained } = await client.query<{ 'QUERY PLAN': Explained[] }>(
        `explain (analyze, buffers, timing off, format json) select raise_concerns(array['${id}']::uuid[], now())`,
      )
      const done = explained[0]?.['QUERY PLAN'][0]
      if (done === undefined) throw new Error('The database explained nothing')
      const { Plan: plan } = done
      looks.push({
        ms: done['Execution Time'],
        blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      })
    }
    return looks
  } finally {
    await client.end()
  }
}

type Explained = {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
  'Execution Time': number
}

function share(values: readonly number[], of: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * of)] ?? 0
}
