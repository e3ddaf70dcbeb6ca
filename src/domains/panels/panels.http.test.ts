import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { workRoutes } from '#domains/work'
import { type MemberActor, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  COUNTY,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { panelMeetingRoutes, panelWork } from './index.ts'
import { endSharesOfMeeting, shareAfterMeeting } from './share-after.ts'
import { tellPanels } from './tell-panels.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let staff: StaffServer
let worker: Database
const panel = newId()
/** The clock of the test stands on the real day: who sits on a panel is told by the database's own. */
const now = new Date()
const clock = fixedClock(now.toISOString())
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const query = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...panelMeetingRoutes, ...caseRoutes(), ...workRoutes([panelWork])],
    Object.values(people),
    { clock },
  )
  await query(`insert into panel (id, name, purpose) values ($1, 'Testshire ASBRAC', 'High-risk cases.')`, [
    panel,
  ])
  // The county's desk is not on it.
  await query(
    `insert into panel_member (panel_id, organisation_id, joined_on) select $1, id, '2020-01-01' from organisation where id <> ${COUNTY}`,
    [panel],
  )
})
afterAll(async () => {
  await staff.close()
  await worker.close()
  await testDatabase.drop()
})

async function openCase(lead = NORTH): Promise<{ id: string; reference: string }> {
  const found = { id: newId(), reference: newReference('CASE') }
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', 'Noise · Millbrook · ' || $2, 'noise', $3::integer, array[$3::integer])`,
    [found.id, found.reference, lead],
  )
  return found
}

const meeting = (changes: Record<string, string> = {}) => ({
  panel,
  kind: 'asbrac',
  convenor: String(POLICE),
  on: inDays(7),
  time: '10am',
  place: 'Town hall',
  until: inDays(3),
  remind: '1',
  sight: 'summary',
  days: '30',
  ...changes,
})

async function arrange(as: MemberActor = people.police): Promise<string> {
  const { status, location = '' } = await staff.post('/panels', meeting(), as)
  expect(status).toBe(303)
  return location
}

const nominate = (address: string, reference: string, before = 'none', as = people.officer) =>
  staff.post(
    `${address}/items`,
    { reference, reason: 'Three households are afraid', factors: 'mental_health', before },
    as,
  )

/** Lets the day of the meeting come. */
const onItsDay = (address: string) =>
  query('update panel_meeting set starts_at = now() where id = $1', [address.replace('/panels/', '')])

async function itemOf(address: string, reference: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `select item.id from panel_item as item join asb_case on asb_case.id = case_id
     where meeting_id = $1 and reference = $2`,
    [address.replace('/panels/', ''), reference],
  )
  return `${address}/items/${row?.id}`
}

test('a meeting is arranged by an organisation of the panel, and every field that is wrong comes back', async () => {
  const address = await arrange()
  expect((await staff.get(address, people.officer)).body).toContain('Testshire ASBRAC')
  expect((await staff.post('/panels', meeting({ convenor: String(NORTH) }), people.police)).status).toBe(403)
  const { status, body } = await staff.post('/panels', meeting({ on: '', time: 'later' }), people.police)
  expect(status).toBe(422)
  expect(body).toContain('href="#meeting-on"')
  expect(body).toContain('Enter the date of the meeting')
  expect(body).toContain('href="#meeting-time"')
  const late = await staff.post('/panels', meeting({ until: inDays(8) }), people.police)
  expect(late.body).toContain('Nominations end before the meeting')
})

test('a case is nominated with its reason by who leads it, once; the convenor then sees it in full', async () => {
  const address = await arrange()
  const found = await openCase()
  expect((await staff.get(`/cases/${found.reference}`, people.police)).status).toBe(404)
  expect((await nominate(address, found.reference, 'none', people.south)).status).toBe(422)
  expect((await nominate(address, found.reference)).status).toBe(303)
  expect((await nominate(address, found.reference)).status).toBe(409)
  expect((await staff.get(`/cases/${found.reference}`, people.police)).status).toBe(200)
  const page = await staff.get(address, people.police)
  expect(page.body).toContain('Three households are afraid')
  expect(page.body).toContain('Mental health')
  const missing = await staff.post(`${address}/items`, { reference: found.reference }, people.officer)
  expect(missing.status).toBe(422)
  expect(missing.body).toContain('Say why the panel should discuss it')
})

