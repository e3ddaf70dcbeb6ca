import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statusPageRoutes } from '#domains/contact'
import { openEvidence } from '#domains/evidence'
import { savePostcodes } from '#domains/places'
import { accessibilityRecord } from '#domains/public-pages'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { questionSets } from '../../../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../../../packs/types/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { shownOn } from '../../../../test/support/drafts.ts'
import { makePng } from '../../../../test/support/evidence-files.ts'
import { type PublicServer, startPublicServer } from '../../../../test/support/public-server.ts'
import { publishAsbTypes } from '../publish-asb-types.ts'
import { questionSetSchema } from '../question-set.ts'
import { publishQuestionSets } from '../question-set-store.ts'
import { draftEvidenceRoutes } from './evidence-routes.ts'
import { publicFormRoutes } from './routes.ts'

let testDatabase: TestDatabase
let site: PublicServer
const folder = mkdtempSync(join(tmpdir(), 'evidence-of-drafts-'))
const clock = fixedClock('2026-03-03T20:30:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await asOwner(testDatabase.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
    const postcode = { postcode: 'ZE1 2AA', easting: 458_000, northing: 304_000, quality: 10 }
    const other = { ...postcode, postcode: 'ZE1 3BB', easting: 459_000 }
    await savePostcodes(owner, [postcode, other], '2026')
  })
  site = await startPublicServer(
    testDatabase.installation,
    [...publicFormRoutes(), ...draftEvidenceRoutes(openEvidence(folder)), ...statusPageRoutes],
    { clock },
  )
})
afterAll(async () => {
  await site.close()
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

type Fields = Record<string, string | string[]>

async function get(url: string) {
  const { statusCode, body, headers } = await site.server.inject({ url })
  return { status: statusCode, body, location: headers.location ?? '' }
}

async function post(url: string, fields: Fields = {}, headers: Record<string, string> = {}) {
  const payload = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) payload.append(name, each)
  const answer = await site.server.inject({
    method: 'POST',
    url,
    payload: payload.toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  })
  return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' }
}

/** Answers by page, as one person sends them. */
const answers: Record<string, Fields> = {
  'noise-kind': { noise_kind: 'music' },
  'noise-from': { noise_from: 'home' },
  'noise-loud': { noise_loud: 'windows_shut' },
  'what-happened': { what_happened: 'Drums until 2am.\r\nEvery night.' },
  where: { place: 'ZE1 2AA', place_words: 'The flat above the shop' },
  'which-place': { which_place: '458000 304000 postcode ZE1 2AA' },
  when: { when: 'pattern' },
  'when-pattern': { days: ['5', '6'], from_hour: '22', to_hour: '2', since: 'month' },
  effect: { effect: ['sleep', 'fear'] },
  'afraid-of': { afraid_of: 'known' },
  needs: { needs: ['alone'] },
  worse: { worse: 'yes' },
  'effect-more': { effect_more: '' },
  'reported-before': { reported_before: 'yes' },
  'reported-to': { reported_to: 'council' },
  'reported-what-came': { reported_what_came: '' },
  'why-you': { why_you: 'nearby' },
  'who-known': { who_known: 'no' },
  'for-whom': { for_whom: 'on_behalf' },
  consent: { consent: 'agreed' },
  'their-name': { their_name: 'Kim Lowe' },
  contact: { contact: 'yes' },
  'contact-how': { channel: 'email' },
  'contact-email': { email: 'sam@example.org' },
  'contact-name': { name: 'Sam Reed' },
  'contact-format': { format: ['large_print'], format_more: '' },
  'contact-safely': { safely: 'only_me', safe_times: 'Before 3pm' },
}

async function start(type = 'noise'): Promise<string> {
  const { status, location } = await post('/report/type', { type })
  expect(status).toBe(303)
  return location.split('/')[2] ?? ''
}

/** Sends the page for files as a browser without script does, by its Continue button. */
async function addFiles(url: string, files: readonly { name: string; bytes: Buffer }[] = []) {
  const form = new FormData()
  for (const { name, bytes } of files) form.append('files', new File([new Uint8Array(bytes)], name))
  if (files.length === 0) form.append('files', new File([], ''))
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const answer = await site.server.inject({
    method: 'POST',
    url,
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'sec-fetch-site': 'same-origin',
    },
  })
  return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' }
}

