import { afterAll, beforeAll, expect, test } from 'vitest'
import { statusPageRoutes } from '#domains/contact'
import { assistedRoutes, taskRoutes, tidyEntries } from '#domains/entry'
import { saveAddresses } from '#domains/places'
import { policeLogRoutes } from '#domains/police-log'
import { publishAsbTypes, publishQuestionSets } from '#domains/reports'
import { publishFlagRules, publishInstruments } from '#domains/risk'
import { routeReports } from '#domains/triage'
import { type MemberActor, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { questionSets } from '../../../../packs/forms/index.ts'
import cadences from '../../../../packs/law/case-cadence.json' with { type: 'json' }
import { flagRules, riskInstruments } from '../../../../packs/risk/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../../../packs/types/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
let passed = 0
const secret = 'a secret of the installation'

beforeAll(async () => {
  database = await createTestDatabase()
  await asOwner(database.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
    await publishInstruments(owner, riskInstruments)
    await publishFlagRules(owner, flagRules)
  })
  partnership = await seedPartnership(database.installation)
  staff = await startStaffServer(
    database.installation,
    [...assistedRoutes(secret), ...taskRoutes, ...policeLogRoutes, ...statusPageRoutes],
    Object.values(partnership.people),
    { clock: { now: () => new Date(Date.now() + passed) } },
  )
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})

const ask = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)

async function begin(channel: string, as: MemberActor, type = 'noise'): Promise<string> {
  const { status, location = '' } = await staff.post('/enter', { channel, type }, as)
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/enter\/[\w-]{36}$/)])
  return location
}

const told: Record<string, string> = {
  ask_what_happened: 'Drums until two in the morning',
  ask_noise_kind: 'music',
  ask_noise_from: 'home',
  ask_noise_loud: 'windows_shut',
  place: 'Mill Lane',
  place_easting: String(inNorthWest.easting),
  place_northing: String(inNorthWest.northing),
  place_kind: 'street',
  when: 'pattern',
  days: '5',
  from_hour: '22',
  to_hour: '2',
  since: 'month',
  ask_effect: 'sleep',
  ask_reported_before: 'yes',
  for_whom: 'victim',
  contact: 'yes',
  channel: 'phone',
  phone: '0100 900 900',
  email: 'noor@example.org',
  name: 'Noor Caller',
  safely: 'only_me',
  format: 'none',
  person_1_role: 'alleged_perpetrator',
  person_1_name: 'Lee Drummer',
  person_1_vehicle: 'Van, AB12 CDE',
  unknown_rest: 'not_asked',
}
const incident: Record<string, string> = {
  incident_number: '20261122-0417',
  grade: 'priority',
  officer_number: '1734',
  attended: 'no',
  log_words: 'Caller rang from the address. No unit free; to neighbourhood team.',
}

const idOf = (address: string) => address.split('/')[2] ?? ''
const reportOf = async (address: string) => {
  const [report] = await ask<Record<string, unknown>>(
    `select report.id, report.reference, report.channel, entered_by, entered_for, reporter_kind, summary, location::text, occurrence,
      reported_before from report join entry_draft using (submission_id) where entry_draft.id = $1`,
    [idOf(address)],
  )
  return report
}

async function routed(address: string): Promise<void> {
  const id = String((await reportOf(address))?.id)
  const worker = openDatabase(database.installation, 'openasb_worker')
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  await worker.close()
}

const typedOf = async (address: string): Promise<Record<string, string>> => {
  const [draft] = await ask<{ answers: Record<string, string> }>(
    'select answers from entry_draft where id = $1',
    [idOf(address)],
  )
  return draft?.answers ?? {}
}

