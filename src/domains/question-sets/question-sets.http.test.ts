import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  fileReport,
  publishQuestionSets,
  type QuestionSet,
  questionSetSchema,
  questionsOf,
} from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { addDays } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { questionSets } from '../../../packs/forms/index.ts'
import { inNorthWest } from '../../../test/support/partnership.ts'
import {
  inDays,
  openQuestionSetBench,
  type QuestionSetBench,
  soon,
} from '../../../test/support/question-sets.ts'
import { draftOf, type SetDraft } from './set-draft.ts'

let bench: QuestionSetBench
beforeAll(async () => {
  bench = await openQuestionSetBench()
})
afterAll(() => bench.close())

async function newest(type: string): Promise<QuestionSet> {
  const [row] = await bench.ask<{ content: unknown }>(
    'select content from question_set where asb_type = $1 order by version desc limit 1',
    [type],
  )
  return questionSetSchema.parse(row?.content)
}

async function beginOn(type: string, as = bench.first): Promise<string> {
  const { status, location = '' } = await bench.staff.post(`/question-sets/types/${type}/drafts`, {}, as)
  expect([status, location]).toEqual([303, expect.stringContaining('/question-sets/drafts/')])
  return location
}

/** The fields of the form as a browser would send them back untouched. */
function fieldsOf(content: SetDraft): Record<string, string> {
  const fields: Record<string, string> = { valid_from: content.validFrom, reason: content.reason }
  const put = (name: string, words: Record<string, string>) => {
    for (const tag of ['en', 'cy']) fields[`${name}.${tag}`] = words[tag] ?? ''
  }
  put('label', content.label)
  put('examples', content.examples)
  for (const part of ['where', 'when'] as const) {
    put(`${part}.wording`, content[part].wording)
    put(`${part}.hint`, content[part].hint)
  }
  for (const section of ['what', 'effect', 'before', 'why', 'who'] as const)
    for (const [place, question] of content[section].entries()) {
      const name = `q.${question.id}`
      put(`${name}.wording`, question.wording)
      put(`${name}.hint`, question.hint)
      put(`${name}.missing`, question.missing)
      fields[`${name}.order`] = String(place + 1)
      if (question.isRequired) fields[`${name}.required`] = 'yes'
      if (question.kind === 'words') fields[`${name}.most`] = question.most
      for (const [at, option] of question.options.entries()) {
        const of = `${name}.o.${option.code}`
        put(`${of}.label`, option.label)
        put(`${of}.hint`, option.hint)
        fields[`${of}.order`] = String(at + 1)
      }
    }
  return fields
}

async function send(address: string, wish: string, changed: Record<string, string> = {}, as = bench.first) {
  const id = address.split('/').at(-1)
  const [row] = await bench.ask<{ content: SetDraft; saves: number }>(
    'select content, saves from question_set_draft where id = $1',
    [id],
  )
  if (row === undefined) throw new Error('There is no such draft')
  const fields = { ...fieldsOf(row.content), ...changed }
  // An empty text stands for a box without a tick.
  const sent = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== '' || !/required|remove/.test(name)),
  )
  return bench.staff.post(address, { seen: String(row.saves), do: wish, ...sent }, as)
}

const plain = { reason: 'Plainer words', valid_from: soon }
const reworded = { 'q.what_happened.wording.en': 'What did you see or hear?' }

async function proposeOn(type: string, changed: Record<string, string> = reworded): Promise<string> {
  const { status, location = '', body } = await send(await beginOn(type), 'propose', { ...plain, ...changed })
  expect([status, status === 303 ? '' : body]).toEqual([303, ''])
  expect(location).toContain('/question-sets/proposals/')
  return location
}

test('a version approved by a second person is asked from its day on, and never changes', async () => {
  const before = await newest('litter')
  const proposal = await proposeOn('litter')
  expect((await bench.decideOn(proposal, 'approved', bench.first)).status).toBe(403)
  const shown = await bench.staff.get(proposal, bench.second)
  expect(shown.body).toContain('to ‘What did you see or hear?’')
  expect((await bench.decideOn(proposal, 'approved', bench.second)).status).toBe(303)
  const after = await newest('litter')
  expect([after.version, after.validFrom]).toEqual([before.version + 1, soon])
  await expect(
    bench.ask("update question_set set valid_from = valid_from - 1 where asb_type = 'litter'"),
  ).rejects.toThrow('never changes')
  await expect(bench.ask("delete from question_set where asb_type = 'litter'")).rejects.toThrow(
    'never changes',
  )
  const audited = await bench.ask<{ count: number }>(
    "select count(*)::integer from audit_entry where record_kind = 'question_set'",
  )
  expect(audited[0]?.count).toBeGreaterThan(2)
})

