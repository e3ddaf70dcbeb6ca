import { afterAll, beforeAll, expect, test } from 'vitest'
import { impactNotices, impactRoutes, impactWork } from '#domains/protection'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { forRoles, page, type Route, route } from '#platform/http'
import { POLICE } from '../../../test/support/partnership.ts'
import { readPdf } from '../../../test/support/pdf.ts'
import { openSharingBench, type SharingBench } from '../../../test/support/sharing-bench.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'

let bench: SharingBench
let staff: StaffServer
let governor: MemberActor
let agreementId: string
beforeAll(async () => {
  bench = await openSharingBench()
  governor = await bench.somebody(bench.people.police, 'information_governance', POLICE, 'Testshire Police')
  const declared: Route[] = [
    route({
      method: 'GET',
      url: '/made-up/export',
      permission: forRoles('supervisor'),
      audit: 'disclose',
      handler: async () => page(() => '' as never),
    }),
  ]
  staff = await startStaffServer(
    bench.installation,
    impactRoutes({
      routes: () => declared,
      kept: [['Drafts', '30 days']],
      protections: [['Authenticator code', 'Required']],
      processors: [['Mail server', 'Sends e-mails']],
    }),
    [...Object.values(bench.people), bench.coordinator, bench.policeSupervisor, governor],
  )
  agreementId = (await bench.agree()).split('/').at(-1) ?? ''
})
afterAll(async () => {
  await staff.close()
  await bench.close()
})

const fields = (changes: Record<string, string> = {}) => ({
  seen: '0',
  need: 'Several controllers share what people say of their neighbours',
  necessity: 'One report to one place would miss repeats',
  consultation: 'Three landlords and a residents’ group were asked',
  processors: '',
  advice: 'Go on, with a review each year',
  changes: '',
  risk0: 'A partner reads what is not theirs to read',
  likelihood0: 'possible',
  severity0: 'serious',
  measures0: 'Closed by default',
  residualLikelihood0: 'remote',
  residualSeverity0: 'serious',
  ownerId: governor.memberId,
  reviewOn: '2099-06-30',
  act: 'send',
  ...changes,
})

test('the pack holds what the product knows, what officers wrote, and a second person signs it', async () => {
  const own = `/impact/${agreementId}`
  expect((await staff.get(own, bench.people.officer)).status).toBe(403)
  const fresh = await staff.get(own, governor)
  expect(fresh.status).toBe(200)
  // A list to begin with, and the live facts: nobody typed them.
  expect(fresh.body).toContain('The address of a victim of domestic abuse')
  for (const fact of ['Testshire Police', 'Crime and Disorder Act 1998 section 115', 'At most', 'case party'])
    expect(fresh.body.toLowerCase()).toContain(fact.toLowerCase())
  expect(fresh.body).toContain('Supervisor')
  expect(fresh.body).toContain('disclose (1 way)')
  expect(fresh.body).toContain('On every table')
  const draft = await staff.server.inject({
    url: `${own}/pack.pdf`,
    headers: { cookie: `member=${governor.memberId}` },
  })
  expect(draft.headers['content-type']).toBe('application/pdf')
  const read = await readPdf(draft.rawPayload)
  expect(read).toMatchObject({
    language: 'en-GB',
    isTagged: true,
    pdfUa: '1',
    untaggedWords: 0,
    fontsNotEmbedded: 0,
  })
  expect(read.words).toContain('nobody has sent it to be signed')

  const incomplete = await staff.post(
    own,
    fields({ advice: '', likelihood0: '', reviewOn: '2020-01-01' }),
    governor,
  )
  expect(incomplete.status).toBe(422)
  for (const said of ['Write the advice', 'Mark risk 1', 'Enter a day after today'])
    expect(incomplete.body).toContain(said)
  // A draft may leave words open, and whoever saves over another is told.
  expect((await staff.post(own, fields({ advice: '', act: 'save' }), governor)).status).toBe(303)
  const late = await staff.post(own, fields({ need: 'Mine', act: 'save' }), bench.coordinator)
  expect([late.status, late.body.includes('Somebody else saved'), late.body.includes('Mine')]).toEqual([
    409,
    true,
    true,
  ])
  const sent = await staff.post(own, fields({ seen: '1' }), governor)
  expect(sent.status).toBe(303)
  const version = sent.location ?? ''
  expect((await staff.post(version, { decision: 'approved' }, governor)).status).toBe(403)
  expect((await staff.post(version, { decision: 'declined' }, bench.coordinator)).status).toBe(422)
  expect(await bench.web.withActor(governor, (db) => impactNotices(db, new Date()))).toEqual([
    expect.objectContaining({ text: expect.stringContaining('waits to be signed') }),
  ])
  expect((await staff.post(version, { decision: 'approved' }, bench.coordinator)).status).toBe(303)
  expect((await staff.post(version, { decision: 'approved' }, bench.coordinator)).status).toBe(409)
  const signed = await staff.get(version, governor)
  expect(signed.body).toContain('nothing that it tells has changed')
  expect(signed.body).toContain('High (reasonably possible, serious harm)')
  expect(signed.body).toContain('Low (remote, serious harm)')
  expect((await staff.get(version, bench.people.officer)).status).toBe(404)
})

