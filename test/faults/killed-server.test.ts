import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Installation } from '#platform/database'
import {
  countOrphans,
  type Filed,
  fileReport,
  isRouted,
  isWhole,
  readKept,
  seedFiling,
  sentReport,
} from './filing.ts'
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
let installation: Installation
let token: string

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder)
  installation = await installationIn(data.folder)
  token = await seedFiling(installation)
})

afterAll(async () => {
  await product.stop()
  await data.remove()
})

type Round = { name: string; kills: 'program' | 'everything'; afterAcknowledged: number }

/** Early in the burst, in its middle and near its end; with and without the database. */
const rounds: readonly Round[] = [
  { name: 'first', kills: 'everything', afterAcknowledged: 20 },
  { name: 'second', kills: 'program', afterAcknowledged: 90 },
  { name: 'third', kills: 'everything', afterAcknowledged: 130 },
]

test.each(rounds)(
  'of 200 reports, 40 at once, those acknowledged before kill -9 of $kills are there once and whole, and the rest can be sent again ($name round)',
  async ({ name, kills, afterAcknowledged }) => {
    const reports = Array.from({ length: 200 }, (_, number) => ({
      key: `${name}-${number}`,
      body: { ...sentReport(number), sender_reference: `${name}-${String(number).padStart(3, '0')}` },
    }))
    const acknowledged = new Map<string, Filed>()
    let killed: Promise<void> | undefined
    // Those that come after the kill have not been sent yet, however quick the machine answers.
    const unsent = [...reports]
    async function sendInTurn(): Promise<void> {
      for (let report = unsent.shift(); report !== undefined; report = unsent.shift()) {
        const filed = await fileReport(product.address, token, report).catch(() => undefined)
        if (filed?.status === 201) acknowledged.set(report.key, filed)
        if (acknowledged.size === afterAcknowledged) killed ??= product.kill(kills)
      }
    }
    await Promise.all(Array.from({ length: 40 }, sendInTurn))
    expect(killed).toBeDefined()
    await killed
    expect(acknowledged.size).toBeLessThan(200)

    product = await startProduct(data.folder)
    installation = await installationIn(data.folder)
    const afterCrash = new Map((await readOf(name)).map((kept) => [kept.reference, kept]))
    for (const { reference } of acknowledged.values())
      expect(afterCrash.get(reference ?? ''), `${reference} was acknowledged`).toBeDefined()
    for (const kept of afterCrash.values()) expect(kept).toSatisfy(isWhole)
    expect(await countOrphans(installation)).toBe(0)

    // Senders cannot know which of theirs arrived, so all of them are sent again.
    const answers = await Promise.all(reports.map((report) => fileReport(product.address, token, report)))
    const isThere = new Set(afterCrash.keys())
    for (const [number, { status, reference }] of answers.entries()) {
      expect(status).toBe(isThere.has(reference ?? '') ? 200 : 201)
      const before = acknowledged.get(`${name}-${number}`)
      if (before !== undefined) expect(reference).toBe(before.reference)
    }
    const kept = await readOf(name)
    expect(kept.map(({ source }) => source)).toEqual(reports.map(({ body }) => body.sender_reference))
    for (const each of kept) expect(each).toSatisfy(isWhole)

    await waitUntil(async () => (await readOf(name)).every(isRouted), 60_000)
    for (const each of await readOf(name)) expect(each).toMatchObject({ routedEntries: 1, filedEntries: 1 })
  },
)

async function readOf(round: string) {
  return (await readKept(installation)).filter(({ source }) => source.startsWith(`${round}-`))
}