test('when a question is asked and in which part it stands is changed like its words, and compared in words', async () => {
  const before = await newest('vehicles')
  const [waited] = questionsOf(before).filter(({ askedWhen }) => askedWhen !== undefined)
  const chooser = before.what.find(({ kind, id }) => kind === 'one' && id !== waited?.askedWhen?.question)
  const moved = before.why.at(-1)
  if (waited === undefined || chooser === undefined || chooser.kind === 'words' || moved === undefined)
    throw new Error('The set for vehicles has no such questions')
  const later = before.effect.find(({ askedWhen, kind }) => askedWhen === undefined && kind !== 'words')
  const draft = await beginOn('vehicles')
  const address = `q.${later?.id}.after`
  // Another question is chosen first: then its answers are shown to tick, and one has to be.
  const chosen = await send(draft, 'propose', { ...plain, [address]: chooser.id })
  expect(chosen.status).toBe(422)
  expect(chosen.body).toContain('Tick the answers after which')
  expect(chosen.body).toContain(`name="${address}_is"`)
  const one = chooser.options[0]?.code ?? ''
  const proposed = await send(draft, 'propose', {
    ...plain,
    [address]: chooser.id,
    [`${address}_is`]: one,
    [`q.${waited.id}.after`]: '',
    [`q.${moved.id}.part`]: 'who',
    [`q.${moved.id}.order`]: '1',
  })
  expect([proposed.status, proposed.status === 303 ? '' : proposed.body]).toEqual([303, ''])
  const shown = (await bench.staff.get(proposed.location ?? '', bench.second)).body
  expect(shown).toContain('is now asked only after ‘')
  expect(shown).toContain('is now asked of everybody')
  expect(shown).toContain('moved from ‘Why it happens’ to ‘Who does it’')
  await bench.decideOn(proposed.location ?? '', 'approved', bench.second)
  const after = await newest('vehicles')
  expect(questionsOf(after).find(({ id }) => id === later?.id)?.askedWhen).toEqual({
    question: chooser.id,
    is: [one],
  })
  expect(questionsOf(after).find(({ id }) => id === waited.id)?.askedWhen).toBeUndefined()
  expect(after.who[0]?.id).toBe(moved.id)
  expect(after.why.map(({ id }) => id)).not.toContain(moved.id)
})

test('a question is not asked after one that comes later, also when it was moved there', async () => {
  const set = await newest('drugs')
  const waited = questionsOf(set).find(({ askedWhen }) => askedWhen !== undefined)
  const draft = await beginOn('drugs')
  const { status, body } = await send(draft, 'propose', {
    ...plain,
    [`q.${waited?.askedWhen?.question}.part`]: 'who',
    [`q.${waited?.askedWhen?.question}.order`]: '99',
  })
  expect(status).toBe(422)
  expect(body).toContain('so it must come later')
  expect((await send(draft, 'drop')).status).toBe(303)
})

