import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { WorkSource } from '#domains/work'
import { type MemberActor, system } from '#platform/actor'
import { addDays, fixedClock, formatDate, londonDateOf } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { costsBesideMany, countingPages } from '../../../test/support/pages-read.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { readPdf, runsJava, validatePdfs } from '../../../test/support/pdf.ts'
import { seedReviews } from '../../../test/support/reviews.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { addDataCommands } from '../../commands/data-commands.ts'
import {
  appealWork,
  keepLedger,
  putInReviewLink,
  recommendationWork,
  recomputeLedger,
  reviewRoutes,
  reviewStepWork,
} from './index.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
const clock = fixedClock(new Date())

beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  await seedReviews(database.installation)
  staff = await startStaffServer(database.installation, reviewRoutes, Object.values(partnership.people), {
    clock,
  })
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(database.installation, statement, values)
const people = (name: keyof Partnership['people']): MemberActor => partnership.people[name]
const ledger = async <Value>(work: (worker: ReturnType<typeof openDatabase>) => Promise<Value>) => {
  const worker = openDatabase(database.installation, 'openasb_worker', { connections: 1 })
  try {
    return await work(worker)
  } finally {
    await worker.close()
  }
}
const victim = (name: string) => ({ name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org` })
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
const complain = (name: string, days: number, more = {}) =>
  fileAndRoute(database.installation, {
    contact: { ...victim(name), phone: '', preferredChannel: 'email' },
    reporterKind: 'victim',
    occurredFrom: daysAgo(days),
    occurredTo: daysAgo(days),
    ...more,
  })

async function apply(fields: Record<string, string> = {}): Promise<{ reference: string; secret: string }> {
  const secret = fields.secret ?? newSecret()
  const { status, location, body } = await staff.post('/case-review/apply', {
    submission: newId(),
    secret,
    district: 'Z07000001',
    who: 'myself',
    kind: 'other',
    behaviour: 'Drums every night, and nobody comes',
    name: 'Vera Victim',
    email: 'vera.victim@example.org',
    preferred: 'email',
    ...fields,
  })
  expect(status, body.slice(0, 300)).toBe(303)
  expect(location).toContain(secret)
  const [row] = await rows<{ reference: string }>(
    'select reference from asb_review order by applied_at desc, id desc limit 1',
  )
  return { reference: row?.reference ?? '', secret }
}
const versionOf = async (reference: string) =>
  String(
    (await rows<{ version: number }>('select version from asb_review where reference = $1', [reference]))[0]
      ?.version,
  )
async function act(
  reference: string,
  path: string,
  fields: Record<string, string>,
  as: MemberActor = people('caseOfficer'),
) {
  return staff.post(`/reviews/${reference}/${path}`, { version: await versionOf(reference), ...fields }, as)
}

test('an application by the public reaches every relevant body at once, without references, once however often it is sent', async () => {
  const again = { submission: newId(), secret: newSecret() }
  const { reference, secret } = await apply(again)
  await apply(again)
  expect(await rows('select from asb_review where reference = $1', [reference])).toHaveLength(1)
  expect(
    await rows(
      `select review_body.organisation_id as id, role from review_body join asb_review on asb_review.id = review_id
       where reference = $1 order by 1`,
      [reference],
    ),
  ).toEqual([
    { id: 1, role: 'police' },
    { id: 4, role: 'council' },
  ])
  for (const who of ['caseOfficer', 'police'] as const)
    expect((await staff.get(`/reviews/${reference}`, people(who))).status).toBe(200)
  expect((await staff.get(`/reviews/${reference}`, people('south'))).status).toBe(404)
  // The receipt goes by the way they chose, and its link is put in when it is sent.
  expect(
    await rows(`select channel, recipient, body like '%{link}%' as linked from outgoing_message`),
  ).toEqual([{ channel: 'email', recipient: 'vera.victim@example.org', linked: true }])
  const page = await staff.get(`/case-review/status/${secret}?new=1`)
  expect(page.body).toContain(reference)
  const welsh = await staff.get(`/case-review/status/${secret}?lang=cy`)
  expect(welsh.body).toContain('Eich Adolygiad Achos YG')
  expect((await staff.get(`/case-review/status/${newSecret()}`)).status).toBe(404)
})

test('on behalf of somebody with their consent; what is missing is asked for and nothing typed is lost', async () => {
  const { status, body } = await staff.post('/case-review/apply', {
    district: 'Z07000001',
    who: 'somebody',
    behaviour: 'They throw stones',
    preferred: 'text',
  })
  expect(status).toBe(422)
  for (const message of [
    'Enter their name',
    'Say how they agree',
    'Enter your name',
    'Choose what it is mostly about',
  ])
    expect(body).toContain(message)
  expect(body).toContain('They throw stones</textarea>')
  const { reference } = await apply({
    who: 'somebody',
    victimName: 'Old Mr Hale',
    relation: 'daughter',
    consent: 'said',
    more: 'vulnerable',
  })
  const { body: page } = await staff.get(`/reviews/${reference}`, people('caseOfficer'))
  expect(page).toContain('Old Mr Hale (daughter; consent: said so)')
  expect(page).toContain('Somebody is vulnerable')
})

test('staff enter one made by phone or on paper, with the day on which it came', async () => {
  const day = daysAgo(4).toISOString().slice(0, 10).split('-').map(Number)
  const fields = {
    submission: newId(),
    secret: newSecret(),
    channel: 'paper',
    'applied-day': String(day[2]),
    'applied-month': String(day[1]),
    'applied-year': String(day[0]),
    district: 'Z07000001',
    who: 'myself',
    kind: 'other',
    behaviour: 'A letter of six pages',
    name: 'Paul Paper',
    preferred: 'none',
  }
  expect((await staff.post('/reviews/new', { ...fields, channel: '' }, people('officer'))).body).toContain(
    'Say how they asked',
  )
  const { location } = await staff.post('/reviews/new', fields, people('officer'))
  const { body } = await staff.get(location ?? '', people('officer'))
  expect(body).toContain('paper form')
  expect(
    await rows(`select applied_on::text as day, channel from asb_review where channel = 'paper'`),
  ).toEqual([{ day: daysAgo(4).toISOString().slice(0, 10), channel: 'paper' }])
})

test('the ledger finds the victim’s complaints by itself, one incident told to two counts once, each with its reason', async () => {
  const name = 'Lena Ledger'
  await complain(name, 1)
  await complain(name, 1)
  await complain(name, 9)
  const old = await complain(name, 60)
  await rows(
    `update report set filed_at = now() - interval '8 months', occurred_to = now() - interval '8 months',
    occurred_from = now() - interval '8 months' where id = $1`,
    [old.id],
  )
  await rows(
    'update report_key set filed_at = (select filed_at from report where id = report_id) where report_id = $1',
    [old.id],
  )
  const first = await ledger((worker) => recomputeLedger(worker))
  expect(first.reports).toBe((await rows('select from report')).length)
  // Taken in one by one or all again: the same figure.
  await rows(
    `insert into complaint_ledger_due (report_id, made_at) select id, filed_at from report on conflict do nothing`,
  )
  await ledger(async (worker) => {
    while ((await keepLedger(worker)) > 0);
  })
  expect((await ledger((worker) => recomputeLedger(worker))).qualifying).toBe(first.qualifying)
  const { reference } = await apply({ name, email: 'lena.ledger@example.org' })
  const { body } = await staff.get(`/reviews/${reference}/threshold`, people('caseOfficer'))
  expect(body).toContain('2 of 3 qualifying complaints')
  expect(body).toContain('The same incident as one that counts')
  expect(body).toContain('6 months beginning with the day of the complaint')
  // The third, made to a landlord who does not use this system.
  const made = daysAgo(3).toISOString().slice(0, 10).split('-').map(Number)
  const on = (field: string) => ({
    [`${field}-day`]: String(made[2]),
    [`${field}-month`]: String(made[1]),
    [`${field}-year`]: String(made[0]),
  })
  const added = await act(reference, 'complaints', {
    toldTo: 'Harbour Homes',
    ...on('complained'),
    ...on('incident'),
    because: 'The same drums',
  })
  expect(added.status).toBe(303)
  expect((await staff.get(`/reviews/${reference}/threshold`, people('police'))).body).toContain(
    'The threshold must be met',
  )
})

test('a review from the application to the appeal: contact, threshold, panel, recommendations, outcome, close', async () => {
  const { reference, secret } = await apply({ name: 'Walt Whole', email: 'walt@example.org' })
  const visible = () => staff.get(`/case-review/status/${secret}`)
  expect((await act(reference, 'acknowledge', { name: 'Cara Contact', phone: '01632 960 001' })).status).toBe(
    303,
  )
  expect((await visible()).body).toContain('Cara Contact')
  const refusal = await act(reference, 'refused', { code: 'no_harm_shown', reasons: 'Few', told: 'Few' })
  expect(refusal.status).toBe(422)
  expect(refusal.body).toContain('Say how persistent it is')
  const threshold = {
    code: 'too_few_and_adequate',
    persistence: 'Twice in a year',
    harm: 'Woken twice',
    adequacy: 'Visited the same day',
    reasons: 'One complaint, answered the same day',
    told: 'You told us once, and we came the same day.',
  }
  // Another body than the lead does not decide.
  expect((await act(reference, 'refused', threshold, people('police'))).status).toBe(403)
  expect((await act(reference, 'refused', threshold)).status).toBe(303)
  expect((await visible()).body).toContain('You told us once, and we came the same day.')
  // A senior person of the lead triggers it whatever the count.
  const trigger = {
    code: 'vulnerable_victim',
    reasons: 'Lives alone at 81',
    told: 'We look at it all the same.',
  }
  expect((await act(reference, 'trigger', trigger)).status).toBe(403)
  expect((await act(reference, 'trigger', trigger, people('supervisor'))).status).toBe(303)
  const soon = new Date(clock.now().getTime() + 7 * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .split('-')
    .map(Number)
  const panel = {
    'on-day': String(soon[2]),
    'on-month': String(soon[1]),
    'on-year': String(soon[0]),
    at: '2pm',
    place: 'Town hall, room 2',
    chair: 'Ines Independent',
    from: 'Southholme',
    independent: 'yes',
    members: 'Cara Contact (Northholme)\nFinn Constable (Police)',
    invited: 'yes',
  }
  expect((await act(reference, 'panel', panel)).status).toBe(303)
  expect((await visible()).body).toContain('Town hall, room 2')
  await staff.post(`/case-review/status/${secret}/invitation`, { answer: 'remote', said: 'After 3pm please' })
  expect((await staff.get(`/reviews/${reference}/panel`, people('police'))).body).toContain(
    'After 3pm please',
  )
  // Nobody was at a meeting that is a week away.
  const early = await act(reference, 'held', { attended: 'Cara Contact', victim: 'yes' })
  expect(early.status).toBe(422)
  expect(early.body).toMatch(
    /href="#attended">The panel meets on .*: record who was there on that day or later/,
  )
  expect(early.body).toContain('id="attended-error"')
  const meets = (day: string) =>
    rows(
      `update review_panel set meets_at = $2::date + time '00:30' where review_id = (select id from asb_review where reference = $1)`,
      [reference, day],
    )
  await meets(addDays(londonDateOf(clock.now()), 1))
  expect((await act(reference, 'held', { attended: 'Cara Contact', victim: 'yes' })).status).toBe(422)
  expect((await staff.get(`/reviews/${reference}/panel`, people('caseOfficer'))).body).not.toContain(
    'Save attendance',
  )
  // On its day, at whatever hour.
  await meets(londonDateOf(clock.now()))
  expect(
    (await act(reference, 'held', { attended: 'Cara Contact\nFinn Constable', victim: 'yes' })).status,
  ).toBe(303)
  await act(reference, 'minutes', { subject: 'response', words: 'Letters only, for a year', read: 'all' })
  await act(reference, 'minutes', { subject: 'reasoning', words: 'Visits would have helped', read: 'all' })
  await act(
    reference,
    'minutes',
    { subject: 'risk', words: 'Known to our officers', read: 'own' },
    people('police'),
  )
  expect((await staff.get(`/reviews/${reference}/panel`, people('police'))).body).toContain(
    'Known to our officers',
  )
  expect((await staff.get(`/reviews/${reference}/panel`, people('caseOfficer'))).body).not.toContain(
    'Known to our officers',
  )
  const due = { 'due-day': panel['on-day'], 'due-month': panel['on-month'], 'due-year': panel['on-year'] }
  expect(
    (await act(reference, 'recommendations', { what: 'Patrol at night', body: '1', ...due })).status,
  ).toBe(303)
  expect((await act(reference, 'recommendations', { what: 'Visit weekly', body: '4', ...due })).status).toBe(
    303,
  )
  const asked = await rows<{ id: string; what: string }>(
    `select review_recommendation.id, what from review_recommendation join asb_review on asb_review.id = review_id
     where reference = $1 order by what`,
    [reference],
  )
  const [patrol, visit] = asked.map(({ id }) => id)
  // Each body answers for itself; a refusal takes a reason.
  const answer = (id: string | undefined, fields: Record<string, string>, as: MemberActor) =>
    act(reference, `recommendations/${id}/answer`, fields, as)
  expect((await answer(patrol, { answer: 'accept' }, people('caseOfficer'))).status).toBe(403)
  expect((await answer(patrol, { answer: 'refuse' }, people('police'))).status).toBe(422)
  expect(
    (await answer(patrol, { answer: 'refuse', response: 'No staff at night' }, people('police'))).status,
  ).toBe(303)
  expect(
    (await answer(visit, { answer: 'accept', response: 'From Monday' }, people('caseOfficer'))).status,
  ).toBe(303)
  expect((await visible()).body).not.toContain('Visit weekly')
  const outcome = { code: 'adequacy', reasons: 'Not enough was done', told: 'You were right to ask.' }
  expect((await act(reference, 'outcome', outcome)).status).toBe(303)
  const told = await visible()
  for (const words of ['You were right to ask.', 'Visit weekly', 'No staff at night'])
    expect(told.body).toContain(words)
  expect(
    (await act(reference, `recommendations/${visit}/finish`, { outcome: 'Visited weekly' })).status,
  ).toBe(303)
  expect((await visible()).body).toContain('Done on')
  // The appeal, with its own clock.
  const appealed = await staff.post(`/case-review/status/${secret}/appeal`, {
    submission: newId(),
    against: 'conduct',
    grounds: 'Nobody asked me',
  })
  expect(appealed.status).toBe(303)
  const close = { code: 'recommendations_done', reasons: 'All done', told: 'Everything we agreed was done.' }
  expect((await act(reference, 'close', close)).body).toContain('An appeal waits for its decision')
  const [appeal] = await rows<{ id: string }>(
    'select review_appeal.id from review_appeal join asb_review on asb_review.id = review_id where reference = $1',
    [reference],
  )
  const decided = {
    decision: 'not_upheld',
    by: 'Chair of the CSP',
    reasons: 'Was asked twice',
    told: 'We asked you twice.',
  }
  expect(
    (await act(reference, `appeals/${appeal?.id}`, { ...decided, by: 'ines independent' })).body,
  ).toContain('cannot decide the appeal')
  expect((await act(reference, `appeals/${appeal?.id}`, decided)).status).toBe(303)
  expect((await act(reference, 'close', close)).status).toBe(303)
  expect((await visible()).body).toContain('Everything we agreed was done.')
  expect((await staff.get('/reviews', people('caseOfficer'))).body).not.toContain(reference)
  expect((await staff.get('/reviews?status=any&q=walt', people('caseOfficer'))).body).toContain(reference)
})

test('a change to a review that moved on in the meantime is refused', async () => {
  const { reference } = await apply({ name: 'Stan Stale' })
  const version = await versionOf(reference)
  await act(reference, 'acknowledge', { name: 'Cara' })
  const { status, body } = await staff.post(
    `/reviews/${reference}/met`,
    { version, code: 'harm', reasons: 'x', told: 'y' },
    people('caseOfficer'),
  )
  expect(status).toBe(409)
  expect(body).toContain('Somebody has changed')
})

const monthsOn = (field: string, date: string) => {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${field}-day`]: day, [`${field}-month`]: month, [`${field}-year`]: year }
}

