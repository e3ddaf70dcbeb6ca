import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { type HandOverBench, openHandOverBench } from '../../../../test/support/hand-over-bench.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { guessTargets, messageOf, momentOf } from './referral.ts'
import { referralRoutes } from './referral-routes.ts'

let bench: HandOverBench
let staff: StaffServer
let officer: MemberActor

beforeAll(async () => {
  bench = await openHandOverBench('2026-04-02T10:00:00Z')
  officer = bench.people.officer
  staff = await startStaffServer(bench.installation, referralRoutes, Object.values(bench.people), {
    clock: bench.clock,
  })
  await bench.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3) on conflict do nothing`)
})
afterAll(async () => {
  await staff.close()
  await bench.close()
})

const rows = [
  'Ref;What happened;Category;Date of incident;Tenant name;Phone;Block',
  'H-1;Drumming at night;noise;01/04/2026 23:30;Ann Example;01632 960000;Mill House',
  'H-2;Bins on fire;;31.03.2026;;;Mill House',
  'H-2;The same again;noise;31.03.2026;;;',
  ';;noise;yesterday;;;',
].join('\n')

/** As a browser sends the form with files, here with the rows pasted. */
async function handIn(content: string, as = officer, sheet = newId()) {
  const boundary = 'boundary'
  const payload = [
    `--${boundary}`,
    'content-disposition: form-data; name="sheet"',
    '',
    sheet,
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename=""',
    'content-type: application/octet-stream',
    '',
    '',
    `--${boundary}`,
    'content-disposition: form-data; name="rows"',
    '',
    content,
    `--${boundary}--`,
    '',
  ].join('\r\n')
  const answer = await staff.server.inject({
    method: 'POST',
    url: '/referrals',
    headers: {
      cookie: `member=${as.memberId}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'sec-fetch-site': 'same-origin',
    },
    payload,
  })
  return { status: answer.statusCode, location: String(answer.headers.location ?? ''), body: answer.body }
}

test('a sheet is looked at before anything is filed, and says what would come of each row', async () => {
  const { status, location } = await handIn(rows)
  expect(status).toBe(303)
  const { body } = await staff.get(location, officer)
  for (const words of ['Drumming at night', 'Row 2 has the same number', 'The type is not known'])
    expect(body).toContain(words)
  expect(body).toContain('6 of 7 columns have a place')
  expect(await bench.query(`select from report where channel = 'referral'`)).toEqual([])
})

test('a sheet whose answer was lost and that is handed in again from the same page is kept once', async () => {
  const { body } = await staff.get('/referrals', officer)
  const id = /name="sheet" value="([\w-]{36})"/.exec(body)?.[1] ?? 'no id on the page'
  const twice = [await handIn(rows, officer, id), await handIn(rows, officer, id)]
  expect(twice.map(({ location }) => location)).toEqual([`/referrals/${id}`, `/referrals/${id}`])
  const kept = await bench.query('select from referral_row where sheet_id = $1', [id])
  expect(kept).toHaveLength(4)
  const other = await handIn('Words\nMine', bench.people.police, id)
  expect((await staff.get(other.location, bench.people.police)).status).toBe(404)
  expect(await bench.query('select from referral_row where sheet_id = $1', [id])).toHaveLength(4)
})

test('chosen rows are filed once however often they are brought in; the others stay as they are', async () => {
  const { location } = await handIn(rows)
  for (const row of ['1', '2', '1']) await staff.post(`${location}/rows`, { row, do: 'bring_in' }, officer)
  const filed = await bench.query<{ summary: string; reporter_kind: string; entered_for: number }>(
    `select summary, reporter_kind, entered_for from report where channel = 'referral' order by summary`,
  )
  expect(filed.map(({ summary, reporter_kind }) => [summary.split('\n')[0], reporter_kind])).toEqual([
    ['Bins on fire', 'professional'],
    ['Drumming at night', 'professional'],
  ])
  expect(filed[0]?.entered_for).toBe(officer.organisationId)
  const { body } = await staff.get(location, officer)
  expect(body.match(/govuk-tag--green/g)).toHaveLength(2)
  expect(body).toContain('2 still open')
  const again = await handIn(rows)
  expect((await staff.get(again.location, officer)).body).toContain('brought in before under this number')
})

