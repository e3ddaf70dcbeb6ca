import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HandOverBench, openHandOverBench } from '../../../test/support/hand-over-bench.ts'
import { POLICE } from '../../../test/support/partnership.ts'

let bench: HandOverBench
let report: string
let caseReference: string

beforeAll(async () => {
  bench = await openHandOverBench()
  report = await bench.file()
  caseReference = await bench.openCase()
})
afterAll(async () => bench.close())

/** Gives the police the whole record. */
async function share(record: string): Promise<void> {
  const { officer, police } = bench.people
  const { id } = await bench.ask(record, { kind: 'refer', to: String(POLICE), level: 'full' }, officer)
  expect((await bench.answer(id, 'accept', police)).status).toBe(303)
}

const words = 'Spoke to the family.\nThey are “away” until Monday.'

test('who sees a case or report in full adds a note, and everybody who sees it reads it', async () => {
  const { officer, police, south } = bench.people
  for (const [address, field] of [
    [`/cases/${caseReference}`, 'why'],
    [`/reports/${report}`, 'comment'],
  ] as const) {
    const add = (as: typeof officer, note = words) =>
      bench.staff.post(`${address}/notes`, { [field]: note }, as)
    expect((await bench.staff.get(address, officer)).body).toContain(`action="${address}/notes"`)
    expect((await add(police)).status).toBe(404)
    await share(address.split('/')[2] ?? '')
    const done = await add(police)
    expect([done.status, done.location]).toEqual([303, `${address}#timeline`])
    const { body } = await bench.staff.get(address, officer)
    expect(body).toContain('They are “away” until Monday.')
    expect(body).toContain('Finn Constable, Police')
    expect((await add(south)).status).toBe(404)
  }
  const written = await bench.query(
    `select audit_entry.summary, actor_name from audit_entry left join report on report.id = record_id
     where verb = 'alter' and audit_entry.summary = 'note added' order by audit_entry.id`,
  )
  expect(written).toHaveLength(2)
  const told = await bench.query(`select from timeline_entry where kind = 'note' and told_to_reporter`)
  expect(told).toEqual([])
})

test('a note that is sent twice is written once, and one with a number that is taken is not lost', async () => {
  const { officer } = bench.people
  for (const [address, field] of [
    [`/cases/${caseReference}`, 'why'],
    [`/reports/${report}`, 'comment'],
  ] as const) {
    const { body } = await bench.staff.get(address, officer)
    const [, form = ''] = /name="form" value="([^"]+)"/.exec(body) ?? []
    const send = (note: string, number = form) =>
      bench.staff.post(`${address}/notes`, { [field]: note, form: number }, officer)
    const count = async (note: string) =>
      (await bench.query(`select from timeline_entry where why = $1`, [`${note} ${field}`])).length
    const sent = await Promise.all([send(`Once ${field}`), send(`Once ${field}`)])
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    expect(await count('Once')).toBe(1)
    const [other] = await bench.query<{ id: string }>(
      `select id from timeline_entry where kind <> 'note' limit 1`,
    )
    await send(`Kept ${field}`, other?.id)
    expect(await count('Kept')).toBe(1)
  }
})

test('a note that says nothing or too much comes back with what was typed', async () => {
  const { officer } = bench.people
  const long = `${'Drumming again. '.repeat(400)}`
  for (const [address, field] of [
    [`/cases/${caseReference}`, 'why'],
    [`/reports/${report}`, 'comment'],
  ] as const) {
    const empty = await bench.staff.post(`${address}/notes`, { [field]: '  ' }, officer)
    expect([empty.status, empty.body.includes(`href="#note-${field}"`)]).toEqual([422, true])
    expect(empty.body).toContain('Write the note')
    const full = await bench.staff.post(`${address}/notes`, { [field]: long }, officer)
    expect([full.status, full.body.includes('Drumming again. Drumming again.')]).toEqual([422, true])
  }
})

test('who only looks on adds no note, and a note is no decision: what a colleague has claimed may be noted', async () => {
  const { officer, colleague, analyst } = bench.people
  const address = `/reports/${report}`
  expect((await bench.staff.post(`${address}/actions/claim`, { version: '2' }, officer)).status).toBe(303)
  expect((await bench.staff.post(`${address}/notes`, { comment: words }, colleague)).status).toBe(303)
  for (const [where, fields] of [
    [address, { comment: words }],
    [`/cases/${caseReference}`, { why: words }],
  ] as const) {
    expect((await bench.staff.post(`${where}/notes`, fields, analyst)).status).toBe(403)
    expect((await bench.staff.get(where, analyst)).body).not.toContain(`${where}/notes`)
  }
  expect((await bench.staff.post(`${address}/actions/note`, { version: '3' }, officer)).status).toBe(404)
})

test('a closed case takes notes too', async () => {
  const { officer } = bench.people
  const [row] = await bench.query<{ version: number }>('select version from asb_case where reference = $1', [
    caseReference,
  ])
  const address = `/cases/${caseReference}`
  const closing = { outcome: 'resolved', version: String(row?.version) }
  expect((await bench.staff.post(`${address}/close`, closing, officer)).status).toBe(303)
  expect((await bench.staff.post(`${address}/notes`, { why: 'They thanked us' }, officer)).status).toBe(303)
  expect((await bench.staff.get(address, officer)).body).toContain('They thanked us')
})
