import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '#platform/database'
import { describeFeed } from '../../../build/generate-dictionary.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { feedLists, kindOf } from './feed-list.ts'

let database: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await database.drop()
})

test('the committed data dictionary is the one that the views give', async () => {
  const committed = readFileSync(join(projectRoot, 'docs/generated/data-dictionary.md'), 'utf8')
  expect(committed).toBe(await describeFeed(owner, database.installation.schema))
})

test('the lists give every column of their views, in its order and with its type', async () => {
  const kinds: Record<string, string> = {
    uuid: 'uuid',
    'uuid[]': 'uuids',
    text: 'text',
    integer: 'number',
    boolean: 'boolean',
    date: 'day',
    'timestamp with time zone': 'moment',
  }
  for (const list of feedLists) {
    const { rows } = await owner.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, null) as type from pg_attribute
       where attrelid = $1::text::regclass and attnum > 0 order by attnum`,
      [`${database.installation.schema}.${list.view}`],
    )
    expect(Object.entries(list.columns).map(([column, each]) => [column, kindOf(each).kind])).toEqual(
      rows.map(({ column, type }) => [column, kinds[type]]),
    )
  }
})
