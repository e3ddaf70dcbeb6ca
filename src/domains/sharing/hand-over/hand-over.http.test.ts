import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newReference } from '#platform/ids'
import {
  byConsent,
  byLaw,
  type HandOverBench,
  openHandOverBench,
} from '../../../../test/support/hand-over-bench.ts'
import { NORTH, POLICE, SOUTH, testAgreement } from '../../../../test/support/partnership.ts'

let bench: HandOverBench
beforeAll(async () => {
  bench = await openHandOverBench()
})
afterAll(async () => bench.close())

const refer = (record: string, fields: Record<string, string> = {}) =>
  bench.ask(record, { kind: 'refer', to: String(POLICE), level: 'summary', ...fields }, bench.people.officer)
const transfer = (record: string, fields: Record<string, string> = {}) =>
  bench.ask(
    record,
    { kind: 'transfer', to: String(POLICE), level: 'summary', ...fields },
    bench.people.officer,
  )
const accept = (id: string, fields: Record<string, string> = {}) =>
  bench.answer(id, 'accept', bench.people.police, fields)
const statusOf = async (id: string) => {
  const [row] = await bench.query<{ status: string }>('select status from hand_over where id = $1', [id])
  return row?.status
}
/** How much an organisation was given of a record and why, as far as it lives. */
const sharesOf = (reference: string) =>
  bench.query<{ organisation: number; level: string; agreement: string | null; because: string }>(
    `select share.organisation_id as organisation, level, agreement_id as agreement, because from share
     left join report on report.id = report_id left join asb_case on asb_case.id = case_id
     where $1 in (report.reference, asb_case.reference) and ended_at is null`,
    [reference],
  )
const holderOf = async (reference: string) => {
  const [row] = await bench.query<{ holder: number }>(
    `select organisation_id as holder from report where reference = $1
     union all select organisation_id from asb_case where reference = $1`,
    [reference],
  )
  return row?.holder
}