test('a closed case is discussed for a reason that is given, and marked; one that is closed meanwhile is marked too', async () => {
  const address = await arrange()
  const [closed, later] = [await openCase(), await openCase()]
  const close = (id: string) =>
    query(`update asb_case set status = 'closed', outcome = 'resolved', closed_at = now() where id = $1`, [
      id,
    ])
  await close(closed.id)
  const form = { reference: closed.reference, reason: 'The noise is back', before: 'none' }
  const asked = await staff.post(`${address}/items`, form, people.officer)
  expect(asked.status).toBe(422)
  expect(asked.body).toContain('href="#nominate-closed"')
  expect(asked.body).toContain('This case is closed: choose what the panel discusses it for')
  expect((await staff.post(`${address}/items`, { ...form, closed: 'fun' }, people.officer)).status).toBe(422)
  expect((await staff.post(`${address}/items`, { ...form, closed: 'reopen' }, people.officer)).status).toBe(
    303,
  )
  const page = async () => (await staff.get(address, people.police)).body.replaceAll(/<[^>]*>/g, '')
  expect(await page()).toContain('Closed: whether to open it again.')
  expect((await staff.get(`${address}/papers`, people.police)).body).toContain('whether to open it again')
  await onItsDay(address)
  const item = await itemOf(address, closed.reference)
  const action = { what: 'Visit', owner: String(NORTH), due: inDays(10) }
  expect((await staff.get(address, people.police)).body).not.toContain('Add an action to the case’s plan')
  expect((await staff.post(`${item}/actions`, action, people.police)).status).toBe(409)
  const minute = { decision: 'Open it again', reasoning: 'Three new diaries' }
  expect((await staff.post(`${item}/minutes`, minute, people.police)).status).toBe(303)
  // One that is open needs no such word, whatever is sent; closed before the meeting, it is marked.
  const second = await arrange()
  await staff.post(
    `${second}/items`,
    { ...form, reference: later.reference, closed: 'learn' },
    people.officer,
  )
  const marked = async () => (await staff.get(second, people.police)).body.replaceAll(/<[^>]*>/g, '')
  expect(await marked()).not.toContain('Closed')
  await close(later.id)
  expect(await marked()).toContain('Closed: since it was put on the agenda.')
})

test('each organisation is invited to the cases it may see, and to no others', async () => {
  const address = await arrange()
  const [closed, told] = [await openCase(), await openCase()]
  await nominate(address, closed.reference, 'none')
  await nominate(address, told.reference, 'summary')
  const south = await staff.get(address, people.south)
  expect(south.body).toContain('Agenda: 1 case you may see')
  expect(south.body).toContain(told.reference)
  expect(south.body).not.toContain(closed.reference)
  // In summary: that it is there, and not why.
  expect(south.body).not.toContain('Three households are afraid')
  const invitation = await staff.get(`${address}/invitation?organisation=${SOUTH}`, people.police)
  expect(invitation.body).toContain('Invitation for Southholme')
  expect(invitation.body).toContain(told.reference)
  expect(invitation.body).not.toContain(closed.reference)
  // Another organisation's invitation is the convenor's to see alone.
  const own = await staff.get(`${address}/invitation?organisation=${NORTH}`, people.south)
  expect(own.body).toContain('Invitation for Southholme')
  expect((await staff.get(`${address}/papers`, people.south)).body).not.toContain(closed.reference)
})

test('a private part is read by the organisations it was written to alone', async () => {
  const address = await arrange()
  const found = await openCase()
  await nominate(address, found.reference, 'full')
  const item = await itemOf(address, found.reference)
  const written = await staff.post(
    `${item}/parts`,
    { words: 'Known to our safeguarding team', to: String(POLICE) },
    people.officer,
  )
  expect(written.status).toBe(303)
  const words = 'Known to our safeguarding team'
  expect((await staff.get(`${address}/papers`, people.officer)).body).toContain(words)
  expect((await staff.get(`${address}/papers`, people.police)).body).toContain(words)
  const south = await staff.get(`${address}/papers`, people.south)
  expect(south.body).toContain('Three households are afraid')
  expect(south.body).not.toContain(words)
})