/** Goes on from wherever the draft stands to check answers; gives the pages on the way. */
async function answerAll(draft: string, given: Record<string, Fields> = answers): Promise<string[]> {
  const visited: string[] = []
  let { location } = await get(`/report/${draft}`)
  while (!location.endsWith('/check')) {
    const page = location.split('/')[3] ?? ''
    visited.push(page)
    expect(visited.length, `goes round in circles: ${visited.join(' ')}`).toBeLessThan(40)
    expect((await get(location)).status).toBe(200)
    const sent = page === 'evidence' ? await addFiles(location) : await post(location, given[page])
    expect(sent.status, `${page}: ${sent.body}`).toBe(303)
    location = sent.location
  }
  return visited
}

/** Opens check answers and sends what it shows. */
async function send(draft: string) {
  const shown = shownOn((await get(`/report/${draft}/check`)).body)
  return post(`/report/${draft}/check`, { shown })
}

function rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
}

test('after the questions files can be added or not; what was added is counted before sending and goes with the report', async () => {
  const draft = await start()
  const visited = await answerAll(draft)
  expect(visited.at(-1)).toBe('evidence')
  const page = `/report/${draft}/evidence`
  const { body } = await get(page)
  expect(body).toContain('You do not have to add anything')
  expect(body).toContain(`href="/report/${draft}/${visited.at(-2)}"`)
  expect((await get(`/report/${draft}/check`)).body).toContain('No files')
  // Wrong files are told of on the page, and nothing else is lost.
  const refused = await addFiles(page, [{ name: 'page.html', bytes: Buffer.from('<html><script>') }])
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('page.html')
  const added = await addFiles(page, [
    { name: 'a.png', bytes: await makePng() },
    { name: 'b.png', bytes: await makePng(41) },
  ])
  expect(added.location).toBe(`/report/${draft}/check`)
  expect((await get(`/report/${draft}/check`)).body).toContain('2 files')
  await send(draft)
  const [kept] = await rows(
    `select count(*)::integer as files from evidence_item join report on report.id = evidence_item.report_id
     where report.submission_id = (select submission_id from report_draft where submitted_at is not null
       order by updated_at desc limit 1)`,
  )
  expect(kept).toEqual({ files: 2 })
})

test('emergencies come first, and each answer leads where it should', async () => {
  const { body } = await get('/report')
  expect(body.indexOf('Call 999 now')).toBeGreaterThan(0)
  expect(body.indexOf('Call 999 now')).toBeLessThan(body.indexOf('<form'))
  expect((await post('/report', { danger: 'danger' })).location).toBe('/report/emergency')
  expect((await post('/report', { danger: 'abuse' })).location).toBe('/report/get-help')
  expect((await post('/report', { danger: 'hate' })).location).toBe('/report/hate')
  expect((await post('/report', { danger: 'none' })).location).toBe('/report/type')
  expect((await post('/report')).body).toContain(
    '<a href="#danger">Select yes if anyone is in danger now</a>',
  )
})

test.each([
  '/',
  '/report',
  '/report/emergency',
  '/report/get-help',
  '/report/type',
  '/report/hate',
  '/ways-to-report',
  '/easy-read',
  '/accessibility',
  '/accessibility/checks',
  '/privacy',
  '/cookies',
])('%s is a page with one heading and a quick way out', async (url) => {
  const { status, body } = await get(url)
  expect(status).toBe(200)
  expect(body.match(/<h1/g)).toHaveLength(1)
  expect(body).toContain('govuk-exit-this-page')
})

test('the accessibility statement says what was checked, by the parts of the model statement, in both languages', async () => {
  const checked = accessibilityRecord.checks.length
  const english = (await get('/accessibility')).body
  for (const part of [
    'counts as not compliant',
    `${checked} have been done`,
    `${accessibilityRecord.criteria.length * 7 - checked} have not been checked yet`,
    'What does not meet the rules',
    'What would cost too much to mend',
    'What the rules leave out',
    'How this statement was made',
    'The last of these checks was on',
    'Equality Advisory and Support Service (EASS)',
    'Equality and Human Rights Commission (EHRC)',
    '(No. 2) Accessibility Regulations 2018',
    'wcag22aa',
  ])
    expect(english).toContain(part)
  expect((await get('/accessibility?lang=cy')).body).toContain('nad yw’n cydymffurfio')
  const every = (await get('/accessibility/checks')).body
  for (const { number, name } of accessibilityRecord.criteria) expect(every).toContain(`${number} ${name}`)
  expect(every).toContain('Not yet checked on any kind of page.')
})

