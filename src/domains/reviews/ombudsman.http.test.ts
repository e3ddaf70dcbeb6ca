import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { londonDateOf } from '#platform/clock'
import { newId, newSecret } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dateFields } from '../../../test/support/date-fields.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { seedReviews } from '../../../test/support/reviews.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { reviewHold, reviewRoutes } from './index.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
let reference: string
let secret: string

beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  await seedReviews(database.installation)
  staff = await startStaffServer(
    database.installation,
    [...reviewRoutes, ...caseRoutes({ holds: [reviewHold] })],
    Object.values(partnership.people),
  )
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})
beforeEach(async () => {
  secret = newSecret()
  const fields = { submission: newId(), secret, district: 'Z07000001', who: 'myself', kind: 'other' }
  await staff.post('/case-review/apply', { ...fields, behaviour: 'Drums', name: 'Vera', preferred: 'none' })
  const [row] = await rows<{ reference: string }>('select reference from asb_review order by id desc limit 1')
  reference = row?.reference ?? ''
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(database.installation, statement, values)
async function act(path: string, fields: Record<string, string>) {
  const [row] = await rows<{ version: number }>('select version from asb_review where reference = $1', [
    reference,
  ])
  return staff.post(
    `/reviews/${reference}/${path}`,
    { version: String(row?.version), ...fields },
    partnership.people.caseOfficer,
  )
}
const due = { 'due-day': '1', 'due-month': '3', 'due-year': '2099' }
const panel = {
  ...{
    'on-day': '1',
    'on-month': '3',
    'on-year': '2098',
    at: '2pm',
    place: 'Hall',
    chair: 'Ines',
    from: 'South',
  },
  ...{ independent: 'yes', members: 'Ines', invited: 'yes' },
}
const words = { code: 'harm', reasons: 'Harm grew', told: 'You were right' }
async function toOutcome(): Promise<void> {
  await act('met', words)
  await act('panel', panel)
  await rows('update review_panel set meets_at = now()')
  await act('held', { attended: 'Ines', victim: 'no' })
  await act('minutes', { subject: 'response', words: 'Letters only', read: 'all' })
  await act('minutes', { subject: 'reasoning', words: 'Visits would help', read: 'all' })
  await act('recommendations', { what: 'Visit weekly', body: '4', ...due })
}

test('gatekeeping by fixed counts: three qualifying complaints cannot be refused, whatever the area asks beyond', async () => {
  const then = londonDateOf(new Date(Date.now() - 70 * 86_400_000))
  for (const toldTo of ['Landlord', 'Warden', 'Ward councillor'])
    await act('complaints', {
      toldTo,
      because: 'Same',
      ...dateFields('complained', then),
      ...dateFields('incident', then),
    })
  const three = { persistence: 'x', harm: 'x', adequacy: 'x' }
  const { status, body } = await act('refused', { ...words, ...three, code: 'no_harm_shown' })
  expect(status).toBe(422)
  expect(body).toContain('This cannot be refused')
})

test('Lambeth: a review with uncompleted actions is not closed as if they were done', async () => {
  await toOutcome()
  await act('outcome', words)
  expect((await act('close', { ...words, code: 'recommendations_done' })).body).toContain('are not done')
})

test('Lambeth: a case with a review, or with actions of one that are not done, closes for a reason alone', async () => {
  const report = await fileAndRoute(database.installation)
  const { location = '' } = await staff.post(
    '/cases',
    { report: report.reference },
    partnership.people.caseOfficer,
  )
  const close = (fields: Record<string, string>) =>
    staff.post(
      `${location}/close`,
      { outcome: 'behaviour_stopped', told: 'It stopped', version: '1', ...fields },
      partnership.people.caseOfficer,
    )
  await act('case', { case: location.split('/').at(-1) ?? '' })
  const page = await staff.get(location, partnership.people.caseOfficer)
  expect(page.body).toContain(`Still open: Case Review ${reference}.`)
  expect((await close({})).body).toContain(`Say why the case closes with Case Review ${reference} still open`)
  await toOutcome()
  await act('outcome', words)
  await act('close', { ...words, code: 'open_actions_followed' })
  const refused = await close({})
  expect(refused.status).toBe(422)
  expect(refused.body).toContain(
    `Say why the case closes with 1 recommendation of Case Review ${reference} still open`,
  )
  // The version is that of the page, which has not changed.
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
  expect((await close({ version, why: 'Followed by housing' })).status).toBe(303)
})

test('Bristol: a recommendation has an owner and a day, and is listed once it is late', async () => {
  await toOutcome()
  expect((await act('recommendations', { what: 'Patrol', body: '1' })).status).toBe(422)
  const late = async () => (await staff.get('/reviews?show=late', partnership.people.caseOfficer)).body
  expect(await late()).not.toContain(reference)
  await rows(`update review_recommendation set due_on = '2020-01-01'`)
  expect(await late()).toContain(reference)
})

test('Barking: no outcome without minuted reasons, and an appeal has its own clock and somebody else to hear it', async () => {
  await act('met', words)
  await act('panel', panel)
  expect((await act('outcome', words)).body).toContain('Minute why the panel came to its view')
  await act('appeals', { submission: newId(), against: 'conduct', grounds: 'Nobody asked' })
  const appeals = await rows<{ id: string }>('select id from review_appeal where due_on > current_date')
  expect(appeals).toHaveLength(1)
  const decided = { decision: 'upheld', reasons: 'Nobody was asked', told: 'You were right' }
  const decide = (by: string) => act(`appeals/${appeals[0]?.id}`, { ...decided, by })
  expect((await decide(panel.chair)).body).toContain('cannot decide the appeal')
  expect((await decide('Chair of the partnership')).status).toBe(303)
})

test('Lewisham: the victim is invited or told why not, and the outcome is told in words', async () => {
  await act('met', words)
  expect((await act('panel', { ...panel, invited: 'no' })).body).toContain(
    'Say why the victim is not invited',
  )
  await toOutcome()
  expect((await act('outcome', { ...words, told: '' })).status).toBe(422)
  await act('outcome', words)
  expect((await staff.get(`/case-review/status/${secret}`)).body).toContain('You were right')
})