test('another contact, another body and another lead: the applicant hears it, and who was left keeps reading', async () => {
  const { reference, secret } = await apply({ name: 'Mo Moved', email: 'mo@example.org' })
  const { supervisor, police, south } = partnership.people
  expect((await act(reference, 'contact', { name: 'Too early', member: supervisor.memberId })).status).toBe(
    409,
  )
  await act(reference, 'acknowledge', { name: 'Dan Caseworker' })
  const empty = await act(reference, 'contact', { name: '', phone: '01632 960 777', member: '' })
  expect(empty.status).toBe(422)
  expect(empty.body).toContain('Choose who it is')
  expect(empty.body).toContain('value="01632 960 777"')
  expect((await act(reference, 'contact', { name: 'Finn', member: police.memberId })).body).toContain(
    'Choose somebody who works for Northholme',
  )
  await act(reference, 'contact', { name: 'Cara Supervisor', member: supervisor.memberId })
  expect((await staff.get(`/case-review/status/${secret}`)).body).toContain('is now Cara Supervisor')
  expect((await staff.get(`/reviews/${reference}`, south)).status).toBe(404)
  await act(reference, 'bodies', { body: '5', role: 'council', because: 'The victim moved there' })
  expect((await staff.get(`/reviews/${reference}`, south)).status).toBe(200)
  expect((await act(reference, 'bodies', { body: '5', role: 'council', because: 'Again' })).body).toContain(
    'has the application already',
  )
  const lead = { body: '5', name: 'Gita South', phone: '', email: 'gita@example.org', because: 'They moved' }
  expect((await act(reference, 'lead', { ...lead, because: '' })).status).toBe(422)
  expect((await act(reference, 'lead', lead, police)).status).toBe(403)
  expect((await act(reference, 'lead', { ...lead, body: '3' })).body).toContain('Choose another body')
  expect((await act(reference, 'lead', lead)).status).toBe(303)
  expect((await staff.get(`/case-review/status/${secret}`)).body).toContain('Southholme leads your review')
  // The old lead reads on, the new one acts.
  const met = { code: 'harm', reasons: 'Harm', told: 'You were right' }
  expect((await act(reference, 'met', met)).status).toBe(403)
  expect((await act(reference, 'met', met, south)).status).toBe(303)
  expect((await staff.get(`/reviews/${reference}`)).status).toBe(303)
})