test('a report is made from start to confirmation without script, as it was typed', async () => {
  const draft = await start()
  const visited = await answerAll(draft)
  expect(visited).toEqual([...Object.keys(answers), 'evidence'])

  const check = await get(`/report/${draft}/check`)
  expect(check.body).toContain('Drums until 2am.<br/>Every night.')
  expect(check.body).toContain('10pm to 2am')
  expect(check.body).toContain('Left blank')
  expect(check.body).toContain(`/report/${draft}/contact-safely?change=1`)

  const events = site.events.length
  const sent = await send(draft)
  expect(sent.location).toBe(`/report/${draft}/done`)
  expect(site.events.slice(events)).toEqual(['report.filed'])
  const done = await get(sent.location)
  const reference = /ASB-\w{4}-\w{4}/.exec(done.body)?.[0]
  expect(reference).toBeDefined()

  const [report] = await rows('select * from report where reference = $1', [reference])
  expect(report).toMatchObject({
    channel: 'public_form',
    asb_type: 'noise',
    question_set_version: 2,
    language: 'en',
    reporter_kind: 'on_behalf',
    summary: 'Drums until 2am.\nEvery night.',
    occurrence: 'pattern',
    location: { x: 458_000, y: 304_000 },
    place_words: 'ZE1 2AA. The flat above the shop. ZE1 2AA',
    reported_before: true,
    anonymous: false,
  })
  const told = await rows(
    'select question, wording, answer, codes, answer_in_english from report_answer where report_id = $1 order by position',
    [report?.id],
  )
  expect(told).toContainEqual({
    question: 'effect',
    wording: 'How does it affect you?',
    answer: 'I cannot sleep\nI am afraid',
    codes: ['sleep', 'fear'],
    answer_in_english: '',
  })
  expect(JSON.stringify(told)).not.toMatch(/Sam Reed|Kim Lowe/)
  expect(await rows('select role, name from report_person where report_id = $1', [report?.id])).toEqual([
    { role: 'victim', name: 'Kim Lowe' },
  ])
  expect(
    await rows(
      'select weekday, from_hour, to_hour from report_occurrence where report_id = $1 order by 1, 2',
      [report?.id],
    ),
  ).toEqual([
    { weekday: 5, from_hour: 22, to_hour: 24 },
    { weekday: 6, from_hour: 0, to_hour: 2 },
    { weekday: 6, from_hour: 22, to_hour: 24 },
    { weekday: 7, from_hour: 0, to_hour: 2 },
  ])
  expect(
    await rows(
      'select name, email, preferred_channel, safe_contact, format from report_contact where report_id = $1',
      [report?.id],
    ),
  ).toEqual([
    {
      name: 'Sam Reed',
      email: 'sam@example.org',
      preferred_channel: 'email',
      safe_contact: 'Do not speak to anyone else who answers\nBefore 3pm',
      format: 'In large print',
    },
  ])
  expect(
    await rows("select verb from audit_entry where record_id = $1 and verb = 'collect'", [report?.id]),
  ).toHaveLength(1)
})

test('pressed twice at once, and again later, the button files one report', async () => {
  const draft = await start()
  await answerAll(draft, { ...answers, contact: { contact: 'anonymous' } })
  const before = await rows('select id from report')
  const shown = { shown: shownOn((await get(`/report/${draft}/check`)).body) }
  const pressed = await Promise.all(Array.from({ length: 4 }, () => post(`/report/${draft}/check`, shown)))
  pressed.push(await post(`/report/${draft}/check`, shown))
  for (const { status, location } of pressed)
    expect([status, location]).toEqual([303, `/report/${draft}/done`])
  expect(await rows('select id from report')).toHaveLength(before.length + 1)
  const [report] = await rows('select id, anonymous from report order by id desc limit 1')
  expect(report).toMatchObject({ anonymous: true })
  expect(await rows('select * from report_contact where report_id = $1', [report?.id])).toEqual([])
})