test.each(['phone', 'paper', 'in_person', 'email'])(
  'a report told by %s is one report with its three facts',
  async (channel) => {
    const { officer } = partnership.people
    const address = await begin(channel, officer)
    const first = await staff.post(address, { ...told, do: 'save' }, officer)
    expect([first.status, first.location]).toEqual([303, `${address}/saved`])
    const again = await Promise.all([1, 2].map(() => staff.post(address, { ...told, do: 'save' }, officer)))
    for (const { location } of again) expect(location).toBe(`${address}/saved`)
    expect(await reportOf(address)).toMatchObject({
      channel,
      entered_by: officer.memberId,
      entered_for: officer.organisationId,
      reporter_kind: 'victim',
      summary: told.ask_what_happened,
      location: `(${inNorthWest.easting},${inNorthWest.northing})`,
      occurrence: 'pattern',
      reported_before: true,
    })
    const report = await reportOf(address)
    expect(
      await ask('select name, phone, email, safe_contact from report_contact where report_id = $1', [
        report?.id,
      ]),
    ).toEqual([
      {
        name: 'Noor Caller',
        phone: '0100 900 900',
        email: 'noor@example.org',
        safe_contact: 'Do not speak to anyone else who answers',
      },
    ])
    expect(
      await ask('select role, name, vehicle from report_person where report_id = $1', [report?.id]),
    ).toEqual([{ role: 'alleged_perpetrator', name: 'Lee Drummer', vehicle: 'Van, AB12 CDE' }])
    const [{ count } = { count: '' }] = await ask<{ count: string }>(
      `select count(*) from report_unknown where report_id = $1 and because = 'not asked'`,
      [report?.id],
    )
    expect(Number(count)).toBeGreaterThan(0)
    const [kept] = await ask(
      'select answers::text, submitted_at is not null as filed from entry_draft where id = $1',
      [idOf(address)],
    )
    expect(kept).toEqual({ answers: '{}', filed: true })
  },
)

test('the saved page has the reference and the status link, which is the same each time and opens', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  await staff.post(address, { ...told, do: 'save' }, officer)
  const { body } = await staff.get(`${address}/saved`, officer)
  const report = await reportOf(address)
  expect(body).toContain(String(report?.reference))
  const link = /href="(\/status\/[\w-]+)"/.exec(body)?.[1] ?? ''
  expect((await staff.get(`${address}/saved`, officer)).body).toContain(link)
  const status = await staff.get(link)
  expect([status.status, status.body.includes(String(report?.reference))]).toEqual([200, true])
  expect((await staff.get(`${address}/saved`, partnership.people.colleague)).status).toBe(404)
})

test('the police form asks for the incident and begins the log with the report, in one transaction', async () => {
  const { police } = partnership.people
  const address = await begin('police_form', police)
  const missing = await staff.post(address, { ...told, do: 'save' }, police)
  expect(missing.status).toBe(422)
  for (const field of ['incident_number', 'grade', 'officer_number', 'attended', 'log_words'])
    expect(missing.body).toContain(`<a href="#${field}">`)
  expect(await reportOf(address)).toBeUndefined()
  expect(missing.body).toContain('Lee Drummer')

  const saved = await staff.post(address, { ...told, ...incident, do: 'save' }, police)
  expect(saved.location).toBe(`${address}/saved`)
  await staff.post(address, { ...told, ...incident, do: 'save' }, police)
  const report = await reportOf(address)
  expect(report?.channel).toBe('police_form')
  expect(
    await ask(
      'select incident_number, grade, officer_number, attended, occurrence_number from police_incident where report_id = $1',
      [report?.id],
    ),
  ).toEqual([
    {
      incident_number: '20261122-0417',
      grade: 'priority',
      officer_number: '1734',
      attended: false,
      occurrence_number: '',
    },
  ])
  expect(
    await ask('select number, words, member_name from police_log_entry where report_id = $1', [report?.id]),
  ).toEqual([{ number: 1, words: incident.log_words, member_name: police.name }])
})

