import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MachineActor } from '#platform/actor'
import { connectAs, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { addPartnership, addReport, police } from '../../../test/support/records.ts'
import { type FeedList, feedLists } from './feed-list.ts'
import type { PlaceInList } from './place-in-list.ts'
import { readFeed } from './read-feed.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const machine: MachineActor = {
  kind: 'machine',
  tokenId: '',
  name: 'Power BI',
  organisationId: police,
  organisationName: 'Mereshire Police',
  circles: [police],
  abilities: ['read_feed'],
}

let database: TestDatabase
let feed: Database
const clients: pg.Client[] = []

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(database.installation.owner)
  await client.connect()
  clients.push(client)
  await client.query(`set search_path = ${database.installation.schema}, public`)
  return client
}

beforeAll(async () => {
  database = await createTestDatabase()
  feed = openDatabase(database.installation, 'openasb_feed')
})

afterAll(async () => {
  await feed.close()
  for (const client of clients) await client.end()
  await database.drop()
})

const reports = feedLists[0] as FeedList

/** A copy of the reports as a consumer keeps it, going on from where it stopped. */
class Copy {
  readonly modified = new Map<unknown, unknown>()
  #after: PlaceInList | undefined

  /** Reads to the end of what is given now. */
  async refresh(limit: number): Promise<void> {
    for (let more = true; more; ) {
      const page = await feed.withActor(machine, (db) =>
        readFeed(db, reports, { modifiedSince: undefined, after: this.#after, limit }),
      )
      for (const row of page.rows) this.modified.set(row.id, row.modified_at)
      const last = page.rows.at(-1)
      if (last !== undefined) this.#after = { time: String(last.modified_at), id: String(last.id) }
      more = page.next !== undefined
    }
  }
}

async function truth(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; at: string }>(
    `select id, to_char(modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from report`,
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

test('a change committed late, after later ones were read, is still given', async () => {
  const [early, late] = [await connect(), await connect()]
  await addPartnership(early)
  const [first, second] = [
    await addReport(early, { audience: [police] }),
    await addReport(early, { audience: [police] }),
  ]
  await late.query('begin')
  await late.query('update report set version = 2 where id = $1', [first])
  await early.query('update report set version = 2 where id = $1', [second])
  await pause(2_500)

  const copy = new Copy()
  await copy.refresh(10)
  const before = await truth(early)
  expect(copy.modified.get(second)).not.toBe(before.get(second))

  await late.query('commit')
  await copy.refresh(10)
  expect(copy.modified).toEqual(await truth(early))
})

test('a reader of everything, such as a backup, does not hold the feed up', async () => {
  const [backup, writer] = [await connect(), await connect()]
  await backup.query('begin isolation level repeatable read')
  await backup.query('select count(*) from report')
  const id = await addReport(writer, { audience: [police] })
  await pause(2_100)
  const copy = new Copy()
  await copy.refresh(10)
  expect(copy.modified.has(id)).toBe(true)
  await backup.query('rollback')
})

test('where the owner may not see since when others write, a minute is allowed for them', async () => {
  const [owner, writer] = [await connect(), await connect()]
  const stranger = `stranger_${process.pid}`
  const horizonAge = async () => {
    const { rows } = await owner.query<{ seconds: number }>(
      'select extract(epoch from clock_timestamp() - feed_horizon())::float as seconds',
    )
    return rows[0]?.seconds
  }
  await owner.query(`create role ${stranger}`)
  try {
    await owner.query(`grant create, usage on schema ${database.installation.schema} to ${stranger};
      alter function feed_horizon() owner to ${stranger}`)
    expect(await horizonAge()).toBeCloseTo(2, 0)
    await writer.query('begin')
    await writer.query('update report set version = version')
    expect(await horizonAge()).toBeCloseTo(62, 0)
    await writer.query('rollback')
  } finally {
    await owner.query(
      `reassign owned by ${stranger} to current_user; drop owned by ${stranger}; drop role ${stranger}`,
    )
  }
})

test('a copy kept up during many slow and quick changes ends as the truth', async () => {
  const until = Date.now() + 6_000
  const writers = [0, 1, 2, 3].map(async (number) => {
    const client = await connect()
    const mine: string[] = []
    while (Date.now() < until) {
      await client.query('begin')
      const id = await addReport(client, { audience: [police] })
      if (number === 0) await pause(2_300 + Math.random() * 700)
      else
        await client.query('update report set version = version + 1 where id = $1', [
          mine[Math.floor(Math.random() * mine.length)] ?? id,
        ])
      mine.push(id)
      await client.query(Math.random() < 0.9 ? 'commit' : 'rollback')
      if (number > 0) await pause(Math.random() * 10)
    }
  })
  const copy = new Copy()
  const reader = (async () => {
    while (Date.now() < until + 500) {
      await copy.refresh(7)
      await pause(20)
    }
  })()
  await Promise.all([...writers, reader])
  await pause(2_100)
  await copy.refresh(7)
  const wanted = await truth(await connect())
  expect(wanted.size).toBeGreaterThan(100)
  expect(copy.modified).toEqual(wanted)
})

test('a page is read along the index of its order, policies included', async () => {
  const role = new pg.Client(connectAs(database.installation, 'openasb_feed'))
  clients.push(role)
  await role.connect()
  await role.query(`set search_path = ${database.installation.schema}, public`)
  // A test's few rows would be read whole; at the size of a county these choices are made without being told.
  await role.query(`set openasb.organisations = '{1}'; set enable_seqscan = off; set enable_bitmapscan = off`)
  for (const { view, key } of feedLists.filter(({ key }) => key.time === 'modified_at')) {
    const id = view === 'feed_organisation' ? '0' : `'01900000-0000-7000-8000-000000000002'`
    const { rows } = await role.query<{ 'QUERY PLAN': string }>(
      `explain select * from ${view} where (${key.time}, ${key.id}) > ('2026-01-01', ${id}) and ${key.time} < now()
       order by ${key.time}, ${key.id} limit 1000`,
    )
    const [main = ''] = rows
      .map((row) => row['QUERY PLAN'])
      .join('\n')
      .split('SubPlan')
    expect(main, main).toMatch(
      /Index Scan using \w+_modified .*\n +Index Cond: \(\(ROW\(modified_at, id\) > ROW/,
    )
    expect(main, main).not.toMatch(/Sort/)
  }
})
