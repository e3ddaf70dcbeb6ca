import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, isRouted, readKept, seedFiling, sentReport } from './filing.ts'
import {
  buildProduct,
  installationIn,
  makeDataFolder,
  type RunningProduct,
  startProduct,
  waitUntil,
} from './running-product.ts'

const data = makeDataFolder()
let product: RunningProduct

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder)
})

afterAll(async () => {
  await product.stop()
  await data.remove()
})

test('a worker killed in the middle of routing leaves its jobs to the next, and each report is routed once', async () => {
  const installation = await installationIn(data.folder)
  const token = await seedFiling(installation)
  // Routing reads the rules, so whoever holds them holds the worker up in the middle of its jobs.
  const holder = new pg.Client(installation.owner)
  holder.on('error', () => {})
  await holder.connect()
  await holder.query(`begin; lock table ${installation.schema}.routing_rule in access exclusive mode`)
  const filed = await Promise.all(
    Array.from({ length: 80 }, (_, number) =>
      fileReport(product.address, token, { key: `worker-${number}`, body: sentReport(number) }),
    ),
  )
  expect(filed.map(({ status }) => status)).toEqual(filed.map(() => 201))
  await waitUntil(async () => {
    const { rows } = await holder.query<{ count: number }>(
      `select count(*) from ${installation.schema}_jobs.job where name = 'report.filed' and state = 'active'`,
    )
    return Number(rows[0]?.count) > 0
  }, 10_000)
  await product.kill('everything')
  await holder.end().catch(() => {})

  product = await startProduct(data.folder)
  const restarted = await installationIn(data.folder)
  await waitUntil(async () => (await readKept(restarted)).every(isRouted), 60_000)
  const kept = await readKept(restarted)
  expect(kept).toHaveLength(80)
  for (const each of kept) expect(each).toMatchObject({ routedEntries: 1, filedEntries: 1 })
})

test('a worker killed in the middle of a call of the safety net leaves it to the next, and each cause calls once', async () => {
  const installation = await installationIn(data.folder)
  const holder = new pg.Client(installation.owner)
  holder.on('error', () => {})
  await holder.connect()
  await holder.query(`set search_path to ${installation.schema}, public`)
  await holder.query(
    `with added as (insert into member (id, name, email) values (gen_random_uuid(), 'Cara Supervisor', 'cara@example.org') returning id)
     insert into membership (id, member_id, organisation_id, role)
     select gen_random_uuid(), added.id, held.organisation_id, 'supervisor' from added
     cross join (select distinct organisation_id from report where organisation_id is not null) as held`,
  )
  await waitUntil(async () => {
    const { rows } = await holder.query<{ waiting: number }>(
      'select count(*)::integer as waiting from safety_due',
    )
    return rows[0]?.waiting === 0
  }, 60_000)
  // Whoever holds the messages holds the worker up when the page stands and nobody is told yet.
  await holder.query('begin; lock table outgoing_message in exclusive mode')
  const other = new pg.Client(installation.owner)
  other.on('error', () => {})
  await other.connect()
  await other.query(`set search_path to ${installation.schema}, public`)
  const { rows: concerns } = await other.query(
    `update safety_concern set page_at = now() - interval '1 second' where settled_at is null returning id`,
  )
  expect(concerns.length).toBeGreaterThan(0)
  await waitUntil(async () => {
    const { rows } = await other.query<{ held: boolean }>(
      `select exists (select from pg_locks where relation = 'outgoing_message'::regclass and not granted) as held`,
    )
    return rows[0]?.held === true
  }, 30_000)
  await product.kill('everything')
  await Promise.all([holder, other].map((client) => client.end().catch(() => {})))

  product = await startProduct(data.folder)
  const restarted = new pg.Client((await installationIn(data.folder)).owner)
  await restarted.connect()
  await restarted.query(`set search_path to ${installation.schema}, public`)
  await waitUntil(async () => {
    const { rows } = await restarted.query<{ waiting: number }>(
      'select count(*)::integer as waiting from safety_concern where settled_at is null',
    )
    return rows[0]?.waiting === 0
  }, 60_000)
  const { rows } = await restarted.query<{ calls: number; told: number; messages: number; paged: number }>(
    `select (select count(*) from safety_page)::integer as calls, (select count(*) from safety_notice join member on member.id = member_id
         where email = 'cara@example.org')::integer as told,
       (select count(*) from outgoing_message where recipient = 'cara@example.org')::integer as messages,
       (select count(*) from safety_concern where settled_as = 'paged')::integer as paged`,
  )
  await restarted.end()
  const [after] = rows
  expect(after?.calls).toBeGreaterThan(0)
  expect(after).toEqual({
    calls: after?.paged,
    told: after?.calls,
    messages: after?.calls,
    paged: after?.paged,
  })
})
