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