test('a signed pack says what has changed since, keeps what it said, and comes as PDF, CSV and JSON with its hash', async () => {
  const listed = await bench.query<{ id: string; hash: string }>(
    'select id, hash from impact_assessment where agreement_id = $1',
    [agreementId],
  )
  const [{ id = '', hash = '' } = {}] = listed
  await bench.query(
    `with joined as (insert into organisation (id, name, short_name, kind)
       values (90, 'Homes of Testshire', 'Homes', 'landlord'), (91, 'Testshire Mediation', 'Mediation', 'third_sector')
       returning id)
     insert into agreement_party (agreement_id, organisation_id, joined_on) select $1, id, current_date from joined`,
    [agreementId],
  )
  const page = await staff.get(`/impact/versions/${id}`, governor)
  expect(page.body).toContain('Version 1 is out of date')
  expect(page.body).toContain('two organisations joined')
  expect((await staff.get('/impact', bench.coordinator)).body).toContain(
    'Out of date: two organisations joined',
  )
  const fetch = (kind: string) =>
    staff.server.inject({
      url: `/impact/versions/${id}/pack.${kind}`,
      headers: { cookie: `member=${governor.memberId}` },
    })
  const { words } = await readPdf((await fetch('pdf')).rawPayload)
  expect(words).toContain('two organisations joined')
  expect(words.replaceAll(/\s/g, '')).toContain(hash)
  const data = (await fetch('json')).json()
  expect(data).toMatchObject({
    number: 1,
    hash,
    decision: 'approved',
    riskLevels: [{ before: 'high', left: 'low' }],
  })
  expect(data.content.facts.find(({ key }: { key: string }) => key === 'parties').rows).toHaveLength(3)
  const csv = (await fetch('csv')).body
  expect(csv.startsWith('Section,About,Field,Says\r\n')).toBe(true)
  expect(csv).toContain(`Version,,SHA-256,${hash}`)
  // Whoever changes what is stored is found out.
  await asOwner(bench.installation, (owner) =>
    owner.query(
      `update impact_assessment set content = jsonb_set(content, '{written,advice}', '"Stop"') where id = $1`,
      [id],
    ),
  )
  expect((await staff.get(`/impact/versions/${id}`, governor)).body).toContain('This is not what was signed')
})

test('a review that falls due is work of its owner, and the next version begins with the words of the last', async () => {
  await bench.query(`update impact_assessment set review_on = current_date + 3 where agreement_id = $1`, [
    agreementId,
  ])
  const asked = {
    memberId: governor.memberId,
    members: [governor.memberId],
    organisations: [POLICE],
    teams: [],
    scope: 'mine',
    now: new Date(),
    limit: 10,
  } as const
  const due = await bench.web.withActor(governor, (db) => impactWork.find(db, asked))
  expect(due).toMatchObject([{ what: 'Review version 1', ownerMemberId: governor.memberId }])
  const others = { ...asked, members: [bench.coordinator.memberId] }
  expect(await bench.web.withActor(bench.coordinator, (db) => impactWork.find(db, others))).toEqual([])
  expect((await staff.get(`/impact/${agreementId}`, bench.coordinator)).body).toContain('residents’ group')
  const again = await staff.post(`/impact/${agreementId}`, fields(), bench.coordinator)
  expect(again.location).toMatch(/^\/impact\/versions\//)
  expect((await staff.get(again.location ?? '', governor)).body).toContain(
    'Changes since the version signed before',
  )
  expect(
    (await staff.post(again.location ?? '', { decision: 'declined', why: 'Name the processors' }, governor))
      .status,
  ).toBe(303)
  const open = await staff.get(`/impact/${agreementId}`, governor)
  expect(open.body).toContain('Draft of the next version')
  expect(open.body).toContain('Returned')
})

test('the partnership as a whole is assessed like an agreement, with the terms of each', async () => {
  const { body } = await staff.get('/impact/partnership', bench.coordinator)
  expect(body).toContain('Patrols in Millbrook')
  expect(body).toContain('Testshire County Council')
  expect((await staff.get('/impact/00000000-0000-7000-8000-999999999999', governor)).status).toBe(404)
})
