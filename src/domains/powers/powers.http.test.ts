import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { readPdf, rolesOf } from '../../../test/support/pdf.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { documentsTab, powerRoutes, powersTab } from './index.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
const reference = newReference('CASE')
const party = newId()
const clock = fixedClock('2026-04-20T09:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  const tabs = [powersTab, documentsTab]
  staff = await startStaffServer(
    testDatabase.installation,
    powerRoutes(tabs),
    Object.values(partnership.people),
    { clock },
  )
  await asOwner(testDatabase.installation, async (client) => {
    const caseId = newId()
    await client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
      [caseId, reference],
    )
    await client.query(
      `insert into case_party (id, case_id, person_id, role, name, born_on, address, since, organisation_id, added_by)
       values ($1, $2, $1, 'alleged_perpetrator', 'Zed Northerner', '1990-01-01', '1 Mill Lane', '2026-03-01', ${NORTH}, $3)`,
      [party, caseId, partnership.people.officer.memberId],
    )
    await client.query(
      `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
       values ($1, $2, ${POLICE}, $3, 'full', 'partner', ${NORTH})`,
      [newId(), caseId, testAgreement],
    )
  })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const day = (name: string, date: string) => {
  const [year = '', month = '', ofMonth = ''] = date.split('-')
  return { [`${name}-day`]: ofMonth, [`${name}-month`]: month, [`${name}-year`]: year }
}
const about = { party, grounds: 'Loud music every night', because: 'Advice did not help', authority: '' }
const post = (path: string, form: Record<string, string>, as = partnership.people.officer) =>
  staff.post(`/cases/${reference}${path}`, form, as)
const record = (power: string, issued: string, more: Record<string, string> = {}) =>
  post('/powers', { ...about, power, ...day('issued', issued), ...more })
const idIn = (location: string | undefined) => location?.split('/').at(-1) ?? ''
const served = (on: string, version = '1') => ({
  version,
  kind: 'served',
  ...day('on', on),
  at: '10:00',
  how: 'hand',
  byWhom: 'A warden',
  proof: 'Certificate in the file',
})

test('a notice before its warning is refused with the law, and nothing typed is lost', async () => {
  const { status, body } = await record('cpn', '2026-04-10')
  expect(status).toBe(422)
  expect(body).toContain('A written warning'.toLowerCase())
  expect(body).toContain('Loud music every night')
})

test('from warning to notice: served with proof, after enough time, with its clock of appeal', async () => {
  const warning = idIn((await record('cpw', '2026-04-01')).location)
  expect((await record('cpn', '2026-04-05')).body).toContain('not served yet')
  expect((await post(`/powers/${warning}/events`, { ...served('2026-04-01'), proof: '' })).body).toContain(
    'Say what proves it',
  )
  expect((await post(`/powers/${warning}/events`, served('2026-04-01'))).status).toBe(303)
  expect((await record('cpn', '2026-04-05')).body).toContain('until 8 April 2026')
  const notice = idIn(
    (await record('cpn', '2026-04-10', { conditions: 'No music after 22:00\nOpen the door' })).location,
  )
  await post(`/powers/${notice}/events`, served('2026-04-10'))
  const { body } = await staff.get(`/cases/${reference}/powers/${notice}`, partnership.people.officer)
  expect(body).toContain('30 April 2026')
  expect(body).toContain('No music after 22:00')
  const ladder = await staff.get(`/cases/${reference}/powers`, partnership.people.officer)
  expect(ladder.body).toContain('Zed Northerner')
  expect(ladder.body).toContain('Next step')
})

test('a form for a state that has passed is refused', async () => {
  const advice = idIn((await record('advice', '2026-04-11')).location)
  const ended = { version: '1', kind: 'ended', ...day('on', '2026-04-12'), at: '10:00', what: 'Moved away' }
  expect((await post(`/powers/${advice}/events`, ended)).status).toBe(303)
  expect((await post(`/powers/${advice}/events`, ended)).status).toBe(409)
})

