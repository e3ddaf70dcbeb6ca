import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#platform/clock'
import { dateFields } from '../../../../test/support/date-fields.ts'
import { NORTH, SOUTH } from '../../../../test/support/partnership.ts'
import { day, openPeopleBench, type PeopleBench } from '../../../../test/support/people.ts'

let bench: PeopleBench
beforeAll(async () => {
  bench = await openPeopleBench()
})
afterAll(() => bench.close())

test('a supervisor has a colleague cover for somebody: it works from its first day to its last and ends by itself', async () => {
  const { officer, supervisor, police } = bench.partnership.people
  const helper = await bench.come(await bench.put('Hana Helper', [{ organisation: NORTH, role: 'analyst' }]))
  const { reference } = await bench.fileNoise()
  const claim = () => bench.staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, helper)
  expect((await claim()).status).toBe(403)
  const address = `/people/${officer.memberId}/cover`
  const cover = {
    colleague: `${NORTH}:${helper.memberId}`,
    ...dateFields('from', day),
    ...dateFields('until', addDays(day, 2)),
  }
  expect(
    (await bench.staff.post(address, { ...cover, ...dateFields('until', addDays(day, -1)) }, supervisor))
      .status,
  ).toBe(422)
  expect((await bench.staff.post(address, { ...cover, 'until-day': '' }, supervisor)).status).toBe(422)
  expect((await bench.staff.post(`/people/${police.memberId}/cover`, cover, supervisor)).status).toBe(404)
  expect((await bench.staff.post(address, cover, officer)).status).toBe(403)
  expect((await bench.staff.post(address, cover, supervisor)).status).toBe(303)
  expect((await bench.staff.post(address, cover, supervisor)).body).toContain(
    'They have this on some of these days already',
  )

  await bench.come(helper.memberId)
  expect(helper.duties).toContainEqual({
    organisationId: NORTH,
    role: 'triage_officer',
    teamId: bench.partnership.teams.health,
    coversFor: officer.memberId,
    coversForName: officer.name,
    lastDay: addDays(day, 2),
  })
  expect((await bench.staff.get('/queue', helper)).body).toContain(
    `You are covering for ${officer.name} until`,
  )
  expect((await bench.staff.get('/account/duties', helper)).body).toContain(`for ${officer.name}, until`)
  expect((await bench.staff.get('/account/duties', officer)).body).toContain('Hana Helper')
  expect((await claim()).status).toBe(303)

  await bench.come(helper.memberId, addDays(day, 3))
  expect(helper.roles).toEqual(['analyst'])
  expect(
    (await bench.staff.post(`/reports/${reference}/actions/release`, { version: '3' }, helper)).status,
  ).toBe(403)
})

test('a cover ends with the duty that it covers, and covers are not covered again', async () => {
  const covered = await bench.put('Dev Departing', [{ organisation: SOUTH, role: 'case_officer' }])
  const helper = await bench.put('Ola Other', [
    { organisation: SOUTH, role: 'analyst' },
    { organisation: SOUTH, role: 'case_officer', to: addDays(day, 20), coversFor: covered },
  ])
  const third = await bench.put('Tara Third', [
    { organisation: SOUTH, role: 'analyst' },
    { organisation: SOUTH, role: 'case_officer', to: addDays(day, 20), coversFor: helper },
  ])
  expect((await bench.findOn(helper))?.roles).toEqual(['analyst', 'case_officer'])
  expect((await bench.findOn(third))?.roles).toEqual(['analyst'])
  await bench.query('update membership set valid_to = $1 where member_id = $2', [day, covered])
  expect((await bench.findOn(helper))?.roles).toEqual(['analyst'])
})