describe('a referral', () => {
  test('gives nothing before it is accepted, and then what was asked, under the agreement', async () => {
    const report = await bench.file()
    const { status, id, location } = await refer(report)
    expect([status, location]).toEqual([303, `/hand-overs/${id}?done=asked`])
    const { body } = await bench.staff.get(`/hand-overs/${id}`, bench.people.police)
    expect(body).toContain('They know the family')
    expect(body).toContain(report)
    for (const secret of ['Drumming', 'Millbrook', 'Noise ·']) expect(body).not.toContain(secret)
    expect(await sharesOf(report)).toEqual([])
    expect((await accept(id)).status).toBe(303)
    expect(await sharesOf(report)).toEqual([
      { organisation: POLICE, level: 'summary', agreement: testAgreement, because: 'hand_over' },
    ])
    const after = await bench.staff.get(`/hand-overs/${id}`, bench.people.police)
    expect(after.body).toContain('Millbrook')
    const outline = await bench.staff.get(`/reports/${report}`, bench.people.police)
    expect(outline.body).not.toContain('Drumming')
  })

  test('of a case in full opens the case and the reports that the giver holds, until it is revoked', async () => {
    const reference = await bench.openCase()
    const { id } = await refer(reference, { level: 'full' })
    await accept(id)
    const opened = await bench.staff.get(`/cases/${reference}`, bench.people.police)
    expect(opened.status).toBe(200)
    expect(opened.body).toContain('Drumming')
    expect((await bench.answer(id, 'revoke', bench.people.police, { why: 'No' })).status).toBe(403)
    expect((await bench.answer(id, 'revoke', bench.people.officer)).status).toBe(422)
    expect((await bench.answer(id, 'revoke', bench.people.officer, { why: 'They left' })).status).toBe(303)
    expect((await bench.staff.get(`/cases/${reference}`, bench.people.police)).status).toBe(404)
    const left = await bench.query('select from share where hand_over_id = $1 and ended_at is null', [id])
    expect(left).toEqual([])
  })

  test('is on the timeline of the record and in the audit, with whom it went to and why', async () => {
    const report = await bench.file()
    const { id } = await refer(report, { level: 'full' })
    await accept(id, { why: 'We will visit' })
    const { body } = await bench.staff.get(`/reports/${report}`, bench.people.police)
    for (const words of [
      'Referral offered to Testshire Police',
      'Referral accepted by Testshire Police',
      'We will visit',
    ])
      expect(body).toContain(words)
    const audited = await bench.query(
      `select verb, recipient, reason from audit_entry join report on report.id = record_id
       where reference = $1 and audit_entry.summary like 'hand-over%' order by audit_entry.id`,
      [report],
    )
    expect(audited).toEqual([
      { verb: 'alter', recipient: 'Testshire Police', reason: 'They know the family' },
      { verb: 'disclose', recipient: 'Testshire Police', reason: 'We will visit' },
    ])
  })

  test('keeps both organisations as they were at the time, and nobody can change that', async () => {
    const { id } = await refer(await bench.file())
    await bench.query(`update organisation set contact_advice = 'Call 102.' where id = $1`, [POLICE])
    await accept(id)
    await bench.query(`update organisation set contact_advice = 'Call 101.' where id = $1`, [POLICE])
    const kept = await bench.query(
      `select moment, giver_name, giver_team, giver_person, receiver_contact, receiver_person, held_by, agreement_title
       from hand_over_snapshot where hand_over_id = $1 order by moment desc`,
      [id],
    )
    const giver = { giver_name: 'Northholme District Council', giver_team: 'Environmental health' }
    const same = {
      ...giver,
      giver_person: 'Asha Officer',
      held_by: 'Northholme District Council',
      agreement_title: 'Testshire information sharing agreement',
    }
    expect(kept).toEqual([
      { moment: 'asked', receiver_contact: 'Call 102.'.replace('2', '1'), receiver_person: '', ...same },
      { moment: 'answered', receiver_contact: 'Call 102.', receiver_person: 'Finn Constable', ...same },
    ])
    await expect(
      bench.query(`update hand_over_snapshot set held_by = 'Somebody' where hand_over_id = $1`, [id]),
    ).rejects.toThrow('never changed')
  })

  test('is refused with a reason, which the asker reads', async () => {
    const { id } = await refer(await bench.file())
    const empty = await bench.answer(id, 'refuse', bench.people.police)
    expect(empty.status).toBe(422)
    expect(empty.body).toContain('Say why it is refused')
    await bench.answer(id, 'refuse', bench.people.police, { why: 'Not one of ours' })
    const { body } = await bench.staff.get(`/hand-overs/${id}`, bench.people.officer)
    expect(body).toContain('Not one of ours')
  })

  test('asked again while it waits is told so; the same form sent twice asks once', async () => {
    const report = await bench.file()
    const { id } = await refer(report)
    const again = await refer(report, { id })
    expect([again.status, again.location]).toEqual([303, `/hand-overs/${id}?done=asked`])
    const second = await refer(report)
    expect(second.status).toBe(409)
    expect(second.body).toContain('still awaits an answer')
    expect(second.body).toContain('They know the family')
    await bench.answer(id, 'withdraw', bench.people.colleague)
    expect((await refer(report)).status).toBe(303)
  })

  test('that no agreement covers needs a holder who insists on a lawful basis, and is marked', async () => {
    const report = await bench.file()
    await bench.query(`update agreement set data_categories = '{cases}'`)
    try {
      const uncovered = await refer(report)
      expect(uncovered.status).toBe(422)
      expect(uncovered.body).toContain('No agreement with Testshire Police covers this')
      const baseless = await refer(report, { insists: 'yes' })
      expect(baseless.body).toContain('Choose the lawful basis')
      const { id } = await refer(report, { insists: 'yes', ...byLaw })
      expect((await accept(id)).status).toBe(303)
      const [share] = await bench.query<{ lawful_basis: string; reason: string }>(
        'select agreement_id, lawful_basis, reason from share where hand_over_id = $1',
        [id],
      )
      expect(share).toMatchObject({ agreement_id: null, reason: 'They know the family' })
      expect(share?.lawful_basis).toContain('section 115')
    } finally {
      await bench.query(`update agreement set data_categories = '{reports,cases}'`)
    }
  })

  test('whose agreement ended while it waited gives nothing', async () => {
    const { id } = await refer(await bench.file())
    await bench.query('update agreement set valid_to = current_date')
    try {
      const late = await accept(id)
      expect(late.status).toBe(409)
      expect(late.body).toContain('The agreement that covered this does not hold any more')
      expect(await statusOf(id)).toBe('awaiting')
    } finally {
      await bench.query('update agreement set valid_to = null')
    }
  })

  test('whose share is ended among the shares of the record has ended too', async () => {
    const { id } = await refer(await bench.file())
    await accept(id)
    await bench.query(
      `update share set ended_at = now(), ended_because = 'Not needed' where hand_over_id = $1`,
      [id],
    )
    expect(await statusOf(id)).toBe('ended')
  })

  test.each([
    [
      'nothing',
      { to: '', level: '', reason: '', basis: '' },
      ['Choose the organisation', 'Say why', 'Choose consent or a lawful basis'],
    ],
    ['consent by nobody', { ...byConsent, consentBy: '' }, ['Choose who gave consent']],
    ['consent of tomorrow', { ...byConsent, 'consentOn-day': '3' }, ['must be today or in the past']],
    ['a basis of no law', { basis: 'lawful_basis', lawfulBasis: 'because' }, ['Choose the lawful basis']],
    ['an organisation that is gone', { to: '999' }, ['Choose an organisation or team that is still there']],
  ])('with %s comes back to be mended', async (_, fields, messages) => {
    const { status, body } = await refer(await bench.file(), fields)
    expect(status).toBe(422)
    for (const message of messages) expect(body).toContain(message)
  })
})

