// `node test/load/safety-net.ts`: the safety net looks at every report of a full table anew, and at new ones beside it.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { projectRoot, startEmbeddedDatabase } from '#platform/database'
import { newReference } from '#platform/ids'
import { type County, copyCounty, query } from './county.ts'
import { processorTimeOfServer } from './processor-time.ts'
import { startProduct } from './product.ts'

const { values: options } = parseArgs({
  options: { reports: { type: 'string', default: '20000,100000,300000' } },
})
/** Reports of which the made-up county is made, before they are copied over the years. */
const seed = 5_000
/** What a county of a million people is told in a year: as the table grows it goes back in time and is no denser. */
const aYear = 50_000
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
    '| reports | all looked at anew | processor time of the database | called about | a new report: p50 | p95 | pages of the database touched: p50 | p95 |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
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
  await grow(county, reports)
  const product = await startProduct(county.url, [])
  try {
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
      `${(all.lookedMs / 1000).toFixed(1)} s`,
      `${(all.databaseMs / 1000).toFixed(1)} s`,
      `${called?.pages} in ${(all.calledMs / 1000).toFixed(0)} s`,
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
  const databaseMs = processorTimeOfServer(serverPid) - before
  while ((await toCallAbout()) > 0) await pause(200)
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

/** Copies the county's reports over as many years as their number takes, near where they were, each told by somebody. */
async function grow(county: County, reports: number): Promise<void> {
  const references = new Set<string>()
  // A few more: of so many, one may be taken already.
  while (references.size < reports + 1_000) references.add(newReference('ASB'))
  await query(county, 'create unlogged table load_reference (at bigint primary key, reference text)')
  await query(
    county,
    `insert into load_reference select row_number() over (), reference from unnest($1::text[]) as given (reference)
     where not exists (select from report where report.reference = given.reference)`,
    [[...references]],
  )
  await query(county, fill(reports))
  await query(county, 'drop table load_reference')
  await query(county, 'vacuum analyze report')
  await query(county, 'vacuum analyze report_key')
}

function fill(reports: number): string {
  return `
do $do$
declare
  columns text := (select string_agg(quote_ident(column_name), ', ') from information_schema.columns
    where table_schema = current_schema and table_name = 'report' and is_generated = 'NEVER');
  days integer := ${Math.ceil((reports / aYear) * 365)};
begin
  set local session_replication_role = replica;
  set local synchronous_commit = off;
  perform setseed(0.5);
  execute format('create temporary table told on commit drop as select %s, row_number() over (order by id) as nth
    from report where organisation_id is not null', columns);
  create unique index on told (nth);
  create temporary table copied on commit drop as
    select at, gen_random_uuid() as new_id, 1 + at % (select count(*) from told) as copy_of,
      now() - random() * make_interval(days => days) as told_at,
      point(round((random() - 0.5) * 300), round((random() - 0.5) * 300)) as moved
    from generate_series(1, ${reports} - (select count(*) from report)) as at;
  create temporary table new_report on commit drop as
    select told.*, copied.* from copied join told on told.nth = copied.copy_of;
  update new_report set id = new_id, submission_id = gen_random_uuid(), filed_at = told_at, modified_at = told_at,
    occurred_from = told_at, occurred_to = told_at, location = location + moved,
    reference = (select reference from load_reference where load_reference.at = new_report.at);
  execute format('insert into report (%1$s) select %1$s from new_report', columns);
  -- Everybody tells three things in six years.
  insert into report_key (report_id, subject, kind, key, role, filed_at)
    select id, gen_random_uuid(), 'phone', 'told by ' || floor(random() * ${Math.ceil(reports / 3)}), 'reporter', told_at
    from new_report;
end
$do$`
}
