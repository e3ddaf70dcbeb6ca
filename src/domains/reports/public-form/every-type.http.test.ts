import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages, wordsIn } from '#locales'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { questionSets } from '../../../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../../../packs/types/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { shownOn } from '../../../../test/support/drafts.ts'
import { type PublicServer, startPublicServer } from '../../../../test/support/public-server.ts'
import { publishAsbTypes } from '../publish-asb-types.ts'
import { askedIn, questionSetSchema, questionsOf } from '../question-set.ts'
import { publishQuestionSets } from '../question-set-store.ts'
import { publicFormRoutes } from './routes.ts'

let testDatabase: TestDatabase
let site: PublicServer
const clock = fixedClock('2026-03-03T20:30:00Z')
const sets = [
  ...new Map(
    questionSets.map((each) => questionSetSchema.parse(each)).map((set) => [set.asbType, set]),
  ).values(),
]

/** A square of a kilometre in a made-up district, so that there is a place which a council covers. */
const square = [
  [458_000, 304_000],
  [459_000, 304_000],
  [459_000, 305_000],
  [458_000, 305_000],
]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await asOwner(testDatabase.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
    await addCouncilWithAdvice(owner)
  })
  site = await startPublicServer(testDatabase.installation, publicFormRoutes(), { clock })
})
afterAll(async () => {
  await site.close()
  await testDatabase.drop()
})

async function addCouncilWithAdvice(owner: pg.ClientBase): Promise<void> {
  await owner.query(`insert into organisation (id, name, short_name, kind, contact_advice)
    values (5, 'Oakshire Council', 'Oakshire', 'unitary_council', 'Call 01632 960001')`)
  await owner.query(`insert into coverage (id, organisation_id, area_kind, area_code)
    values (gen_random_uuid(), 5, 'district', 'D1')`)
  const { rows } = await owner.query<{ id: string }>(
    `insert into area_set (id, kind, vintage, source, attribution, valid_from)
     values (gen_random_uuid(), 'district', '2020', 'Made up', 'Nobody', '2020-01-01') returning id`,
  )
  const { rows: areas } = await owner.query<{ id: string }>(
    `insert into area (id, area_set_id, code, name, label_point)
     values (gen_random_uuid(), $1, 'D1', 'Oakshire', '(458500,304500)') returning id`,
    [rows[0]?.id],
  )
  const shell = `(${square.map(([x, y]) => `(${x},${y})`).join()})`
  await owner.query(`insert into area_part (area_id, part, shell) values ($1, 1, $2::polygon)`, [
    areas[0]?.id,
    shell,
  ])
  const advice = { en: 'Begging is not for us.', cy: 'Nid ydym yn delio â chardota.' }
  const deals = {
    en: '[Street Link](https://thestreetlink.org.uk/)',
    cy: '[Street Link](https://thestreetlink.org.uk/)',
  }
  for (const [from, to] of [
    ['2020-01-01', '2026-01-01'],
    ['2026-01-01', null],
  ])
    await owner.query(
      `insert into type_advice (id, organisation_id, asb_type, advice, who_deals, valid_from, valid_to)
       values (gen_random_uuid(), 5, 'begging', $1, $2, $3, $4)`,
      [from === '2020-01-01' ? { en: 'Old advice' } : advice, deals, from, to],
    )
}

function rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
}

type Fields = Record<string, string | string[]>

/** A visitor with a browser's cookies and its own address. */
function visitor(remoteAddress: string) {
  const cookies: Record<string, string> = {}
  const ask = async (method: 'GET' | 'POST', url: string, fields: Fields = {}) => {
    const payload = new URLSearchParams()
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) payload.append(name, each)
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const sent = method === 'POST' ? { headers, payload: payload.toString() } : {}
    const answer = await site.server.inject({ method, url, cookies, remoteAddress, ...sent })
    for (const { name, value } of answer.cookies) cookies[name] = value
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' }
  }
  return {
    cookies,
    get: (url: string) => ask('GET', url),
    post: (url: string, fields?: Fields) => ask('POST', url, fields),
  }
}
type Visitor = ReturnType<typeof visitor>

const ownAnswers: Record<string, Fields> = {
  where: { place: 'Mill Lane', place_easting: '458500', place_northing: '304500', place_kind: 'street' },
  advice: { advice: 'report' },
  when: { when: 'now' },
  when_danger: { when_danger: 'no' },
  for_whom: { for_whom: 'witness' },
  contact: { contact: 'anonymous' },
}

