import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages, wordsIn } from '#locales'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { NORTH, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { easyReadPictures } from './easy-read/easy-read-page.tsx'
import { publicPageRoutes, signLanguageRoutes } from './index.ts'

let database: TestDatabase
let site: StaffServer
let coordinator: MemberActor
let officer: MemberActor

beforeAll(async () => {
  database = await createTestDatabase()
  const { people } = await seedPartnership(database.installation)
  officer = people.officer
  coordinator = {
    ...people.analyst,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  await asOwner(database.installation, (owner) =>
    owner.query(
      `insert into membership (id, member_id, organisation_id, role) values (gen_random_uuid(), $1, $2, 'coordinator')`,
      [coordinator.memberId, NORTH],
    ),
  )
  const routes = [...publicPageRoutes, ...signLanguageRoutes]
  site = await startStaffServer(database.installation, routes, [officer, coordinator])
})
afterAll(async () => {
  await site.close()
  await database.drop()
})

test('what Easy Read says stands in short sentences, each line with a picture, in each language', async () => {
  for (const { tag } of languages) {
    const { body, status } = await site.get(`/easy-read?lang=${tag}`)
    expect(status).toBe(200)
    const { easyRead } = wordsIn(tag)
    for (const section of ['report', 'next', 'review'] as const) {
      expect(easyReadPictures[section]).toHaveLength(easyRead[section].lines.length)
      for (const line of easyRead[section].lines) {
        expect(body).toContain(line)
        // Easy Read keeps to some 15 words a sentence.
        for (const sentence of line.split(/[.?]/))
          expect(sentence.trim().split(/\s+/).length).toBeLessThan(16)
      }
    }
    expect(body.match(/app-easy-read__picture/g)).toHaveLength(Object.values(easyReadPictures).flat().length)
  }
})

test('it is reached from the first page, from other ways to report and from the foot of each', async () => {
  for (const url of ['/', '/ways-to-report', '/privacy'])
    expect((await site.get(url)).body, url).toContain('href="/easy-read"')
})

test('sign language is offered where a co-ordinator has set it, and on no day before', async () => {
  const shown = async () =>
    (await Promise.all(['/', '/ways-to-report', '/easy-read'].map((url) => site.get(url)))).map(({ body }) =>
      body.includes('https://asb.example.org/bsl'),
    )
  expect((await site.get('/')).body).not.toContain('British Sign Language')
  const [year = '', month = '', day = ''] = new Date()
    .toLocaleDateString('en-CA', { timeZone: 'Europe/London' })
    .split('-')
  const link = {
    kind: 'relay',
    'from-day': day,
    'from-month': month,
    'from-year': year,
    address: 'https://asb.example.org/bsl',
  }
  expect((await site.post('/sign-language', link, officer)).status).toBe(403)
  for (const address of ['http://asb.example.org/bsl', 'javascript:alert(1)', 'https://'])
    expect((await site.post('/sign-language', { ...link, address }, coordinator)).status, address).toBe(422)
  expect((await site.post('/sign-language', { ...link, 'from-year': '2020' }, coordinator)).status).toBe(422)
  const later = { ...link, 'from-year': '2099', 'from-month': '1', 'from-day': '1' }
  expect((await site.post('/sign-language', later, coordinator)).status).toBe(303)
  expect(await shown()).toEqual([false, false, false])
  expect((await site.post('/sign-language', link, coordinator)).status).toBe(303)
  expect(await shown()).toEqual([true, true, true])
  expect((await site.post('/sign-language', link, coordinator)).body).toContain('take it back first')
  const back = `/sign-language/relay/${year}-${month}-${day}/take-back`
  expect((await site.post(back, {}, coordinator)).status).toBe(303)
  expect((await site.post(back, {}, coordinator)).status).toBe(404)
  expect(await shown()).toEqual([false, false, false])
})
