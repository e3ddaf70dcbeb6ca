import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { controlRoomRoutes, outboxRoutes, patrolRoutes, taskPanel, taskRoutes } from '#domains/entry'
import { openEvidence } from '#domains/evidence'
import { saveAddresses } from '#domains/places'
import { reportStaffRoutes } from '#domains/reports'
import { publishFlagRules } from '#domains/risk'
import { routeReports } from '#domains/triage'
import { type MemberActor, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { flagRules } from '../../../../packs/risk/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
const place = `${inNorthWest.easting} ${inNorthWest.northing}`

beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  await asOwner(database.installation, (owner) =>
    owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
      values ('unspecified', 'Type not given', 'Rowdy or inconsiderate behaviour', 'nuisance', 4)`),
  )
  await asOwner(database.installation, (owner) => publishFlagRules(owner, flagRules))
  staff = await startStaffServer(
    database.installation,
    [
      ...controlRoomRoutes,
      ...patrolRoutes(openEvidence(join(tmpdir(), randomUUID()))),
      ...taskRoutes,
      ...outboxRoutes('a secret of more than thirty-two characters'),
      ...reportStaffRoutes([taskPanel]),
    ],
    Object.values(partnership.people),
  )
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})

const ask = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)

const entry = (changes: Record<string, string> = {}) => ({
  submission: randomUUID(),
  secret: newSecret(),
  begun: new Date().toISOString(),
  place,
  type: 'noise',
  summary: 'Drumming from the flat above',
  harm: 'daily_life',
  victim: 'caller',
  repeat: 'yes',
  caller_name: 'Noor Caller',
  caller_phone: '0100 900 900',
  priority: 'scheduled',
  next: 'route',
  ...changes,
})

async function send(fields: Record<string, string>, as: MemberActor, url = '/control-room') {
  const answer = await staff.server.inject({
    method: 'POST',
    url,
    headers: {
      cookie: `member=${as.memberId}`,
      'sec-fetch-site': 'same-origin',
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: answer.statusCode, told: answer.json() }
}

async function route(reference: string): Promise<void> {
  const [report] = await ask<{ id: string }>('select id from report where reference = $1', [reference])
  const worker = openDatabase(database.installation, 'openasb_worker')
  await worker.withActor(system, (db) => routeReports(db, system, [report?.id ?? '']))
  await worker.close()
}

test('the page asks for eight answers, in the order of a call, and for nothing else', async () => {
  const { body } = await staff.get('/control-room', partnership.people.police)
  const form = /<form[^>]*id="entry"[\s\S]*?<\/form>/.exec(body)?.[0] ?? ''
  const labels = [...form.matchAll(/<(?:label|legend)[^>]*>\s*(\d) ([A-Z][a-z]+)/g)].map(
    ([, at, what]) => `${at} ${what}`,
  )
  expect(labels).toEqual([
    '1 Place',
    '2 What',
    '3 Harm',
    '4 Victim',
    '5 Repeat',
    '6 Caller',
    '7 Priority',
    '8 Next',
  ])
  const asked = [...form.matchAll(/<(?:input(?! type="hidden")|select|textarea)[^>]*? name="(\w+)"/g)].map(
    ([, name]) => name,
  )
  // What and caller have two fields each: eight answers, and not a field more.
  const what = ['type', 'summary']
  const caller = ['caller_name', 'caller_phone']
  expect(asked).toEqual(['place', ...what, 'harm', 'victim', 'repeat', ...caller, 'priority', 'next'])
})

test('an entry is one report with its three facts and its caller, however often it is sent', async () => {
  const { police } = partnership.people
  const fields = entry()
  const first = await send(fields, police)
  expect(first.status).toBe(200)
  expect(first.told.isNew).toBe(true)
  const again = await Promise.all([send(fields, police), send(fields, police)])
  for (const { told } of again) expect(told).toEqual({ reference: first.told.reference, isNew: false })
  const reports = await ask(
    `select channel, entered_by, entered_for, reporter_kind, reported_before, location::text, occurrence
      from report where submission_id = $1`,
    [fields.submission],
  )
  expect(reports).toEqual([
    {
      channel: 'control_room',
      entered_by: police.memberId,
      entered_for: police.organisationId,
      reporter_kind: 'victim',
      reported_before: true,
      location: `(${inNorthWest.easting},${inNorthWest.northing})`,
      occurrence: 'now',
    },
  ])
  expect(
    await ask(
      'select name, phone from report_contact join report on id = report_id where submission_id = $1',
      [fields.submission],
    ),
  ).toEqual([{ name: 'Noor Caller', phone: '0100 900 900' }])
})

test('near a place, all over several and on the move are typed with the place itself, and said back', async () => {
  const { police } = partnership.people
  const { easting, northing } = inNorthWest
  const other = `${easting + 400} ${northing}`
  const cases: [string, Record<string, unknown>][] = [
    [`${place} ~200`, { kind: 'around', precision: 200, words: place }],
    [`${place} + ${other}`, { kind: 'area', words: `${place}; ${other}` }],
    [`${place} > ${other}`, { kind: 'moving', precision: 200, words: `From ${place} to ${other}` }],
    ['Nowhere Known ~300', { kind: null, words: 'Nowhere Known, within 300 metres' }],
  ]
  for (const [typed, expected] of cases) {
    const fields = entry({ place: typed })
    expect((await send(fields, police)).status).toBe(200)
    const [filed] = await ask(
      `select place_kind as kind, location_precision_m as precision, place_words as words, place_shape is not null as drawn
        from report where submission_id = $1`,
      [fields.submission],
    )
    expect(filed).toMatchObject({ ...expected, drawn: / [+>] /.test(typed) })
  }
  const { told } = await send(
    { place: `${place} ~200`, place_id: '', type: 'noise' },
    police,
    '/control-room/earlier',
  )
  const unknown = await send({ place: 'Nowhere Known ~300' }, police, '/control-room/earlier')
  expect(unknown.told.said).toContain('Not found on the map: it is kept in words.')
  expect(told.said).toMatch(new RegExp(`^Within 200 metres of ${place}. `))
})

test('an entry is flagged with its saving, and one of fear at home is closed off when it is routed', async () => {
  const { police } = partnership.people
  await ask(
    `insert into clearance (id, member_id, organisation_id, partition_code, reason)
     values ($1, $2, $3, 'domestic_abuse', 'Trained')`,
    [randomUUID(), police.memberId, police.organisationId],
  )
  const first = await send(entry({ caller_name: 'Ola Again', caller_phone: '07700 900 811' }), police)
  const second = await send(
    entry({ caller_name: 'Ola Again', caller_phone: '07700 900 811', harm: 'partner_or_family' }),
    police,
  )
  const [flagged] = await ask<{ rules: string[]; partition_code: string | null }>(
    `select array(select distinct rule from flag where report_id = report.id and ended_at is null) as rules
       from report where reference = $1 and status = 'filed'`,
    [second.told.reference],
  )
  expect(flagged?.rules).toContain('repeat_victim_12_months')
  const { submission, secret, begun } = entry()
  const atRiskAtHome = await send({ submission, secret, begun, harm: 'at_risk_at_home' }, police)
  const patrol = (changes: Record<string, string>) =>
    send({ ...entry(), summary: 'Told on the doorstep', place: 'The green', ...changes }, police, '/patrol')
  const onPatrol = [
    await patrol({ at_home: 'yes' }),
    await patrol({ at_home: 'yes', at_risk: 'yes', type: '' }),
    await patrol({ at_risk: 'yes' }),
  ]
  const references = [first, second, atRiskAtHome, ...onPatrol].map(({ told }) => String(told.reference))
  for (const reference of references) await route(reference)
  const partitions = await ask<{ partition_code: string | null }>(
    'select partition_code from report where reference = any ($1) order by array_position($1, reference)',
    [references],
  )
  const closedOff = 'domestic_abuse'
  expect(partitions.map(({ partition_code }) => partition_code)).toEqual([
    null,
    closedOff,
    closedOff,
    closedOff,
    closedOff,
    null,
  ])
  expect(
    await ask('select answer, codes from report_answer join report on id = report_id where reference = $1', [
      references[4],
    ]),
  ).toEqual([
    {
      answer: 'Risk: somebody is at risk now. Fear of a partner, a former one or family',
      codes: ['at_risk', 'partner_or_family'],
    },
  ])
})

test('what is missing is asked for, and everything that was typed comes back', async () => {
  const fields = entry({ type: '', harm: '', repeat: '', caller_name: 'Zaphod <b>' })
  const told = await send(fields, partnership.people.police)
  expect(told.status).toBe(422)
  expect(told.told.problems.map(({ field }: { field: string }) => field)).toEqual(['type', 'harm', 'repeat'])
  const page = await staff.post('/control-room', fields, partnership.people.police)
  expect(page.status).toBe(422)
  expect(page.body).toContain('Zaphod &lt;b&gt;')
  expect(page.body).toContain(fields.submission)
  expect(await ask('select from report where submission_id = $1', [fields.submission])).toEqual([])
})

test('somebody at risk is saved with nothing else, and what is missing becomes tasks', async () => {
  const { submission, secret } = entry()
  const { status, told } = await send({ submission, secret, harm: 'at_risk' }, partnership.people.police)
  expect(status).toBe(200)
  const tasks = await ask<{ what: string; soon: boolean }>(
    `select what, due_at < now() + interval '20 minutes' as soon from report_task where reference = $1 order by due_at`,
    [told.reference],
  )
  expect(tasks[0]).toEqual({ what: expect.stringContaining('at risk'), soon: true })
  expect(tasks.map(({ what }) => what)).toContain('Find the exact place')
  const open = await ask(
    'select fact from report_unknown join report on id = report_id where reference = $1 order by fact',
    [told.reference],
  )
  expect(open).toEqual(['place', 'repeat', 'type', 'victim'].map((fact) => ({ fact })))
})

test('what is not known is kept with why, and what is to be asked later is a task', async () => {
  const { told } = await send(
    entry({
      type: 'unknown_ask_later',
      harm: 'unknown_rang_off',
      caller_name: '? afraid of them',
      caller_phone: '',
    }),
    partnership.people.police,
  )
  expect(
    await ask(
      'select fact, because from report_unknown join report on id = report_id where reference = $1 order by fact',
      [told.reference],
    ),
  ).toEqual([
    { fact: 'caller', because: 'afraid of them' },
    { fact: 'harm', because: 'the caller rang off' },
    { fact: 'type', because: 'to be asked later' },
  ])
  expect(await ask('select what from report_task where reference = $1', [told.reference])).toEqual([
    { what: 'Ask what kind of behaviour it is' },
  ])
})

test('an entry that somebody else typed on the same browser is not taken from another', async () => {
  const { police, officer } = partnership.people
  const { status, told } = await send(entry({ member: officer.memberId }), police)
  expect(status).toBe(409)
  expect(told.detail).toContain('Somebody else typed this')
})

test('an address that is chosen brings its landlord and where it would go, and both are kept', async () => {
  const { officer } = partnership.people
  await asOwner(database.installation, (owner) =>
    saveAddresses(
      owner,
      [
        {
          uprn: '10000000043',
          line: '43 Quay Lane',
          postcode: '',
          landlord: 'Harbour Homes',
          ...inNorthWest,
        },
      ],
      'Council list',
      '2026-11-01',
    ),
  )
  const chosen = { place: '43 Quay Lane', place_id: 'address:10000000043', type: 'noise' }
  const { told } = await send(chosen, officer, '/control-room/earlier')
  for (const words of ['UPRN', 'Harbour Homes', 'Goes to', 'Category']) expect(told.html).toContain(words)
  const filed = await send(entry(chosen), officer)
  expect(
    await ask(
      `select report.uprn, place_kind, report_derived.derived from report join report_derived on report_id = report.id
       where reference = $1 and fact = 'landlord'`,
      [filed.told.reference],
    ),
  ).toEqual([{ uprn: '10000000043', place_kind: 'address', derived: 'Harbour Homes' }])
})

test('who told of somewhere about here has not told of this very place', async () => {
  const { officer } = partnership.people
  const quiet = { easting: 400_900, northing: 301_900 }
  const typed = { place: `${quiet.easting} ${quiet.northing}`, type: 'noise' }
  const { told } = await send(entry(typed), officer)
  await route(told.reference)
  const said = async () => (await send(typed, officer, '/control-room/earlier')).told.said
  expect(await said()).toMatch(/^1 earlier report here/)
  const around = (metres: number) =>
    ask(`update report set place_kind = 'around', location_precision_m = ${metres} where reference = $1`, [
      told.reference,
    ])
  await around(100)
  expect(await said()).not.toMatch(/^1 earlier report here/)
  await around(20_000)
  expect(await said()).toBe('No earlier reports here within a year.')
})

test('earlier reports are those that the reader sees in full, and no others', async () => {
  const { police, officer, south } = partnership.people
  const { told } = await send(entry({ summary: 'Zinc drums' }), officer)
  await route(told.reference)
  const look = (as: MemberActor) => send({ place, type: 'noise' }, as, '/control-room/earlier')
  const own = await look(officer)
  expect(own.told.said).toMatch(/1 possible repeat|possible repeats/)
  expect(own.told.html).toContain(told.reference)
  expect(own.told.html).toContain('Zinc drums')
  for (const stranger of [south, police]) {
    const [seen] = await ask<{ audience: number[] }>('select audience from report where reference = $1', [
      told.reference,
    ])
    const mayRead = seen?.audience.includes(stranger.organisationId) === true
    expect((await look(stranger)).told.html.includes(told.reference)).toBe(mayRead)
  }
  expect((await look(south)).told.html).not.toContain('Zinc drums')
})

test('a caller who is known to the own organisation is shown with their flags while the number is typed', async () => {
  const { officer, south } = partnership.people
  const caller = { caller_name: 'Runa Farecall', caller_phone: '01632 960517' }
  const { told } = await send(entry({ ...caller, harm: 'fear' }), officer)
  await route(told.reference)
  await ask(
    `insert into flag (id, report_id, subject, rule, rule_version, rests_on_itself, basis, raised_at, expires_at)
     select gen_random_uuid(), report.id, report.id, flag_rule.code, flag_rule.version, true, '{}', now(), now() + interval '9 days'
     from report, flag_rule where reference = $1 and flag_rule.kind = 'vulnerability' limit 1`,
    [told.reference],
  )
  const look = (as: MemberActor) => send({ caller_phone: caller.caller_phone }, as, '/control-room/earlier')
  const own = await look(officer)
  expect(own.told.said).toBe('The caller is known: vulnerable.')
  for (const words of ['Runa Farecall', told.reference, 'Vulnerable']) expect(own.told.html).toContain(words)
  expect(own.told.html).not.toContain('Fill in what is empty')
  const others = await look(south)
  expect([others.told.said, others.told.html]).toEqual(['', ''])
  const page = await staff.post('/control-room', { ...caller, look: 'yes' }, officer)
  expect(page.body).toContain('The caller is known: vulnerable.')
})

test('without script the page shows earlier reports, saves, and says the reference', async () => {
  const { officer } = partnership.people
  const looked = await staff.post('/control-room', { ...entry(), look: 'yes' }, officer)
  expect(looked.status).toBe(200)
  expect(looked.body).toContain('earlier report')
  const saved = await staff.post('/control-room', entry(), officer)
  expect(saved.status).toBe(303)
  const page = await staff.get(saved.location ?? '', officer)
  expect(page.body).toContain('Saved as')
})

test('a task stands with its report and on the list, and is closed once with what came of it', async () => {
  const { officer, colleague, south } = partnership.people
  const { told } = await send(entry({ next: 'call_back' }), officer)
  await route(told.reference)
  const [task] = await ask<{ id: string }>('select id from report_task where reference = $1', [
    told.reference,
  ])
  const url = `/tasks/${task?.id}`
  expect((await staff.get(`/reports/${told.reference}`, colleague)).body).toContain('Call the caller back')
  expect((await staff.get('/tasks', colleague)).body).toContain(told.reference)
  expect((await staff.get('/tasks', south)).body).not.toContain(told.reference)
  expect((await staff.post(url, { outcome: 'I did' }, south)).status).toBe(409)
  expect((await staff.post(url, { outcome: ' ' }, colleague)).status).toBe(422)
  expect((await staff.post(url, { outcome: 'Rang: quiet since' }, colleague)).status).toBe(303)
  expect((await staff.post(url, { outcome: 'Again' }, officer)).status).toBe(409)
  expect((await staff.get('/tasks?show=done&team=all', officer)).body).toContain('Rang: quiet since')
})

test('a task is added once, however often its button is pressed, and another one by the same form too', async () => {
  const { officer } = partnership.people
  const { told } = await send(entry({ next: 'call_back' }), officer)
  await route(told.reference)
  const url = `/reports/${told.reference}/tasks`
  const { body } = await staff.get(`/reports/${told.reference}`, officer)
  const [, id = ''] = new RegExp(`action="${url}".*?name="id" value="([^"]+)"`, 's').exec(body) ?? []
  const form = { id, what: 'Ask the school', due: '24' }
  const pressed = await Promise.all([staff.post(url, form, officer), staff.post(url, form, officer)])
  pressed.push(await staff.post(url, { ...form, what: 'Ask the shop' }, officer))
  expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303])
  const tasks = await ask<{ what: string }>(
    'select what from report_task where reference = $1 order by what',
    [told.reference],
  )
  expect(tasks.map(({ what }) => what)).toEqual(['Ask the school', 'Ask the shop', 'Call the caller back'])
})

