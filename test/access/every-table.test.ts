import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { findGrantDifferences, type Relation, readDefiners, readGrants, readRelations } from './catalogue.ts'
import { findFaults } from './faults.ts'
import { appendOnly, definerFunctions, oracle } from './oracle.ts'

let testDatabase: TestDatabase
let schema: string
let owner: pg.Client
let relations: Relation[]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  schema = testDatabase.installation.schema
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${schema}, public`)
  relations = await readRelations(owner, schema)
})
afterAll(async () => {
  await owner.end()
  await testDatabase.drop()
})

const missingRules = () => relations.filter(({ name }) => oracle[name] === undefined).map(({ name }) => name)

test('no table, view, function or role lets anybody go round the policies', async () => {
  expect(await findFaults(owner, schema)).toEqual([])
})

test('the oracle says who may do what with every table and view, and names no others', () => {
  expect(Object.keys(oracle).sort()).toEqual(relations.map(({ name }) => name).sort())
})

test('every role is granted the columns that the oracle gives it, and no more', async () => {
  expect(await findGrantDifferences(owner, schema)).toEqual([])
})

test('what is written down is added to and never changed, whoever asks', async () => {
  const granted = await readGrants(owner, schema)
  for (const name of appendOnly)
    expect([...(granted.get(name) ?? [])].filter((grant) => /update|delete/.test(grant))).toEqual([])
})

test('functions with the rights of the owner are those the oracle names, for those roles', async () => {
  expect(await readDefiners(owner, schema)).toEqual(definerFunctions)
})

describe('a new table', () => {
  const withRogue = async (statements: string) => {
    try {
      await owner.query(`begin; create table rogue (id uuid primary key); ${statements}`)
      relations = await readRelations(owner, schema)
      return { faults: await findFaults(owner, schema), missing: missingRules() }
    } finally {
      await owner.query('rollback')
      relations = await readRelations(owner, schema)
    }
  }

  test('without row-level security fails', async () => {
    const { faults, missing } = await withRogue('')
    expect(faults).toEqual(['rogue has no policy', 'rogue has row-level security off'])
    expect(missing).toEqual(['rogue'])
  })

  test('with row-level security and without a policy fails', async () => {
    const { faults } = await withRogue('alter table rogue enable row level security')
    expect(faults).toEqual(['rogue has no policy'])
  })

  test('with a policy and without a word in the oracle fails', async () => {
    const { faults, missing } = await withRogue(
      'alter table rogue enable row level security; create policy closed on rogue using (false)',
    )
    expect(faults).toEqual([])
    expect(missing).toEqual(['rogue'])
  })

  test('that is granted to everybody or belongs to a runtime role fails', async () => {
    const { faults } = await withRogue(
      `alter table rogue enable row level security; create policy open on rogue using (true);
       grant select on rogue to public; grant openasb_web to current_user;
       grant create on schema ${schema} to openasb_web; alter table rogue owner to openasb_web`,
    )
    expect(faults).toEqual(
      expect.arrayContaining([
        'rogue is granted to everybody (select)',
        'rogue is not owned by the owner of the schema',
        'openasb_web owns table rogue',
        `openasb_web may create things in the schema ${schema}`,
      ]),
    )
  })
})
