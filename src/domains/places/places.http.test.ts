import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#platform/database'
import type { Ring } from '#platform/geography'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { routes, saveAreas, savePostcodes } from './index.ts'

let testDatabase: TestDatabase
let machine: MachineServer

const field: Ring = [
  [458_000, 304_000],
  [458_500, 304_000],
  [458_500, 304_500],
  [458_000, 304_500],
  [458_000, 304_000],
]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await asOwner(testDatabase.installation, async (owner) => {
    await savePostcodes(
      owner,
      [{ postcode: 'ZE1 2AA', easting: 458_000, northing: 304_000, quality: 10 }],
      '2026',
    )
    const set = {
      source: 'made up',
      attribution: 'Nobody',
      validFrom: '2020-01-01',
      kind: 'ward',
      vintage: '1',
    } as const
    await saveAreas(owner, set, [{ code: 'W1', name: 'Meadow', polygons: [[field]] }])
  })
  machine = await startMachineServer(testDatabase.installation, routes)
})

afterAll(async () => {
  await machine.close()
  await testDatabase.drop()
})

const get = (url: string, headers = {}) => machine.server.inject({ method: 'GET', url, headers })

test('anybody may search for a place and is told where it is in both systems', async () => {
  const answer = await get('/places/search.json?q=ze1%202aa')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    places: [
      {
        id: 'postcode:ZE12AA',
        label: 'ZE1 2AA',
        kind: 'postcode',
        easting: 458_000,
        northing: 304_000,
        longitude: expect.closeTo(-1.1445, 3),
        latitude: expect.closeTo(52.6307, 3),
      },
    ],
  })
  expect((await get('/places/search.json')).json()).toEqual({ places: [] })
  expect((await get(`/places/search.json?q=${'a'.repeat(300)}`)).statusCode).toBeGreaterThanOrEqual(400)
})

test('boundaries are sent once and only confirmed after that', async () => {
  const first = await get('/places/areas/ward.geojson')
  expect(first.headers['content-type']).toContain('application/geo+json')
  expect(first.json().features[0].properties).toEqual({ code: 'W1', name: 'Meadow', vintage: '1' })
  const etag = String(first.headers.etag)
  const again = await get('/places/areas/ward.geojson', { 'if-none-match': etag })
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
})

test('kinds that do not exist or have no areas are not found', async () => {
  expect((await get('/places/areas/beat.geojson')).statusCode).toBe(404)
  expect((await get('/places/areas/planet.geojson')).statusCode).toBeGreaterThanOrEqual(400)
})