test('answers that changed in another tab are shown again before they are sent', async () => {
  const draft = await start()
  await answerAll(draft)
  const firstTab = { shown: shownOn((await get(`/report/${draft}/check`)).body) }
  const changed = { what_happened: 'Only a radio, once.' }
  await post(`/report/${draft}/what-happened?change=1`, changed)

  const before = await rows('select id from report')
  const again = await post(`/report/${draft}/check`, firstTab)
  expect(again.status).toBe(409)
  expect(again.body).toContain('Your answers have changed since this page was opened. Check them again.')
  expect(again.body).toContain('Only a radio, once.')
  expect(await rows('select id from report')).toHaveLength(before.length)

  // Sent from the page that shows them, they are filed.
  const sent = await post(`/report/${draft}/check`, { shown: shownOn(again.body) })
  expect(sent.location).toBe(`/report/${draft}/done`)
  const [report] = await rows('select summary from report order by id desc limit 1')
  expect(report).toEqual({ summary: 'Only a radio, once.' })
})

test('a form that does not say which answers it showed is shown them, and files nothing', async () => {
  const draft = await start()
  await answerAll(draft)
  const { status, location } = await post(`/report/${draft}/check`)
  expect({ status, location }).toEqual({ status: 409, location: '' })
  expect((await send(draft)).location).toBe(`/report/${draft}/done`)
})

test('a check page whose answers are still the same files them', async () => {
  const draft = await start()
  await answerAll(draft)
  const { body } = await get(`/report/${draft}/check`)
  expect(body).not.toContain('have changed')
  await post(`/report/${draft}/where?change=1`, answers.where)
  const sent = await post(`/report/${draft}/check`, { shown: shownOn(body) })
  expect(sent.location).toBe(`/report/${draft}/done`)
})

test('after sending, the draft keeps no answers and its link leads to the confirmation', async () => {
  const draft = await start()
  await answerAll(draft)
  await send(draft)
  expect(await rows("select 1 from report_draft where submitted_at is not null and answers <> '{}'")).toEqual(
    [],
  )
  for (const page of ['', '/check', '/where', '/later'])
    expect((await get(`/report/${draft}${page}`)).location).toBe(`/report/${draft}/done`)
  expect((await post(`/report/${draft}/where`, { place: 'Late' })).location).toBe(`/report/${draft}/done`)
  expect((await post(`/report/${draft}/keep?page=where`, { place: 'Late' })).status).toBe(200)
  expect(await rows("select 1 from report_draft where submitted_at is not null and answers <> '{}'")).toEqual(
    [],
  )
})

test('a page with an error keeps what was typed, there and when it is opened again', async () => {
  const draft = await start()
  await answerAll(draft)
  const answer = await post(`/report/${draft}/contact-email`, { email: 'sam<@' })
  expect(answer.status).toBe(422)
  expect(answer.body).toContain('<title>Error: What is your email address?')
  expect(answer.body).toContain('<a href="#email">Enter an email address in the correct format')
  const again = await get(`/report/${draft}/contact-email`)
  for (const { body } of [answer, again]) expect(body).toContain('value="sam&lt;@"')
  // What had been sent before is still what would be filed.
  expect((await get(`/report/${draft}/check`)).body).toContain('sam@example.org')
})

test('the browser may keep a page before it is sent, and it is there in another browser tomorrow', async () => {
  const draft = await start()
  const kept = await post(
    `/report/${draft}/keep?page=noise_kind`,
    { noise_kind: 'party' },
    { accept: 'application/json' },
  )
  expect([kept.status, kept.body]).toEqual([200, '{"kept":true}'])
  clock.advance(36 * 3_600_000)
  const { location } = await get(`/report/${draft}`)
  expect(location).toBe(`/report/${draft}/noise-kind`)
  expect((await get(location)).body).toMatch(/value="party"[^>]*checked/)
  expect((await post(`/report/${draft}/keep?page=nothing`, {})).status).toBe(404)
})

