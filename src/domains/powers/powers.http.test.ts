import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dateFields } from '../../../test/support/date-fields.ts'
import { countingPages } from '../../../test/support/pages-read.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { readPdf, rolesOf } from '../../../test/support/pdf.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { findOrders, type ListedOrder, type OrderFilter, orderFilterSchema } from './find-orders.ts'
import { documentsTab, powerRoutes, powersTab, powerWork } from './index.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let secondSupervisor: MemberActor
const reference = newReference('CASE')
const party = newId()
const clock = fixedClock('2026-04-20T09:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  secondSupervisor = { ...partnership.people.supervisor, memberId: newId(), name: 'Dora Second' }
  const tabs = [powersTab, documentsTab]
  staff = await startStaffServer(
    testDatabase.installation,
    powerRoutes(tabs),
    [...Object.values(partnership.people), secondSupervisor],
    { clock },
  )
  await asOwner(testDatabase.installation, async (client) => {
    await client.query('insert into member (id, name, email) values ($1, $2, $3)', [
      secondSupervisor.memberId,
      secondSupervisor.name,
      'dora.second@example.org',
    ])
    const caseId = newId()
    await client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience, district_id)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}', $3)`,
      [caseId, reference, partnership.areas.northDistrict],
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

const about = { party, grounds: 'Loud music every night', because: 'Advice did not help', authority: '' }
const post = (path: string, form: Record<string, string>, as = partnership.people.officer) =>
  staff.post(`/cases/${reference}${path}`, form, as)
const record = (power: string, issued: string, more: Record<string, string> = {}) =>
  post('/powers', { ...about, power, ...dateFields('issued', issued), ...more })
const idIn = (location: string | undefined) => location?.split('/').at(-1) ?? ''
const served = (on: string, version = '1') => ({
  version,
  kind: 'served',
  ...dateFields('on', on),
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

test('a contract is signed and not served: by whom, and where the signed copy is kept', async () => {
  const contract = idIn((await record('abc', '2026-04-02', dateFields('ends', '2026-10-01'))).location)
  const events = `/powers/${contract}/events`
  const page = async () =>
    (await staff.get(`/cases/${reference}/powers/${contract}`, partnership.people.officer)).body
  expect(await page()).toContain('record who signed it')
  expect(await page()).not.toContain('<option value="served">')
  expect((await post(events, served('2026-04-03'))).body).toContain(
    'It is an agreement: record who signed it',
  )
  const signed = {
    version: '1',
    kind: 'signed',
    ...dateFields('on', '2026-04-03'),
    at: '11:00',
    byWhom: 'Zed and a warden',
  }
  const bare = await post(events, signed)
  expect([bare.status, bare.body.includes('Say where the signed copy is kept')]).toEqual([422, true])
  expect((await post(events, { ...signed, proof: 'Signed copy in the file' })).status).toBe(303)
  expect(await page()).toContain('Signed copy in the file')
  expect(await page()).toMatch(/govuk-tag--green">\s*Signed\s*</)
  const warning = idIn((await record('warning_letter', '2026-04-02')).location)
  const wrong = await post(`/powers/${warning}/events`, { ...signed, proof: 'A copy' })
  expect([wrong.status, wrong.body.includes('It is no agreement')]).toEqual([422, true])
})

test('a form for a state that has passed is refused', async () => {
  const advice = idIn((await record('advice', '2026-04-11')).location)
  const ended = {
    version: '1',
    kind: 'ended',
    ...dateFields('on', '2026-04-12'),
    at: '10:00',
    what: 'Moved away',
  }
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
  const breach = { kind: 'breached', ...dateFields('on', '2026-04-15'), at: '23:00', what: 'Music until two' }
  await post(`/powers/${notice?.id}/events`, { ...breach, version: String(notice?.version) })
  expect((await staff.get('/orders', partnership.people.officer)).body).toContain(
    'Community protection warning<span',
  )
  const { body } = await staff.get('/orders?state=breached', partnership.people.officer)
  expect(body).toMatch(/govuk-tag--red">\s*Breached\s*<\/strong>/)
  expect(body.match(/Community protection notice<span/g)).toHaveLength(1)
})

const query = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row & Record<string, unknown>>(testDatabase.installation, statement, values)

test('a power of the Bill is switched on by two people, from a day on, and a pilot in its area alone', async () => {
  const { supervisor, officer } = partnership.people
  const propose = (form: Record<string, string>) => staff.post('/powers/switches', form, supervisor)
  const on = async (as = officer) => (await staff.get(`/cases/${reference}/powers`, as)).body
  const regulations = { power: 'respect_order', because: 'The regulations of 2026' }
  const missing = await propose({ power: 'respect_order', because: '', ...dateFields('from', '2026-04-01') })
  expect([missing.status, missing.body.includes('Say which regulations')]).toEqual([422, true])
  // A pilot elsewhere, one here from tomorrow on, and the youth injunction here from today on.
  await propose({ ...regulations, ...dateFields('from', '2026-04-01'), areas: 'Z07000002' })
  await propose({ ...regulations, ...dateFields('from', '2026-04-21'), areas: 'Z07000001' })
  await propose({
    power: 'youth_injunction',
    because: 'The same',
    ...dateFields('from', '2026-04-20'),
    areas: 'Z07000001',
  })
  const proposed = (await staff.get('/powers', supervisor)).body
  expect(proposed).toContain('Pilot: Northholme')
  expect(proposed).toContain('Awaits a second person')
  expect(proposed).not.toContain('/approve')
  const switches = await query<{ id: string }>('select id from power_switch order by id')
  for (const { id } of switches) {
    expect((await staff.post(`/powers/switches/${id}/approve`, {}, supervisor)).status).toBe(409)
    expect((await staff.post(`/powers/switches/${id}/approve`, {}, officer)).status).toBe(403)
  }
  expect(await on()).not.toContain('Youth injunction')
  expect((await staff.get('/powers', secondSupervisor)).body).toContain('/approve')
  for (const { id } of switches)
    expect((await staff.post(`/powers/switches/${id}/approve`, {}, secondSupervisor)).status).toBe(303)
  expect((await staff.post(`/powers/switches/${switches[0]?.id}/approve`, {}, secondSupervisor)).status).toBe(
    409,
  )
  expect((await staff.get('/powers', supervisor)).body).toContain('Dora Second')
  const today = await on()
  expect(today).toContain('Youth injunction')
  // The pilot of the next district is not ours, and our own begins tomorrow.
  expect(today).not.toContain('Respect order')
  const asked = `/cases/${reference}/powers/new?party=${party}&power=respect_order`
  expect((await staff.get(asked, officer)).status).toBe(404)
  await query(`update power_switch set from_on = '2026-04-20' where areas = '{Z07000001}'`)
  expect(await on()).toContain('Respect order')
  await query('delete from power_switch')
})

test('a variation changes conditions and last day and keeps what was; a discharge ends the order on its day', async () => {
  const { officer } = partnership.people
  const recorded = await record('civil_injunction', '2026-03-02', {
    conditions: 'Not to enter Mill Lane',
    ...dateFields('ends', '2026-09-01'),
  })
  const order = idIn(recorded.location)
  const address = `/cases/${reference}/powers/${order}`
  const vary = {
    version: '1',
    kind: 'varied',
    ...dateFields('on', '2026-04-10'),
    at: '10:00',
    what: 'By the court',
  }
  const early = await post(`/powers/${order}/events`, { ...vary, ...dateFields('on', '2026-03-01') })
  expect([early.status, early.body.includes('It was issued on 2 March 2026')]).toEqual([422, true])
  const form = (await staff.get(address, officer)).body
  expect(form).toContain('>Not to enter Mill Lane</textarea>')
  const varied = {
    ...vary,
    conditions: 'Not to enter Mill Lane\nNot to play drums',
    ...dateFields('ends', '2027-03-01'),
  }
  expect((await post(`/powers/${order}/events`, varied)).status).toBe(303)
  const { body } = await staff.get(address, officer)
  expect(body).toContain('<li>Not to play drums</li>')
  expect(body).toContain('1 March 2027')
  expect(body).toContain('Conditions before: Not to enter Mill Lane. Last day before: 1 September 2026.')
  const discharge = {
    version: '2',
    kind: 'discharged',
    ...dateFields('on', '2026-04-15'),
    at: '11:00',
    what: 'No need',
  }
  expect((await post(`/powers/${order}/events`, discharge)).status).toBe(303)
  const [ended] = await query<{ status: string; ends_on: string; ends_before: string }>(
    `select status, ends_on, (select ends_before from intervention_event
       where intervention_id = $1 and kind = 'discharged') from intervention where id = $1`,
    [order],
  )
  expect(ended).toEqual({ status: 'ended', ends_on: '2026-04-15', ends_before: '2027-03-01' })
})

test('a closure is recorded once those are consulted whom the law names; its order keeps three months at most, varied or not', async () => {
  const { officer } = partnership.people
  const place = { party: '', place: '4  Mill Lane', authority: 'Inspector Field', evidence: '' }
  const recordNotice = () =>
    record('closure_notice', '2026-04-01', {
      ...place,
      issuedAt: '10am',
      ...dateFields('ends', '2026-04-02'),
      endsAt: '10am',
    })
  const notice = await recordNotice()
  // Nobody was informed or consulted yet (2014 Act, section 76(6) and (7)).
  expect(notice.status).toBe(422)
  expect(notice.body).toContain('those who live at, control or have an interest')
  const consult = (form: Record<string, string>, as = officer) =>
    post('/powers/consultations', { power: 'closure_notice', party: '', place: '4 Mill  lane', ...form }, as)
  const informed = {
    duty: 'premises',
    outcome: 'silent',
    whom: 'Tess Tenant, who lives there',
    ...dateFields('on', '2026-03-31'),
    way: 'visit',
    said: 'Nobody opened; a note was left with two days to ring',
  }
  for (const [given, says] of [
    [{ ...informed, whom: '' }, 'Say who was asked or told'],
    [{ ...informed, way: '' }, 'Choose how they were asked'],
    [{ ...informed, said: '' }, 'Say what they said, or why not'],
    [{ ...informed, outcome: 'nobody', whom: '' }, 'there is always somebody'],
    [{ ...informed, ...dateFields('on', '2026-04-21') }, 'today or in the past'],
    [{ ...informed, place: '' }, 'Say which place'],
  ] as const) {
    const refused = await consult(given)
    expect([refused.status, refused.body.includes(says), says]).toEqual([422, true, says])
  }
  expect((await consult(informed)).status).toBe(303)
  expect((await recordNotice()).body).toContain('consult any body or individual')
  const nobody = {
    duty: 'others',
    outcome: 'nobody',
    ...dateFields('on', '2026-04-01'),
    said: 'No service knows the place',
  }
  expect((await consult(nobody, partnership.people.south)).status).toBe(404)
  expect((await consult(nobody, partnership.people.analyst)).status).toBe(403)
  const consulted = await consult(nobody)
  const page = await staff.get(consulted.location ?? '', officer)
  for (const said of ['Tess Tenant', 'No answer. Nobody opened', 'No service knows the place'])
    expect(page.body).toContain(said)
  expect(page.body).not.toContain('Not yet')
  const closure = idIn((await recordNotice()).location)
  expect((await staff.get(`/cases/${reference}/powers/${closure}`, officer)).body).toContain('Tess Tenant')
  const late = { ...place, issuedAt: '10am', ...dateFields('ends', '2026-04-02'), endsAt: '11am' }
  expect((await record('closure_notice', '2026-04-01', late)).body).toContain(
    'Beyond 24 hours it is authorised by',
  )
  const byChief = { ...late, authority: 'Superintendent Hill' }
  expect((await record('closure_notice', '2026-04-01', byChief)).status).toBe(303)
  const tooLong = { ...byChief, ...dateFields('ends', '2026-04-03') }
  expect((await record('closure_notice', '2026-04-01', tooLong)).body).toContain('48 hours at most')
  await post(`/powers/${closure}/events`, served('2026-04-01'))
  expect((await staff.get(`/cases/${reference}/powers/${closure}`, officer)).body).toContain(
    'The court hears it by',
  )
  // The same place, however it is written.
  const order = idIn(
    (
      await record('closure_order', '2026-04-02', {
        ...place,
        place: '4 mill lane',
        ...dateFields('ends', '2026-07-01'),
      })
    ).location,
  )
  const vary = {
    version: '1',
    kind: 'varied',
    ...dateFields('on', '2026-04-10'),
    at: '10:00',
    what: 'Longer',
  }
  const longer = await post(`/powers/${order}/events`, { ...vary, ...dateFields('ends', '2026-07-02') })
  expect([longer.status, longer.body.includes('3 months at most')]).toEqual([422, true])
  const ladders = (await staff.get(`/cases/${reference}/powers`, officer)).body
  // The person, this place however it is written, and any other.
  expect(ladders.match(/id="ladder-\d"/g)).toHaveLength(3)
  expect(ladders).toContain('>Another place</h2>')
})

test('every legal clock is on the work list of whoever recorded it, when it is due', async () => {
  const { officer, south } = partnership.people
  const find = async (at: string, as = officer) => {
    const web = openDatabase(testDatabase.installation, 'openasb_web', { connections: 1 })
    try {
      const items = await web.withActor(as, (db) =>
        powerWork.find(db, {
          memberId: as.memberId,
          organisations: as.organisations,
          members: [as.memberId],
          teams: [],
          scope: 'organisation',
          now: new Date(at),
          limit: 100,
        }),
      )
      return items.map(({ what, dueAt }) => `${what} ${dueAt?.toISOString().slice(0, 16)}`)
    } finally {
      await web.close()
    }
  }
  const april = await find('2026-04-02T12:00:00Z')
  expect(april).toContain(
    'Community protection warning: time to comply ends: look whether it stopped 2026-04-08T23:00',
  )
  expect(april).toContain('Closure notice: the court hears the application 2026-04-03T09:00')
  expect(april).not.toContain('Closure notice: ends 2026-04-02T09:00')
  expect(april).toContain('Closure order: time to appeal or challenge it ends 2026-04-22T23:00')
  // What somebody must look at stays when its day has passed; what ran out by itself does not.
  const may = await find('2026-05-20T12:00:00Z')
  expect(may.join()).toContain('time to comply ends')
  expect(may.join()).toContain('the court hears the application')
  expect(may.join()).not.toContain('Closure order: time to appeal')
  expect(await find('2026-06-25T12:00:00Z')).toContain('Closure order: ends 2026-07-01T23:00')
  expect(await find('2026-04-02T12:00:00Z', south)).toEqual([])
  const [notice] = await query<{ id: string; version: number }>(
    `select id, version from intervention where power = 'closure_notice' and served_at is not null`,
  )
  const heard = { kind: 'heard', ...dateFields('on', '2026-04-03'), at: '09:30', what: 'Order made' }
  await post(`/powers/${notice?.id}/events`, { ...heard, version: String(notice?.version) })
  expect((await find('2026-05-20T12:00:00Z')).join()).not.toContain('the court hears')
})

test('the bundle for a court has an index, timeline, exhibits, service and consultation records, and nothing of a report more restricted than the case', async () => {
  const { officer } = partnership.people
  const shown = newId()
  await query(
    `insert into evidence_item (id, case_id, kind, media_type, size, sha256, door, scan_status)
     select $1, id, 'sound', 'audio/wav', 10, sha256('heard'), 'staff', 'clean' from asb_case where reference = $2`,
    [shown, reference],
  )
  await query(
    `insert into custody_entry (item_id, what, actor_name) values ($1, 'received', 'Asha Officer')`,
    [shown],
  )
  const hidden = await fileAndRoute(testDatabase.installation)
  await query(
    `insert into case_report (case_id, report_id, linked_by)
     select asb_case.id, $1, $2 from asb_case where reference = $3`,
    [hidden.id, officer.memberId, reference],
  )
  await query(
    `insert into evidence_item (id, report_id, kind, media_type, size, sha256, door, scan_status)
     values ($1, $2, 'photo', 'image/png', 10, sha256('seen'), 'staff', 'clean')`,
    [newId(), hidden.id],
  )
  const order = idIn(
    (await record('civil_injunction', '2026-04-16', dateFields('ends', '2027-04-15'))).location,
  )
  await post('/powers/consultations', {
    power: 'civil_injunction',
    party,
    duty: 'others',
    outcome: 'answered',
    whom: 'The head of Northholme school',
    ...dateFields('on', '2026-04-14'),
    way: 'call',
    said: 'He is at school each day',
  })
  // A partner who may not read whom it is about reads nothing of the consultation either.
  const aboutZed = `/cases/${reference}/powers/consultations?power=civil_injunction&party=${party}`
  expect((await staff.get(aboutZed, officer)).body).toContain('head of Northholme school')
  expect((await staff.get(aboutZed, partnership.people.police)).status).toBe(404)
  const document = idIn((await post(`/powers/${order}/documents`, { language: 'en' })).location)
  const page = async () => (await staff.get(`/cases/${reference}/documents/${document}`, officer)).body
  expect(await page()).toContain(`/evidence/${shown}`)
  expect(await page()).toContain('E2')
  await query(`update report set partition_code = 'domestic_abuse' where id = $1`, [hidden.id])
  expect(await page()).not.toContain('E2')
  const words = Object.fromEntries(
    ['behaviour', 'just', 'terms', 'arrest', 'consulted', 'evidence', 'statements'].map((code) => [
      code,
      'As the rules ask',
    ]),
  )
  await post(`/documents/${document}`, { ...words, version: '1', step: 'final' })
  const [kept] = await query<{ pdf: Buffer }>('select pdf from case_document where id = $1', [document])
  const pdf = await readPdf(kept?.pdf ?? Buffer.alloc(0))
  expect(pdf).toMatchObject({ untaggedWords: 0, fontsNotEmbedded: 0, pdfUa: '1' })
  for (const heading of [
    'Statements of witnesses',
    'What happened, in order',
    'Index of exhibits',
    'Chain of custody',
    'Service record',
    'Consultation record',
    'What is left out',
  ])
    expect(pdf.bookmarks).toContain(heading)
  expect(pdf.words).toContain('What is in this bundle')
  expect(pdf.words.replaceAll(/\s+/g, ' ')).toContain('The head of Northholme school')
  expect(pdf.words.replaceAll(/\s+/g, ' ')).toContain('Certificate in the file')
  expect(pdf.words).toContain('Received')
  expect(pdf.words).toContain('Community protection warning: served')
  expect(pdf.words).not.toContain(hidden.reference)
  expect(pdf.words.replaceAll(/\s/g, '')).toContain(createHash('sha256').update('heard').digest('hex'))
})

test('the register comes page by page, each order once and in order, at the same cost however many there are', async () => {
  const web = openDatabase(testDatabase.installation, 'openasb_web', { connections: 1 })
  const { counted, pages } = countingPages(web)
  const today = '2026-06-01'
  const addMany = (count: number) =>
    query(
      `insert into intervention (id, case_id, place, power, issued_on, ends_on, grounds, because, conditions, status, breaches,
         organisation_id, recorded_by)
       select gen_random_uuid(), case_id, 'Alley ' || at, power, date '2025-01-01' + at % 300,
         case when at % 3 > 0 then date '2026-01-01' + at % 300 end, grounds, because, conditions,
         case when at % 7 = 0 then 'ended' else 'open' end, case when at % 5 = 0 then 1 else 0 end, organisation_id, recorded_by
       from (select * from intervention where power = 'cpn' limit 1) as given cross join generate_series(1, $1::integer) as at`,
      [count],
    )
  const firstPage = async (given: Partial<OrderFilter>) => {
    const before = pages()
    const found = await counted.withActor(partnership.people.officer, (db) =>
      findOrders(db, orderFilterSchema.parse(given), ['cpn'], today),
    )
    return { ...found, cost: pages() - before }
  }
  /** The same of the legal clocks on the team board and the supervisor's page. */
  const costOfClocks = async () => {
    const before = pages()
    const { officer } = partnership.people
    const asked = { memberId: officer.memberId, members: [], organisations: [NORTH], teams: [], limit: 100 }
    const found = await counted.withActor(officer, (db) =>
      powerWork.find(db, { ...asked, scope: 'organisation', now: new Date(`${today}T09:00:00Z`) }),
    )
    expect(found).toHaveLength(100)
    expect(found.map(({ dueAt }) => dueAt?.getTime())).toEqual(
      found.map(({ dueAt }) => dueAt?.getTime()).toSorted((one = 0, other = 0) => one - other),
    )
    return pages() - before
  }
  try {
    await addMany(150)
    for (const state of ['open', 'ended', 'breached', 'any'] as const)
      for (const sort of ['urgent', 'ends', 'issued'] as const) {
        const listed: ListedOrder[] = []
        for (let after: string | undefined = ''; after !== undefined; ) {
          const { orders, next } = await firstPage({ state, sort, after })
          listed.push(...orders)
          after = next
        }
        const isOver = `(status <> 'open' or coalesce(ends_on < '${today}', false))`
        const asked = { open: `not ${isOver}`, ended: isOver, breached: 'breaches > 0', any: 'true' }[state]
        const order = {
          urgent: `${isOver}, breaches > 0 desc, ends_on nulls last, id`,
          ends: 'ends_on nulls last, id',
          issued: 'issued_on desc, id desc',
        }[sort]
        const all = await query<{ id: string }>(
          `select id from intervention where power = 'cpn' and ${asked} order by ${order}`,
        )
        expect(
          listed.map(({ id }) => id),
          `${state} by ${sort}`,
        ).toEqual(all.map(({ id }) => id))
      }
    expect((await firstPage({ q: 'alley 14' })).orders.map(({ about }) => about)).toContain('Alley 141')
    await addMany(2_500)
    await query('analyze intervention')
    const costs = async () => ({ register: (await firstPage({})).cost, clocks: await costOfClocks() })
    await costs()
    const few = await costs()
    await addMany(7_500)
    await query('analyze intervention')
    await costs()
    const many = await costs()
    expect(many.register).toBeLessThan(few.register * 1.5)
    expect(many.clocks).toBeLessThan(few.clocks * 1.5)
  } finally {
    await web.close()
    await query(`delete from intervention where place like 'Alley %'`)
  }
})

test('what was done about somebody stays with them when their role ends and comes again', async () => {
  const { officer } = partnership.people
  const ladder = async () => (await staff.get(`/cases/${reference}/powers`, officer)).body
  const done = (body: string) => body.match(/powers\/[0-9a-f]{8}-[0-9a-f-]{27}"/g)?.length ?? 0
  const before = done(await ladder())
  expect(before).toBeGreaterThan(0)
  await query(
    `update case_party set until = '2026-04-19', ended_by = $2, ended_because = 'Moved out' where id = $1`,
    [party, officer.memberId],
  )
  const ended = await ladder()
  expect(done(ended)).toBe(before)
  expect(ended).toContain('No longer an alleged perpetrator of this case')
  expect(ended).not.toContain(`party=${party}`)
  const again = newId()
  await query(
    `insert into case_party (id, case_id, person_id, role, name, since, organisation_id, added_by)
     select $2, case_id, person_id, role, name, '2026-04-20', organisation_id, added_by from case_party where id = $1`,
    [party, again],
  )
  const back = await ladder()
  expect(done(back)).toBe(before)
  expect(back).toContain(`party=${again}`)
  expect(back).not.toContain('No longer an alleged perpetrator')
})