test('minutes need the reasoning, are the convenor’s, and an action goes to the case’s plan in one step', async () => {
  const address = await arrange()
  const found = await openCase()
  await nominate(address, found.reference, 'full')
  const item = await itemOf(address, found.reference)
  const minute = { decision: 'Warn both households', reasoning: 'Diaries agree with the officer’s notes' }
  // A week before the meeting nothing was decided.
  const before = await staff.post(`${item}/minutes`, minute, people.police)
  expect(before.status).toBe(422)
  expect(before.body).toMatch(/-decision-error/)
  expect(before.body).toContain('write what was decided on that day or later')
  await onItsDay(address)
  const bare = await staff.post(`${item}/minutes`, { decision: 'Warn both', reasoning: '' }, people.police)
  expect(bare.status).toBe(422)
  expect(bare.body).toContain('Write why it was decided')
  expect((await staff.post(`${item}/minutes`, minute, people.officer)).status).toBe(403)
  expect((await staff.post(`${item}/minutes`, minute, people.police)).status).toBe(303)
  expect(
    (
      await staff.post(
        `${item}/actions`,
        { what: 'Visit together', owner: String(SOUTH), due: inDays(10) },
        people.police,
      )
    ).status,
  ).toBe(303)
  const plan = await staff.get(`/cases/${found.reference}/plan`, people.officer)
  expect(plan.body).toContain('Visit together')
  expect(plan.body).toContain('Southholme')
  const timeline = await staff.get(`/cases/${found.reference}/timeline`, people.officer)
  expect(timeline.body).toContain('Diaries agree with the officer’s notes')
  // A correction stands beside what it corrects.
  await staff.post(`${item}/minutes`, { ...minute, decision: 'Warn one household' }, people.police)
  const corrected = await staff.get(address, people.south)
  expect(corrected.body).toContain('Warn one household')
  expect(corrected.body).toContain('correcting what was written before')
})

type Sent = { organisation: number; kind: string; recipient: string; subject: string; body: string }
const toldOf = (address: string) =>
  query<Sent>(
    `select told.organisation_id as organisation, told.kind, recipient, subject, body
     from panel_notice as told join outgoing_message on outgoing_message.id = message_id
     where meeting_id = $1 order by told.at, told.organisation_id`,
    [address.replace('/panels/', '')],
  )
const tell = (days = 0) =>
  tellPanels(worker, fixedClock(`${inDays(days)}T12:00:00Z`), 'https://asb.example.org')

test('each organisation of the panel is invited once, by a message that names no case and leads to what it may see', async () => {
  const address = await arrange()
  const found = await openCase()
  await nominate(address, found.reference, 'full')
  await Promise.all([tell(), tell()])
  const sent = await toldOf(address)
  expect(sent.map(({ organisation, kind, recipient }) => [organisation, kind, recipient])).toEqual([
    [POLICE, 'invitation', 'finn.constable@example.org'],
    // Of an organisation with a supervisor, the supervisor.
    [NORTH, 'invitation', 'cara.supervisor@example.org'],
    [SOUTH, 'invitation', 'gita.south@example.org'],
  ])
  for (const { subject, body } of sent) {
    expect(`${subject} ${body}`).not.toMatch(/CASE-|Millbrook|Noise|afraid/)
    expect(body).toContain(`https://asb.example.org${address}/invitation`)
  }
  expect((await staff.get(address, people.police)).body).toMatch(/Southholme: invited/)
})

test('whoever was invited is reminded once before the agenda closes, and told where the meeting is cancelled', async () => {
  const address = await arrange()
  await tell()
  await tell(1)
  expect(await toldOf(address)).toHaveLength(3)
  await tell(2)
  await tell(3)
  await tell(4)
  expect((await toldOf(address)).map(({ kind }) => kind).slice(3)).toEqual(Array(3).fill('reminder'))
  expect((await staff.post(`${address}/cancel`, {}, people.police)).status).toBe(303)
  await tell(4)
  await tell(4)
  expect((await toldOf(address)).map(({ kind }) => kind).slice(6)).toEqual(Array(3).fill('cancelled'))
})

test('what a nomination let others see, they see no longer once it is withdrawn or the meeting is cancelled', async () => {
  const found = await openCase()
  const [first, second] = [await arrange(), await arrange()]
  const sees = async (as: MemberActor) => (await staff.get(`/cases/${found.reference}`, as)).status
  await nominate(first, found.reference, 'full')
  expect([await sees(people.police), await sees(people.south)]).toEqual([200, 200])
  const item = await itemOf(first, found.reference)
  // Only who leads the case takes it off.
  expect((await staff.post(`${item}/withdraw`, {}, people.south)).status).toBe(403)
  expect((await staff.post(`${item}/withdraw`, {}, people.officer)).status).toBe(303)
  expect([await sees(people.police), await sees(people.south)]).toEqual([404, 404])
  const timeline = await staff.get(`/cases/${found.reference}/timeline`, people.officer)
  expect(timeline.body).toContain('Taken off the agenda of a panel')
  await nominate(second, found.reference, 'full')
  expect(await sees(people.south)).toBe(200)
  await staff.post(`${second}/cancel`, {}, people.police)
  await worker.withActor(system, (db) => endSharesOfMeeting(db, second.replace('/panels/', '')))
  expect([await sees(people.police), await sees(people.south)]).toEqual([404, 404])
})

