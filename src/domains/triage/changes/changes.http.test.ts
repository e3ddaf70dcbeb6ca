import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, type NewReport, type RaisedPrompt, reportStaffRoutes } from '#domains/reports'
import { anybody, type MemberActor, system } from '#platform/actor'
import { addDays, formatDate, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { routeReports, triageRoutes } from '../index.ts'

const inDays = (days: number) => addDays(londonDateOf(new Date()), days)

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let web: Database
let worker: Database
let first: MemberActor
let second: MemberActor

const ask = <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(query, values)).rows)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const inRole = async (person: MemberActor, role: MemberActor['roles'][number]) => {
    await ask('update membership set role = $2 where member_id = $1', [person.memberId, role])
    return { ...person, roles: [role], duties: person.duties.map((duty) => ({ ...duty, role })) }
  }
  first = await inRole(partnership.people.officer, 'coordinator')
  second = await inRole(partnership.people.analyst, 'information_governance')
  const people = [first, second, partnership.people.police, partnership.people.supervisor]
  const routes = [...triageRoutes, ...reportStaffRoutes([])]
  staff = await startStaffServer(testDatabase.installation, routes, people)
  await fileNoise()
})
afterAll(async () => {
  await Promise.all([staff.close(), web.close(), worker.close()])
  await testDatabase.drop()
})

/** A report on noise in Northholme, filed now or on another day, and routed. */
async function fileNoise(day?: string, told: Partial<NewReport> = {}) {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: newId(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
        ...told,
      },
    ),
  )
  if (day !== undefined) await ask('update report set filed_at = $2 where id = $1', [id, `${day}T12:00:00Z`])
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  const [row] = await ask<{ because: string; queue: string; prompts: RaisedPrompt[] }>(
    'select routed_because as because, queue_id as queue, prompts from report where id = $1',
    [id],
  )
  if (row === undefined) throw new Error('The report is not there')
  return { ...row, reference }
}

/** A rule's form as a browser would send it back untouched, with what is changed. */
async function saveRule(draft: string, name: string, changed: Record<string, string>) {
  const { body } = await staff.get(draft, first)
  const [, at = `${draft}/rules/new`] = new RegExp(`href="([^"]+)">\\s*${name}<`).exec(body) ?? []
  const form = (await staff.get(at, first)).body
  const fields: Record<string, string> = {}
  for (const [input, field = '', value = ''] of form.matchAll(
    /<input[^>]* name="(\w+)"[^>]* value="([^"]*)"[^>]*>/g,
  ))
    if (field !== '_csrf' && (!/type="(radio|checkbox)"/.test(input) || input.includes(' checked')))
      fields[field] = value
  for (const [, field = '', text = ''] of form.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</g))
    fields[field] = text
  for (const [, field = '', options = ''] of form.matchAll(
    /<select[^>]* name="(\w+)"[^>]*>(.*?)<\/select>/gs,
  ))
    fields[field] = /value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  return staff.post(at, { ...fields, ...changed }, first)
}

async function beginDraft(): Promise<string> {
  const { status, location = '' } = await staff.post('/triage/rules/changes', {}, first)
  expect([status, location]).toEqual([303, expect.stringContaining('/triage/rules/changes/drafts/')])
  return location
}

async function propose(draft: string, validFrom: string) {
  const { body } = await staff.get(draft, first)
  const seen = /name="seen" value="(\d+)"/.exec(body)?.[1] ?? ''
  return staff.post(draft, { do: 'propose', seen, valid_from: validFrom, reason: 'They deal with it' }, first)
}

