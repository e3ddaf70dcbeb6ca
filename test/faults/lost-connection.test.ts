import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedDatabase, type Installation, startEmbeddedDatabase } from '#platform/database'
import { type Filed, fileReport, isWhole, readKept, seedFiling, sentReport } from './filing.ts'
import {
  buildProduct,
  installationAt,
  makeDataFolder,
  type RunningProduct,
  startProduct,
  waitUntil,
} from './running-product.ts'

const data = makeDataFolder()
const serverFolder = { folder: `${data.folder}/server`, durable: true }
let server: EmbeddedDatabase
let installation: Installation
let product: RunningProduct
let token: string

beforeAll(async () => {
  buildProduct()
  server = await startEmbeddedDatabase(serverFolder)
  const { host, user, database } = server.connection
  const url = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
  installation = installationAt(url)
  product = await startProduct(data.folder, { DATABASE_URL: url })
  token = await seedFiling(installation)
})

afterAll(async () => {
  await product.stop()
  await server.stop()
  await data.remove()
})

type Attempt = { key: string; body: ReturnType<typeof sentReport>; filed: Filed }

/** No answer at all, which never happens while the program lives. */
const unanswered: Filed = { status: 0, reference: undefined, body: {} }

/** Files reports, a number of senders at a time, until told to stop. */
function keepFiling(name: string, senders: number): { attempts: Attempt[]; stop(): Promise<void> } {
  const attempts: Attempt[] = []
  let isOver = false
  let number = 0
  const sender = async () => {
    while (!isOver && !product.hasEnded()) {
      number += 1
      const key = `${name}-${number}`
      const body = { ...sentReport(number), sender_reference: key }
      attempts.push({
        key,
        body,
        filed: await fileReport(product.address, token, { key, body }).catch(() => unanswered),
      })
    }
  }
  const running = Promise.all(Array.from({ length: senders }, sender))
  return {
    attempts,
    async stop() {
      isOver = true
      await running
    },
  }
}

/** Filed, or told that the service is away with a reference that leads to the reason in the log. */
async function expectFiledOrExplained({ filed }: Attempt): Promise<void> {
  // 200 where the first try was saved, its answer lost, and the second found the report there.
  if (filed.status === 201 || filed.status === 200) return
  expect(filed.status).toBe(503)
  await waitUntil(() => isExplained(String(filed.body.reference)), 2_000)
}

/** Whether the log says why the request with this reference failed. */
function isExplained(reference: string): boolean {
  const lines = product.output().split('\n')
  return lines.some((line) => line.includes(`"reqId":"${reference}"`) && line.includes('"err":'))
}

async function expectFiledOnce(name: string, attempts: readonly Attempt[]): Promise<void> {
  for (const { key, body } of attempts.filter(({ filed }) => filed.status === 503)) {
    const again = await fileReport(product.address, token, { key, body })
    expect([200, 201]).toContain(again.status)
  }
  const kept = (await readKept(installation)).filter(({ source }) => source.startsWith(`${name}-`))
  expect(kept.map(({ source }) => source).sort()).toEqual(attempts.map(({ key }) => key).sort())
  for (const each of kept) expect(each).toSatisfy(isWhole)
}

async function health(): Promise<number> {
  const { status } = await fetch(`${product.address}/health`)
  return status
}

test('connections that are cut while reports are filed cost nobody a report, and file none twice', async () => {
  const filing = keepFiling('cut', 20)
  const owner = new pg.Client(installation.owner)
  await owner.connect()
  let cut = 0
  await waitUntil(async () => {
    const { rowCount } = await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename in ('openasb_web', 'openasb_worker', 'openasb_identity', 'openasb_feed') and random() < 0.4`,
    )
    cut += rowCount ?? 0
    return cut > 100 && filing.attempts.length > 150
  }, 30_000)
  await owner.end()
  await filing.stop()
  expect(product.hasEnded()).toBe(false)
  for (const attempt of filing.attempts) await expectFiledOrExplained(attempt)
  await expectFiledOnce('cut', filing.attempts)
})

test('a database process that is killed takes all its neighbours with it and still costs nobody a report', async () => {
  const filing = keepFiling('killed', 20)
  await waitUntil(() => filing.attempts.length > 20, 10_000)
  const owner = new pg.Client(installation.owner)
  owner.on('error', () => {})
  await owner.connect()
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where usename = 'openasb_web' limit 1`,
  )
  // PostgreSQL cannot trust its shared memory after this: it ends every connection without a word and recovers.
  const [victim] = rows
  if (victim === undefined) throw new Error('The product has no connection that could be killed')
  process.kill(victim.pid, 'SIGKILL')
  const beforeKill = filing.attempts.length
  await waitUntil(() => filing.attempts.length > beforeKill + 40, 20_000)
  await filing.stop()
  await owner.end()
  expect(product.hasEnded()).toBe(false)
  for (const attempt of filing.attempts) await expectFiledOrExplained(attempt)
  await expectFiledOnce('killed', filing.attempts)
})

test('a database server that restarts within five seconds is waited for', async () => {
  const filing = keepFiling('restart', 10)
  await waitUntil(() => filing.attempts.length > 20, 10_000)
  await server.stop()
  const beforeAway = filing.attempts.length
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  server = await startEmbeddedDatabase(serverFolder)
  await waitUntil(() => filing.attempts.length > beforeAway + 40, 20_000)
  await filing.stop()
  expect(product.hasEnded()).toBe(false)
  for (const attempt of filing.attempts) await expectFiledOrExplained(attempt)
  const lastOnes = filing.attempts.slice(-20)
  expect(lastOnes.map(({ filed }) => filed.status)).toEqual(lastOnes.map(() => 201))
  await expectFiledOnce('restart', filing.attempts)
})

test('while the database server is away, requests are told so and the health check says so, and afterwards all is well', async () => {
  expect(await health()).toBe(200)
  await server.stop()
  const body = { ...sentReport(1), sender_reference: 'away-1' }
  const [filed, page, state] = await Promise.all([
    fileReport(product.address, token, { key: 'away-1', body }),
    fetch(`${product.address}/report/type`),
    health(),
  ])
  expect(filed.status).toBe(503)
  await expectFiledOrExplained({ key: 'away-1', body, filed })
  expect(page.status).toBe(503)
  expect(page.headers.get('retry-after')).toBe('60')
  const text = await page.text()
  expect(text).toContain('the service is not available')
  const reference = /\b[0-9A-F]{10}\b/.exec(text)?.[0] ?? 'no reference on the page'
  await waitUntil(() => isExplained(reference), 2_000)
  expect(state).toBe(503)

  server = await startEmbeddedDatabase(serverFolder)
  await waitUntil(async () => (await health()) === 200, 10_000)
  expect((await fileReport(product.address, token, { key: 'away-1', body })).status).toBe(201)
  expect(product.hasEnded()).toBe(false)
})