test('a patrol entry takes the measured position, and the reporter is an officer', async () => {
  const { officer } = partnership.people
  const { submission, secret, begun } = entry()
  const fields = { submission, secret, begun, type: 'litter', summary: 'Needles by the swings' }
  const where = { pin_longitude: '-2.000000', pin_latitude: '52.610000', accuracy_m: '12' }
  expect((await send(fields, officer, '/patrol')).status).toBe(422)
  const { status } = await send({ ...fields, ...where }, officer, '/patrol')
  expect(status).toBe(200)
  const rows = await ask<{ channel: string; reporter_kind: string; location_precision_m: number }>(
    'select channel, reporter_kind, location_precision_m from report where submission_id = $1',
    [submission],
  )
  expect(rows).toEqual([{ channel: 'patrol', reporter_kind: 'officer', location_precision_m: 12 }])
  const manifest = await staff.server.inject('/patrol/manifest.webmanifest')
  expect(manifest.json()).toMatchObject({ start_url: '/patrol', display: 'standalone' })
  expect(manifest.headers['content-type']).toContain('application/manifest+json')
})

test('each member has a key of their own for what waits in a browser, the same each time, and nobody else gets it', async () => {
  const { police, officer, analyst } = partnership.people
  const keyFor = async (as?: MemberActor) => {
    const { statusCode, body } = await staff.server.inject({
      url: '/outbox/key',
      headers: { accept: 'application/json', ...(as ? { cookie: `member=${as.memberId}` } : {}) },
    })
    return { statusCode, key: statusCode === 200 ? String(JSON.parse(body).key) : '' }
  }
  const first = await keyFor(police)
  expect(Buffer.from(first.key, 'base64')).toHaveLength(32)
  expect(await keyFor(police)).toEqual(first)
  expect((await keyFor(officer)).key).not.toBe(first.key)
  expect((await keyFor(analyst)).statusCode).toBe(403)
  expect((await keyFor()).statusCode).toBe(401)
})