describe('a transfer', () => {
  test('of a report moves it to a queue of the receiver; the giver sees what was agreed, until it is handed back', async () => {
    const report = await bench.file()
    const { id } = await transfer(report)
    const queueless = await accept(id)
    expect(queueless.status).toBe(422)
    expect(queueless.body).toContain('Choose the queue')
    expect((await accept(id, { queue: bench.queues.noise })).status).toBe(422)
    expect((await accept(id, { queue: bench.queues.police })).status).toBe(303)
    expect(await holderOf(report)).toBe(POLICE)
    const outline = await bench.staff.get(`/reports/${report}`, bench.people.officer)
    expect(outline.body).not.toContain('Drumming')
    expect(await sharesOf(report)).toMatchObject([
      { organisation: NORTH, level: 'summary', because: 'hand_over' },
    ])
    expect((await bench.answer(id, 'revoke', bench.people.officer, { why: 'Mine' })).status).toBe(403)
    expect((await bench.answer(id, 'hand-back', bench.people.officer, { why: 'Mine' })).status).toBe(403)
    expect((await bench.answer(id, 'hand-back', bench.people.police, { why: 'No crime' })).status).toBe(303)
    expect(await holderOf(report)).toBe(NORTH)
    expect(await sharesOf(report)).toEqual([])
    expect((await bench.staff.get(`/reports/${report}`, bench.people.police)).status).toBe(404)
    const back = await bench.staff.get(`/reports/${report}`, bench.people.officer)
    expect(back.body).toContain('Handed back to Northholme District Council')
    expect(back.body).toContain('With Environmental health')
  })

  test('of a case changes its lead, who sees its reports; the giver sees what was agreed', async () => {
    const reference = await bench.openCase()
    const { id } = await transfer(reference, { level: 'full' })
    expect((await accept(id)).status).toBe(303)
    expect(await holderOf(reference)).toBe(POLICE)
    const { body } = await bench.staff.get(`/cases/${reference}`, bench.people.police)
    expect(body).toContain('Drumming')
    expect(body).toContain('Close the case')
    const before = await bench.staff.get(`/cases/${reference}`, bench.people.officer)
    expect(before.status).toBe(200)
    expect(before.body).not.toContain('Close the case')
  })

  test('lets what its giver had offered to others lapse, and takes requests for it to the new holder', async () => {
    const report = await bench.file()
    const offered = await refer(report, { to: String(SOUTH) })
    const wanted = await bench.ask(report, {}, bench.people.south)
    expect(wanted.status).toBe(404)
    const { id } = await transfer(report)
    await accept(id, { queue: bench.queues.police })
    expect(await statusOf(offered.id)).toBe('lapsed')
    const late = await bench.answer(offered.id, 'accept', bench.people.south)
    expect(late.status).toBe(409)
    expect(late.body).toContain('It lapsed: Testshire Police holds the record now.')
  })
})