test('a row that may be about what was reported already says which report, and why', async () => {
  const reference = await bench.file()
  const sheet = (day: string) =>
    `Ref;What happened;Category;Date of incident;Postcode\nN-${day};Drums;noise;${day};ZZ1 1AA`
  const shown = async (day: string, as = officer) => {
    const { location } = await handIn(sheet(day), as)
    return (await staff.get(location, as)).body
  }
  const near = await shown('01.04.2026')
  expect(near).toContain(`href="/reports/${reference}"`)
  expect(near).toContain('Same place, 11 days apart, same type')
  // A year before it is another matter, and whoever does not see the report is told of none.
  expect(await shown('01.04.2025')).not.toContain(reference)
  expect(await shown('01.04.2026', bench.people.police)).not.toContain(reference)
})

test('a template that a partner filled in and sent by email is looked at and brought in like a row', async () => {
  const template = await staff.get('/referrals/template.txt', officer)
  expect(template.status).toBe(200)
  expect((await staff.get('/referrals/template.txt', bench.people.analyst)).status).toBe(403)
  const filled = template.body
    .replace('What happened:', 'What happened: Shouting in the stairwell')
    .replace('Number:', 'Number: T-1')
    .replace('Where:', 'Where: Nowhere that we know')
  const { location } = await handIn(
    `From: Wanda <wanda@landlord.example>\r\nMessage-ID: <7@landlord.example>\r\nSubject: Referral\r\n\r\n${filled}`,
  )
  const { body } = await staff.get(location, officer)
  expect(body).toContain('Shouting in the stairwell')
  expect(body).toContain('The type is not known')
  await staff.post(`${location}/rows`, { row: '1', do: 'bring_in' }, officer)
  const again = await handIn(filled)
  expect((await staff.get(again.location, officer)).body).toContain('brought in before under this number')
  const [report] = await bench.query<{ contact: string }>(
    `select email as contact from report join report_contact on report_contact.report_id = report.id
     where summary like 'Shouting in the stairwell%'`,
  )
  expect(report).toEqual({ contact: 'wanda@landlord.example' })
  const none = await handIn('From: a@b.example\r\nSubject: Hello\r\n\r\nDear all')
  expect([none.status, none.body.includes('no filled-in template')]).toEqual([422, true])
})

test('a column that nobody placed stays with the report', async () => {
  const [kept] = await bench.query<{ answer: string }>(
    `select answer from report_answer join report on report.id = report_id
     where channel = 'referral' and wording = 'Block' and summary like 'Drumming%'`,
  )
  expect(kept?.answer).toBe('Mill House')
})

test('columns are placed by hand, remembered for the next sheet with the same heads, and none twice', async () => {
  const { location } = await handIn('Colour,Words\nred,Shouting')
  const placed = await staff.post(
    `${location}/columns`,
    { column_0: 'ignore', column_1: 'narrative' },
    officer,
  )
  expect(placed.status).toBe(303)
  const next = await handIn('Colour,Words\nblue,Singing')
  expect((await staff.get(next.location, officer)).body).toContain('1 of 2 columns have a place')
  const twice = await staff.post(
    `${location}/columns`,
    { column_0: 'narrative', column_1: 'narrative' },
    officer,
  )
  expect([twice.status, twice.body.includes('Two columns say the same')]).toEqual([422, true])
})

test('what is no sheet comes back with the reason and what was pasted', async () => {
  for (const [content, problem] of [
    ['', 'Choose a file, or paste the rows'],
    ['Only,a,head', 'at least one row below it'],
    [`a,b\n${'1,2\n'.repeat(501)}`, 'must have 500 rows or fewer'],
  ] as const) {
    const { status, body } = await handIn(content)
    expect([status, body.includes(problem)]).toEqual([422, true])
    expect(body).toContain('name="rows"')
  }
})

test('a sheet is for the organisation to which it was handed, and for those who do casework', async () => {
  const { location } = await handIn(rows)
  expect((await staff.get(location, bench.people.south)).status).toBe(404)
  expect((await staff.post(`${location}/rows`, { row: '1' }, bench.people.south)).status).toBe(404)
  expect((await staff.get(location)).status).toBe(303)
})

test('heads find their place by what senders call them, and dates are read day first', () => {
  expect(guessTargets(['Reference', 'DETAILS', 'Post Code', 'Colour', 'Ref'])).toEqual([
    'number',
    'narrative',
    'postcode',
    '',
    '',
  ])
  expect(momentOf('3/4/2026 9:05')).toBe('2026-04-03T08:05:00.000Z')
  expect(momentOf('2026-12-03')).toBe('2026-12-03T12:00:00.000Z')
  expect(momentOf('31/02/2026')).toBe('31/02/2026')
})

test('a row without a number goes by its sheet and line', () => {
  const sheet = { id: 'sheet', header: ['Words'], targets: ['narrative'] as const }
  expect(messageOf(sheet, { line: 3, cells: ['Shouting'] })).toMatchObject({
    number: 'sheet 3',
    narrative: 'Shouting',
  })
})
