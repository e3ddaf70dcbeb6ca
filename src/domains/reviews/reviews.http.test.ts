import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WorkSource } from '#domains/work'
import { type MemberActor, system } from '#platform/actor'
import { addDays, londonDateOf } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { dateFields } from '../../../test/support/date-fields.ts'
import { readPdf, runsJava, validatePdfs } from '../../../test/support/pdf.ts'
import { openReviewBench, type ReviewBench } from '../../../test/support/reviews.ts'
import { appealWork, putInReviewLink, recommendationWork, reviewStepWork } from './index.ts'

let bench: ReviewBench
beforeAll(async () => {
  bench = await openReviewBench()
})
afterAll(() => bench.close())

test('an application by the public reaches every relevant body at once, without references, once however often it is sent', async () => {
  const again = { submission: newId(), secret: newSecret() }
  const { reference, secret } = await bench.apply(again)
  await bench.apply(again)
  expect(await bench.rows('select from asb_review where reference = $1', [reference])).toHaveLength(1)
  expect(
    await bench.rows(
      `select review_body.organisation_id as id, role from review_body join asb_review on asb_review.id = review_id
       where reference = $1 order by 1`,
      [reference],
    ),
  ).toEqual([
    { id: 1, role: 'police' },
    { id: 4, role: 'council' },
  ])
  for (const who of ['caseOfficer', 'police'] as const)
    expect((await bench.staff.get(`/reviews/${reference}`, bench.partnership.people[who])).status).toBe(200)
  expect((await bench.staff.get(`/reviews/${reference}`, bench.partnership.people.south)).status).toBe(404)
  // The receipt goes by the way they chose, and its link is put in when it is sent.
  expect(
    await bench.rows(`select channel, recipient, body like '%{link}%' as linked from outgoing_message`),
  ).toEqual([{ channel: 'email', recipient: 'vera.victim@example.org', linked: true }])
  const page = await bench.staff.get(`/case-review/status/${secret}?new=1`)
  expect(page.body).toContain(reference)
  const welsh = await bench.staff.get(`/case-review/status/${secret}?lang=cy`)
  expect(welsh.body).toContain('Eich Adolygiad Achos YG')
  expect((await bench.staff.get(`/case-review/status/${newSecret()}`)).status).toBe(404)
})