describe('an assignment', () => {
  const assign = (record: string, to: string, fields: Record<string, string> = {}) =>
    bench.ask(record, { kind: 'assign', to, ...fields }, bench.people.officer)

  test('makes a team of the holder support, one lead and several teams, until each has finished', async () => {
    const reference = await bench.openCase()
    const { id } = await assign(reference, `${NORTH}:${bench.teams.health}`, { work: 'Measure the noise' })
    expect((await bench.answer(id, 'accept', bench.people.caseOfficer)).status).toBe(303)
    await bench.answer((await refer(reference, { level: 'full' })).id, 'accept', bench.people.police)
    const other = await assign(reference, `${POLICE}:${bench.teams.police}`)
    await accept(other.id)
    expect(await holderOf(reference)).toBe(NORTH)
    const { body } = await bench.staff.get(`/cases/${reference}`, bench.people.officer)
    expect(body).toContain('Supporting teams')
    expect(body).toContain('Contact and triage')
    expect(body).toContain('Measure the noise')
    expect((await bench.answer(id, 'finish', bench.people.police, { why: 'Done' })).status).toBe(403)
    expect((await bench.answer(other.id, 'finish', bench.people.police, { why: 'Visited' })).status).toBe(303)
    expect(await statusOf(other.id)).toBe('ended')
    expect((await bench.staff.get(`/cases/${reference}`, bench.people.police)).status).toBe(200)
  })

  test('is not for those who do not see the record', async () => {
    const { status, body } = await assign(await bench.openCase(), `${SOUTH}:${bench.teams.southHealth}`)
    expect(status).toBe(422)
    expect(body).toContain('refer it to them first')
  })
})

describe('a request for access', () => {
  const request = (reference: string, as = bench.people.south, fields: Record<string, string> = {}) =>
    bench.staff.post(
      '/hand-overs/request',
      { reference, level: 'full', reason: 'Our tenant', ...byLaw, ...fields },
      as,
    )

  test('is answered in the same words whether the record exists', async () => {
    const report = await bench.file()
    const nowhere = newReference('ASB')
    const there = await request(report)
    const absent = await request(nowhere)
    expect([there.status, there.location]).toEqual([absent.status, absent.location])
    const plain = (body: string) => body.replaceAll(report, 'R').replaceAll(nowhere, 'R')
    const list = await bench.staff.get('/hand-overs?show=from_us&sort=newest', bench.people.south)
    expect(list.body).not.toContain('Northholme</td>')
    const ids = await bench.query<{ id: string }>(
      'select id from hand_over where reference = any ($1) order by reference = $2',
      [[report, nowhere], nowhere],
    )
    const [known, unknown] = await Promise.all(
      ids.map(async ({ id }) => {
        const { body } = await bench.staff.get(`/hand-overs/${id}`, bench.people.south)
        return plain(body).replaceAll(id, 'ID')
      }),
    )
    expect(known).toContain('whoever holds it')
    expect(known).toBe(unknown)
  })

  test('is given by the holder, and the asker then sees what was asked', async () => {
    const report = await bench.file()
    await request(report)
    const [asked] = await bench.query<{ id: string }>('select id from hand_over where reference = $1', [
      report,
    ])
    const id = asked?.id ?? ''
    expect((await bench.answer(id, 'accept', bench.people.south)).status).toBe(403)
    expect((await bench.answer(id, 'accept', bench.people.officer)).status).toBe(303)
    expect((await bench.staff.get(`/reports/${report}`, bench.people.south)).status).toBe(200)
    const again = await request(report)
    expect(again.status).toBe(409)
    expect(again.body).toContain('sees all of this record already')
  })

  test('by somebody who sees a summary is asked on the page of the record', async () => {
    const report = await bench.file()
    await accept((await refer(report)).id)
    const { body } = await bench.staff.get(
      `/reports/${report}/hand-over?kind=request_access`,
      bench.people.police,
    )
    expect(body).toContain('How much do you need to see?')
    const { status } = await bench.ask(report, { kind: 'request_access', level: 'full' }, bench.people.police)
    expect(status).toBe(303)
  })
})