test('save and come back later keeps even half an answer and shows the link', async () => {
  const draft = await start()
  const { location } = await post(`/report/${draft}/noise-kind`, { after: 'later' })
  expect(location).toBe(`/report/${draft}/later`)
  expect((await get(location)).body).toContain(`/report/${draft}</a>`)
})

test('pages out of order lead to the first that is not answered, and lose nothing', async () => {
  const draft = await start()
  const first = `/report/${draft}/noise-kind`
  for (const page of ['where', 'when-once', 'contact', 'check', 'done'])
    expect((await get(`/report/${draft}/${page}`)).location.replace(/check$/, 'noise-kind')).toBe(first)
  expect((await post(`/report/${draft}/check`)).location).toBe(first)
  // A page that is not on the path keeps what an old tab sends, and counts for nothing.
  expect((await post(`/report/${draft}/contact-email`, { email: 'a@example.org' })).location).toBe(first)
  expect(
    await rows('select 1 from report_draft where submitted_at is null and answers @> $1', [
      { kept: { contact_email: { email: 'a@example.org' } } },
    ]),
  ).toHaveLength(1)
})

test('a change that opens a new page asks it before going back to check answers', async () => {
  const draft = await start()
  await answerAll(draft)
  const { location } = await post(`/report/${draft}/when?change=1`, { when: 'once' })
  expect(location).toBe(`/report/${draft}/when-once?change=1`)
  const once = { 'on-day': '2', 'on-month': '3', 'on-year': '2026', time: 'evening' }
  expect((await post(location, once)).location).toBe(`/report/${draft}/check`)
  const check = await get(`/report/${draft}/check`)
  expect(check.body).toContain('Evening (6pm to midnight)')
  expect(check.body).not.toContain('10pm to 2am')
})

test('a link that is wrong or garbage is a friendly page', async () => {
  for (const draft of ['x', 'a'.repeat(43), '%27%20or%201=1', '..%2f..', '%F0%9F%90%9B']) {
    for (const page of ['', '/where', '/check', '/done', '/later']) {
      const { status, body } = await get(`/report/${draft}${page}`)
      expect(status).toBe(404)
      expect(body).toContain('We cannot find this report')
    }
    expect((await post(`/report/${draft}/where`, { place: 'x' })).status).toBe(404)
    expect((await post(`/report/${draft}/check`)).status).toBe(404)
  }
  const draft = await start()
  expect((await get(`/report/${draft}/no-such-page`)).status).toBe(404)
})

test('a form sent by another website is refused, and one from a tab of yesterday is not', async () => {
  const draft = await start()
  const foreign = await post(
    `/report/${draft}/noise-kind`,
    { noise_kind: 'music' },
    { 'sec-fetch-site': 'cross-site' },
  )
  expect(foreign.status).toBe(403)
  clock.advance(12 * 3_600_000)
  expect((await post(`/report/${draft}/noise-kind`, { noise_kind: 'music' })).status).toBe(303)
})

test('a draft keeps the questions of the day on which it began', async () => {
  const draft = await start('gatherings')
  const gatherings = questionSets
    .map((each) => questionSetSchema.parse(each))
    .findLast(({ asbType }) => asbType === 'gatherings')
  if (!gatherings) throw new Error('The pack has no gatherings')
  const [first, ...rest] = gatherings.what
  const next = { ...gatherings, version: 3, what: [{ ...first, wording: 'What is going on?' }, ...rest] }
  await asOwner(testDatabase.installation, (owner) => publishQuestionSets(owner, [next]))
  expect((await get(`/report/${draft}/gathering-doing`)).body).toContain('What are they doing?')
  expect((await get(`/report/${await start('gatherings')}/gathering-doing`)).body).toContain(
    'What is going on?',
  )
})

test('no page of the journey shows an answer in its title', async () => {
  const draft = await start()
  await answerAll(draft)
  for (const page of ['what-happened', 'where', 'contact-email', 'check']) {
    const { body } = await get(`/report/${draft}/${page}`)
    expect(/<title>([^<]*)/.exec(body)?.[1]).not.toMatch(/Drums|ZE1|Sam|example\.org/)
  }
})