test('a change of the rules is drafted, tried on the reports of the last weeks, approved by a second person, and followed from its day', async () => {
  const before = await fileNoise()
  expect(before.queue).toBe(partnership.queues.noise)
  const draft = await beginDraft()
  expect(await beginDraft()).toBe(draft)
  expect((await propose(draft, inDays(3))).status).toBe(409)
  expect((await saveRule(draft, 'Noise in Northholme', { queue: partnership.queues.streets })).status).toBe(
    303,
  )
  expect((await saveRule(draft, 'Vehicles in Northholme', { do: 'remove' })).status).toBe(303)
  expect((await saveRule(draft, 'Noise in Southholme', { place: '1' })).status).toBe(303)
  const added = { name: 'Litter anywhere', type: 'litter', queue: partnership.queues.streets, place: '4' }
  expect((await saveRule(draft, 'There is no such rule', { ...added, queue: '' })).status).toBe(422)
  expect((await saveRule(draft, 'There is no such rule', added)).status).toBe(303)
  const { body } = await staff.get(draft, first)
  expect(body).toContain('Of 2 reports filed since')
  expect(body).toContain('2 would have gone elsewhere')
  for (const what of ['Changed', 'Removed', 'Moved', 'Added']) expect(body).toContain(`>${what}</td>`)
  expect(body).toMatch(/Goes to: Environmental health, Northholme.*Goes to: Street scene, Northholme/s)

  const tried = await staff.get(
    `/triage/simulator?rules=${draft.split('/').at(-1)}&type=noise&place=ZZ1+1AA`,
    first,
  )
  expect(tried.body).toContain('Street scene, Northholme District Council</p>')
  expect((await propose(draft, inDays(0))).body).toContain('rules change from tomorrow at the earliest')
  const proposed = await propose(draft, inDays(3))
  expect(proposed.status).toBe(303)
  const proposal = proposed.location ?? ''
  const decide = (decision: string, as: MemberActor, why = '') => staff.post(proposal, { decision, why }, as)
  expect((await decide('approved', first)).status).toBe(403)
  expect((await staff.get(proposal, partnership.people.police)).status).toBe(403)
  expect((await decide('declined', second)).status).toBe(422)
  expect((await staff.get(proposal, second)).body).toContain('2 would have gone elsewhere')
  expect((await decide('approved', second, 'Agreed at the desk')).status).toBe(303)
  const log = (await staff.get('/triage/rules/changes', second)).body
  expect(log).toContain('Approved')
  expect(log).toContain('Agreed at the desk')
  expect(log).toContain(second.name)

  expect((await fileNoise()).queue).toBe(partnership.queues.noise)
  const after = await fileNoise(inDays(3))
  expect(after.queue).toBe(partnership.queues.streets)
  expect(before.because).toContain('by the rules of 1 January 2020')
  const positions = (day: string) => staff.get(`/triage/rules?on=${day}`, first)
  expect((await positions(inDays(2))).body).toContain('Vehicles in Northholme')
  expect((await positions(inDays(3))).body).not.toContain('Vehicles in Northholme')
  const [row] = await ask<{ names: string[] }>(
    'select array_agg(name order by position) as names from routing_rule where valid_to is null',
  )
  expect(row?.names).toEqual([
    'Noise in Southholme',
    'Bikes being ridden now',
    'Noise in Northholme',
    'Litter anywhere',
  ])
})

test('a proposal is refused clearly once the rules were changed since, by the page and by the database', async () => {
  const draft = await beginDraft()
  expect((await saveRule(draft, 'Litter anywhere', { name: 'Litter' })).status).toBe(303)
  expect((await propose(draft, inDays(3))).body).toContain('Other rules begin on')
  const { location: proposal = '' } = await propose(draft, inDays(9))
  await ask(`update routing_rule set valid_to = $1 where name = 'Bikes being ridden now'`, [inDays(8)])
  expect((await staff.get(proposal, second)).body).toContain('The rules were changed since')
  const answer = await staff.post(proposal, { decision: 'approved', why: '' }, second)
  expect([answer.status, answer.body]).toEqual([409, expect.stringContaining('The rules were changed since')])
  await expect(
    ask(
      `update routing_proposal set decision = 'approved', decided_by = $2, decided_at = now() where id = $1`,
      [proposal.split('/').at(-1), second.memberId],
    ),
  ).rejects.toThrow('The rules were changed since')
  expect((await staff.post(proposal, { decision: 'declined', why: 'Draft it anew' }, second)).status).toBe(
    303,
  )
})

