import { afterAll, beforeAll, expect, test } from 'vitest'
import { lapseShares } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { newId, newReference } from '#platform/ids'
import { NORTH, POLICE, SOUTH, testAgreement } from '../../../../test/support/partnership.ts'
import { openSharingBench, type SharingBench } from '../../../../test/support/sharing-bench.ts'

let bench: SharingBench
beforeAll(async () => {
  bench = await openSharingBench()
})
afterAll(() => bench.close())

const plain = ({ body }: { body: string }) => body.replace(/\b[0-9A-F]{10}\b/g, 'REQUEST')

test('each level shows what it says and no more', async () => {
  const reference = await bench.file()
  const unknown = newReference('ASB')
  const nothing = await bench.staff.get(`/reports/${reference}`, bench.people.police)
  expect(nothing.status).toBe(404)
  expect(plain(nothing).replaceAll(reference, unknown)).toBe(
    plain(await bench.staff.get(`/reports/${unknown}`, bench.people.police)),
  )

  expect((await bench.give(reference, { level: 'exists' })).status).toBe(303)
  const exists = await bench.staff.get(`/reports/${reference}`, bench.people.police)
  expect(exists.status).toBe(200)
  expect(exists.body).toContain('A record of this reference exists')
  expect(exists.body).not.toMatch(/Northholme|Noise|Drumming|Millbrook/)

  expect((await bench.give(reference, { level: 'signpost' })).status).toBe(303)
  const signpost = await bench.staff.get(`/reports/${reference}`, bench.people.police)
  expect(signpost.body).toContain('Ask Northholme District Council.')
  expect(signpost.body).toContain('Call us on weekdays.')
  expect(signpost.body).not.toMatch(/Noise|Drumming|Millbrook/)

  expect((await bench.give(reference, { level: 'summary' })).status).toBe(303)
  const summary = await bench.staff.get(`/reports/${reference}`, bench.people.police)
  expect(summary.body).toContain('Noise · Millbrook')
  expect(summary.body).toContain('Ask Northholme District Council.')
  expect(summary.body).not.toMatch(/Drumming|Nobody/)

  expect((await bench.give(reference, { level: 'full' })).status).toBe(303)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).body).toContain('Drumming')
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.south)).status).toBe(404)
})

test('sight is given and ended on the page of who sees it, and the timeline and the audit say so', async () => {
  const reference = await bench.file()
  await bench.give(reference, { level: 'summary', until: '2090-01-01' })
  const page = await bench.staff.get(`/reports/${reference}/sharing`, bench.people.officer)
  expect(page.body).toContain('Given by a person')
  expect(page.body).toContain('Testshire information sharing agreement')
  expect(page.body).toContain('1 January 2090')
  const share = await bench.liveShare(reference)
  const end = async (as: MemberActor, version: string, why = 'No longer needed') =>
    bench.staff.post(`/reports/${reference}/sharing/${share.id}/end`, { why, version }, as)
  expect((await end(bench.people.officer, await bench.versionOf(reference), '')).status).toBe(422)
  expect((await end(bench.people.officer, '1')).status).toBe(409)
  expect((await end(bench.people.analyst, await bench.versionOf(reference))).status).toBe(403)
  expect((await end(bench.people.south, await bench.versionOf(reference))).status).toBe(404)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(200)
  expect((await end(bench.people.officer, await bench.versionOf(reference))).status).toBe(303)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(404)
  expect((await end(bench.people.officer, await bench.versionOf(reference))).status).toBe(409)
  const { body } = await bench.staff.get(`/reports/${reference}`, bench.people.officer)
  expect(body).toContain('Shared with Testshire Police: summary until 1 January 2090')
  expect(body).toContain('No longer shared with Testshire Police')
  const audited = await bench.query<{ verb: string }>(
    `select verb from audit_entry join report on report.id = record_id
     where reference = $1 and recipient = 'Testshire Police' order by audit_entry.id`,
    [reference],
  )
  expect(audited.map(({ verb }) => verb)).toEqual(['disclose', 'alter'])
})

test('one press takes sight back, with the reason that the page sends for it', async () => {
  const reference = await bench.file()
  await bench.give(reference, { level: 'summary' })
  const share = await bench.liveShare(reference)
  const { body } = await bench.staff.get(`/reports/${reference}/sharing`, bench.people.officer)
  const action = `/reports/${reference}/sharing/${share.id}/end`
  const form = body.slice(body.indexOf(`action="${action}"`)).split('</form>')[0] ?? ''
  const sent = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
  const fields = Object.fromEntries(sent.map(([, name, value]) => [name ?? '', value ?? '']))
  expect(form).not.toMatch(/type="text"|<textarea/)
  expect((await bench.staff.post(action, fields, bench.people.officer)).status).toBe(303)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(404)
  const after = await bench.staff.get(`/reports/${reference}/sharing`, bench.people.officer)
  expect(after.body).toContain('They no longer need it')
})

test('a level is changed on the same basis, and not beyond what the agreement allows', async () => {
  const reference = await bench.file()
  await bench.give(reference, { level: 'full' })
  const share = await bench.liveShare(reference)
  const changed = await bench.staff.post(
    `/reports/${reference}/sharing/${share.id}/level`,
    { level: 'signpost', why: 'Too much', version: await bench.versionOf(reference) },
    bench.people.officer,
  )
  expect(changed.status).toBe(303)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).body).not.toContain('Drumming')
  expect(await bench.liveShare(reference)).toMatchObject({ level: 'signpost', because: 'partner' })
})

