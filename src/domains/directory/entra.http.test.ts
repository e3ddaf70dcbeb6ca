import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type DirectoryCaller, newDirectory, newPerson, patchOf } from '../../../test/support/directory.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addPartnership, council } from '../../../test/support/records.ts'
import { directoryRoutes } from './index.ts'

// The requests that Entra ID's provisioning service sends, in its letters and odd forms, with the answers it asks for
// (MicrosoftDocs/entra-docs, use-scim-to-provision-users-and-groups.md and
// application-provisioning-config-problem-scim-compatibility.md).

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let entra: DirectoryCaller

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  machine = await startMachineServer(database.installation, directoryRoutes)
  entra = await newDirectory(owner, machine, council)
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

async function join(name: string): Promise<string> {
  const { status, body } = await entra.ask('POST', '/Users', newPerson(name, 'council'))
  expect([status, body]).toEqual([201, expect.objectContaining({ active: true })])
  return String(body.id)
}

test('the connection test finds nobody of a random name, in an empty list and not as a 404', async () => {
  const answer = await entra.ask(
    'GET',
    '/Users?filter=userName%20eq%20%22non-existent%20user%20f3a9%22&startIndex=1&count=20',
  )
  expect(answer.status).toBe(200)
  expect(answer.header('content-type')).toBe('application/scim+json; charset=utf-8')
  expect(answer.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 0,
    startIndex: 1,
    itemsPerPage: 0,
    Resources: [],
  })
  const groups = await entra.ask(
    'GET',
    '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22No%20such%22',
  )
  expect([groups.status, groups.body.totalResults]).toEqual([200, 0])
})

test('a user is created with what was sent, in the spelling in which it was sent', async () => {
  const sent = {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
    userName: 'Test_User_ab6490ee',
    active: true,
    emails: [{ primary: true, type: 'work', value: 'Test_User_fd0ea19b@Council.example' }],
    meta: { resourceType: 'User' },
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
    title: 'Officer',
    roles: [],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Housing' },
  }
  const made = await entra.ask('POST', '/Users', sent)
  expect(made.status).toBe(201)
  expect(made.header('location')).toBe(`https://asb.example.org/scim/v2/Users/${made.body.id}`)
  expect(made.body).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    externalId: sent.externalId,
    userName: sent.userName,
    active: true,
    emails: [{ value: 'Test_User_fd0ea19b@Council.example', type: 'work', primary: true }],
    name: sent.name,
    meta: {
      resourceType: 'User',
      created: expect.any(String),
      lastModified: expect.any(String),
      location: made.header('location'),
      version: 'W/"1"',
    },
  })
  const read = await entra.ask('GET', `/Users/${made.body.id}`)
  expect([read.status, read.body, read.header('etag')]).toEqual([200, made.body, 'W/"1"'])
  const { rows } = await owner.query('select name, email, sign_in_id from member where lower(email) = $1', [
    'test_user_fd0ea19b@council.example',
  ])
  // No account and no password: they sign in with their organisation.
  expect(rows).toEqual([
    { name: 'givenName familyName', email: 'test_user_fd0ea19b@council.example', sign_in_id: null },
  ])
})

test.each([
  ['userName', 'userName eq "ada@council.example"'],
  ['userName in other letters', 'username EQ "ADA@council.example"'],
  ['the address at work', 'emails[type eq "work"].value eq "ada@council.example"'],
  ['the address in a longer form', 'emails.type eq "work" and emails.value eq "ada@council.example"'],
  ['two attributes', 'userName eq "ada@council.example" and active eq true'],
  ['a name with its schema', 'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@council.example"'],
])('a user is found by %s', async (_, filter) => {
  const known = await entra.ask('GET', '/Users?filter=userName%20eq%20%22ada%40council.example%22')
  if (known.body.totalResults === 0) await join('ada')
  const { status, body } = await entra.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
  expect([status, body.totalResults, body.itemsPerPage]).toEqual([200, 1, 1])
  expect(body.Resources).toEqual([expect.objectContaining({ userName: 'ada@council.example' })])
})

test('a user who is not there is a 404 in the words of SCIM', async () => {
  const answer = await entra.ask('GET', '/Users/5171a35d82074e068ce2')
  expect(answer.status).toBe(404)
  expect(answer.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '404',
    detail: 'There is no User 5171a35d82074e068ce2',
  })
})

