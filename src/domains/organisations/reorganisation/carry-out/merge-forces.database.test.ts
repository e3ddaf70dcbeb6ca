import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { londonDateOf, systemClock } from '#platform/clock'
import {
  asOwner,
  connectAs,
  type Database,
  type Installation,
  openDatabase,
  projectRoot,
} from '#platform/database'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import {
  addPlan,
  findOwnerless,
  type Snapshot,
  takeSnapshot,
} from '../../../../../test/support/reorganisations.ts'
import { carryOutReorganisations, longestStageMs } from './carry-out.ts'

const POLICE = 1
const HARBOUR = 90
const county = generateDemo({ seed: 'two forces', today: londonDateOf(new Date()), reports: 900 })

let database: TestDatabase
let worker: Database
let before: Snapshot
let plan: string

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const one = async (query: string, values: unknown[] = []) =>
  Object.values((await ask(query, values))[0] ?? {})[0]

beforeAll(async () => {
  database = await createTestDatabase()
  worker = openDatabase(database.installation, 'openasb_worker', { statementTimeoutMs: longestStageMs })
  await asOwner(database.installation, async (owner) => {
    await loadDemo(owner, county)
    // A second, tiny force beside the county's, which holds a few reports and sees some of the county's.
    await owner.query(`
      insert into organisation (id, name, short_name, kind) values (${HARBOUR}, 'Harbour Police', 'Harbour', 'police');
      insert into team (id, organisation_id, name) values (gen_random_uuid(), ${HARBOUR}, 'Youth engagement');
      insert into queue (id, organisation_id, team_id, name)
        select gen_random_uuid(), ${HARBOUR}, id, 'Quays' from team where organisation_id = ${HARBOUR};
      insert into member (id, name, email) values (gen_random_uuid(), 'Harbour Constable', 'constable@harbour.example.org');
      insert into membership (id, member_id, organisation_id, team_id, role)
        select gen_random_uuid(), member.id, ${HARBOUR}, team.id, 'case_officer' from member, team
        where email = 'constable@harbour.example.org' and organisation_id = ${HARBOUR};
      insert into agreement_party (agreement_id, organisation_id, joined_on)
        select id, ${HARBOUR}, '2020-01-01' from agreement;
      update report set organisation_id = ${HARBOUR}, queue_id = (select id from queue where organisation_id = ${HARBOUR}),
          team_id = (select id from team where organisation_id = ${HARBOUR})
        where id in (select id from report where organisation_id = 2 and status <> 'filed' order by id limit 40);
      insert into share (id, report_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
        select gen_random_uuid(), report.id, ${HARBOUR}, agreement.id, 'full', 'partner', ${POLICE}
        from (select id from report where organisation_id = ${POLICE} order by id limit 30) as report, agreement;
      insert into share (id, report_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
        select gen_random_uuid(), report.id, ${HARBOUR}, agreement.id, 'summary', 'partner', 2
        from (select id from report where organisation_id = 2 order by id limit 30) as report, agreement`)
    plan = await addPlan(owner, {
      kind: 'merge_organisations',
      title: 'One force',
      sameNamedTeams: 'join',
      predecessors: [POLICE, HARBOUR],
      successors: [{ name: 'Coast Police', shortName: 'Coast', kind: 'police' }],
    })
    before = await takeSnapshot(owner)
  })
}, 120_000)
afterAll(async () => {
  await worker?.close()
  await database?.drop()
})