test('what no agreement covers is refused, or is an override with its lawful basis', async () => {
  await bench.query(`update agreement set most_level = 'summary' where id = $1`, [testAgreement])
  try {
    const reference = await bench.file()
    const refused = await bench.give(reference, { level: 'full' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('No agreement with Testshire Police covers this much')
    expect(refused.body).toContain('They know the address')
    expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(404)
    expect((await bench.give(reference, { level: 'full', override: 'yes' })).status).toBe(422)
    expect(
      (await bench.give(reference, { level: 'full', override: 'yes', basis: 'Vital interests' })).status,
    ).toBe(303)
    expect(await bench.liveShare(reference)).toMatchObject({ because: 'override', level: 'full' })
    const { body } = await bench.staff.get(`/reports/${reference}/sharing`, bench.people.officer)
    expect(body).toContain('Override, without an agreement')
    expect(body).toContain('Lawful basis: Vital interests')
  } finally {
    await bench.query(`update agreement set most_level = 'full' where id = $1`, [testAgreement])
  }
})

test('only people of the organisation that holds a record share it', async () => {
  const reference = await bench.file()
  expect((await bench.give(reference, {}, bench.people.police)).status).toBe(404)
  await bench.give(reference, {})
  expect((await bench.give(reference, { organisation: String(SOUTH) }, bench.people.police)).status).toBe(403)
  expect((await bench.give(reference, { organisation: String(SOUTH) }, bench.people.analyst)).status).toBe(
    403,
  )
  expect((await bench.give(reference, { organisation: String(SOUTH), version: '1' })).status).toBe(409)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.south)).status).toBe(404)
  expect((await bench.staff.get(`/reports/${reference}/sharing`, bench.people.police)).body).not.toContain(
    'Share it</button>',
  )
})

test('an expired share shows a pointer no more at once, and everything else a minute later at most', async () => {
  const [signpost, full] = [await bench.file(), await bench.file()]
  await bench.give(signpost, { level: 'signpost', until: '2090-01-01' })
  await bench.give(full, { level: 'full', until: '2090-01-01' })
  await bench.query(
    `update share set expires_at = now() - interval '1 second' from report
    where report.id = report_id and reference = any ($1)`,
    [[signpost, full]],
  )
  expect((await bench.staff.get(`/reports/${signpost}`, bench.people.police)).status).toBe(404)
  expect(await lapseShares(bench.worker)).toBe(2)
  expect((await bench.staff.get(`/reports/${full}`, bench.people.police)).status).toBe(404)
  expect(await lapseShares(bench.worker)).toBe(0)
  expect((await bench.staff.get(`/reports/${full}`, bench.people.officer)).body).toContain(
    'Sharing with Testshire Police ended',
  )
})

test('everything shared with us is listed by level, and what a level hides is not searched', async () => {
  const [exists, summary] = [await bench.file(), await bench.file()]
  await bench.give(exists, { level: 'exists' })
  await bench.give(summary, { level: 'summary' })
  const list = async (filters: string) =>
    (await bench.staff.get(`/shared?${filters}`, bench.people.police)).body
  expect(await list('')).toContain(exists)
  expect(await list('')).toContain(summary)
  expect(await list('q=millbrook')).toContain(summary)
  expect(await list('q=millbrook')).not.toContain(exists)
  expect(await list(`q=${exists}`)).toContain(`Report ${exists}`)
  expect(await list('type=noise')).not.toContain(exists)
  expect(await list(`giver=${NORTH}`)).not.toContain(exists)
  expect(await list('level=exists')).not.toContain(summary)
  expect(await list('kind=case')).not.toContain(summary)
  expect(await list('since=2090-01-01')).not.toContain(summary)
  expect((await bench.staff.get('/shared', bench.people.south)).body).not.toContain(summary)
  expect((await bench.staff.get('/shared', bench.coordinator)).status).toBe(403)
})

test('pages of what is shared with us show each record once', async () => {
  const before = new Set(await sharedReferences())
  const references: string[] = []
  for (let at = 0; at < 55; at += 1) references.push(await insertShared())
  const found = await sharedReferences()
  expect(found.filter((reference) => !before.has(reference)).sort()).toEqual(references.sort())
  expect(new Set(found).size).toBe(found.length)
})

async function sharedReferences(): Promise<string[]> {
  const found: string[] = []
  for (let url: string | undefined = '/shared?kind=case'; url !== undefined; ) {
    const { body } = await bench.staff.get(url, bench.people.police)
    found.push(...[...body.matchAll(/href="\/cases\/(CASE-[^"]+)"/g)].map(([, reference = '']) => reference))
    url = /href="(\/shared\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  return found
}

async function insertShared(): Promise<string> {
  const id = newId()
  const reference = `CASE-T${id.slice(-7)}`
  await bench.query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', $2, 'noise', $3, array[$3]::integer[])`,
    [id, reference, NORTH],
  )
  await bench.query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id, given_at)
     values ($1, $2, $3, $4, 'summary', 'rule', $5, '2026-01-01T00:00:00Z')`,
    [newId(), id, POLICE, testAgreement, NORTH],
  )
  return reference
}

test('a report says whom to ask about signposted records near it', async () => {
  const elsewhere = { easting: 400_800, northing: 301_800 }
  const shared = await bench.file('noise', elsewhere)
  await bench.give(shared, { level: 'full' })
  const quiet = await bench.staff.get(`/reports/${shared}`, bench.people.police)
  expect(quiet.body).not.toContain('near here')
  const near = await bench.file('noise', elsewhere)
  await bench.give(near, { level: 'signpost' })
  const { body } = await bench.staff.get(`/reports/${shared}`, bench.people.police)
  expect(body).toContain('1 more record near here: ask Northholme District Council.')
  expect(body).not.toContain(near)
  expect((await bench.staff.get(`/reports/${shared}`, bench.people.officer)).body).not.toContain('near here')
})