test('a report keeps the version and the words that it answered when another version is published', async () => {
  const before = await newest('gatherings')
  const [asked] = before.what
  const web = openDatabase(bench.database.installation, 'openasb_web')
  const worker = openDatabase(bench.database.installation, 'openasb_worker')
  const filed = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: newId(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'gatherings',
        questionSetVersion: before.version,
        summary: 'Shouting at the shelter',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
        answers: [{ question: asked?.id ?? '', wording: 'Who gathers there?', answer: 'Young people' }],
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
  await Promise.all([web.close(), worker.close()])
  // No rule of the test's partnership is for this type.
  await bench.ask('update report set organisation_id = $1 where id = $2', [
    bench.partnership.people.supervisor.organisationId,
    filed.id,
  ])
  const page = async () =>
    (await bench.staff.get(`/reports/${filed.reference}`, bench.partnership.people.supervisor)).body
  const opened = await page()
  expect(opened).toContain('Who gathers there?')

  const proposal = await proposeOn('gatherings', { [`q.${asked?.id}.wording.en`]: 'Which group is it?' })
  expect((await bench.decideOn(proposal, 'approved', bench.second)).status).toBe(303)
  expect((await newest('gatherings')).version).toBe(before.version + 1)
  const [kept] = await bench.ask('select question_set_version as version from report where id = $1', [
    filed.id,
  ])
  expect(kept).toEqual({ version: before.version })
  const after = await page()
  expect(after).toContain('Who gathers there?')
  expect(after).not.toContain('Which group is it?')
})

test('who proposed it cannot approve it even past the page, in the database', async () => {
  const proposal = await proposeOn('begging')
  const web = openDatabase(bench.database.installation, 'openasb_web')
  const set = (decision: 'approved' | 'withdrawn') =>
    web.withActor(bench.first, (db) =>
      db
        .updateTable('question_set_proposal')
        .set({ decision, decided_by: bench.first.memberId, decided_at: new Date() })
        .where('id', '=', proposal.split('/').at(-1) ?? '')
        .execute(),
    )
  await expect(set('approved')).rejects.toThrow('row-level security')
  await web.close()
  expect((await bench.decideOn(proposal, 'withdrawn', bench.second)).status).toBe(403)
  expect((await bench.decideOn(proposal, 'withdrawn', bench.first)).status).toBe(303)
  expect((await bench.decideOn(proposal, 'approved', bench.second)).status).toBe(409)
})

test('a refusal needs a reason, and what was refused is not asked', async () => {
  const before = await newest('drugs')
  const proposal = await proposeOn('drugs')
  expect((await bench.decideOn(proposal, 'declined', bench.third)).body).toContain('Say why you refuse it')
  expect((await bench.decideOn(proposal, 'declined', bench.third, 'Too long')).status).toBe(303)
  expect((await newest('drugs')).version).toBe(before.version)
  expect((await bench.staff.get(proposal, bench.first)).body).toContain('Too long')
})

test('what is missing is said at its field, in which language, and nothing typed is lost', async () => {
  const draft = await beginOn('noise')
  const { status, body } = await send(draft, 'propose', {
    valid_from: '2020-01-01',
    reason: '',
    'q.what_happened.wording.cy': '',
    'q.what_happened.required': '',
    'q.reported_before.o.not_sure.remove': 'yes',
    'q.noise_kind.wording.en': 'Which noise is it?',
  })
  expect(status).toBe(422)
  expect(body).toContain('href="#valid_from"')
  expect(body).toContain('Say what changes and why')
  expect(body).toContain('Enter ‘What happened?’ in Welsh')
  expect(body).toContain('href="#q.what_happened.wording.cy"')
  expect(body).toContain('its answer is the summary of the report')
  expect(body).toContain('it counts for the ASB Case Review')
  expect((await bench.staff.get(draft, bench.first)).body).toContain('Which noise is it?')
  expect((await send(draft, 'drop')).status).toBe(303)
})

test('questions and options are added, removed and put in order without changing a code', async () => {
  const before = await newest('noise')
  const draft = await beginOn('noise')
  expect((await send(draft, 'option.noise_kind')).location).toContain('#q.noise_kind.o.new_a.label.en')
  expect((await send(draft, 'add.who.one')).location).toContain('#q.new_a.wording.en')
  const [, proposed = ''] = [
    await send(draft, 'save', { 'q.noise_kind.o.works.remove': 'yes', 'q.noise_kind.o.alarm.order': '0' }),
    (
      await send(draft, 'propose', {
        ...plain,
        'q.noise_kind.o.new_a.label.en': 'Drums',
        'q.noise_kind.o.new_a.label.cy': 'Drymiau',
        'q.new_a.wording.en': 'Is there a dog?',
        'q.new_a.wording.cy': 'Oes ci?',
        'q.new_a.o.new_a.label.en': 'Yes',
        'q.new_a.o.new_a.label.cy': 'Oes',
        'q.new_a.o.new_b.label.en': 'No',
        'q.new_a.o.new_b.label.cy': 'Nac oes',
      })
    ).location,
  ]
  const page = (await bench.staff.get(proposed, bench.second)).body
  for (const said of [
    'Question added: ‘Is there a dog?’, with ‘Yes’, ‘No’',
    'option added: ‘Drums’',
    'option removed: ‘Building work or DIY’',
    'order of the options is now: ‘A house, shop or car alarm’',
  ])
    expect(page).toContain(said)
  expect((await bench.decideOn(proposed, 'approved', bench.third)).status).toBe(303)
  const after = await newest('noise')
  const codes = (set: QuestionSet) => {
    const found = questionsOf(set).find(({ id }) => id === 'noise_kind')
    return found === undefined || found.kind === 'words' ? [] : found.options.map(({ code }) => code)
  }
  expect(new Set(codes(after))).toEqual(
    new Set([...codes(before).filter((code) => code !== 'works'), 'drums']),
  )
  expect(after.who.at(-1)?.id).toBe('is_there_a_dog')
})

test('a draft saved in another window is not written over, and what was typed comes back', async () => {
  const draft = await beginOn('fireworks')
  const set = fieldsOf(draftOf(await newest('fireworks')))
  expect((await bench.staff.post(draft, { ...set, seen: '0', do: 'save' }, bench.first)).status).toBe(303)
  const late = { ...set, seen: '0', do: 'save', reason: 'Typed in the other window' }
  const { status, body } = await bench.staff.post(draft, late, bench.first)
  expect([status, body.includes('Typed in the other window')]).toEqual([409, true])
  expect((await bench.staff.get(draft, bench.second)).status).toBe(404)
  await send(draft, 'drop')
})

test('a proposal whose day has passed, or that another version overtook, is not published', async () => {
  const proposal = await proposeOn('trespass')
  const { status, body } = await bench.at(inDays(10), () =>
    bench.decideOn(proposal, 'approved', bench.second),
  )
  expect([status, body.includes('has passed')]).toEqual([409, true])
  expect((await bench.decideOn(proposal, 'approved', bench.second)).status).toBe(303)
  const draft = await beginOn('trespass')
  const early = await send(draft, 'propose', { ...plain, valid_from: addDays(soon, -1) })
  expect(early.body).toContain(`It can be asked from ${soon} on, not before`)
  await send(draft, 'drop')
})

test('a version of the product stands aside once the partnership has made its own', async () => {
  const litter = await newest('litter')
  const product = { ...litter, examples: 'From the product' }
  await asOwner(bench.database.installation, (owner) =>
    publishQuestionSets(owner, [...questionSets, product]),
  )
  expect(await newest('litter')).toEqual(litter)
})

test('the walk shows the pages of the public in both languages, and files and keeps nothing', async () => {
  const count = () =>
    bench.ask(
      'select (select count(*) from report) as reports, (select count(*) from report_draft) as drafts',
    )
  const before = await count()
  const { version } = await newest('vehicles')
  const address = `/question-sets/types/vehicles/versions/${version}/preview`
  const start = await bench.staff.get(address, bench.third)
  const field = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1]?.replaceAll('&quot;', '"') ?? ''
  const page = field(start.body, 'preview_page')
  const hidden = (body: string) => ({
    preview_page: field(body, 'preview_page'),
    preview_so_far: field(body, 'preview_so_far'),
    preview_language: field(body, 'preview_language'),
  })
  const missed = await bench.staff.post(address, { ...hidden(start.body), preview_do: 'next' }, bench.third)
  expect([missed.status, field(missed.body, 'preview_page')]).toEqual([422, page])
  const welsh = await bench.staff.post(address, { ...hidden(start.body), preview_do: 'cy' }, bench.third)
  expect(welsh.body).toContain('lang="cy"')
  expect(field(welsh.body, 'preview_page')).toBe(page)
  const value = /type="(?:radio|checkbox)" value="([a-z_]+)"/.exec(start.body)?.[1] ?? ''
  const next = await bench.staff.post(
    address,
    { ...hidden(welsh.body), [page]: value, preview_do: 'next' },
    bench.third,
  )
  expect(next.status).toBe(200)
  expect(field(next.body, 'preview_page')).not.toBe(page)
  expect(field(next.body, 'preview_language')).toBe('cy')
  expect(await count()).toEqual(before)
})

