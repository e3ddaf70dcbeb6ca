import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, type EmbeddedDatabase, type Installation, startEmbeddedDatabase } from '#platform/database'
import { runs } from '../access/runs.ts'
import { type County, seedCounty } from './doors/county.ts'
import { type Door, type Given, type Place, places } from './doors/door.ts'
import { type Dropped, dropMails, dropRows } from './doors/drop-doors.ts'
import { newFaults } from './doors/faults.ts'
import { connectionEnded, everywhere, keepHarming, killDatabaseProcess, sessionEnded } from './doors/harm.ts'
import { doors } from './doors/index.ts'
import { cuts, newClient } from './doors/unlucky-client.ts'
import {
  buildProduct,
  installationAt,
  makeDataFolder,
  type RunningProduct,
  startProduct,
  waitUntil,
} from './running-product.ts'

const data = makeDataFolder()
const serverFolder = { folder: join(data.folder, 'server'), durable: true }
const dropFolder = join(data.folder, 'drop')
const faults = newFaults()
const fewestFaults = runs({ usually: 500, long: 10_000 })
const longest = runs({ usually: 240_000, long: 3_600_000 })
const atOnce = 28
let server: EmbeddedDatabase
let installation: Installation
let product: RunningProduct
let databaseUrl: string
let county: County

beforeAll(async () => {
  buildProduct()
  server = await startEmbeddedDatabase(serverFolder)
  const { host, user, database } = server.connection
  databaseUrl = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
  installation = installationAt(databaseUrl)
  product = await start()
  // So that each private page holds as much in a long run as in a short one.
  county = await seedCounty(installation, product.address, Math.ceil(fewestFaults / 170))
}, 120_000)
afterAll(async () => {
  await product?.stop()
  await server?.stop()
  await data.remove()
})

const start = () =>
  startProduct(data.folder, {
    DATABASE_URL: databaseUrl,
    OPENASB_AUTHENTICATOR: 'optional',
    OPENASB_TRUST_PROXY: 'on',
    OPENASB_DROP_FOLDER: dropFolder,
    OPENASB_FILES_FOLDER: join(data.folder, 'files'),
  })

const ask = async <Row extends object>(query: string): Promise<Row[]> =>
  asOwner(installation, async (owner) => (await owner.query<Row>(query)).rows)

const disasters: Readonly<Record<string, () => Promise<void>>> = {
  async 'program killed'() {
    await product.kill('program')
    product = await start()
  },
  async 'database stopped'() {
    await server.stop()
    await wait(800)
    server = await startEmbeddedDatabase(serverFolder)
  },
  'database process killed': () => killDatabaseProcess(installation),
}

type Acknowledged = { door: string; words: string; place: Place }

/** All clients of all doors in a mixed order, so many at a time; then again from the first until enough broke. */
async function tellEverything(acknowledged: Acknowledged[], afterEach: () => void): Promise<void> {
  const clients = doors
    .flatMap((door) => Array.from({ length: door.clients }, () => door))
    .map((door) => ({ door, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
  let next = 0
  const queue = async () => {
    for (let at = next++; at < clients.length || faults.count() < fewestFaults; at = next++) {
      const door = clients[at % clients.length]?.door
      if (door !== undefined) await door.tell(given(door, at, acknowledged))
      afterEach()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, queue))
}

function given(door: Door, number: number, acknowledged: Acknowledged[]): Given {
  const accounts = door.staffOf === undefined ? [] : county.accounts[door.staffOf]
  const account = accounts[number % accounts.length]
  const { token, statusSecrets } = county
  return {
    client: newClient({ address: () => product.address, faults, door: door.name, account }, number),
    token,
    statusSecret: statusSecrets[number % statusSecrets.length] ?? '',
    acknowledged: (words, place) => void acknowledged.push({ door: door.name, words, place }),
  }
}

/** What tells words or a file from every other: an id drawn for them, or the sum of its bytes. */
const marks = /[\da-f]{64}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g

/** How many rows hold these words. Each row is read once, however many words are asked for. */
async function newCounter(): Promise<(words: string, place: Place) => number> {
  const rows = new Map<Place, Map<string, number>>()
  for (const place of Object.keys(places) as Place[]) {
    const counts = new Map<string, number>()
    for (const { words } of await ask<{ words: string }>(places[place]))
      for (const mark of new Set(words.match(marks))) counts.set(mark, (counts.get(mark) ?? 0) + 1)
    rows.set(place, counts)
  }
  return (words, place) => {
    const [mark] = words.match(marks) ?? []
    if (mark === undefined) throw new Error(`Nothing tells ‘${words}’ from others`)
    return rows.get(place)?.get(mark) ?? 0
  }
}

async function whileAllBreaks(acknowledged: Acknowledged[]): Promise<void> {
  const all = doors.reduce((sum, { clients }) => sum + clients, 0)
  let done = 0
  let isOver = false
  const telling = tellEverything(acknowledged, () => {
    done += 1
  }).finally(() => {
    isOver = true
  })
  const harming = keepHarming(installation, faults)
  const strikes = Object.entries(disasters)
  const striking = (async () => {
    for (let at = 0; !isOver; at += 1) {
      await waitUntil(() => isOver || done >= (all * (at + 0.5)) / strikes.length, longest)
      const [kind, strike] = strikes[at % strikes.length] ?? []
      if (isOver || kind === undefined) return
      faults.add(everywhere, kind)
      await strike?.()
    }
  })()
  await Promise.all([telling, striking])
  await harming.stop()
}

test(
  'whatever breaks while people and machines tell something at every door, all that was acknowledged is there once',
  async () => {
    const acknowledged: Acknowledged[] = []
    const dropped: Dropped[] = [
      dropRows(dropFolder, county.token, 60),
      dropMails(dropFolder, county.token, 20),
    ]
    await whileAllBreaks(acknowledged)
    for (const { door, words, answered } of dropped) {
      await answered()
      for (const each of words) acknowledged.push({ door, words: each, place: 'report' })
    }

    const countOf = await newCounter()
    const counted = acknowledged.map((each) => ({ ...each, count: countOf(each.words, each.place) }))
    const found = counted.filter(({ count }) => count > 0)
    const twice = counted.filter(({ count }) => count > 1)
    console.log(
      `faults: ${faults.count()}, acknowledged: ${counted.length}, found: ${found.length}, twice: ${twice.length}`,
    )
    console.log(faults.tell())
    expect(counted.filter(({ count }) => count !== 1)).toEqual([])
    expect(new Set(counted.map(({ door }) => door)).size).toBe(doors.length + dropped.length)
    expect(faults.count()).toBeGreaterThanOrEqual(fewestFaults)
    const uncut = doors.flatMap(({ name }) =>
      cuts.filter((cut) => faults.countAt(name, cut) === 0).map((cut) => `${name}: ${cut}`),
    )
    expect(uncut).toEqual([])
    const kinds = [...Object.keys(disasters), sessionEnded, connectionEnded]
    expect(kinds.filter((kind) => faults.countAt(everywhere, kind) === 0)).toEqual([])

    // No report beside these, and none half: each was filed and is routed once.
    const broken = () =>
      ask(`select reference, channel, status from report
      where 1 <> (select count(*) from timeline_entry where report_id = report.id and kind = 'filed')
        or 1 <> (select count(*) from timeline_entry where report_id = report.id and kind = 'routed')`)
    await waitUntil(async () => (await broken()).length === 0, 30_000).catch(() => {})
    expect(await broken()).toEqual([])
  },
  longest,
)