test('several properties are replaced at once, with Replace in capitals', async () => {
  const id = await join('bea')
  const { status, body } = await entra.ask(
    'PATCH',
    `/Users/${id}`,
    patchOf(
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@council.example' },
      { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
      { op: 'Add', path: 'title', value: 'Manager' },
      {
        op: 'Add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
        value: 'IT',
      },
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '07700 900000' },
      { op: 'Add', path: 'emails[type eq "other"].value', value: 'bea@home.example' },
    ),
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({
    name: { familyName: 'updatedFamilyName', givenName: 'bea' },
    emails: [{ value: 'updatedEmail@council.example', type: 'work', primary: true }],
  })
  expect(JSON.stringify(body)).not.toContain('07700')
})

test('a single property is replaced', async () => {
  const id = await join('cai')
  const name = '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.example'
  const patch = patchOf({ op: 'Replace', path: 'userName', value: name })
  const { status, body } = await entra.ask('PATCH', `/Users/${id}`, patch)
  expect([status, body.userName]).toEqual([200, name])
})

test.each([
  ['false', { op: 'Replace', path: 'active', value: false }],
  ['the word False', { op: 'Replace', path: 'active', value: 'False' }],
  ['false without a path', { op: 'replace', value: { active: false } }],
  ['the word False without a path', { op: 'Replace', value: { active: 'False' } }],
  ['false by Add', { op: 'Add', path: 'active', value: 'false' }],
  [
    'false under its full name',
    { op: 'Replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: false },
  ],
])(
  'somebody who leaves is disabled by %s, and still there to be read and restored',
  async (form, operation) => {
    const id = await join(`leaver-${form.replaceAll(/\W/g, '')}`)
    const left = await entra.ask('PATCH', `/Users/${id}`, patchOf(operation))
    expect([left.status, left.body.active]).toEqual([200, false])
    const read = await entra.ask('GET', `/Users/${id}`)
    expect([read.status, read.body.active]).toEqual([200, false])
    const back = await entra.ask(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'Replace', path: 'active', value: 'True' }),
    )
    expect([back.status, back.body.active]).toEqual([200, true])
  },
)

test('several properties come as one value with dotted names, as Entra ID sends them without its newer option', async () => {
  const id = await join('dot')
  const { status, body } = await entra.ask(
    'PATCH',
    `/Users/${id}`,
    patchOf({
      op: 'Replace',
      value: {
        displayName: 'Dot Dotted',
        'name.givenName': 'Dorothy',
        'emails[type eq "work"].value': 'dorothy@council.example',
      },
    }),
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({
    displayName: 'Dot Dotted',
    name: { givenName: 'Dorothy', familyName: 'Example' },
    emails: [{ value: 'dorothy@council.example' }],
  })
})

test('a user is deleted for good, and no longer there', async () => {
  const id = await join('eli')
  const gone = await entra.ask('DELETE', `/Users/${id}`)
  expect([gone.status, gone.text]).toEqual([204, ''])
  expect((await entra.ask('GET', `/Users/${id}`)).status).toBe(404)
  expect((await entra.ask('DELETE', `/Users/${id}`)).status).toBe(404)
})

test('a DELETE that names a content type and has no body is taken', async () => {
  const id = await join('fay')
  const gone = await entra.ask('DELETE', `/Users/${id}`, '', { 'content-type': 'application/scim+json' })
  expect(gone.status).toBe(204)
})

test('the same userName or address again is a 409 about uniqueness', async () => {
  const again = newPerson('gus', 'council')
  await join('gus')
  for (const sent of [
    again,
    { ...again, userName: 'GUS@COUNCIL.example' },
    { ...again, userName: 'another' },
  ]) {
    const { status, body } = await entra.ask('POST', '/Users', sent)
    expect([status, body.scimType, body.status]).toEqual([409, 'uniqueness', '409'])
  }
})

test('a group lives: created empty, found by name without its people, renamed, filled, emptied, deleted', async () => {
  const person = await join('hal')
  const made = await entra.ask('POST', '/Groups', {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    ],
    externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
    displayName: 'displayName',
    meta: { resourceType: 'Group' },
  })
  expect([made.status, made.body.members]).toEqual([201, []])
  const group = `/Groups/${made.body.id}`

  const read = await entra.ask('GET', `${group}?excludedAttributes=members`)
  expect(read.body).toMatchObject({
    displayName: 'displayName',
    externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
  })
  expect(read.body).not.toHaveProperty('members')
  const found = await entra.ask(
    'GET',
    '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22displayName%22',
  )
  expect([found.status, found.body.totalResults]).toEqual([200, 1])
  expect(found.text).not.toContain('members')

  const renamed = patchOf({ op: 'Replace', path: 'displayName', value: 'updatedDisplayName' })
  expect([(await entra.ask('PATCH', group, renamed)).status]).toEqual([204])
  const members = [{ $ref: null, value: person }]
  expect(
    (await entra.ask('PATCH', group, patchOf({ op: 'Add', path: 'members', value: members }))).text,
  ).toBe('')
  expect((await entra.ask('GET', group)).body).toMatchObject({
    displayName: 'updatedDisplayName',
    members: [{ value: person, display: 'hal@council.example' }],
  })
  const isIn = `/Groups?attributes=id&filter=${encodeURIComponent(`id eq "${made.body.id}" and members eq "${person}"`)}`
  expect((await entra.ask('GET', isIn)).body.totalResults).toBe(1)
  expect(
    (await entra.ask('PATCH', group, patchOf({ op: 'Remove', path: 'members', value: members }))).status,
  ).toBe(204)
  expect((await entra.ask('GET', isIn)).body.totalResults).toBe(0)

  await entra.ask('PATCH', group, patchOf({ op: 'add', value: { members } }))
  const bracket = patchOf({ op: 'remove', path: `members[value eq "${person}"]` })
  expect((await entra.ask('PATCH', group, bracket)).status).toBe(204)
  expect((await entra.ask('GET', group)).body.members).toEqual([])

  expect((await entra.ask('DELETE', group)).status).toBe(204)
  expect((await entra.ask('GET', group)).status).toBe(404)
})

