import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, londonDateOf } from '#platform/clock'
import { openQuestionSetBench, type QuestionSetBench, soon } from '../../../test/support/question-sets.ts'

let bench: QuestionSetBench
beforeAll(async () => {
  bench = await openQuestionSetBench()
})
afterAll(() => bench.close())

const tomorrow = addDays(londonDateOf(new Date()), 1)

/** Proposes advice on a type by the first co-ordinator; gives where it is decided on. */
async function proposeAdvice(type: string, reason = 'Decided by the council'): Promise<string> {
  const { status, location = '' } = await bench.staff.post(
    '/question-sets/advice',
    {
      organisation: String(bench.partnership.people.officer.organisationId),
      type,
      advice_en: `We do not deal with ${type}`,
      advice_cy: 'Nid ni',
      who_en: 'The police',
      who_cy: 'Yr heddlu',
      valid_from: soon,
      reason,
    },
    bench.first,
  )
  expect(status).toBe(303)
  return location
}

const told = (type: string) => bench.ask('select from type_advice where asb_type = $1', [type])

/** Two approvals for advice, from a day that has come. */
const needTwo = () =>
  bench.ask(
    `insert into approval_rule (kind, valid_from, approvals, reason, set_by)
     values ('advice', '2020-01-01', 2, 'Agreed by the board', $1) on conflict do nothing`,
    [bench.third.memberId],
  )

test('how many approvals a change needs is set by who governs, for a later day, and never more than could vote', async () => {
  const { staff, first, third } = bench
  const address = '/changes/approvals'
  const rule = (changed: Record<string, string> = {}) => ({
    kind: 'routing',
    approvals: '2',
    valid_from: tomorrow,
    reason: 'Agreed by the board',
    ...changed,
  })
  for (const [changed, said] of [
    [{ approvals: '3' }, 'Enter a number from 1 to 2'],
    [{ approvals: 'two' }, 'Enter a number from 1 to 2'],
    [{ valid_from: londonDateOf(new Date()) }, 'what was proposed keeps its number'],
    [{ valid_from: '' }, 'Say from which day it is to hold'],
    [{ kind: '' }, 'Choose what it is for'],
    [{ reason: '' }, 'Say why, and who agreed to it'],
  ] as const) {
    const { status, body } = await staff.post(address, rule(changed), third)
    expect([status, body.includes(said)]).toEqual([422, true])
  }
  // Whoever proposes does not say how many must agree.
  expect((await staff.post(address, rule(), first)).status).toBe(403)
  expect((await staff.get(address, bench.partnership.people.police)).status).toBe(403)
  expect((await staff.get(address, first)).body).not.toContain('Set it')

  expect((await staff.post(address, rule(), third)).status).toBe(303)
  const again = await staff.post(address, rule({ approvals: '1' }), third)
  expect([again.status, again.body.includes('Another number begins on that day already')]).toEqual([
    422,
    true,
  ])
  expect((await staff.get(address, first)).body).toContain('Agreed by the board')
  const back = `${address}/routing/take-back/${tomorrow}`
  expect((await staff.post(back, {}, first)).status).toBe(403)
  expect((await staff.post(back, {}, third)).status).toBe(303)
  expect((await staff.post(back, {}, third)).status).toBe(404)
  expect(await bench.ask("select from approval_rule where kind = 'routing'")).toEqual([])
})

test('a change that needs two approvals holds once two others have voted for it, each once', async () => {
  const { staff, first, second, third, decideOn } = bench
  await needTwo()
  const change = await proposeAdvice('drugs')
  expect((await staff.get(change, first)).body).toContain('2 other people have to approve it')
  expect((await decideOn(change, 'approved', first)).status).toBe(403)
  expect((await decideOn(change, 'approved', second, 'Plain words')).status).toBe(303)
  expect(await told('drugs')).toEqual([])
  const twice = await decideOn(change, 'approved', second)
  expect([twice.status, twice.body.includes('You have voted on this already')]).toEqual([409, true])

  const page = (await staff.get(change, third)).body
  expect(page).toContain('It needs 2 approvals and has 1.')
  expect(page).toContain('Plain words')
  expect((await staff.get(change, second)).body).toContain('It waits for others')
  expect((await staff.get('/question-sets/advice', third)).body).toContain('1 of 2 approvals')
  expect((await decideOn(change, 'approved', third)).status).toBe(303)
  expect(await told('drugs')).toHaveLength(1)
  expect((await staff.get(change, first)).body).toContain(`by ${third.name}`)
})

test('one who refuses does not stop what two approve; two who refuse do', async () => {
  await needTwo()
  const refused = await proposeAdvice('begging')
  await bench.decideOn(refused, 'declined', bench.second, 'Not so')
  expect((await bench.staff.get(refused, bench.third)).body).toContain(
    'As many refusals refuse it; it has 1.',
  )
  await bench.decideOn(refused, 'declined', bench.third, 'Nor do I')
  expect(await told('begging')).toEqual([])
  expect((await bench.decideOn(refused, 'approved', bench.second)).status).toBe(409)
  const withdrawn = await proposeAdvice('begging')
  expect((await bench.decideOn(withdrawn, 'withdrawn', bench.first)).status).toBe(303)
  expect((await bench.decideOn(withdrawn, 'approved', bench.second)).status).toBe(409)
})

test('two who vote in the same moment decide it together', async () => {
  await needTwo()
  for (const type of ['litter', 'fireworks']) {
    const change = await proposeAdvice(type)
    const both = await Promise.all(
      [bench.second, bench.third].map((voter) => bench.decideOn(change, 'approved', voter)),
    )
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await told(type)).toHaveLength(1)
  }
})

test('every change is in one list, by kind, by what came of it and by whose vote it waits for', async () => {
  const { staff, first, second } = bench
  await needTwo()
  const change = await proposeAdvice('noise', 'Words for the harbour')
  const list = async (query: string, as = second) => (await staff.get(`/changes${query}`, as)).body
  expect(await list('?q=harbour')).toContain(`href="${change}"`)
  expect(await list('?state=mine&q=harbour')).toContain('0 of 2 for it, 0 against')
  expect(await list('?state=mine&q=harbour', first)).toContain('No change is like this.')
  expect(await list('?kind=routing&q=harbour')).toContain('No change is like this.')
  await bench.decideOn(change, 'approved', second)
  expect(await list('?state=mine&q=harbour')).toContain('No change is like this.')
  expect(await list('?state=waiting&q=harbour')).toContain('1 of 2 for it, 0 against, yours among them')
  expect((await staff.get('/changes', bench.partnership.people.police)).status).toBe(403)
})