test('risk is assessed at the point of entry, with the instrument that was looked at', async () => {
  const { police } = partnership.people
  const address = await begin('police_form', police)
  const [name, value] = ['risk_thrive_threat', 'possible']
  expect((await staff.get(address, police)).body).toContain(`name="${name}"`)
  await staff.post(
    address,
    { ...told, ...incident, [name]: value, do: 'instrument', risk_instrument: 'ram' },
    police,
  )
  const other = await staff.get(address, police)
  expect(other.body).toMatch(/name="risk_ram_/)
  expect(other.body).toContain(`<input type="hidden" name="${name}" value="${value}"`)
  const saved = await staff.post(address, { ...told, ...incident, [name]: value, do: 'save' }, police)
  expect([saved.status, saved.location], saved.body).toEqual([303, `${address}/saved`])
  const report = await reportOf(address)
  expect(
    await ask('select instrument, assessed_by from risk_assessment where report_id = $1', [report?.id]),
  ).toEqual([{ instrument: 'thrive', assessed_by: police.memberId }])
})

test('the instrument that is asked by first is the one of the organisation’s own cadence', async () => {
  const { police } = partnership.people
  const cadence = { ...cadences[0], instruments: { usual: 'ram', doors: {} } }
  await ask(
    `insert into case_cadence (id, organisation_id, valid_from, levels, content, source) values ($1, $2, '2020-01-01', '{sergeant}', $3, 'Decided')`,
    [newId(), police.organisationId, JSON.stringify(cadence)],
  )
  const { body } = await staff.get(await begin('police_form', police), police)
  expect(body).toMatch(/name="risk_ram_/)
  expect(body).not.toMatch(/name="risk_thrive_/)
  await ask('delete from case_cadence where organisation_id = $1', [police.organisationId])
})

test('the police form is for police forces alone', async () => {
  const { officer } = partnership.people
  expect((await staff.get('/enter', officer)).body).not.toContain('police_form')
  expect((await staff.get('/enter', partnership.people.police)).body).toContain('police_form')
  const { status, body } = await staff.post('/enter', { channel: 'police_form', type: 'noise' }, officer)
  expect([status, body.includes('Select how it came')]).toEqual([422, true])
})

test('somebody at risk is saved with whatever there is, and what is missing is a task', async () => {
  const { police } = partnership.people
  const address = await begin('police_form', police)
  const saved = await staff.post(address, { name: 'Noor', phone: 'next door', do: 'at_risk' }, police)
  expect(saved.location).toBe(`${address}/saved`)
  const report = await reportOf(address)
  const open = await ask<{ fact: string; because: string }>(
    'select fact, because from report_unknown where report_id = $1',
    [report?.id],
  )
  expect(open).toContainEqual({
    fact: 'what_happened',
    because: 'not asked yet: saved because somebody may be at risk',
  })
  // Nothing stands in the place of a number that nobody has.
  expect(open).toContainEqual({
    fact: 'incident_number',
    because: 'not asked yet: saved because somebody may be at risk',
  })
  expect(
    await ask('select incident_number, officer_number from police_incident where report_id = $1', [
      report?.id,
    ]),
  ).toEqual([{ incident_number: '', officer_number: '' }])
  expect(await ask('select name, phone from report_contact where report_id = $1', [report?.id])).toEqual([
    { name: 'Noor', phone: 'next door' },
  ])
  expect(await ask('select what from report_task where report_id = $1', [report?.id])).toEqual([
    { what: 'Make sure that the person at risk is safe, and complete the entry' },
  ])
})

test('what is wrong is told at its field, and everything that was typed comes back and is kept', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  const typed = { ...told, ask_what_happened: '', unknown_rest: '', phone: 'ask <b>Sam</b>', do: 'check' }
  const { status, body } = await staff.post(address, typed, officer)
  expect(status).toBe(422)
  expect(body).toContain('<a href="#ask_what_happened">')
  expect(body).toContain('<a href="#phone">')
  expect(body).toContain('ask &lt;b&gt;Sam&lt;/b&gt;')
  expect((await staff.get(address, officer)).body).toContain('Lee Drummer')
  expect(await reportOf(address)).toBeUndefined()
})

test('an entry is its author’s alone, and nobody without the duty enters any', async () => {
  const { officer, colleague, south, analyst } = partnership.people
  const address = await begin('phone', officer)
  await staff.post(`${address}/keep`, { ask_what_happened: 'Only mine' }, officer)
  for (const other of [colleague, south]) {
    expect((await staff.get(address, other)).status).toBe(404)
    expect((await staff.post(address, { ...told, do: 'save' }, other)).status).toBe(404)
    expect((await staff.post(`${address}/keep`, { ask_what_happened: 'Theirs' }, other)).body).toContain(
      '"kept":false',
    )
    await staff.post(`${address}/delete`, {}, other)
    expect((await staff.get('/enter', other)).body).not.toContain('Only mine')
  }
  expect((await staff.get(address, officer)).body).toContain('Only mine')
  expect((await staff.get('/enter', officer)).body).toContain('Only mine')
  for (const url of ['/enter', address]) {
    expect((await staff.get(url, analyst)).status).toBe(403)
    expect(await staff.get(url)).toMatchObject({ status: 303, location: '/sign-in' })
  }
})

test('an entry that is left waits in the list, goes on after twelve hours, and is deleted when its author says so', async () => {
  const { officer } = partnership.people
  const address = await begin('paper', officer)
  await staff.post(`${address}/keep`, { ask_what_happened: 'Half of it', person_2_name: 'Second' }, officer)
  passed = 12 * 3_600_000
  const list = await staff.get('/enter', officer)
  expect(list.body).toContain(`href="${address}"`)
  expect(list.body).toContain('12 hours ago')
  const page = await staff.get(address, officer)
  expect(page.body).toContain('Half of it')
  expect(page.body).toContain('value="Second"')
  passed = 0
  expect((await staff.post(`${address}/delete`, {}, officer)).location).toBe('/enter?said=deleted')
  expect((await staff.get(address, officer)).status).toBe(404)
})

test('people are added and taken out without script, and keep what was typed of them', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  const one = { person_1_role: 'victim', person_1_name: 'Ada' }
  expect((await staff.post(address, { ...one, people: '1', do: 'add_person' }, officer)).location).toBe(
    `${address}#person_2_role`,
  )
  const two = { ...one, person_2_role: 'witness', person_2_name: 'Bo', people: '2' }
  expect((await staff.get(address, officer)).body).toContain('Person 2')
  await staff.post(address, { ...two, do: 'remove_1' }, officer)
  const { body } = await staff.get(address, officer)
  expect(body).not.toContain('Ada')
  expect(/name="person_1_name"[^>]*value="Bo"/.test(body)).toBe(true)
  expect(body).not.toContain('Person 2')
})

test('it turns out to be of another type, and what both types ask stays answered', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  await staff.post(address, { ...told, asb_type: 'vehicles', do: 'type' }, officer)
  const { body } = await staff.get(address, officer)
  expect(body).toContain(told.ask_what_happened)
  expect(await ask('select asb_type from entry_draft where id = $1', [idOf(address)])).toEqual([
    { asb_type: 'vehicles' },
  ])
})