test('two groups of one name are refused', async () => {
  const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Twice' }
  expect((await entra.ask('POST', '/Groups', group)).status).toBe(201)
  const { status, body } = await entra.ask('POST', '/Groups', { ...group, displayName: 'TWICE' })
  expect([status, body.scimType]).toEqual([409, 'uniqueness'])
})

test('the interface says what it keeps and what it can do', async () => {
  const schemas = await entra.ask('GET', '/Schemas')
  expect([schemas.status, schemas.body.totalResults]).toEqual([200, 2])
  expect(schemas.text).not.toContain('null')
  const user = await entra.ask('GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User')
  expect(user.body).toMatchObject({
    name: 'User',
    attributes: expect.arrayContaining([
      expect.objectContaining({ name: 'userName', required: true, uniqueness: 'server' }),
    ]),
  })
  const types = await entra.ask('GET', '/ResourceTypes')
  expect(types.body.Resources).toEqual([
    expect.objectContaining({ name: 'User', endpoint: '/Users' }),
    expect.objectContaining({ name: 'Group', endpoint: '/Groups' }),
  ])
  expect((await entra.ask('GET', '/ResourceTypes/Group')).status).toBe(200)
  expect((await entra.ask('GET', '/ResourceTypes/Printer')).status).toBe(404)
  const config = await entra.ask('GET', '/ServiceProviderConfig')
  expect(config.body).toMatchObject({
    patch: { supported: true },
    filter: { supported: true, maxResults: 100 },
    bulk: { supported: false },
    etag: { supported: true },
  })
})

test('a list is given in pages that together are all of it', async () => {
  const { body: all } = await entra.ask('GET', '/Users?count=100')
  const total = Number(all.totalResults)
  const seen: unknown[] = []
  for (let startIndex = 1; startIndex <= total; startIndex += 3) {
    const { body } = await entra.ask('GET', `/Users?startIndex=${startIndex}&count=3&attributes=userName`)
    expect([body.totalResults, body.startIndex]).toEqual([total, startIndex])
    seen.push(...(Array.isArray(body.Resources) ? body.Resources : []))
  }
  expect(seen).toHaveLength(total)
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(total)
  expect(seen[0]).toEqual({
    schemas: expect.any(Array),
    id: expect.any(String),
    userName: expect.any(String),
  })
  const beyond = await entra.ask('GET', `/Users?startIndex=${total + 1}&count=0`)
  expect(beyond.body).toMatchObject({ totalResults: total, Resources: [] })
})

test('a PUT replaces all but what it does not say of who works there', async () => {
  const id = await join('ida')
  await entra.ask('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: false }))
  const { status, body } = await entra.ask('PUT', `/Users/${id}`, {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id,
    userName: 'ida@council.example',
    emails: [{ value: 'ida.new@council.example' }],
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ active: false, emails: [{ value: 'ida.new@council.example' }] })
  expect(body).not.toHaveProperty('name')
})

test('whoever changes what somebody else changed meanwhile is told so', async () => {
  const id = await join('jon')
  const rename = patchOf({ op: 'Replace', path: 'displayName', value: 'Jon' })
  const first = await entra.ask('PATCH', `/Users/${id}`, rename, { 'if-match': 'W/"1"' })
  expect([first.status, first.header('etag')]).toEqual([200, 'W/"2"'])
  const second = await entra.ask('PATCH', `/Users/${id}`, rename, { 'if-match': 'W/"1"' })
  expect([second.status, second.body.status]).toEqual([412, '412'])
  expect((await entra.ask('DELETE', `/Users/${id}`, undefined, { 'if-match': '"nonsense"' })).status).toBe(
    412,
  )
  const unchanged = await entra.ask('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"2"' })
  expect([unchanged.status, unchanged.text]).toEqual([304, ''])
})

test('ordinary JSON is taken too, and anything else refused in the words of SCIM', async () => {
  const plain = { 'content-type': 'application/json' }
  expect((await entra.ask('POST', '/Users', newPerson('kit', 'council'), plain)).status).toBe(201)
  // XML has readers at other addresses, and is of no known type here.
  for (const type of ['text/csv', 'application/xml', 'application/scim+xml', 'text/xml; charset=utf-8']) {
    const other = await entra.ask('POST', '/Users', '<User/>', { 'content-type': type })
    expect([other.status, other.body.schemas]).toEqual([415, ['urn:ietf:params:scim:api:messages:2.0:Error']])
  }
  const broken = await entra.ask('POST', '/Users', '{"userName":')
  expect([broken.status, broken.body.status]).toEqual([400, '400'])
})