/** From the type to the confirmation; gives the pages on the way. */
async function report(sam: Visitor, type: string, given: Record<string, Fields> = {}) {
  const set = sets.find(({ asbType }) => asbType === type)
  if (!set) throw new Error(`There are no questions on ${type}`)
  const first = Object.fromEntries(
    questionsOf(set).map((question) => [
      question.id,
      { [question.id]: question.kind === 'words' ? `Words on ${type}` : (question.options[0]?.code ?? '') },
    ]),
  )
  const answers: Record<string, Fields> = { ...first, ...ownAnswers, ...given }
  let { location } = await sam.post('/report/type', { type })
  const draft = location.split('/')[2] ?? ''
  const pages: string[] = []
  const bodies: string[] = []
  while (!/\/(evidence|stopped)$/.test(location)) {
    const id = (location.split('/')[3] ?? '').replaceAll('-', '_')
    pages.push(id)
    expect(pages.length, `goes round in circles: ${pages.join(' ')}`).toBeLessThan(40)
    const opened = await sam.get(location)
    expect(opened.status).toBe(200)
    expect(opened.body.match(/<h1/g), id).toHaveLength(1)
    bodies.push(opened.body)
    const sent = await sam.post(location, answers[id])
    expect(sent.status, `${id}: ${sent.body}`).toBe(303)
    location = sent.location
  }
  if (location.endsWith('/stopped')) return { draft, pages, bodies, done: '', filed: undefined }
  // Nobody has to add files: going on without leads to checking.
  const check = location.replace(/evidence$/, 'check')
  const shown = shownOn((await sam.get(check)).body)
  const { location: done } = await sam.post(check, { shown })
  expect(done).toBe(`/report/${draft}/done`)
  const confirmation = await sam.get(done)
  const reference = /ASB-\w{4}-\w{4}/.exec(confirmation.body)?.[0]
  const [filed] = await rows('select * from report where reference = $1', [reference])
  return { draft, pages, bodies, done: confirmation.body, filed }
}

test.each(sets.map(({ asbType }, index) => [asbType, `10.0.0.${index}`]))(
  'a report of %s is made from its first question to its reference, without script, in English and in Welsh',
  async (type, address) => {
    for (const { tag, words } of languages) {
      const sam = visitor(address)
      await sam.get(`/?lang=${tag}`)
      const { filed, bodies, done } = await report(sam, type)
      expect(filed).toMatchObject({
        asb_type: type,
        language: tag,
        status: 'filed',
        summary: `Words on ${type}`,
        reporter_kind: 'witness',
        opening_qualifier: asbTypes.find(({ code }) => code === type)?.qualifier,
      })
      expect(done).toContain(words.form.done.title)
      for (const body of bodies) {
        expect(body).toMatch(new RegExp(`<html lang="${tag}"`))
        expect(body).toContain(words.site.continue)
        if (tag !== 'en') expect(body).not.toMatch(/Continue|Select |There is a problem|>Back</)
      }
    }
  },
)

test('a report in Welsh keeps what was read, and the same in English for staff', async () => {
  const sam = visitor('10.1.0.1')
  await sam.get('/report?lang=cy')
  const { filed } = await report(sam, 'noise', { noise_kind: { noise_kind: 'party' } })
  const answers = await rows(
    'select question, wording, answer, codes, wording_in_english, answer_in_english from report_answer where report_id = $1',
    [filed?.id],
  )
  expect(answers).toContainEqual({
    question: 'noise_kind',
    wording: 'Pa fath o sŵn yw e?',
    answer: 'Parti',
    codes: ['party'],
    wording_in_english: 'What kind of noise is it?',
    answer_in_english: 'A party',
  })
})

test('the language is chosen on every page by a link to the same page, and kept by one cookie that says no more', async () => {
  const sam = visitor('10.1.0.2')
  for (const url of ['/', '/report', '/report/type', '/report/emergency', '/privacy', '/ways-to-report']) {
    const { body } = await sam.get(url)
    expect(body, url).toContain(`href="${url}?lang=cy"`)
    expect(body).toContain('<html lang="en"')
  }
  expect(sam.cookies).toEqual({})
  expect((await sam.get('/report/type?lang=cy')).body).toContain(wordsIn('cy').form.type.title)
  expect(sam.cookies).toEqual({ language: 'cy' })
  const { location } = await sam.post('/report/type', { type: 'noise' })
  const { body } = await sam.get(location)
  expect(body).toContain('Pa fath o sŵn yw e?')
  expect(body).toContain(`href="${location}?lang=en"`)
  const wrong = await sam.post(location, {})
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('<title>Gwall: Pa fath o sŵn yw e?')
  expect(wrong.body).toContain('<a href="#noise_kind">Dewiswch pa fath o sŵn yw e</a>')
  expect(wrong.body).toContain('Mae problem')
  expect(wrong.body).toContain('<span class="govuk-visually-hidden">Gwall:</span>')
  // The link to come back by opens in the language in which it was given.
  const later = await sam.get(`/report/${location.split('/')[2]}/later`)
  expect(later.body).toContain('?lang=cy</a>')
})

