import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, revokeApiToken } from '#domains/feed'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  callerWith,
  type DirectoryCaller,
  newDirectory,
  newPerson,
  patchOf,
} from '../../../test/support/directory.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addPartnership, council, police } from '../../../test/support/records.ts'
import { directoryRoutes } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let theirs: DirectoryCaller
let ours: DirectoryCaller
let person: string
let group: string

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  machine = await startMachineServer(database.installation, directoryRoutes)
  theirs = await newDirectory(owner, machine, police)
  ours = await newDirectory(owner, machine, council)
  person = String((await theirs.ask('POST', '/Users', newPerson('pat', 'police'))).body.id)
  group = String(
    (
      await theirs.ask('POST', '/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Officers',
        members: [{ value: person }],
      })
    ).body.id,
  )
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

const snapshot = async () => {
  const { rows } = await owner.query(
    `select (select jsonb_agg(to_jsonb(u) order by id) from directory_user u where organisation_id = $1) as users,
       (select jsonb_agg(to_jsonb(g) order by id) from directory_group g where organisation_id = $1) as groups,
       (select jsonb_agg(to_jsonb(m)) from directory_group_member m) as members`,
    [police],
  )
  return rows[0]
}

test('a directory neither sees nor changes the people and groups of another', async () => {
  const before = await snapshot()
  const rename = patchOf({ op: 'Replace', path: 'displayName', value: 'Ours now' })
  const put = newPerson('pat', 'police')
  for (const [method, path, body] of [
    ['GET', `/Users/${person}`],
    ['PUT', `/Users/${person}`, put],
    ['PATCH', `/Users/${person}`, rename],
    ['DELETE', `/Users/${person}`],
    ['GET', `/Groups/${group}`],
    ['PATCH', `/Groups/${group}`, rename],
    [
      'PUT',
      `/Groups/${group}`,
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Ours' },
    ],
    ['DELETE', `/Groups/${group}`],
  ] as const) {
    const nobody = path.startsWith('/Users') ? `/Users/${newId()}` : `/Groups/${newId()}`
    const there = await ours.ask(method, path, body)
    const nowhere = await ours.ask(method, nobody, body)
    expect([method, path, there.status]).toEqual([method, path, 404])
    // The same words as for somebody who does not exist.
    expect(there.text.replaceAll(/[0-9a-f-]{36}/g, 'ID')).toBe(
      nowhere.text.replaceAll(/[0-9a-f-]{36}/g, 'ID'),
    )
  }
  for (const path of [
    '/Users',
    '/Users?filter=userName%20eq%20%22pat%40police.example%22',
    '/Groups',
    `/Groups?filter=${encodeURIComponent(`members eq "${person}"`)}`,
  ])
    expect((await ours.ask('GET', path)).body).toMatchObject({ totalResults: 0, Resources: [] })
  expect(await snapshot()).toEqual(before)
})

test('nobody is put into a group who belongs to another directory', async () => {
  const made = await ours.ask('POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Ours',
  })
  for (const stranger of [person, newId()]) {
    const added = await ours.ask(
      'PATCH',
      `/Groups/${made.body.id}`,
      patchOf({ op: 'Add', path: 'members', value: [{ value: stranger }] }),
    )
    expect([added.status, added.body.scimType, added.body.detail]).toEqual([
      400,
      'invalidValue',
      'members: somebody in it is no User of this directory',
    ])
  }
})

test('an address of another organisation is refused in the same words as one of your own', async () => {
  await ours.ask('POST', '/Users', newPerson('olu', 'council'))
  const answers = []
  for (const value of ['pat@police.example', 'PAT@Police.example', 'olu@council.example'])
    answers.push(
      await ours.ask('POST', '/Users', { ...newPerson('new', 'council'), emails: [{ type: 'work', value }] }),
    )
  const taken = await ours.ask('POST', '/Users', newPerson('quin', 'council'))
  const emails = patchOf({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'pat@police.example' })
  answers.push(await ours.ask('PATCH', `/Users/${taken.body.id}`, emails))
  for (const { status, body } of answers) {
    expect([status, body.scimType]).toEqual([409, 'uniqueness'])
    expect(body).toEqual(answers[0]?.body)
    expect(JSON.stringify(body)).not.toMatch(/police|mereshire|pat/i)
  }
  const { rows } = await owner.query(
    `select count(*)::integer as people from member where email = 'pat@police.example'`,
  )
  expect(rows).toEqual([{ people: 1 }])
})

test('an address is no secret way in: somebody without any membership elsewhere is still theirs', async () => {
  // The police's person has no membership at all; that they are in the police's directory is enough.
  const { rows } = await owner.query('select count(*)::integer as held from membership')
  expect(rows).toEqual([{ held: 0 }])
  expect((await ours.ask('POST', '/Users', newPerson('pat', 'police'))).status).toBe(409)
})

test('without a token that may provision, nothing is answered', async () => {
  const { secret } = await createApiToken(owner, {
    organisationId: council,
    name: 'Power BI',
    abilities: ['read_feed', 'file_reports'],
    expiresAt: undefined,
  })
  const made = await createApiToken(owner, {
    organisationId: council,
    name: 'Old',
    abilities: ['provision_directory'],
    expiresAt: new Date('2020-01-01'),
  })
  for (const [used, status] of [
    [secret, 403],
    [made.secret, 401],
    ['asb_0000000000000000000000000000000000000000000', 401],
    ['short', 401],
  ] as const) {
    const ask = callerWith(machine.server, used)
    for (const path of ['/Users', '/Groups', '/Schemas', '/ServiceProviderConfig']) {
      const answer = await ask('GET', path)
      expect([used, path, answer.status, answer.body.schemas]).toEqual([
        used,
        path,
        status,
        ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ])
    }
    expect((await ask('POST', '/Users', newPerson('nobody', 'council'))).status).toBe(status)
  }
})

test('a token that was revoked ends at once, even while the server still remembers it', async () => {
  const directory = await newDirectory(owner, machine, council)
  expect((await directory.ask('GET', '/Users')).status).toBe(200)
  await revokeApiToken(owner, directory.tokenId)
  const read = await directory.ask('GET', '/Users')
  const written = await directory.ask('POST', '/Users', newPerson('late', 'council'))
  expect([read.status, written.status]).toEqual([401, 401])
  expect(read.body.detail).toBe('Send a valid token as Authorization: Bearer.')
})

test('a token whose right was taken away ends at once too', async () => {
  const directory = await newDirectory(owner, machine, council)
  expect((await directory.ask('GET', '/Groups')).status).toBe(200)
  await owner.query('update api_token set may_provision = false where id = $1', [directory.tokenId])
  expect((await directory.ask('POST', '/Users', newPerson('late', 'council'))).status).toBe(401)
})