test('a document is final only when it says all that the law asks; then it is the same file for ever', async () => {
  const warning = idIn((await record('cpw', '2026-04-12')).location)
  const document = idIn((await post(`/powers/${warning}/documents`, { language: 'cy' })).location)
  const words = {
    behaviour: 'Loud music',
    effect: 'Nobody sleeps',
    warning: 'A notice follows',
    by_when: '30 April',
  }
  const missing = await post(`/documents/${document}`, { ...words, version: '1', step: 'final' })
  expect(missing.status).toBe(422)
  expect(missing.body).toContain('Who gives the warning')
  const final = { ...words, contact: 'Call us', version: '2', step: 'final' }
  expect((await post(`/documents/${document}`, final)).status).toBe(303)
  expect((await post(`/documents/${document}`, { ...final, version: '3' })).status).toBe(409)
  const shown = await staff.get(`/cases/${reference}/documents/${document}`, partnership.people.officer)
  expect(shown.body.replaceAll(/<wbr ?\/?>/g, '')).toMatch(/SHA-256: <code>[0-9a-f]{64}</)
  const stored = await asOwner(testDatabase.installation, (client) =>
    client.query<{ pdf: Buffer; title: string }>('select pdf, title from case_document where id = $1', [
      document,
    ]),
  )
  const [row] = stored.rows
  if (row === undefined) throw new Error('The document is not there')
  expect(row.title).not.toContain('Northerner')
  const pdf = await readPdf(row.pdf)
  expect(pdf).toMatchObject({
    language: 'cy-GB',
    title: 'Rhybudd gwarchod y gymuned',
    untaggedWords: 0,
    fontsNotEmbedded: 0,
  })
  expect(pdf.words).toContain('Sut mae’n effeithio ar eraill')
  expect(rolesOf(pdf.tree)).toContain('H2')
  const sent = await staff.get(`/cases/${reference}/documents/${document}/pdf`, partnership.people.officer)
  expect(sent.status).toBe(200)
})

test('a partner who may not read whom it is about sees neither the step nor its document', async () => {
  const { status, body } = await staff.get(`/cases/${reference}/powers`, partnership.people.police)
  expect(status).toBe(200)
  expect(body).not.toContain('Northerner')
  expect((await staff.get('/orders', partnership.people.police)).body).not.toContain('Northerner')
  expect((await staff.get(`/cases/${reference}/documents`, partnership.people.police)).body).toContain(
    'no document',
  )
  expect((await staff.get(`/cases/${reference}/powers`, partnership.people.south)).status).toBe(404)
})

test('the register shows what was breached first, by its address', async () => {
  const cpn = await asOwner(testDatabase.installation, (client) =>
    client.query<{ id: string; version: number }>(`select id, version from intervention where power = 'cpn'`),
  )
  const [notice] = cpn.rows
  const breach = { kind: 'breached', ...day('on', '2026-04-15'), at: '23:00', what: 'Music until two' }
  await post(`/powers/${notice?.id}/events`, { ...breach, version: String(notice?.version) })
  expect((await staff.get('/orders', partnership.people.officer)).body).toContain(
    'Community protection warning<span',
  )
  const { body } = await staff.get('/orders?state=breached', partnership.people.officer)
  expect(body).toContain('Breached: 1')
  expect(body.match(/Community protection notice<span/g)).toHaveLength(1)
})

test('a power of the Bill is switched on by two people, for a day', async () => {
  const { supervisor } = partnership.people
  const proposal = { power: 'respect_order', ...day('from', '2026-04-01'), because: 'The regulations' }
  expect((await staff.post('/powers/switches', proposal, supervisor)).status).toBe(303)
  const { id } = await asOwner(testDatabase.installation, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from power_switch')
    return rows[0] ?? { id: '' }
  })
  expect((await staff.post(`/powers/switches/${id}/approve`, {}, supervisor)).status).toBe(409)
  const before = await staff.get(`/cases/${reference}/powers`, partnership.people.officer)
  expect(before.body).not.toContain('Respect order')
  await asOwner(testDatabase.installation, (client) =>
    client.query('update power_switch set approved_by = $1, approved_at = now()', [
      partnership.people.officer.memberId,
    ]),
  )
  const after = await staff.get(`/cases/${reference}/powers`, partnership.people.officer)
  expect(after.body).toContain('Respect order')
})
