import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, formatDate, londonDateOf } from '#platform/clock'
import { dateFields } from '../../../../test/support/date-fields.ts'
import { openReviewBench, type ReviewBench } from '../../../../test/support/reviews.ts'

let bench: ReviewBench
beforeAll(async () => {
  bench = await openReviewBench()
})
afterAll(() => bench.close())

test('the procedure of a district is changed from a later day by its council, seen with its days, and taken back', async () => {
  const { supervisor, police, caseOfficer } = bench.partnership.people
  const tomorrow = addDays(londonDateOf(bench.clock.now()), 1)
  const district = '/reviews/procedures/Z07000001'
  const { body: before } = await bench.staff.get(district, caseOfficer)
  expect(before).toContain('(holds now)')
  expect(before).not.toContain('Set it from that day')
  expect((await bench.staff.get('/reviews/procedures', caseOfficer)).body).toContain('Northholme')
  const fields = {
    ...dateFields('from', tomorrow),
    ...{
      complaints: '2',
      complaintMonths: '2',
      applicationMonths: '12',
      hate: '',
      metres: '500',
      latest: '',
    },
    ...{ beyond: 'none', acknowledgeDays: '2', thresholdDays: '10', panelDays: '20', outcomeDays: '10' },
    ...{ respondDays: '10', appealWithinDays: '28', appealDays: '20', appealTo: 'other_body' },
    ...{ contactName: 'Safety team', contactPhone: '', contactEmail: '', contactAddress: '' },
    source: 'Partnership board, minute 7',
  }
  // Harder than the Act, in the past, half filled in: the field says so, and the rest is still there.
  const wrong = await bench.staff.post(
    district,
    { ...fields, complaints: '4', applicationMonths: '3', ...dateFields('from', '2026-01-01'), metres: '' },
    supervisor,
  )
  expect(wrong.status).toBe(422)
  for (const message of [
    'Complaints: enter a whole number from 1 to 3',
    'enter a whole number from 6 to 60',
    'Metres: enter a number',
    'Enter a day from',
  ])
    expect(wrong.body).toContain(message)
  expect(wrong.body).toContain('Partnership board, minute 7')
  expect((await bench.staff.post(district, fields, police)).status).toBe(403)
  expect((await bench.staff.post(district, fields, caseOfficer)).status).toBe(403)
  expect((await bench.staff.post(district, fields, supervisor)).status).toBe(303)
  expect((await bench.staff.post(district, fields, supervisor)).body).toContain(
    'One begins on that day already',
  )
  const { body: after } = await bench.staff.get(district, caseOfficer)
  expect(after).toContain(`until ${formatDate(tomorrow)} (holds now)`)
  expect(after).toContain('(to come)')
  expect(after).toContain('2 complaints, each within 2 months of its incident and 12 months before')
  // Today's applications are judged as before.
  const { reference } = await bench.apply({ name: 'Tia Today' })
  expect((await bench.staff.get(`/reviews/${reference}/threshold`, caseOfficer)).body).toContain(
    'of 3 qualifying',
  )
  expect((await bench.staff.post(`${district}/take-back/${tomorrow}`, {}, supervisor)).status).toBe(303)
  expect((await bench.staff.get(district, caseOfficer)).body).not.toContain('(to come)')
  // What has begun is not taken back.
  await bench.staff.post(`${district}/take-back/2020-01-01`, {}, supervisor)
  expect((await bench.staff.get(district, caseOfficer)).body).toContain('(holds now)')
})

test('a relevant body is added from a later day, ended, and taken back before it begins', async () => {
  const { supervisor, police } = bench.partnership.people
  const tomorrow = addDays(londonDateOf(bench.clock.now()), 1)
  const district = '/reviews/procedures/Z07000001'
  const body = { body: '3', role: 'health', ...dateFields('bodyFrom', tomorrow), because: 'Public health' }
  expect((await bench.staff.post(`${district}/bodies`, body, police)).status).toBe(403)
  const missing = await bench.staff.post(`${district}/bodies`, { ...body, role: '' }, supervisor)
  expect(missing.status).toBe(422)
  expect(missing.body).toContain('Public health</textarea>')
  expect((await bench.staff.post(`${district}/bodies`, body, supervisor)).status).toBe(303)
  expect((await bench.staff.post(`${district}/bodies`, body, supervisor)).body).toContain('is one already')
  const listed = await bench.staff.get(district, supervisor)
  expect(listed.body).toContain('Testshire County Council</strong>, health service, from')
  await bench.staff.post(`${district}/bodies/3/${tomorrow}/end`, {}, supervisor)
  expect((await bench.staff.get(district, supervisor)).body).not.toContain(
    'Testshire County Council</strong>',
  )
  // One that is there ends on a later day alone.
  const early = await bench.staff.post(
    `${district}/bodies/1/2020-01-01/end`,
    dateFields('until', addDays(tomorrow, -2)),
    supervisor,
  )
  expect(early.body).toContain('Enter a day from')
  await bench.staff.post(`${district}/bodies/1/2020-01-01/end`, dateFields('until', tomorrow), supervisor)
  expect((await bench.staff.get(district, supervisor)).body).toContain(`until ${formatDate(tomorrow)}`)
})