test('without script a place that was typed is looked up, and one is chosen from what goes by it', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  const { place_easting, place_northing, place_kind, ...rest } = told
  const { status, body } = await staff.post(address, { ...rest, place: 'ZZ1 1AA', do: 'save' }, officer)
  expect(status).toBe(422)
  const value = /name="which_place"[^>]*value="([^"]+ postcode ZZ1 1AA)"/.exec(body)?.[1] ?? ''
  expect(value).toContain('400250 301500')
  const chosen = { ...rest, place: 'ZZ1 1AA', which_place: value, which_place_for: 'ZZ1 1AA', do: 'save' }
  // Other words after the choice: it was for those that stood there before.
  expect((await staff.post(address, { ...chosen, place: 'Elsewhere' }, officer)).status).toBe(422)
  expect((await staff.post(address, chosen, officer)).location).toBe(`${address}/saved`)
  expect((await reportOf(address))?.location).toBe('(400250,301500)')
})

test('an address brings its number and landlord with their origin, and what is put right is kept with why and by whom', async () => {
  const { officer } = partnership.people
  await asOwner(database.installation, (owner) =>
    saveAddresses(
      owner,
      [
        {
          uprn: '10000000042',
          line: '42 Quay Lane',
          postcode: '',
          landlord: 'Harbour Homes',
          ...inNorthWest,
        },
      ],
      'Council list',
      '2026-11-01',
    ),
  )
  const offered = await staff.get('/enter/places.json?q=42+quay', officer)
  const [place] = (JSON.parse(offered.body) as { places: { uprn: string; kind: string }[] }).places
  expect(place).toMatchObject({ uprn: '10000000042', kind: 'address', label: '42 Quay Lane' })
  const at = { ...told, place: '42 Quay Lane', place_kind: 'address', place_uprn: '10000000042' }
  const address = await begin('phone', officer)
  const beside = JSON.parse((await staff.post(`${address}/beside`, at, officer)).body) as { html: string }
  for (const words of [
    '10000000042',
    'Harbour Homes',
    'by Council list of 1 November 2026',
    'Category',
    'Nuisance',
  ])
    expect(beside.html).toContain(words)
  const toAsk = (html: string) => /Still to ask[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
  expect(toAsk(beside.html)).toContain('Is it getting worse?')
  expect(toAsk(beside.html)).not.toContain('What happened?')
  const unanswered = JSON.parse((await staff.post(`${address}/beside`, {}, officer)).body) as { html: string }
  expect(toAsk(unanswered.html)).toContain('What happened?')

  const wrong = { ...at, fix_landlord: 'none', fix_ward: 'Southbrook (E05000002)', do: 'save' }
  const refused = await staff.post(address, wrong, officer)
  expect([refused.status, refused.body.includes('Say why what follows from the place is wrong')]).toEqual([
    422,
    true,
  ])
  const wards = /name="fix_ward"[\s\S]*?<\/select>/.exec(refused.body)?.[0] ?? ''
  const [, ward = ''] = [...wards.matchAll(/<option value="([^"]+ \([^"]+\))"/g)].map(
    ([, value]) => value ?? '',
  )
  await staff.post(address, { ...wrong, fix_ward: ward, fix_because: 'Sold last month' }, officer)
  const report = await reportOf(address)
  expect(
    await ask(
      `select fact, derived, chosen, because, chosen_by from report_derived where report_id = $1 order by fact`,
      [report?.id],
    ),
  ).toEqual([
    {
      fact: 'landlord',
      derived: 'Harbour Homes',
      chosen: '',
      because: 'Sold last month',
      chosen_by: officer.memberId,
    },
    { fact: 'uprn', derived: '10000000042', chosen: null, because: '', chosen_by: null },
    {
      fact: 'ward',
      derived: expect.stringContaining('('),
      chosen: ward,
      because: 'Sold last month',
      chosen_by: officer.memberId,
    },
  ])
  expect(await ask(`select place_kind, uprn from report where id = $1`, [report?.id])).toEqual([
    { place_kind: 'address', uprn: '10000000042' },
  ])
  // Routing takes the ward that was chosen, and the landlord is an answer to it only where there is one.
  await routed(address)
  const second = await begin('phone', officer)
  await staff.post(second, { ...at, do: 'save' }, officer)
  expect(
    await ask(
      `select area.name || ' (' || area.code || ')' as ward,
        (select answer from report_answer where report_id = report.id and question = 'landlord') as landlord
       from report join area on area.id = ward_id where report.id = $1`,
      [report?.id],
    ),
  ).toEqual([{ ward, landlord: null }])
  expect(
    await ask(`select answer from report_answer where report_id = $1 and question = 'landlord'`, [
      (await reportOf(second))?.id,
    ]),
  ).toEqual([{ answer: 'Harbour Homes' }])
})

test('beside the form stand earlier reports, what follows from the place with its origin, and flags with their rule', async () => {
  const { officer } = partnership.people
  const address = await begin('phone', officer)
  const answer = await staff.post(
    `${address}/beside`,
    { ...told, person_2_role: 'victim', person_2_name: 'Kim', person_2_vulnerabilities: 'mental_health' },
    officer,
  )
  const { said, html } = JSON.parse(answer.body) as { said: string; html: string }
  expect(said).toContain('earlier')
  expect(html).toContain('Millbrook (Z05000001)')
  expect(html).toContain('boundaries of 2020')
  expect(html).toContain('Environmental health, Northholme District Council')
  expect(html).toContain('rule 12')
  expect(html).toContain('Vulnerable')
  expect(html).toMatch(/Rule [a-z_]+, version 1 \(.+\), stands until \d/)
})

test('whoever is known already is shown with where each fact is from, and fills in what is empty and safe', async () => {
  const { officer, south } = partnership.people
  const known = {
    name: 'Runa Wellknown',
    phone: '0100 900 955',
    email: 'runa@example.org',
    address: '4 Quay Street',
    person_1_role: 'alleged_perpetrator',
    person_1_name: 'Ivo Wellknown',
    person_1_phone: '0100 900 956',
    person_1_postcode: 'ZZ4 4AA',
    'person_1_born-day': '7',
    'person_1_born-month': '3',
    'person_1_born-year': '1980',
  }
  const first = await begin('phone', officer)
  expect((await staff.post(first, { ...told, ...known, do: 'save' }, officer)).status).toBe(303)
  const report = await reportOf(first)
  await routed(first)
  await ask(
    `insert into contact_wish (report_id, language, only_channel, unsafe_channels)
     values ($1, 'en', 'phone', '{email}')`,
    [report?.id],
  )

  const next = await begin('phone', officer)
  const typed = {
    phone: '0100900955',
    address: '9 Mill Lane',
    person_1_name: 'Ivo Wellknown',
    person_1_phone: '0100 900956',
  }
  const { body } = await staff.post(`${next}/beside`, typed, officer)
  expect(body).toContain('Known to your organisation')
  expect(body).toContain('the same telephone number')
  expect(body).toContain('Runa Wellknown')
  expect(body).toContain(String(report?.reference))
  expect(body).toMatch(/4 Quay Street[^;]*not as typed: what you typed is kept/)
  expect(body).toMatch(/runa@example\.org[^;]*not a safe way to reach them/)

  const filled = await staff.post(next, { ...typed, do: 'known_reporter' }, officer)
  expect([filled.status, filled.location]).toEqual([303, `${next}#reach`])
  await staff.post(next, { ...(await typedOf(next)), do: 'known_1' }, officer)
  expect(await typedOf(next)).toMatchObject({
    ...typed,
    name: 'Runa Wellknown',
    person_1_postcode: 'ZZ4 4AA',
    'person_1_born-day': '7',
    'person_1_born-month': '3',
    'person_1_born-year': '1980',
  })
  expect(await typedOf(next)).not.toHaveProperty('email')

  // Two people of one telephone are not made one.
  const sibling = await begin('phone', officer)
  const other = {
    person_1_name: 'Una Housemate',
    person_1_phone: '0100 900 956',
    person_1_postcode: 'ZZ5 5AA',
  }
  await staff.post(sibling, { ...told, ...other, person_1_role: 'victim', do: 'save' }, officer)
  await routed(sibling)
  const both = (await staff.post(`${next}/beside`, { person_1_phone: '0100 900 956' }, officer)).body
  expect(both).toContain('Others go by the same: Ivo Wellknown. Type the name of who it is.')
  expect(both).not.toContain('ZZ4 4AA')

  // Another organisation knows nobody of it, and somebody else of the same house is not them.
  const theirs = await begin('phone', south)
  expect((await staff.post(`${theirs}/beside`, typed, south)).body).not.toContain('Known to')
  await staff.post(theirs, { ...typed, do: 'known_reporter' }, south)
  expect(await typedOf(theirs)).toMatchObject(typed)
  expect(await typedOf(theirs)).not.toHaveProperty('name')
  const flatmate = { phone: typed.phone, name: 'Otto Somebodyelse' }
  expect((await staff.post(`${next}/beside`, flatmate, officer)).body).not.toContain('Known to')
})

test('entries that nobody goes on with are cleared away after sixty days, and no sooner', async () => {
  const { officer } = partnership.people
  const [old, young] = [await begin('phone', officer), await begin('phone', officer)]
  for (const [address, days] of [
    [old, 61],
    [young, 59],
  ] as const)
    await ask('update entry_draft set updated_at = now() - make_interval(days => $2) where id = $1', [
      idOf(address),
      days,
    ])
  const worker = openDatabase(database.installation, 'openasb_worker')
  expect(await worker.withActor(system, tidyEntries)).toBe(1)
  await worker.close()
  expect((await staff.get(young, officer)).status).toBe(200)
})