test('the procedure of a district is changed from a later day by its council, seen with its days, and taken back', async () => {
  const { supervisor, police, caseOfficer } = partnership.people
  const tomorrow = addDays(londonDateOf(clock.now()), 1)
  const district = '/reviews/procedures/Z07000001'
  const { body: before } = await staff.get(district, caseOfficer)
  expect(before).toContain('(holds now)')
  expect(before).not.toContain('Set it from that day')
  expect((await staff.get('/reviews/procedures', caseOfficer)).body).toContain('Northholme')
  const fields = {
    ...monthsOn('from', tomorrow),
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
  const wrong = await staff.post(
    district,
    { ...fields, complaints: '4', applicationMonths: '3', ...monthsOn('from', '2026-01-01'), metres: '' },
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
  expect((await staff.post(district, fields, police)).status).toBe(403)
  expect((await staff.post(district, fields, caseOfficer)).status).toBe(403)
  expect((await staff.post(district, fields, supervisor)).status).toBe(303)
  expect((await staff.post(district, fields, supervisor)).body).toContain('One begins on that day already')
  const { body: after } = await staff.get(district, caseOfficer)
  expect(after).toContain(`until ${formatDate(tomorrow)} (holds now)`)
  expect(after).toContain('(to come)')
  expect(after).toContain('2 complaints, each within 2 months of its incident and 12 months before')
  // Today's applications are judged as before.
  const { reference } = await apply({ name: 'Tia Today' })
  expect((await staff.get(`/reviews/${reference}/threshold`, caseOfficer)).body).toContain('of 3 qualifying')
  expect((await staff.post(`${district}/take-back/${tomorrow}`, {}, supervisor)).status).toBe(303)
  expect((await staff.get(district, caseOfficer)).body).not.toContain('(to come)')
  // What has begun is not taken back.
  await staff.post(`${district}/take-back/2020-01-01`, {}, supervisor)
  expect((await staff.get(district, caseOfficer)).body).toContain('(holds now)')
})

test('a relevant body is added from a later day, ended, and taken back before it begins', async () => {
  const { supervisor, police } = partnership.people
  const tomorrow = addDays(londonDateOf(clock.now()), 1)
  const district = '/reviews/procedures/Z07000001'
  const body = { body: '3', role: 'health', ...monthsOn('bodyFrom', tomorrow), because: 'Public health' }
  expect((await staff.post(`${district}/bodies`, body, police)).status).toBe(403)
  const missing = await staff.post(`${district}/bodies`, { ...body, role: '' }, supervisor)
  expect(missing.status).toBe(422)
  expect(missing.body).toContain('Public health</textarea>')
  expect((await staff.post(`${district}/bodies`, body, supervisor)).status).toBe(303)
  expect((await staff.post(`${district}/bodies`, body, supervisor)).body).toContain('is one already')
  const listed = await staff.get(district, supervisor)
  expect(listed.body).toContain('Testshire County Council</strong>, health service, from')
  await staff.post(`${district}/bodies/3/${tomorrow}/end`, {}, supervisor)
  expect((await staff.get(district, supervisor)).body).not.toContain('Testshire County Council</strong>')
  // One that is there ends on a later day alone.
  const early = await staff.post(
    `${district}/bodies/1/2020-01-01/end`,
    monthsOn('until', addDays(tomorrow, -2)),
    supervisor,
  )
  expect(early.body).toContain('Enter a day from')
  await staff.post(`${district}/bodies/1/2020-01-01/end`, monthsOn('until', tomorrow), supervisor)
  expect((await staff.get(district, supervisor)).body).toContain(`until ${formatDate(tomorrow)}`)
})

test('every letter is a tagged PDF with a title, in the language of the applicant, and says what they were told', async () => {
  const { reference } = await apply({ name: 'Cati Cymraes', email: 'cati@example.org', lang: 'cy' })
  await rows(`update asb_review set language = 'cy' where reference = $1`, [reference])
  await act(reference, 'acknowledge', { name: 'Cara Contact', phone: '01632 960 001' })
  const told = await rows<{ id: string; reference: string; language: string; kind: string; words: string }>(
    `select distinct on (kind, language) review_event.id, reference, language, kind, words
     from review_event join asb_review on asb_review.id = review_id where is_told order by kind, language`,
  )
  expect(told.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(
      ['received', 'acknowledged', 'contact_changed', 'lead_changed', 'panel_arranged'].concat(
        'outcome_told recommendation_done appeal_decided closed'.split(' '),
      ),
    ),
  )
  expect(told.map(({ language }) => language)).toContain('cy')
  const made: Buffer[] = []
  for (const letter of told) {
    const { rawPayload, headers } = await staff.server.inject({
      url: `/reviews/${letter.reference}/letters/${letter.id}`,
      headers: { cookie: `member=${people('caseOfficer').memberId}` },
    })
    expect(headers['content-type'], letter.kind).toBe('application/pdf')
    const pdf = await readPdf(rawPayload)
    expect(pdf, letter.kind).toMatchObject({
      title: expect.stringContaining(letter.reference),
      language: letter.language === 'cy' ? 'cy' : 'en-GB',
      showsTitle: true,
      isTagged: true,
      pdfUa: '1',
      untaggedWords: 0,
      fontsNotEmbedded: 0,
    })
    const [sentence = ''] = letter.words.split('\n')
    expect(pdf.words.replaceAll(/\s+/g, ' '), letter.kind).toContain(sentence.slice(0, 40))
    made.push(rawPayload)
  }
  if (runsJava) for (const { broken } of await validatePdfs(made)) expect(broken).toEqual([])
})

test('the link in a message opens the page of its application, the same at every attempt, in its language', async () => {
  const { reference } = await apply({ name: 'Lena Link', email: 'link@example.org' })
  await rows(`update asb_review set language = 'cy' where reference = $1`, [reference])
  const [message] = await rows<{ id: string; body: string }>(
    `select outgoing_message.id, body from outgoing_message join review_event using (id)
     join asb_review on asb_review.id = review_id where reference = $1`,
    [reference],
  )
  const delivery = {
    id: message?.id ?? '',
    body: message?.body ?? '',
    channel: 'email' as const,
    recipient: 'link@example.org',
    subject: '',
    language: 'en',
  }
  const put = putInReviewLink({ secret: 'known to tests', origin: 'https://asb.example.org' })
  const bodies = await ledger((worker) =>
    worker.withActor(system, async (db) => [await put(db, delivery), await put(db, delivery)]),
  )
  expect(bodies[1]).toBe(bodies[0])
  const address = /https:\/\/asb\.example\.org(\S+)/.exec(bodies[0] ?? '')?.[1] ?? ''
  expect(address).toContain('?lang=cy')
  const { status, body } = await staff.get(address)
  expect(status).toBe(200)
  expect(body).toContain(reference)
  // A message of another domain is left as it is.
  const other = { ...delivery, id: newId() }
  expect(await ledger((worker) => worker.withActor(system, (db) => put(db, other)))).toBe(delivery.body)
})

test('the next step, an unanswered recommendation and an appeal are the work of whoever must do them', async () => {
  const { reference } = await apply({ name: 'Will Work' })
  const find = async (source: WorkSource, as: MemberActor, scope: 'mine' | 'organisation') => {
    const web = openDatabase(database.installation, 'openasb_web', { connections: 1 })
    try {
      const found = await web.withActor(as, (db) =>
        source.find(db, {
          memberId: as.memberId,
          members: [as.memberId],
          organisations: as.organisations,
          teams: [],
          scope,
          now: clock.now(),
          limit: 50,
        }),
      )
      return found.filter((item) => item.reference === reference).map(({ what, href }) => ({ what, href }))
    } finally {
      await web.close()
    }
  }
  const officer = people('caseOfficer')
  const href = `/reviews/${reference}`
  expect(await find(reviewStepWork, officer, 'organisation')).toEqual([
    { what: 'Acknowledge it and name the contact', href },
  ])
  await act(reference, 'acknowledge', { name: 'Dan Caseworker' })
  expect(await find(reviewStepWork, officer, 'mine')).toEqual([{ what: 'Decide on the threshold', href }])
  expect(await find(reviewStepWork, people('colleague'), 'mine')).toEqual([])
  expect(await find(reviewStepWork, people('police'), 'organisation')).toEqual([])
  await act(reference, 'met', { code: 'harm', reasons: 'Harm', told: 'You were right' })
  const soon = monthsOn('on', addDays(londonDateOf(clock.now()), 5))
  await act(reference, 'panel', {
    ...{ ...soon, at: '2pm', place: 'Hall', chair: 'Ines', from: 'South' },
    ...{ independent: 'yes', members: 'Ines', invited: 'yes' },
  })
  await act(reference, 'recommendations', { what: 'Patrol', body: '1', ...monthsOn('due', '2099-03-01') })
  expect(await find(recommendationWork, people('police'), 'organisation')).toEqual([
    { what: 'Answer a recommendation', href: `${href}/panel` },
  ])
  expect(await find(recommendationWork, officer, 'organisation')).toEqual([])
  await act(reference, 'appeals', { submission: newId(), against: 'conduct', grounds: 'Nobody asked' })
  expect(await find(appealWork, officer, 'organisation')).toEqual([
    { what: 'Have the appeal decided', href: `${href}/appeal` },
  ])
})

test('the yearly numbers are those of a count by hand, and what is published hides the small ones', async () => {
  const { supervisor, caseOfficer, police } = partnership.people
  // A year of its own, so that no other test adds to it.
  await rows(
    `with made as (
       insert into asb_review (id, reference, submission_id, organisation_id, district_code, channel, behaviour, applied_on,
         acknowledge_due_on, status, outcome_at)
       select gen_random_uuid(), 'CR-HAND-' || at, gen_random_uuid(), 4, 'Z07000001', 'online', 'Drums', '2019-12-31', '2020-01-06',
         case when at = 9 then 'withdrawn' when at <= 2 then 'closed' else 'outcome_told' end, case when at between 3 and 8 then now() end
       from generate_series(1, 9) as at returning id, reference)
     insert into review_body (review_id, organisation_id, role) select id, body, 'other' from made, unnest(array[1, 4]) as body`,
  )
  await rows(
    `insert into asb_review (id, reference, submission_id, organisation_id, district_code, channel, behaviour, applied_on, acknowledge_due_on)
     values (gen_random_uuid(), 'CR-HAND-NEXT', gen_random_uuid(), 4, 'Z07000001', 'online', 'Drums', '2020-01-01', '2020-01-06')`,
  )
  const decide = `insert into review_decision (id, review_id, kind, decision, reason_code, reasons, told, persistence, harm, adequacy,
      organisation_id, decided_by, decided_at)
    select gen_random_uuid(), id, $3, $2, 'x', 'x', 'x', 'x', 'x', 'x', 4, $4, $5 from asb_review where reference = any ($1)`
  const ofNumbers = (...numbers: number[]) => numbers.map((number) => `CR-HAND-${number}`)
  // Two were refused; a third was too, and then triggered.
  await rows(decide, [ofNumbers(1, 2, 3), 'not_met', 'threshold', caseOfficer.memberId, '2020-01-10'])
  await rows(decide, [ofNumbers(3), 'met', 'trigger', supervisor.memberId, '2020-01-20'])
  await rows(
    `insert into review_recommendation (id, review_id, what, organisation_id, due_on, respond_due_on, status, response, outcome, done_at, made_by)
     select gen_random_uuid(), id, 'Visit', 1, '2020-05-01', '2020-04-01', answer, 'x', 'x', now(), $1
     from asb_review, unnest(array['accepted', 'done', 'refused', 'made']) as given (answer) where reference = any ($2)`,
    [caseOfficer.memberId, ofNumbers(3, 4)],
  )
  const { body } = await staff.get('/reviews/figures?year=2019', supervisor)
  const lineOf = (name: string) => new RegExp(`${name}</th>(.*?)</tr>`, 's').exec(body)?.[1] ?? ''
  const numbersIn = (html: string) => [...html.matchAll(/>(\d+)</g)].map(([, number]) => Number(number))
  // Eight applied (one withdrew), two refused, six reviewed; eight recommendations to the police, four taken on.
  expect(numbersIn(lineOf('Testshire Police'))).toEqual([8, 2, 6, 8, 4])
  expect(numbersIn(lineOf('Northholme District Council'))).toEqual([8, 2, 6, 0, 0])
  const publish = 'Publish, with small numbers hidden'
  expect((await staff.get('/reviews/figures?year=2019', caseOfficer)).body).not.toContain(publish)
  expect((await staff.get('/reviews/figures?year=2019', supervisor)).body).toContain(publish)
  expect((await staff.post('/reviews/figures', { year: '2019' }, caseOfficer)).status).toBe(403)
  expect((await staff.post('/reviews/figures', { year: '2019' }, supervisor)).status).toBe(303)
  const { body: csv } = await staff.get('/case-review/figures.csv')
  const published = csv
    .split('\r\n')
    .filter((line) => line.startsWith('2019,') && line.includes('Testshire Police'))
  expect(published.map((line) => line.split(',').slice(-2).join(' ')).sort()).toEqual([
    'accepted <5',
    'applications 8',
    'not_met <5',
    'recommendations hidden',
    'reviews hidden',
  ])
  const page = await staff.get('/case-review/figures')
  expect(page.body).toMatch(/<h2[^>]*>2019<\/h2>[\s\S]*Northholme District Council/)
  expect(page.body).toContain('fewer than 5')
  // Another organisation publishes its own alone.
  expect((await staff.get('/reviews/figures?year=2019', police)).body).toContain('Nobody applied to your')
})

test('operators judge the ledger again, or take in what waits, and read one figure', async () => {
  await complain('Olga Operator', 2)
  const { owner, schema, secret } = database.installation
  const { host = '', user = '', database: name = '' } = owner as Record<string, string>
  vi.stubEnv('DATABASE_URL', `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}`)
  vi.stubEnv('OPENASB_SCHEMA', schema)
  vi.stubEnv('OPENASB_SECRET', secret)
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const run = async (...words: string[]) => {
      const program = new Command()
      addDataCommands(program)
      await program.parseAsync(['node', 'openasb', 'reviews', 'recompute-ledger', ...words])
      return String(said.mock.lastCall?.[0])
    }
    const all = await run()
    const [{ count } = { count: -1 }] = await rows<{ count: number }>(
      'select count(*)::integer as count from report',
    )
    expect(all).toContain(`from ${count} reports`)
    const figure = /^\d+/.exec(all)?.[0]
    await complain('Olga Operator', 1)
    expect(await run('--waiting')).toMatch(new RegExp(`^${Number(figure) + 1} incidents .* from 1 reports`))
    expect(await run('--waiting')).toMatch(new RegExp(`^${Number(figure) + 1} incidents .* from 0 reports`))
  } finally {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

// Counted, not timed: the pages of the database that taking one new report into the ledger takes.
test('taking a new report into the ledger costs the same however many there are', async () => {
  await ledger(async (worker) => {
    const { counted, pages } = countingPages(worker)
    while ((await keepLedger(worker)) > 0);
    const costOfNext = async () => {
      await complain('Ola Often', 1)
      const before = pages()
      while ((await keepLedger(counted)) > 0);
      return pages() - before
    }
    const { id } = await complain('Ola Often', 1)
    const { few, many, table } = await costsBesideMany(database.installation, id, costOfNext)
    expect(few).toBeGreaterThan(10)
    expect(many).toBeLessThan(few * 1.5)
    expect(many).toBeLessThan(table / 2)
  })
})