test('each type is offered by its name in the language, and what fits anything comes last', async () => {
  const sam = visitor('10.1.0.3')
  for (const { tag } of languages) {
    const { body } = await sam.get(`/report/type?lang=${tag}`)
    for (const set of sets) expect(body).toContain(askedIn(set, tag).label)
    const values = [...body.matchAll(/name="type" type="radio" value="(\w+)"/g)].map(([, value]) => value)
    expect(values).toHaveLength(sets.length)
    expect(values.at(-1)).toBe('unspecified')
  }
})

test('where the local organisation does not deal with a type, its advice of the day is shown and recorded', async () => {
  const sam = visitor('10.1.0.4')
  const { pages, bodies, filed } = await report(sam, 'begging')
  expect(pages.indexOf('advice')).toBe(pages.indexOf('where') + 1)
  const body = bodies[pages.indexOf('advice')] ?? ''
  expect(body).toContain('Oakshire Council says about this kind of problem here:')
  expect(body).toContain('Begging is not for us.')
  expect(body).toContain('href="https://thestreetlink.org.uk/"')
  expect(body).not.toContain('Old advice')
  const [advice] = await rows(
    "select answer, codes from report_answer where report_id = $1 and question = 'advice'",
    [filed?.id],
  )
  expect(advice).toEqual({
    answer: 'Oakshire Council: Begging is not for us.\nReport it all the same',
    codes: ['report'],
  })
  await sam.get('/?lang=cy')
  const inWelsh = await report(sam, 'begging')
  expect(inWelsh.bodies.join()).toContain('Nid ydym yn delio â chardota.')
})

test('whoever stops at the advice sends nothing, and can still go back and report', async () => {
  const sam = visitor('10.1.0.5')
  const before = await rows('select id from report')
  const { draft, pages } = await report(sam, 'begging', { advice: { advice: 'leave' } })
  expect(pages.at(-1)).toBe('advice')
  expect((await sam.get(`/report/${draft}/stopped`)).body).toContain('You have not sent a report')
  expect(await rows('select id from report')).toHaveLength(before.length)
  expect((await sam.post(`/report/${draft}/advice`, { advice: 'report' })).location).toBe(
    `/report/${draft}/when`,
  )
})

test('no advice is shown elsewhere, nor for what the organisation does deal with', async () => {
  const sam = visitor('10.1.0.6')
  const elsewhere = { ...ownAnswers.where, place_easting: '459500' }
  expect((await report(sam, 'begging', { where: elsewhere })).pages).not.toContain('advice')
  expect((await report(sam, 'noise')).pages).not.toContain('advice')
})

test('whoever is afraid of a partner or family gets help, a way out and safe contact before anything is sent', async () => {
  const sam = visitor('10.1.0.7')
  const { pages, bodies } = await report(sam, 'harassment', {
    effect: { effect: ['fear'] },
    afraid_of: { afraid_of: 'partner_or_family' },
    contact: { contact: 'yes' },
    contact_how: { channel: 'text' },
    contact_text: { phone: '07700 900 982' },
    contact_name: { name: '' },
    contact_format: { format: 'none' },
    contact_safely: { safely: 'only_me' },
  })
  const help = bodies[pages.indexOf('afraid_of_abuse')] ?? ''
  for (const words of ['0808 2000 247', '0808 80 10 800', 'Stay safe on this device', 'govuk-exit-this-page'])
    expect(help).toContain(words)
  expect(pages).toContain('contact_safely')
})

test('the other ways to report name who can be called, and the formats that can be asked for', async () => {
  const sam = visitor('10.1.0.8')
  const { body } = await sam.get('/ways-to-report')
  for (const words of ['Oakshire Council', 'Call 01632 960001', '999 BSL', 'Easy Read', '18001 101'])
    expect(body).toContain(words)
})