test('a draft saved in another window is not written over', async () => {
  const draft = await beginDraft()
  expect((await saveRule(draft, 'Litter anywhere', { name: 'Litter', seen: '0' })).status).toBe(303)
  const late = await saveRule(draft, 'Noise in Northholme', { name: 'Another', seen: '0' })
  expect([late.status, late.body]).toEqual([409, expect.stringContaining('another window')])
  expect((await staff.post(draft, { do: 'drop' }, first)).status).toBe(303)
  expect((await staff.get(draft, first)).status).toBe(404)
})

test('prompts are part of the rules: approved by a second person, raised by the answers from their day on, and shown with their rule and version', async () => {
  const told = {
    reportedBefore: true,
    answers: [
      { question: 'effect', wording: 'How does it affect you?', answer: 'I am afraid\nI cannot sleep' },
      { question: 'worse', wording: 'Is it getting worse?', answer: 'It stays the same' },
    ],
  }
  expect((await fileNoise(undefined, told)).prompts).toEqual([])
  const draft = await beginDraft()
  const takeIn = (who: MemberActor, seen = '0') => staff.post(draft, { do: 'take_in', seen }, who)
  expect((await takeIn(partnership.people.police)).status).toBe(403)
  expect((await takeIn(second)).status).toBe(403)
  expect((await takeIn(first)).status).toBe(303)
  expect((await staff.get(draft, first)).body).not.toContain('Take in the prompts')
  expect((await saveRule(draft, 'It affects children', { prompt: '' })).status).toBe(422)
  expect((await saveRule(draft, 'It affects children', { prompt: 'Ask how old they are' })).status).toBe(303)
  const own = { name: 'Any noise', type: 'noise', does: 'prompt', prompt: 'Ask for a recording' }
  expect((await saveRule(draft, 'There is no such rule', own)).status).toBe(303)
  const { body } = await staff.get(draft, first)
  expect(body).toContain('Asks whoever triages: Ask how old they are')
  expect(body).toMatch(/>Cannot sleep, and told somebody before<\/th>\s*<td[^>]*>0<\/td>\s*<td[^>]*>1</)
  const tried = await staff.get(
    `/triage/simulator?rules=${draft.split('/').at(-1)}&type=noise&place=ZZ1+1AA`,
    first,
  )
  expect(tried.body).toContain('Ask for a recording')
  const { location: proposal = '' } = await propose(draft, inDays(10))
  expect((await staff.post(proposal, { decision: 'approved', why: '' }, first)).status).toBe(403)
  expect((await staff.post(proposal, { decision: 'approved', why: '' }, second)).status).toBe(303)

  expect((await fileNoise(inDays(9), told)).prompts).toEqual([])
  const { prompts, reference, queue } = await fileNoise(inDays(10), told)
  const version = `by the rules of ${formatDate(inDays(10))}`
  expect(prompts).toMatchObject([
    {
      words: expect.stringContaining('Ask whether they are safe at home'),
      isUrgent: true,
      because: expect.stringMatching(
        `^Rule \\d+, Cannot sleep, and told somebody before .effect “I cannot sleep”, reported before yes., ${version}$`,
      ),
    },
    { words: 'Ask for a recording', isUrgent: false },
  ])
  expect(queue).toBe(partnership.queues.streets)
  const shown = (await staff.get(`/reports/${reference}`, partnership.people.supervisor)).body
  for (const words of ['High impact', 'Ask whether they are safe at home', version])
    expect(shown).toContain(words)
  const listed = (await staff.get('/triage/rules?when=ever&q=recording', first)).body
  expect(listed).toContain('Prompt: Ask for a recording')
})