/** A process of its own that does the first stage as the worker does. */
function startDoomedJob(installation: Installation, id: string): ChildProcess {
  const program = `
    import pg from 'pg'
    const client = new pg.Client({ ...JSON.parse(process.env.CONNECTION), application_name: 'doomed' })
    await client.connect()
    await client.query('begin; set local search_path = ${installation.schema}, public')
    await client.query("select change_organisations('${id}')")
    await client.query("select pass_on_open_records('${id}')")
    await client.query('commit')`
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: projectRoot,
    env: { ...process.env, CONNECTION: JSON.stringify(connectAs(installation, 'openasb_worker')) },
    stdio: 'ignore',
  })
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('when the work is cut short', () => {
  test('by kill -9 in the middle of changing the organisations, nothing has changed', async () => {
    const untouched = () =>
      one(`select md5(concat((select string_agg(o::text, '' order by id) from organisation o),
        (select string_agg(r::text, '' order by id) from report r), (select string_agg(m::text, '' order by id) from membership m)))`)
    const atWork = (waiting: boolean) =>
      one(
        `select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'doomed'
         and (not $1 or wait_event_type = 'Lock')`,
        [waiting],
      )
    const was = await untouched()
    // Whoever holds one of the reports holds the job up half way, and there it is killed.
    await asOwner(database.installation, async (holder) => {
      await holder.query(
        `select from report where organisation_id = $1 and status <> 'closed' order by id desc limit 1 for update`,
        [POLICE],
      )
      const job = startDoomedJob(database.installation, plan)
      await until(async () => (await atWork(true)) === 1)
      job.kill('SIGKILL')
    })
    await until(async () => (await atWork(false)) === 0)
    expect(await untouched()).toBe(was)
    expect(await one('select status from reorganisation where id = $1', [plan])).toBe('scheduled')
  })

  test('between two batches of closed records, it goes on where it was', async () => {
    await worker.withActor({ kind: 'system', name: 'OpenASB' }, async (db) => {
      await db.selectNoFrom((of) => of.fn('change_organisations', [of.val(plan)]).as('done')).execute()
      await db.selectNoFrom((of) => of.fn('pass_on_open_records', [of.val(plan)]).as('done')).execute()
    })
    expect(await one('select status from reorganisation where id = $1', [plan])).toBe('moving')
    expect(
      await one(
        `select count(*)::int from report where organisation_id in (${POLICE}, ${HARBOUR}) and status <> 'closed'`,
      ),
    ).toBe(0)
    await carryOutReorganisations(worker, systemClock)
    expect(await one('select status from reorganisation where id = $1', [plan])).toBe('carried_out')
  })
})

test('two forces become one: everything has an owner, teams of one name are one team', async () => {
  expect(await asOwner(database.installation, findOwnerless)).toEqual([])
  expect(
    await one(`select count(*)::int from team join organisation on organisation.id = organisation_id
      where short_name = 'Coast' and team.name = 'Youth engagement'`),
  ).toBe(1)
})

test('what one force had shared with the other is its own now, what others shared goes on as it was', async () => {
  const coast = Number(await one(`select id from organisation where short_name = 'Coast'`))
  expect(
    await one(
      `select count(*)::int from share join report on report.id = report_id
      where share.organisation_id = $1 and report.organisation_id = $1 and share.ended_at is null`,
      [coast],
    ),
  ).toBe(0)
  expect(
    await one(
      `select count(*)::int from share where organisation_id = $1 and level = 'summary' and ended_at is null`,
      [coast],
    ),
  ).toBeGreaterThan(0)
})

test('nobody outside gains or loses, and officers of both see what both saw together', async () => {
  const after = await asOwner(database.installation, takeSnapshot)
  const officers = new Set(
    (
      await ask<{ member_id: string }>(
        `select member_id from membership where organisation_id in (${POLICE}, ${HARBOUR})`,
      )
    ).map(({ member_id }) => member_id),
  )
  const together = new Set([...officers].flatMap((officer) => before.sight.get(officer) ?? []))
  const ordinary = (records: Iterable<string>) => [...records].filter((id) => before.ordinary.has(id)).sort()
  for (const [person, records] of before.sight) {
    const seen = after.sight.get(person) ?? []
    if (!officers.has(person)) expect([...seen].sort()).toEqual([...records].sort())
    else {
      expect(ordinary(seen)).toEqual(ordinary(together))
      expect(seen.filter((id) => !together.has(id))).toEqual([])
    }
  }
  expect(after.written).toBe(before.written)
})
