import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HandOverBench, openHandOverBench } from '../../../../test/support/hand-over-bench.ts'
import { NORTH, POLICE, SOUTH } from '../../../../test/support/partnership.ts'

let bench: HandOverBench
beforeAll(async () => {
  bench = await openHandOverBench()
})
afterAll(async () => bench.close())

const rounds = Array.from({ length: 6 }, (_, at) => at)
const refer = (record: string) =>
  bench.ask(record, { kind: 'refer', to: String(POLICE), level: 'full' }, bench.people.officer)
const post = (id: string, action: string, as = bench.people.police, fields: Record<string, string> = {}) =>
  bench.staff.post(`/hand-overs/${id}/${action}`, { version: '1', why: 'Because', ...fields }, as)

async function stateOf(id: string) {
  const [row] = await bench.query<{ status: string; given: number; entries: number }>(
    `select status,
       (select count(*)::integer from share where hand_over_id = hand_over.id and ended_at is null) as given,
       (select count(*)::integer from timeline_entry where timeline_entry.report_id = hand_over.report_id
         and kind in ('hand_over_accepted', 'hand_over_refused', 'hand_over_withdrawn')) as entries
     from hand_over where id = $1`,
    [id],
  )
  return row
}

test.each(rounds)(
  'accepted and withdrawn at once, one of the two stands and the other is told (%i)',
  async () => {
    const { id } = await refer(await bench.file())
    const [accepted, withdrawn] = await Promise.all([
      post(id, 'accept'),
      post(id, 'withdraw', bench.people.officer),
    ])
    expect([accepted.status, withdrawn.status].sort()).toEqual([303, 409])
    const isAccepted = accepted.status === 303
    expect(await stateOf(id)).toEqual({
      status: isAccepted ? 'accepted' : 'withdrawn',
      given: isAccepted ? 1 : 0,
      entries: 1,
    })
    const late = isAccepted ? withdrawn : accepted
    expect(late.body).toContain(isAccepted ? 'Finn Constable accepted it' : 'Asha Officer withdrew it')
  },
)

test('accepted twice at once by the same person, it is accepted once and nobody sees a fault', async () => {
  const { id } = await refer(await bench.file())
  const answers = await Promise.all([post(id, 'accept'), post(id, 'accept'), post(id, 'accept')])
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await stateOf(id)).toEqual({ status: 'accepted', given: 1, entries: 1 })
})

test.each(rounds)(
  'accepted while the report is sent to another organisation, the report is in one place (%i)',
  async () => {
    const report = await bench.file()
    const { id } = await bench.ask(
      report,
      { kind: 'transfer', to: String(POLICE), level: 'full' },
      bench.people.officer,
    )
    const move = bench.web.withActor(bench.people.officer, async (db) => {
      const { rows } = await sql<{ version: number | null }>`
      select move_report(id, version, ${bench.queues.southNoise}, 'In the South') as version
      from report where reference = ${report}`.execute(db)
      return rows[0]?.version ?? null
    })
    const [accepted, moved] = await Promise.all([
      post(id, 'accept', bench.people.police, { queue: bench.queues.police }),
      move,
    ])
    const [row] = await bench.query<{ holder: number; status: string }>(
      `select organisation_id as holder, hand_over.status from report
     join hand_over on report_id = report.id where report.reference = $1`,
      [report],
    )
    if (accepted.status === 303) {
      expect(moved).toBeNull()
      expect(row).toEqual({ holder: POLICE, status: 'accepted' })
    } else {
      expect([accepted.status, moved === null]).toEqual([409, false])
      expect(accepted.body).toContain('It lapsed: Southholme District Council holds the record now.')
      expect(row).toEqual({ holder: SOUTH, status: 'lapsed' })
    }
  },
)

test('the same form sent three times at once asks once; of two alike one waits and the other is told', async () => {
  const report = await bench.file()
  const first = await refer(await bench.file())
  const same = { id: crypto.randomUUID(), kind: 'refer', to: String(POLICE), level: 'full' }
  const sent = await Promise.all(rounds.slice(3).map(() => bench.ask(report, same, bench.people.officer)))
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await bench.query('select from hand_over where reference = $1', [report])).toHaveLength(1)
  const other = await bench.file()
  const alike = await Promise.all([refer(other), refer(other)])
  expect(alike.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await stateOf(first.id)).toMatchObject({ status: 'awaiting' })
})

test('revoked while it is handed on, nobody keeps what was revoked', async () => {
  const report = await bench.file()
  const { id } = await refer(report)
  await post(id, 'accept')
  const on = await bench.ask(
    report,
    { kind: 'transfer', to: String(SOUTH), level: 'summary' },
    bench.people.officer,
  )
  const [revoked, taken] = await Promise.all([
    bench.staff.post(`/hand-overs/${id}/revoke`, { version: '2', why: 'Over' }, bench.people.officer),
    post(on.id, 'accept', bench.people.south, { queue: bench.queues.southNoise }),
  ])
  expect(taken.status).toBe(303)
  const { given } = (await stateOf(id)) ?? {}
  // Once somebody else holds it, taking back is for them.
  expect([revoked.status, given]).toEqual(revoked.status === 303 ? [303, 0] : [409, 1])
  const [row] = await bench.query<{ holder: number }>(
    'select organisation_id as holder from report where reference = $1',
    [report],
  )
  expect(row?.holder).not.toBe(NORTH)
})