test('the private page tells the status, who has it, the news and why, and nothing that was typed', async () => {
  const draft = await start()
  await answerAll(draft)
  await send(draft)
  const { body: done } = await get(`/report/${draft}/done`)
  const link = /href="(\/status\/[^"]+)"/.exec(done)?.[1] ?? ''
  const filed = await get(link)
  expect(filed.status).toBe(200)
  expect(filed.body).toContain('The report was received')
  expect(filed.body).toContain('We are finding the right team')
  expect(filed.body).not.toMatch(/Drums|Sam Reed|ZE1 2AA/)

  const [report] = await rows<{ id: string }>('select id from report order by id desc limit 1')
  await asOwner(testDatabase.installation, async (owner) => {
    await owner.query(`insert into organisation (id, name, short_name, kind, contact_advice)
      values (4, 'Northholme District Council', 'Northholme', 'district_council', 'Call us on weekdays.')`)
    await owner.query(`insert into team (id, organisation_id, name) values (gen_random_uuid(), 4, 'Noise')`)
    await owner.query(
      `insert into queue (id, organisation_id, team_id, name) select gen_random_uuid(), 4, id, 'Noise' from team`,
    )
    await owner.query(
      `update report set status = 'not_asb', decision_reason = 'A licensed concert <i>', organisation_id = 4,
        queue_id = (select id from queue) where id = $1`,
      [report?.id],
    )
  })
  const { body } = await get(link)
  for (const words of [
    'Not anti-social behaviour',
    'A licensed concert &lt;i&gt;',
    'Northholme District Council',
    'Call us on weekdays.',
  ])
    expect(body).toContain(words)
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(`update organisation set contact_advice = '' where id = 4`),
  )
  expect((await get(link)).body).toContain(
    'You can find how to reach them on their website. Give your reference',
  )
  expect(
    await rows("select 1 from audit_entry where record_id = $1 and verb = 'consult'", [report?.id]),
  ).toHaveLength(3)
})

test('a status link that is wrong is a friendly page', async () => {
  for (const secret of ['x', 'a'.repeat(43)]) {
    const { status, body } = await get(`/status/${secret}`)
    expect(status).toBe(404)
    expect(body).toContain('We cannot find this report')
  }
  expect((await get('/status/%00')).status).toBe(404)
})

test('a place that is no spot is told without script, and kept as the circle, the area or the way that it is', async () => {
  const { 'which-place': _which, ...rest } = answers
  const told = async (where: Fields) => {
    const draft = await start()
    await answerAll(draft, { ...answers, ...rest, where })
    const { location } = await send(draft)
    const reference = /ASB-\w{4}-\w{4}/.exec((await get(location)).body)?.[0]
    const [report] = await rows(
      `select place_kind as kind, location_precision_m as metres, round(location[0]) as east, place_words as words,
        npoints(place_shape) as points, isclosed(place_shape) as closed from report where reference = $1`,
      [reference],
    )
    return report
  }
  expect(await told({ place: 'ZE1 2AA', place_extent: 'around', place_radius: '500' })).toEqual({
    kind: 'around',
    metres: 500,
    east: 458_000,
    words: 'ZE1 2AA. ZE1 2AA',
    points: null,
    closed: null,
  })
  expect(
    await told({
      place_extent: 'area',
      area_names: 'ze1 2aa\nZE1 3BB\nNowhere at all',
      place_words: 'The park',
    }),
  ).toMatchObject({
    kind: 'area',
    east: 458_500,
    metres: 600,
    closed: true,
    words: 'ze1 2aa; ZE1 3BB; Nowhere at all. The park',
  })
  const way = { place_extent: 'moving', moving_from: 'ZE1 2AA', moving_to: 'ZE1 3BB' }
  expect(await told(way)).toMatchObject({
    kind: 'moving',
    east: 458_500,
    metres: 500,
    points: 2,
    closed: false,
  })
  expect(await told({ ...way, moving_to: 'Nowhere at all' })).toMatchObject({
    kind: 'moving',
    points: null,
    metres: 100,
  })
})

test('starting drafts without end is slowed down', async () => {
  const statuses: number[] = []
  for (let number = 0; number < 70; number += 1)
    statuses.push((await post('/report/type', { type: 'noise' })).status)
  expect(statuses[0]).toBe(303)
  expect(statuses.at(-1)).toBe(429)
})