describe('restricted records', () => {
  test('are handed over by the cleared alone, to those who have somebody cleared, and read by nobody else', async () => {
    const { officer, colleague, police } = bench.people
    const report = await bench.file()
    await bench.query(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason)
       values (gen_random_uuid(), $1, $2, 'domestic_abuse', 'Works on them')`,
      [officer.memberId, NORTH],
    )
    await bench.query(`update agreement set partitions = '{domestic_abuse}'`)
    await bench.query(`update report set partition_code = 'domestic_abuse' where reference = $1`, [report])
    await bench.anew(officer)
    await bench.query(
      `insert into opening_reason (id, member_id, record_kind, record_id, reason, given_at, expires_at)
       select gen_random_uuid(), member_id, 'report', report.id, 'A visit', $1::timestamptz, $1::timestamptz + interval '4 hours'
       from report cross join unnest($2::uuid[]) as member_id where reference = $3`,
      [bench.clock.now(), [officer.memberId, police.memberId], report],
    )
    expect(
      (await bench.ask(report, { kind: 'refer', to: String(POLICE), level: 'full' }, colleague)).status,
    ).toBe(404)
    const nobody = await refer(report, { level: 'full' })
    expect(nobody.status).toBe(422)
    expect(nobody.body).toContain('Nobody at Testshire Police is cleared')
    await bench.query(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason)
       values (gen_random_uuid(), $1, $2, 'domestic_abuse', 'Works on them')`,
      [police.memberId, POLICE],
    )
    const { id, status } = await refer(report, { level: 'full' })
    expect(status).toBe(303)
    expect((await bench.staff.get(`/hand-overs/${id}`, colleague)).status).toBe(404)
    expect((await bench.answer(id, 'withdraw', colleague)).status).toBe(404)
    await bench.anew(police)
    expect((await accept(id)).status).toBe(303)
    await bench.anew(police)
    expect((await bench.staff.get(`/reports/${report}/hand-over`, police)).body).toContain('Millbrook')
    await bench.query(`update clearance set withdrawn_at = now() where member_id = $1`, [police.memberId])
    expect((await bench.staff.get(`/hand-overs/${id}`, police)).status).toBe(404)
  })
})

describe('who has nothing to do with it', () => {
  test('is told that there is nothing', async () => {
    const report = await bench.file()
    const { id } = await refer(report)
    expect((await bench.staff.get(`/hand-overs/${id}`, bench.people.south)).status).toBe(404)
    for (const action of ['accept', 'refuse', 'withdraw', 'revoke', 'hand-back', 'finish'])
      expect((await bench.answer(id, action, bench.people.south, { why: 'Because' })).status).toBe(404)
    expect((await bench.staff.get(`/reports/${report}/hand-over`, bench.people.south)).status).toBe(404)
    expect(await statusOf(id)).toBe('awaiting')
  })

  test('is refused for their role, their side, or because nobody is signed in', async () => {
    const report = await bench.file()
    const { id } = await refer(report)
    expect((await bench.answer(id, 'withdraw', bench.people.analyst)).status).toBe(403)
    expect((await bench.answer(id, 'accept', bench.people.colleague)).status).toBe(403)
    expect((await bench.answer(id, 'withdraw', bench.people.police)).status).toBe(403)
    expect((await bench.staff.post(`/hand-overs/${id}/accept`, {})).status).toBe(401)
    await accept((await refer(report, { to: String(SOUTH), level: 'full' })).id)
    expect(await statusOf(id)).toBe('awaiting')
  })

  test('and sees it in full, but does not hold it, hands nothing over', async () => {
    const report = await bench.file()
    await accept((await refer(report, { level: 'full' })).id)
    const { status } = await bench.ask(
      report,
      { kind: 'refer', to: String(SOUTH), level: 'full' },
      bench.people.police,
    )
    expect(status).toBe(403)
    const { body } = await bench.staff.get(`/reports/${report}/hand-over?kind=transfer`, bench.people.police)
    expect(body).not.toContain('Ask</button>')
  })
})

test('a hand-over that moved on since it was opened says what happened and keeps what was typed', async () => {
  const { id } = await refer(await bench.file())
  await bench.answer(id, 'withdraw', bench.people.officer, { why: 'My mistake' })
  const late = await bench.staff.post(
    `/hand-overs/${id}/refuse`,
    { version: '1', why: 'We know nothing of it' },
    bench.people.police,
  )
  expect(late.status).toBe(409)
  expect(late.body).toContain('Asha Officer withdrew it for Northholme District Council.')
  const stale = await refer(await bench.file())
  await bench.query('update hand_over set version = 7 where id = $1', [stale.id])
  const old = await bench.staff.post(`/hand-overs/${stale.id}/accept`, { version: '1' }, bench.people.police)
  expect(old.status).toBe(409)
  expect(await statusOf(stale.id)).toBe('awaiting')
})

test('the clock counts working days: asked on Maundy Thursday, a referral is due five of them later', async () => {
  const { id } = await refer(await bench.file())
  const [row] = await bench.query<{ due_on: string }>('select due_on::text from hand_over where id = $1', [
    id,
  ])
  // Good Friday 3 April and Easter Monday 6 April 2026 do not count.
  expect(row?.due_on).toBe('2026-04-13')
})
