import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishQuestionSets, questionSetSchema } from '#domains/reports'
import { asOwner } from '#platform/database'
import { questionSets } from '../../../packs/forms/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { triageRoutes } from './index.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  staff = await startStaffServer(testDatabase.installation, triageRoutes, Object.values(partnership.people))
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

async function simulate(fields: Record<string, string>): Promise<string> {
  const { status, body } = await staff.get(
    `/triage/simulator?${new URLSearchParams(fields)}`,
    partnership.people.analyst,
  )
  expect(status).toBe(200)
  return body
}

test('a type and a place tell the queue, the rule, and every rule before it with what it lacked', async () => {
  const body = await simulate({ type: 'noise', place: 'ZZ1 1AA' })
  expect(body).toContain('Environmental health, Northholme District Council</p>')
  expect(body).toContain('Rule 12, Noise in Northholme (noise, district Northholme):')
  expect(body).toMatch(
    /Bikes being ridden now<\/td><td[^>]*>No: for Vehicles and off-road bikes; happening is not now/,
  )
  expect(body).toContain('No: not in force on ')
  expect(body).toContain('2 later rules were not looked at')
  expect(body).toContain('beat Central')
  expect(body).not.toContain('Noise in Southholme')
})

test('conditions and the day change where it goes', async () => {
  const now = await simulate({ type: 'vehicles', place: 'ZZ1 1AA', occurrence: 'now' })
  expect(now).toContain('Neighbourhoods, Testshire Police</p>')
  const before2020 = await simulate({ type: 'noise', place: 'ZZ1 1AA', on: '2019-05-01' })
  expect(before2020).toContain('Street scene, Northholme District Council</p>')
  const shared = await simulate({ type: 'vehicles', place: 'ZZ1 1AA' })
  expect(shared).toContain(
    'Testshire Police: everything. Rule Vehicles in Northholme for the police, under Testshire',
  )
})

test('an answer is asked in the words of its question, and only of the type that has it', async () => {
  await asOwner(testDatabase.installation, async (client) => {
    await publishQuestionSets(
      client,
      questionSets.filter((set) => questionSetSchema.parse(set).asbType === 'vehicles'),
    )
    await client.query(
      `insert into routing_condition (rule_id, fact, expected)
       select id, 'answer:vehicle_kind', 'A quad bike' from routing_rule where position = 10`,
    )
  })
  const vehicles = await simulate({ type: 'vehicles', place: 'ZZ1 1AA', occurrence: 'now' })
  expect(vehicles).toMatch(/<label[^>]*for="answer-vehicle_kind">\s*What kind of vehicle is it\?/)
  expect(vehicles).toContain('“What kind of vehicle is it?” is not “A quad bike”')
  const noise = await simulate({ type: 'noise', place: 'ZZ1 1AA', 'answer:vehicle_kind': 'A quad bike' })
  expect(noise).not.toContain('for="answer-vehicle_kind"')
})

test('without a place no rule for an area matches, and the fallback queue gets it', async () => {
  const body = await simulate({ type: 'noise' })
  expect(body).toContain('Partnership desk, Testshire County Council</p>')
  expect(body).toContain('for district Northholme, district not known')
  expect(body).toContain('No rule matched, so the fallback queue gets it.')
})

test('without script: words that may mean several places give a list, each a link that tells the rest', async () => {
  const choices = await simulate({ type: 'noise', place: 'holme' })
  expect(choices).toContain('Which place do you mean?')
  const south = /href="([^"]+)">Southholme \(district\)</.exec(choices)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const { body } = await staff.get(south, partnership.people.officer)
  expect(body).toContain('Rule 13, Noise in Southholme')
})

test('a place that nothing is called is taken as a reporter’s words would be', async () => {
  const body = await simulate({ type: 'noise', place: 'Qwxz 99, Northholme' })
  expect(body).toContain('No place is called “Qwxz 99, Northholme”')
  expect(body).toContain('Rule 12, Noise in Northholme')
})

test('a point chosen for other words than those in the field is not used', async () => {
  const chosen = { type: 'noise', label: 'Harbour (ward)', easting: '400250', northing: '300500' }
  expect(await simulate({ ...chosen, place: 'Harbour (ward)' })).toContain('Noise in Southholme (noise')
  expect(await simulate({ ...chosen, place: 'ZZ1 1AA' })).toContain('Noise in Northholme (noise')
})

test('the rules are listed as they hold today, and can be searched and narrowed', async () => {
  const rules = async (search: string) => {
    const { body } = await staff.get(`/triage/rules?${search}`, partnership.people.officer)
    return [...body.matchAll(/<tr class="govuk-table__row"><td[^>]*>(\d+)/g)].map(([, position]) =>
      Number(position),
    )
  }
  expect(await rules('')).toEqual([10, 12, 13, 20])
  expect(await rules('when=ever')).toEqual([5, 10, 12, 13, 20])
  expect(await rules('q=bikes+ridden')).toEqual([10])
  expect(await rules('type=noise')).toEqual([12, 13])
  expect(await rules('organisation=5')).toEqual([13])
  expect(await rules('organisation=zero&when=never')).toEqual([10, 12, 13, 20])
})