test.each([
  ['fly_tipping', '2027-03-29', '2027-03-28T22:59:59Z', '2027-03-28T23:00:00Z'],
  ['street_drinking', '2027-03-28', '2027-03-27T23:59:59Z', '2027-03-28T00:00:00Z'],
  ['gatherings', '2027-11-01', '2027-10-31T23:59:59Z', '2027-11-01T00:00:00Z'],
  ['off_road_bikes', '2027-10-31', '2027-10-30T22:59:59Z', '2027-10-30T23:00:00Z'],
])(
  '%s: the public is asked anew from midnight in England on %s, and a draft keeps its own',
  async (type, from, late, early) => {
    const [asked] = (await newest(type)).what
    if (asked === undefined) throw new Error('The set asks nothing')
    const proposal = await proposeOn(type, {
      [`q.${asked.id}.wording.en`]: 'A new first question',
      valid_from: from,
    })
    await bench.decideOn(proposal, 'approved', bench.second)
    const begin = (at: string) =>
      bench.at(new Date(at), async () => (await bench.staff.post('/report/type', { type })).location ?? '')
    const read = (draft: string) => bench.at(new Date(early), () => bench.staff.get(draft))
    const before = await begin(late)
    const after = await begin(early)
    expect((await read(after)).body).toContain('A new first question')
    expect((await read(before)).body).not.toContain('A new first question')
    const versions = await bench.ask<{ version: number }>(
      'select question_set_version as version from report_draft where asb_type = $1 order by 1',
      [type],
    )
    const { version } = await newest(type)
    expect(versions).toEqual([{ version: version - 1 }, { version }])
  },
)

test.each(['supervisor', 'police'] as const)('a %s sees nothing of it and changes nothing', async (role) => {
  const me = bench.partnership.people[role]
  for (const address of [
    '/question-sets',
    '/question-sets/types/noise',
    '/question-sets/types/noise/versions/1',
  ])
    expect((await bench.staff.get(address, me)).status).toBe(403)
  expect((await bench.staff.post('/question-sets/types/noise/drafts', {}, me)).status).toBe(403)
  expect((await bench.staff.post('/question-sets/types/noise/drafts', {}, bench.third)).status).toBe(403)
})