test('a case that another meeting is still to discuss stays in sight when it is taken off one agenda', async () => {
  const found = await openCase()
  const [first, second] = [await arrange(), await arrange()]
  await nominate(first, found.reference, 'full')
  await nominate(second, found.reference, 'full')
  await staff.post(`${await itemOf(first, found.reference)}/withdraw`, {}, people.officer)
  expect((await staff.get(`/cases/${found.reference}`, people.police)).status).toBe(200)
})

test('after the meeting those who came go on seeing its cases by its rule, for its days, once', async () => {
  const address = await arrange()
  const found = await openCase()
  await nominate(address, found.reference, 'none')
  const came = { [`standing-${POLICE}`]: 'attended', [`names-${POLICE}`]: 'F Constable' }
  expect((await staff.post(`${address}/held`, {}, people.police)).body).toContain('it was not held yet')
  const ahead = await staff.post(`${address}/attendance`, came, people.police)
  expect(ahead.status).toBe(422)
  expect(ahead.body).toContain(`href="#attendance-standing-${POLICE}"`)
  expect(ahead.body).toContain('record who came on that day or later')
  expect(ahead.body).toContain('F Constable')
  expect((await staff.get(address, people.police)).body).not.toContain('Record who came')
  await onItsDay(address)
  const early = await staff.post(`${address}/held`, {}, people.police)
  expect(early.status).toBe(409)
  expect(early.body).toContain('Record first who came')
  expect((await staff.post(`${address}/attendance`, {}, people.south)).status).toBe(403)
  await staff.post(
    `${address}/attendance`,
    {
      [`standing-${POLICE}`]: 'attended',
      [`standing-${SOUTH}`]: 'attended',
      [`names-${SOUTH}`]: 'G South',
      [`standing-${NORTH}`]: 'apologies',
    },
    people.police,
  )
  expect((await staff.post(`${address}/held`, {}, people.police)).status).toBe(303)
  expect((await staff.post(`${address}/held`, {}, people.police)).status).toBe(409)
  const id = address.replace('/panels/', '')
  const share = () => worker.withActor(system, (db) => shareAfterMeeting(db, id))
  // The convenor sees it in full already; Southholme is given it.
  expect([await share(), await share()]).toEqual([1, 0])
  const [given] = await query<{ level: string; because: string; days: number }>(
    `select level, because, round(extract(epoch from expires_at - now()) / 86400)::integer as days from share
     where case_id = $1 and organisation_id = ${SOUTH}`,
    [found.id],
  )
  expect(given).toEqual({ level: 'summary', because: 'rule', days: 30 })
  expect((await staff.get(address, people.south)).body).toContain(found.reference)
})

test('the agenda’s deadline is in the work of the panel’s organisations, missing minutes in the convenor’s', async () => {
  await query(`delete from panel_meeting`)
  const address = await arrange()
  const words = async (as: MemberActor) => (await staff.get('/work', as)).body
  expect(await words(people.south)).toContain('Nominate cases for the meeting')
  const found = await openCase()
  await nominate(address, found.reference, 'none')
  await onItsDay(address)
  await staff.post(`${address}/attendance`, { [`standing-${POLICE}`]: 'attended' }, people.police)
  await staff.post(`${address}/held`, {}, people.police)
  expect(await words(people.police)).toContain('Write the minutes that are missing')
  expect(await words(people.south)).not.toContain('Write the minutes that are missing')
})

test('a meeting is not there for whoever is not on its panel', async () => {
  const address = await arrange()
  await query(`update panel_member set left_on = current_date where organisation_id = ${SOUTH}`)
  expect((await staff.get(address, people.south)).status).toBe(404)
  expect((await staff.get('/panels', people.south)).body).toContain('sits on no panel')
  expect((await staff.get(address, people.analyst)).status).toBe(403)
})
