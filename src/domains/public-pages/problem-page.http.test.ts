import { afterAll, beforeAll, expect, test } from 'vitest'
import { forAnybody, route } from '#platform/http'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type PublicServer, startPublicServer } from '../../../test/support/public-server.ts'

let testDatabase: TestDatabase
let site: PublicServer

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const open = { permission: forAnybody, audit: 'nothing' } as const
  site = await startPublicServer(testDatabase.installation, [
    route({
      ...open,
      method: 'GET',
      url: '/broken',
      handler: () => Promise.reject(new Error('Something inside')),
    }),
    route({
      ...open,
      method: 'GET',
      url: '/often',
      limit: { requests: 1, seconds: 60 },
      handler: async () => ({ redirect: '/' }),
    }),
  ])
})
afterAll(async () => {
  await site.close()
  await testDatabase.drop()
})

const ask = (url: string, cookies = {}) => site.server.inject({ url, cookies })

test('whoever asked for Welsh reads in Welsh what went wrong, on a page like the others', async () => {
  const absent = await ask('/nowhere?lang=cy')
  expect(absent.statusCode).toBe(404)
  expect(absent.body).toContain('<html lang="cy"')
  expect(absent.body).toContain('Heb ddod o hyd i’r dudalen')
  expect(absent.body).toContain('href="/nowhere?lang=en"')
  expect(absent.body).not.toContain('does not exist')

  // Remembered from a page before.
  const broken = await ask('/broken', { language: 'cy' })
  expect(broken.statusCode).toBe(500)
  expect(broken.body).toContain('mae problem gyda’r gwasanaeth')
  expect(broken.body).toMatch(/rhowch y cyfeirnod <strong class="app-reference">[0-9A-F]{10}</)
  expect(broken.body).not.toContain('Something inside')

  await ask('/often')
  const often = await ask('/often?lang=cy')
  expect([often.statusCode, often.body.includes('Gormod o geisiadau')]).toEqual([429, true])
})

test('in English, and in a language that nobody wrote, the English page is shown', async () => {
  for (const url of ['/nowhere', '/nowhere?lang=en', '/nowhere?lang=xx'])
    expect((await ask(url)).body).toContain('does not exist')
})
