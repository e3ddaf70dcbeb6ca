import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type DirectoryCaller, newDirectory, newPerson } from '../../../test/support/directory.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addPartnership, council } from '../../../test/support/records.ts'
import { directoryRoutes } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let directory: DirectoryCaller
let person: string
let group: string

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  machine = await startMachineServer(database.installation, directoryRoutes)
  directory = await newDirectory(owner, machine, council)
  person = String((await directory.ask('POST', '/Users', newPerson('odd', 'council'))).body.id)
  const sent = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Odd' }
  group = String((await directory.ask('POST', '/Groups', sent)).body.id)
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

const word = fc.constantFrom(
  'userName',
  'emails',
  'active',
  'name.givenName',
  'members',
  'displayName',
  'externalId',
  'id',
  'emails[type eq "work"].value',
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('\0', 'True', '\ud83d', 'x'.repeat(400)),
  fc.string({ unit: 'binary' }),
)
const operations = fc.array(
  fc.record(
    { op: fc.constantFrom('Add', 'Replace', 'Remove'), path: fc.oneof(word, fc.string()), value },
    { requiredKeys: ['op'] },
  ),
  { maxLength: 3 },
)
const patch = operations.map((each) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: each,
}))
const resource = fc.dictionary(word, value).map((each) => ({ ...each }))
const body = fc.oneof(
  patch,
  resource,
  fc.json().map((text) => text),
)

test('no change that is sent is answered as our fault, and every answer is SCIM', async () => {
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      for (const [method, path] of [
        ['PATCH', `/Users/${person}`],
        ['PUT', `/Users/${person}`],
        ['POST', '/Users'],
        ['PATCH', `/Groups/${group}`],
        ['POST', '/Groups'],
      ] as const) {
        const { status, body: answer, text } = await directory.ask(method, path, sent)
        expect([method, path, text, status < 500]).toEqual([method, path, text, true])
        if (status >= 400) expect(answer.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
      }
    }),
    {
      numRuns: 60,
      // Half a character, which no database keeps.
      examples: [
        [{ schemas: [], Operations: [{ op: 'Add', path: 'userName', value: '\ud83d' }] }],
        [{ userName: '\ud83d' }],
      ],
    },
  )
})

test('no search is answered as our fault', async () => {
  const filter = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom('userName', 'eq', 'and', '"a"', '[', ']', '(', 'emails', '.', 'id', 'null', '\0'),
        { maxLength: 20 },
      )
      .map((parts) => parts.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(
      filter,
      fc.string({ maxLength: 20 }),
      fc.string({ maxLength: 20 }),
      async (text, start, excluded) => {
        for (const path of ['/Users', '/Groups']) {
          const query = new URLSearchParams({
            filter: text,
            startIndex: start,
            count: start,
            excludedAttributes: excluded,
          })
          const { status, text: answer } = await directory.ask('GET', `${path}?${query}`)
          expect([answer, status < 500]).toEqual([answer, true])
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('what is too deep, too long or too many is refused', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect((await directory.ask('POST', '/Users', deep)).status).toBe(400)
  expect((await directory.ask('POST', '/Users', `{"userName":"${'x'.repeat(600_000)}"}`)).status).toBe(413)
  const many = Array.from({ length: 1_001 }, () => ({ op: 'Replace', path: 'displayName', value: 'x' }))
  const patched = await directory.ask('PATCH', `/Users/${person}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: many,
  })
  expect([patched.status, patched.body.scimType]).toEqual([413, 'tooMany'])
  expect((await directory.ask('GET', '/Users?startIndex=-5&count=99999999999999999999')).status).toBe(200)
  expect((await directory.ask('GET', '/Users?filter=a&filter=b')).status).toBe(400)
})