test('on behalf of somebody with their consent; what is missing is asked for and nothing typed is lost', async () => {
  const { status, body } = await bench.staff.post('/case-review/apply', {
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
  const { reference } = await bench.apply({
    who: 'somebody',
    victimName: 'Old Mr Hale',
    relation: 'daughter',
    consent: 'said',
    more: 'vulnerable',
  })
  const { body: page } = await bench.staff.get(`/reviews/${reference}`, bench.partnership.people.caseOfficer)
  expect(page).toContain('Old Mr Hale (daughter; consent: said so)')
  expect(page).toContain('Somebody is vulnerable')
})

test('staff enter one made by phone or on paper, with the day on which it came', async () => {
  const day = bench.daysAgo(4).toISOString().slice(0, 10).split('-').map(Number)
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
  expect(
    (await bench.staff.post('/reviews/new', { ...fields, channel: '' }, bench.partnership.people.officer))
      .body,
  ).toContain('Say how they asked')
  const { location } = await bench.staff.post('/reviews/new', fields, bench.partnership.people.officer)
  const { body } = await bench.staff.get(location ?? '', bench.partnership.people.officer)
  expect(body).toContain('paper form')
  expect(
    await bench.rows(`select applied_on::text as day, channel from asb_review where channel = 'paper'`),
  ).toEqual([{ day: bench.daysAgo(4).toISOString().slice(0, 10), channel: 'paper' }])
})

test('a review from the application to the appeal: contact, threshold, panel, recommendations, outcome, close', async () => {
  const { reference, secret } = await bench.apply({ name: 'Walt Whole', email: 'walt@example.org' })
  const visible = () => bench.staff.get(`/case-review/status/${secret}`)
  expect(
    (await bench.act(reference, 'acknowledge', { name: 'Cara Contact', phone: '01632 960 001' })).status,
  ).toBe(303)
  expect((await visible()).body).toContain('Cara Contact')
  const refusal = await bench.act(reference, 'refused', {
    code: 'no_harm_shown',
    reasons: 'Few',
    told: 'Few',
  })
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
  expect((await bench.act(reference, 'refused', threshold, bench.partnership.people.police)).status).toBe(403)
  expect((await bench.act(reference, 'refused', threshold)).status).toBe(303)
  expect((await visible()).body).toContain('You told us once, and we came the same day.')
  // A senior person of the lead triggers it whatever the count.
  const trigger = {
    code: 'vulnerable_victim',
    reasons: 'Lives alone at 81',
    told: 'We look at it all the same.',
  }
  expect((await bench.act(reference, 'trigger', trigger)).status).toBe(403)
  expect((await bench.act(reference, 'trigger', trigger, bench.partnership.people.supervisor)).status).toBe(
    303,
  )
  const soon = new Date(bench.clock.now().getTime() + 7 * 86_400_000)
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
  expect((await bench.act(reference, 'panel', panel)).status).toBe(303)
  expect((await visible()).body).toContain('Town hall, room 2')
  await bench.staff.post(`/case-review/status/${secret}/invitation`, {
    answer: 'remote',
    said: 'After 3pm please',
  })
  expect(
    (await bench.staff.get(`/reviews/${reference}/panel`, bench.partnership.people.police)).body,
  ).toContain('After 3pm please')
  // Nobody was at a meeting that is a week away.
  const early = await bench.act(reference, 'held', { attended: 'Cara Contact', victim: 'yes' })
  expect(early.status).toBe(422)
  expect(early.body).toMatch(
    /href="#attended">The panel meets on .*: record who was there on that day or later/,
  )
  expect(early.body).toContain('id="attended-error"')
  const meets = (day: string) =>
    bench.rows(
      `update review_panel set meets_at = $2::date + time '00:30' where review_id = (select id from asb_review where reference = $1)`,
      [reference, day],
    )
  await meets(addDays(londonDateOf(bench.clock.now()), 1))
  expect((await bench.act(reference, 'held', { attended: 'Cara Contact', victim: 'yes' })).status).toBe(422)
  expect(
    (await bench.staff.get(`/reviews/${reference}/panel`, bench.partnership.people.caseOfficer)).body,
  ).not.toContain('Save attendance')
  // On its day, at whatever hour.
  await meets(londonDateOf(bench.clock.now()))
  expect(
    (await bench.act(reference, 'held', { attended: 'Cara Contact\nFinn Constable', victim: 'yes' })).status,
  ).toBe(303)
  await bench.act(reference, 'minutes', {
    subject: 'response',
    words: 'Letters only, for a year',
    read: 'all',
  })
  await bench.act(reference, 'minutes', {
    subject: 'reasoning',
    words: 'Visits would have helped',
    read: 'all',
  })
  await bench.act(
    reference,
    'minutes',
    { subject: 'risk', words: 'Known to our officers', read: 'own' },
    bench.partnership.people.police,
  )
  expect(
    (await bench.staff.get(`/reviews/${reference}/panel`, bench.partnership.people.police)).body,
  ).toContain('Known to our officers')
  expect(
    (await bench.staff.get(`/reviews/${reference}/panel`, bench.partnership.people.caseOfficer)).body,
  ).not.toContain('Known to our officers')
  const due = { 'due-day': panel['on-day'], 'due-month': panel['on-month'], 'due-year': panel['on-year'] }
  expect(
    (await bench.act(reference, 'recommendations', { what: 'Patrol at night', body: '1', ...due })).status,
  ).toBe(303)
  expect(
    (await bench.act(reference, 'recommendations', { what: 'Visit weekly', body: '4', ...due })).status,
  ).toBe(303)
  const asked = await bench.rows<{ id: string; what: string }>(
    `select review_recommendation.id, what from review_recommendation join asb_review on asb_review.id = review_id
     where reference = $1 order by what`,
    [reference],
  )
  const [patrol, visit] = asked.map(({ id }) => id)
  // Each body answers for itself; a refusal takes a reason.
  const answer = (id: string | undefined, fields: Record<string, string>, as: MemberActor) =>
    bench.act(reference, `recommendations/${id}/answer`, fields, as)
  expect((await answer(patrol, { answer: 'accept' }, bench.partnership.people.caseOfficer)).status).toBe(403)
  expect((await answer(patrol, { answer: 'refuse' }, bench.partnership.people.police)).status).toBe(422)
  expect(
    (
      await answer(
        patrol,
        { answer: 'refuse', response: 'No staff at night' },
        bench.partnership.people.police,
      )
    ).status,
  ).toBe(303)
  expect(
    (await answer(visit, { answer: 'accept', response: 'From Monday' }, bench.partnership.people.caseOfficer))
      .status,
  ).toBe(303)
  expect((await visible()).body).not.toContain('Visit weekly')
  const outcome = { code: 'adequacy', reasons: 'Not enough was done', told: 'You were right to ask.' }
  expect((await bench.act(reference, 'outcome', outcome)).status).toBe(303)
  const told = await visible()
  for (const words of ['You were right to ask.', 'Visit weekly', 'No staff at night'])
    expect(told.body).toContain(words)
  expect(
    (await bench.act(reference, `recommendations/${visit}/finish`, { outcome: 'Visited weekly' })).status,
  ).toBe(303)
  expect((await visible()).body).toContain('Done on')
  // The appeal, with its own clock.
  const appealed = await bench.staff.post(`/case-review/status/${secret}/appeal`, {
    submission: newId(),
    against: 'conduct',
    grounds: 'Nobody asked me',
  })
  expect(appealed.status).toBe(303)
  const close = { code: 'recommendations_done', reasons: 'All done', told: 'Everything we agreed was done.' }
  expect((await bench.act(reference, 'close', close)).body).toContain('An appeal waits for its decision')
  const [appeal] = await bench.rows<{ id: string }>(
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
    (await bench.act(reference, `appeals/${appeal?.id}`, { ...decided, by: 'ines independent' })).body,
  ).toContain('cannot decide the appeal')
  expect((await bench.act(reference, `appeals/${appeal?.id}`, decided)).status).toBe(303)
  expect((await bench.act(reference, 'close', close)).status).toBe(303)
  expect((await visible()).body).toContain('Everything we agreed was done.')
  expect((await bench.staff.get('/reviews', bench.partnership.people.caseOfficer)).body).not.toContain(
    reference,
  )
  expect(
    (await bench.staff.get('/reviews?status=any&q=walt', bench.partnership.people.caseOfficer)).body,
  ).toContain(reference)
})

test('a change to a review that moved on in the meantime is refused', async () => {
  const { reference } = await bench.apply({ name: 'Stan Stale' })
  const version = await bench.versionOf(reference)
  await bench.act(reference, 'acknowledge', { name: 'Cara' })
  const { status, body } = await bench.staff.post(
    `/reviews/${reference}/met`,
    { version, code: 'harm', reasons: 'x', told: 'y' },
    bench.partnership.people.caseOfficer,
  )
  expect(status).toBe(409)
  expect(body).toContain('Somebody has changed')
})

test('another contact, another body and another lead: the applicant hears it, and who was left keeps reading', async () => {
  const { reference, secret } = await bench.apply({ name: 'Mo Moved', email: 'mo@example.org' })
  const { supervisor, police, south } = bench.partnership.people
  expect(
    (await bench.act(reference, 'contact', { name: 'Too early', member: supervisor.memberId })).status,
  ).toBe(409)
  await bench.act(reference, 'acknowledge', { name: 'Dan Caseworker' })
  const empty = await bench.act(reference, 'contact', { name: '', phone: '01632 960 777', member: '' })
  expect(empty.status).toBe(422)
  expect(empty.body).toContain('Choose who it is')
  expect(empty.body).toContain('value="01632 960 777"')
  expect((await bench.act(reference, 'contact', { name: 'Finn', member: police.memberId })).body).toContain(
    'Choose somebody who works for Northholme',
  )
  await bench.act(reference, 'contact', { name: 'Cara Supervisor', member: supervisor.memberId })
  expect((await bench.staff.get(`/case-review/status/${secret}`)).body).toContain('is now Cara Supervisor')
  expect((await bench.staff.get(`/reviews/${reference}`, south)).status).toBe(404)
  await bench.act(reference, 'bodies', { body: '5', role: 'council', because: 'The victim moved there' })
  expect((await bench.staff.get(`/reviews/${reference}`, south)).status).toBe(200)
  expect(
    (await bench.act(reference, 'bodies', { body: '5', role: 'council', because: 'Again' })).body,
  ).toContain('has the application already')
  const lead = { body: '5', name: 'Gita South', phone: '', email: 'gita@example.org', because: 'They moved' }
  expect((await bench.act(reference, 'lead', { ...lead, because: '' })).status).toBe(422)
  expect((await bench.act(reference, 'lead', lead, police)).status).toBe(403)
  expect((await bench.act(reference, 'lead', { ...lead, body: '3' })).body).toContain('Choose another body')
  expect((await bench.act(reference, 'lead', lead)).status).toBe(303)
  expect((await bench.staff.get(`/case-review/status/${secret}`)).body).toContain(
    'Southholme leads your review',
  )
  // The old lead reads on, the new one acts.
  const met = { code: 'harm', reasons: 'Harm', told: 'You were right' }
  expect((await bench.act(reference, 'met', met)).status).toBe(403)
  expect((await bench.act(reference, 'met', met, south)).status).toBe(303)
  expect((await bench.staff.get(`/reviews/${reference}`)).status).toBe(303)
})

test('every letter is a tagged PDF with a title, in the language of the applicant, and says what they were told', async () => {
  const { reference } = await bench.apply({ name: 'Cati Cymraes', email: 'cati@example.org', lang: 'cy' })
  await bench.rows(`update asb_review set language = 'cy' where reference = $1`, [reference])
  await bench.act(reference, 'acknowledge', { name: 'Cara Contact', phone: '01632 960 001' })
  const told = await bench.rows<{
    id: string
    reference: string
    language: string
    kind: string
    words: string
  }>(
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
    const { rawPayload, headers } = await bench.staff.server.inject({
      url: `/reviews/${letter.reference}/letters/${letter.id}`,
      headers: { cookie: `member=${bench.partnership.people.caseOfficer.memberId}` },
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
  const { reference } = await bench.apply({ name: 'Lena Link', email: 'link@example.org' })
  await bench.rows(`update asb_review set language = 'cy' where reference = $1`, [reference])
  const [message] = await bench.rows<{ id: string; body: string }>(
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
  const bodies = await bench.ledger((worker) =>
    worker.withActor(system, async (db) => [await put(db, delivery), await put(db, delivery)]),
  )
  expect(bodies[1]).toBe(bodies[0])
  const address = /https:\/\/asb\.example\.org(\S+)/.exec(bodies[0] ?? '')?.[1] ?? ''
  expect(address).toContain('?lang=cy')
  const { status, body } = await bench.staff.get(address)
  expect(status).toBe(200)
  expect(body).toContain(reference)
  // A message of another domain is left as it is.
  const other = { ...delivery, id: newId() }
  expect(await bench.ledger((worker) => worker.withActor(system, (db) => put(db, other)))).toBe(delivery.body)
})

test('the next step, an unanswered recommendation and an appeal are the work of whoever must do them', async () => {
  const { reference } = await bench.apply({ name: 'Will Work' })
  const find = async (source: WorkSource, as: MemberActor, scope: 'mine' | 'organisation') => {
    const web = openDatabase(bench.database.installation, 'openasb_web', { connections: 1 })
    try {
      const found = await web.withActor(as, (db) =>
        source.find(db, {
          memberId: as.memberId,
          members: [as.memberId],
          organisations: as.organisations,
          teams: [],
          scope,
          now: bench.clock.now(),
          limit: 50,
        }),
      )
      return found.filter((item) => item.reference === reference).map(({ what, href }) => ({ what, href }))
    } finally {
      await web.close()
    }
  }
  const officer = bench.partnership.people.caseOfficer
  const href = `/reviews/${reference}`
  expect(await find(reviewStepWork, officer, 'organisation')).toEqual([
    { what: 'Acknowledge it and name the contact', href },
  ])
  await bench.act(reference, 'acknowledge', { name: 'Dan Caseworker' })
  expect(await find(reviewStepWork, officer, 'mine')).toEqual([{ what: 'Decide on the threshold', href }])
  expect(await find(reviewStepWork, bench.partnership.people.colleague, 'mine')).toEqual([])
  expect(await find(reviewStepWork, bench.partnership.people.police, 'organisation')).toEqual([])
  await bench.act(reference, 'met', { code: 'harm', reasons: 'Harm', told: 'You were right' })
  const soon = dateFields('on', addDays(londonDateOf(bench.clock.now()), 5))
  await bench.act(reference, 'panel', {
    ...{ ...soon, at: '2pm', place: 'Hall', chair: 'Ines', from: 'South' },
    ...{ independent: 'yes', members: 'Ines', invited: 'yes' },
  })
  await bench.act(reference, 'recommendations', {
    what: 'Patrol',
    body: '1',
    ...dateFields('due', '2099-03-01'),
  })
  expect(await find(recommendationWork, bench.partnership.people.police, 'organisation')).toEqual([
    { what: 'Answer a recommendation', href: `${href}/panel` },
  ])
  expect(await find(recommendationWork, officer, 'organisation')).toEqual([])
  await bench.act(reference, 'appeals', { submission: newId(), against: 'conduct', grounds: 'Nobody asked' })
  expect(await find(appealWork, officer, 'organisation')).toEqual([
    { what: 'Have the appeal decided', href: `${href}/appeal` },
  ])
})

test('the yearly numbers are those of a count by hand, and what is published hides the small ones', async () => {
  const { supervisor, caseOfficer, police } = bench.partnership.people
  // A year of its own, so that no other test adds to it.
  await bench.rows(
    `with made as (
       insert into asb_review (id, reference, submission_id, organisation_id, district_code, channel, behaviour, applied_on,
         acknowledge_due_on, status, outcome_at)
       select gen_random_uuid(), 'CR-HAND-' || at, gen_random_uuid(), 4, 'Z07000001', 'online', 'Drums', '2019-12-31', '2020-01-06',
         case when at = 9 then 'withdrawn' when at <= 2 then 'closed' else 'outcome_told' end, case when at between 3 and 8 then now() end
       from generate_series(1, 9) as at returning id, reference)
     insert into review_body (review_id, organisation_id, role) select id, body, 'other' from made, unnest(array[1, 4]) as body`,
  )
  await bench.rows(
    `insert into asb_review (id, reference, submission_id, organisation_id, district_code, channel, behaviour, applied_on, acknowledge_due_on)
     values (gen_random_uuid(), 'CR-HAND-NEXT', gen_random_uuid(), 4, 'Z07000001', 'online', 'Drums', '2020-01-01', '2020-01-06')`,
  )
  const decide = `insert into review_decision (id, review_id, kind, decision, reason_code, reasons, told, persistence, harm, adequacy,
      organisation_id, decided_by, decided_at)
    select gen_random_uuid(), id, $3, $2, 'x', 'x', 'x', 'x', 'x', 'x', 4, $4, $5 from asb_review where reference = any ($1)`
  const ofNumbers = (...numbers: number[]) => numbers.map((number) => `CR-HAND-${number}`)
  // Two were refused; a third was too, and then triggered.
  await bench.rows(decide, [ofNumbers(1, 2, 3), 'not_met', 'threshold', caseOfficer.memberId, '2020-01-10'])
  await bench.rows(decide, [ofNumbers(3), 'met', 'trigger', supervisor.memberId, '2020-01-20'])
  await bench.rows(
    `insert into review_recommendation (id, review_id, what, organisation_id, due_on, respond_due_on, status, response, outcome, done_at, made_by)
     select gen_random_uuid(), id, 'Visit', 1, '2020-05-01', '2020-04-01', answer, 'x', 'x', now(), $1
     from asb_review, unnest(array['accepted', 'done', 'refused', 'made']) as given (answer) where reference = any ($2)`,
    [caseOfficer.memberId, ofNumbers(3, 4)],
  )
  const { body } = await bench.staff.get('/reviews/figures?year=2019', supervisor)
  const lineOf = (name: string) => new RegExp(`${name}</th>(.*?)</tr>`, 's').exec(body)?.[1] ?? ''
  const numbersIn = (html: string) => [...html.matchAll(/>(\d+)</g)].map(([, number]) => Number(number))
  // Eight applied (one withdrew), two refused, six reviewed; eight recommendations to the police, four taken on.
  expect(numbersIn(lineOf('Testshire Police'))).toEqual([8, 2, 6, 8, 4])
  expect(numbersIn(lineOf('Northholme District Council'))).toEqual([8, 2, 6, 0, 0])
  const publish = 'Publish, with small numbers hidden'
  expect((await bench.staff.get('/reviews/figures?year=2019', caseOfficer)).body).not.toContain(publish)
  expect((await bench.staff.get('/reviews/figures?year=2019', supervisor)).body).toContain(publish)
  expect((await bench.staff.post('/reviews/figures', { year: '2019' }, caseOfficer)).status).toBe(403)
  expect((await bench.staff.post('/reviews/figures', { year: '2019' }, supervisor)).status).toBe(303)
  const { body: csv } = await bench.staff.get('/case-review/figures.csv')
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
  const page = await bench.staff.get('/case-review/figures')
  expect(page.body).toMatch(/<h2[^>]*>2019<\/h2>[\s\S]*Northholme District Council/)
  expect(page.body).toContain('fewer than 5')
  // Another organisation publishes its own alone.
  expect((await bench.staff.get('/reviews/figures?year=2019', police)).body).toContain(
    'Nobody applied to your',
  )
})
