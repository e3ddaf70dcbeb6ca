import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { connectAs, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addPartnership, addReport, police } from '../support/records.ts'

let testDatabase: TestDatabase
let owner: pg.Client
let web: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
  await addPartnership(owner)
  await addReport(owner, { audience: [police] })
  await owner.query(`insert into report_contact (report_id, name) select id, 'Somebody' from report`)
  web = openDatabase(testDatabase.installation, 'openasb_web')
})
afterAll(async () => {
  await web.close()
  await owner.end()
  await testDatabase.drop()
})

const readReports = (settings: string) =>
  web.withActor(anybody, async (db) => {
    for (const setting of settings.split('; ')) await sql.raw(setting).execute(db)
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from report)::integer + (select count(*) from report_contact)::integer as count`.execute(
      db,
    )
    return rows[0]?.count
  })

test('the settings are what opens a report', async () => {
  const circle = `set local openasb.circles = '{${police}}'`
  expect(await readReports(circle)).toBe(1)
  expect(await readReports(`${circle}; set local openasb.organisations = '{${police}}'`)).toBe(2)
  expect(await readReports(`set local openasb.organisations = '{${police}}'`)).toBe(0)
})

test.each(['garbage', '{1', '1', '{"1) or (true"}', '{1.5}', '{99999999999}'])(
  'circles that are no list of numbers (%s) are an error and open nothing',
  async (value) => {
    await expect(readReports(`set local openasb.circles = ${pg.escapeLiteral(value)}`)).rejects.toThrow(
      /malformed array literal|invalid input syntax|out of range/,
    )
  },
)

test.each(['', '{}', '{NULL}', '{0}', '{-1}'])(
  'circles that do not exist (%s) open nothing',
  async (value) => {
    expect(await readReports(`set local openasb.circles = ${pg.escapeLiteral(value)}`)).toBe(0)
  },
)

test('a connection that says nothing of who asks sees nothing, also after somebody else used it', async () => {
  const { schema } = testDatabase.installation
  const client = new pg.Client(connectAs(testDatabase.installation, 'openasb_web'))
  await client.connect()
  try {
    const count = async () => (await client.query(`select from ${schema}.report`)).rowCount
    expect(await count()).toBe(0)
    await client.query(`begin; set local openasb.circles = '{${police}}'`)
    expect(await count()).toBe(1)
    await client.query('commit')
    expect(await count()).toBe(0)
  } finally {
    await client.end()
  }
})

test('a temporary table cannot take the place of ours in a function with the rights of the owner', async () => {
  const found = await web.withActor(anybody, async (db) => {
    await sql`create temporary table api_token (id uuid, organisation_id integer, name text, secret_hash bytea,
      may_read_feed boolean, may_file_reports boolean, expires_at timestamptz, revoked_at timestamptz)`.execute(
      db,
    )
    await sql`insert into pg_temp.api_token values (gen_random_uuid(), ${police}, 'Forged', '\\x00', true, true)`.execute(
      db,
    )
    const { rows } = await sql`select * from api_token_of('\\x00')`.execute(db)
    return rows
  })
  expect(found).toEqual([])
})

test('a function of a trigger cannot be hung on a table of one’s own', async () => {
  await expect(
    web.withActor(anybody, async (db) => {
      await sql`create temporary table mine (id uuid, audience integer[])`.execute(db)
      await sql`create trigger forge after delete on mine for each row execute function feed_report_audience()`.execute(
        db,
      )
    }),
  ).rejects.toThrow(/permission denied for function/)
})
