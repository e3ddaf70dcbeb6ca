import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvidence } from '#domains/evidence'
import { createApiToken } from '#domains/feed'
import { open311Routes } from '#domains/intake'
import { reportStaffRoutes } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { startMachineServer } from '../../../test/support/machine-server.ts'
import { NORTH, POLICE } from '../../../test/support/partnership.ts'
import { openSharingBench, type SharingBench } from '../../../test/support/sharing-bench.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import {
  carryServiceRequests,
  endpointKeySeal,
  serviceEndpointRoutes,
  serviceRequestPanel,
  serviceRequestRoutes,
  serviceRequestWork,
} from './index.ts'

/** A system that takes requests: answers as it is told to, and keeps what it was asked. */
type Remote = {
  url: string
  asked: { method: string; path: string; fields: URLSearchParams }[]
  /** By method and the beginning of the path. */
  answer: Record<string, { status: number; body?: string; hangUp?: boolean }>
  close(): Promise<void>
}

async function startRemote(): Promise<Remote> {
  const asked: Remote['asked'] = []
  const answer: Remote['answer'] = {}
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://remote')
    const method = request.method ?? ''
    const fields =
      method === 'POST' ? new URLSearchParams(Buffer.concat(chunks).toString('utf8')) : searchParams
    asked.push({ method, path: pathname, fields })
    const key = Object.keys(answer).find((each) => `${method} ${pathname}`.startsWith(each))
    const { status, body = '', hangUp = false } = answer[key ?? ''] ?? { status: 404 }
    if (hangUp) request.socket.destroy()
    else response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
  }
  const server: Server = createServer((request, response) => void reply(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const request = (inside: string) => `<service_requests><request>${inside}</request></service_requests>`
const services = `<services><service><service_code>flytipping</service_code><service_name>Fly-tipping</service_name></service>
  <service><service_code>noise-team</service_code><service_name>Noise team</service_name></service></services>`

let bench: SharingBench
let remote: Remote
let staff: StaffServer
let coordinator: MemberActor
const allowed = new Set<string>()

beforeAll(async () => {
  bench = await openSharingBench()
  remote = await startRemote()
  allowed.add(new URL(remote.url).host)
  coordinator = await bench.somebody(
    bench.people.officer,
    'coordinator',
    NORTH,
    'Northholme District Council',
  )
  const keys = endpointKeySeal(bench.installation.secret)
  staff = await startStaffServer(
    bench.installation,
    [
      ...reportStaffRoutes([serviceRequestPanel]),
      ...serviceEndpointRoutes({ keys, allowed }),
      ...serviceRequestRoutes,
    ],
    [...Object.values(bench.people), coordinator, bench.policeSupervisor],
  )
})
afterAll(async () => {
  await staff.close()
  await bench.close()
  await remote.close()
})

const carry = () =>
  carryServiceRequests({
    database: bench.worker,
    keys: endpointKeySeal(bench.installation.secret),
    allowed,
    timeoutMs: 2_000,
  })
/** Makes everything due, as time would. */
const later = () => bench.query('update service_request set due_at = now() where due_at is not null')

type Kept = {
  id: string
  state: string
  remote_id: string | null
  remote_status: string | null
  outcome: string
  due_at: Date | null
}
const kept = async (reference: string): Promise<Kept | undefined> =>
  (
    await bench.query<Kept>(
      `select service_request.* from service_request join report on report.id = report_id
       where report.reference = $1 order by made_at desc limit 1`,
      [reference],
    )
  )[0]

/** A system of the council that takes noise, and where its page is. */
async function addEndpoint(name: string, changes: Record<string, string> = {}): Promise<string> {
  remote.answer['GET /services.xml'] = { status: 200, body: services }
  const fields = { name, url: remote.url, jurisdiction: '', key: 'k3y', ...changes }
  const { location = '' } = await staff.post('/intake/service-endpoints', fields, coordinator)
  const page = location.replace(/\?.*/, '')
  await carry()
  expect((await staff.post(page, { act: 'map', 'service.noise': 'noise-team' }, coordinator)).status).toBe(
    303,
  )
  return page
}

/** A report of the council's, on its way. */
async function sendOn(page: string, description = 'Turn the alarm of the market hall off') {
  const reference = await bench.file('noise')
  const address = `/reports/${reference}/service-requests`
  const fields = { endpoint: page.split('/').at(-1) ?? '', description }
  const { status } = await staff.post(address, fields, bench.people.officer)
  expect(status).toBe(303)
  return reference
}

const switchOff = (page: string) => staff.post(page, { act: 'disable' }, coordinator)

test('a system is added by whoever looks after connections, tells what it offers, and its key is never shown', async () => {
  const { officer, police } = bench.people
  const address = '/intake/service-endpoints'
  const fields = { name: 'Street cleansing', url: remote.url, jurisdiction: '', key: 'k3y' }
  expect((await staff.get(address, officer)).status).toBe(403)
  expect((await staff.post(address, fields, officer)).status).toBe(403)
  for (const [changed, said] of [
    [{ name: '' }, 'Enter what your people call it'],
    [{ url: '' }, 'Enter the address'],
    [{ url: 'http://10.0.0.1/' }, 'The address must begin with https://'],
    [{ url: 'https://10.0.0.1/' }, 'The address leads into a private network'],
  ] as const) {
    const { status, body } = await staff.post(address, { ...fields, ...changed }, coordinator)
    expect([status, body.includes(said)]).toEqual([422, true])
  }
  const page = await addEndpoint('Street cleansing')
  const shown = (await staff.get(page, coordinator)).body
  expect(shown).toContain('2 services')
  expect(shown).toContain('Noise team')
  expect(shown).not.toContain('k3y')
  expect(remote.asked.at(-1)?.fields.get('api_key')).toBe('k3y')
  expect((await staff.get(page, bench.policeSupervisor)).status).toBe(404)
  expect((await staff.post(page, { act: 'disable' }, bench.policeSupervisor)).status).toBe(404)
  expect((await staff.get(page, police)).status).toBe(403)
  expect((await staff.post(page, { act: 'key', key: ' ' }, coordinator)).status).toBe(422)
  await switchOff(page)
})

test('a report goes on to the system that takes its type, once, without anything of who reported, and is followed until it is closed there', async () => {
  const page = await addEndpoint('Alarms')
  remote.answer['POST /requests.xml'] = {
    status: 200,
    body: request('<service_request_id>SR-1</service_request_id>'),
  }
  const { officer, police } = bench.people
  const reference = await bench.file('noise')
  const address = `/reports/${reference}/service-requests`
  expect((await staff.get(`/reports/${reference}`, officer)).body).toContain(address)
  expect((await staff.get(address, police)).status).toBe(404)
  const form = (await staff.get(address, officer)).body
  expect(form).toContain('Alarms, as Noise team')
  expect(form).not.toContain('Mr Nobody')
  const endpoint = page.split('/').at(-1) ?? ''
  for (const [fields, said] of [
    [{ endpoint: '', description: 'Turn it off' }, 'Choose where it is sent'],
    [{ endpoint, description: '' }, 'Say what they need to know'],
    [{ endpoint, description: 'Ring 01632 960123' }, 'looks like a telephone number'],
    [{ endpoint, description: 'Write to a@example.org' }, 'looks like a telephone number or an email'],
  ] as const) {
    const { status, body } = await staff.post(address, fields, officer)
    expect([status, body.includes(said)]).toEqual([422, true])
  }
  const fields = { endpoint, description: 'Turn the alarm off' }
  expect((await staff.post(address, fields, police)).status).toBe(404)
  expect((await staff.post(address, fields, officer)).status).toBe(303)
  const twice = await staff.post(address, fields, officer)
  expect([twice.status, twice.body.includes('It was sent to Alarms before')]).toEqual([409, true])

  await carry()
  const sent = remote.asked.filter(({ method }) => method === 'POST').at(-1)
  expect(Object.fromEntries(sent?.fields ?? [])).toEqual({
    api_key: 'k3y',
    service_code: 'noise-team',
    lat: expect.stringMatching(/^\d+\.\d{5}$/),
    long: expect.stringMatching(/^-?\d+\.\d{5}$/),
    description: `Turn the alarm off\n\nOur reference: ${reference}`,
    'attribute[external_id]': reference,
  })
  expect(await kept(reference)).toMatchObject({ state: 'sent', remote_id: 'SR-1' })

  remote.answer['GET /requests/SR-1.xml'] = {
    status: 200,
    body: request('<service_request_id>SR-1</service_request_id><status>open</status>'),
  }
  await later()
  await carry()
  expect((await staff.get(`/reports/${reference}`, officer)).body).toContain('Open there')
  remote.answer['GET /requests/SR-1.xml'] = {
    status: 200,
    body: request('<status>closed</status><status_notes>Fuse taken out</status_notes>'),
  }
  await later()
  await carry()
  expect(await kept(reference)).toMatchObject({ state: 'closed', due_at: null })
  const shown = (await staff.get(`/reports/${reference}`, officer)).body
  expect(shown).toContain('Closed there, their number SR-1')
  expect(shown).toContain('They say: Fuse taken out')
  expect(shown).toContain('Alarms: closed there')
  await switchOff(page)
})

test('what is not taken says why, and is sent again or given its number by hand', async () => {
  const page = await addEndpoint('Refusing')
  remote.answer['POST /requests.xml'] = {
    status: 400,
    body: '<errors><error><code>400</code><description>Outside our area</description></error></errors>',
  }
  const { officer, police } = bench.people
  const reference = await sendOn(page)
  await carry()
  const refused = await kept(reference)
  expect(refused).toMatchObject({ state: 'failed', outcome: 'Outside our area', due_at: null })
  const work = await bench.web.withActor(officer, (db) =>
    serviceRequestWork.find(db, {
      memberId: officer.memberId,
      members: [officer.memberId],
      organisations: [NORTH],
      teams: [],
      scope: 'organisation',
      now: new Date(),
      limit: 50,
    }),
  )
  expect(work.filter((item) => item.reference === reference)).toMatchObject([
    { what: 'Refusing: not taken', href: `/reports/${reference}#service-requests` },
  ])
  const address = `/reports/${reference}/service-requests/${refused?.id}`
  expect((await staff.post(address, { act: 'again' }, police)).status).toBe(404)
  expect((await staff.post(address, { act: 'number', remote_id: '' }, officer)).status).toBe(422)
  expect((await staff.post(address, { act: 'again' }, officer)).status).toBe(303)
  await carry()
  expect(await kept(reference)).toMatchObject({ state: 'failed' })
  expect((await staff.post(address, { act: 'number', remote_id: 'T-7' }, officer)).status).toBe(303)
  expect(await kept(reference)).toMatchObject({ state: 'sent', remote_id: 'T-7' })
  await switchOff(page)
})

test('one without an answer is looked for and never sent blindly again', async () => {
  const page = await addEndpoint('Unreliable')
  remote.answer['POST /requests.xml'] = { status: 0, hangUp: true }
  remote.answer['GET /requests.xml'] = { status: 200, body: '<service_requests></service_requests>' }
  const reference = await sendOn(page)
  const posts = () =>
    remote.asked.filter(
      ({ method, fields }) => method === 'POST' && fields.get('attribute[external_id]') === reference,
    ).length
  await carry()
  expect([await kept(reference), posts()]).toMatchObject([{ state: 'unclear' }, 1])
  for (let look = 0; look < 3; look += 1) {
    await later()
    await carry()
  }
  expect([await kept(reference), posts()]).toMatchObject([{ state: 'unclear', due_at: null }, 1])
  expect((await kept(reference))?.outcome).toContain('ask them, then send it again or enter its number')

  // A worker that died in the middle leaves it as being sent: it stands there after all.
  const other = await sendOn(page, 'Another one')
  await bench.query(
    "update service_request set state = 'sending', due_at = now() where report_id = (select id from report where reference = $1)",
    [other],
  )
  remote.answer['GET /requests.xml'] = {
    status: 200,
    body: request(
      `<service_request_id>SR-9</service_request_id><status>open</status><description>Another one\n\nOur reference: ${other}</description>`,
    ),
  }
  await carry()
  expect(await kept(other)).toMatchObject({ state: 'sent', remote_id: 'SR-9' })
  await switchOff(page)
})

test('a system that is away is tried later, and one that is switched off is not asked', async () => {
  const page = await addEndpoint('Away', { key: '' })
  remote.answer['POST /requests.xml'] = { status: 503 }
  const reference = await sendOn(page)
  await carry()
  const waiting = await kept(reference)
  expect(waiting).toMatchObject({ state: 'waiting', outcome: 'It answers 503: later' })
  expect(waiting?.due_at?.getTime()).toBeGreaterThan(Date.now())
  await switchOff(page)
  const before = remote.asked.length
  await later()
  await carry()
  expect(remote.asked.length).toBe(before)
  remote.answer['POST /requests.xml'] = { status: 200, body: request('<token>T1</token>') }
  remote.answer['GET /tokens/T1.xml'] = {
    status: 200,
    body: request('<service_request_id>SR-2</service_request_id><token>T1</token>'),
  }
  await staff.post(page, { act: 'enable' }, coordinator)
  await carry()
  await later()
  await carry()
  expect(await kept(reference)).toMatchObject({ state: 'sent', remote_id: 'SR-2' })
  await switchOff(page)
})

test('another OpenASB takes it as one report, however often it is sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'requests-'))
  const machine = await startMachineServer(
    bench.installation,
    open311Routes(openEvidence(folder, { limits: { largest: 1_500_000 } })),
  )
  await machine.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = machine.server.server.address() as AddressInfo
  allowed.add(`127.0.0.1:${port}`)
  const { secret } = await asOwner(bench.installation, (client) =>
    createApiToken(client, {
      organisationId: POLICE,
      name: 'Northholme',
      abilities: ['file_reports'],
      expiresAt: undefined,
    }),
  )
  const { location = '' } = await staff.post(
    '/intake/service-endpoints',
    { name: 'The force', url: `http://127.0.0.1:${port}/open311/v2`, key: secret, knows_repeats: 'yes' },
    coordinator,
  )
  const page = location.replace(/\?.*/, '')
  await carry()
  expect((await staff.get(page, coordinator)).body).toContain('Noise')
  await staff.post(page, { act: 'map', 'service.noise': 'noise' }, coordinator)
  const reference = await sendOn(page, 'Bikes with loud exhausts by the library')
  await carry()
  const first = await kept(reference)
  expect(first).toMatchObject({ state: 'sent', outcome: '' })
  expect(first?.remote_id).not.toBeNull()
  // As if the answer had been lost: it is sent again, and is the same report there.
  await bench.query(
    "update service_request set state = 'sending', due_at = now(), remote_id = null where id = $1",
    [first?.id],
  )
  await carry()
  expect(await kept(reference)).toMatchObject({ state: 'sent', remote_id: first?.remote_id })
  expect(await bench.query('select from incident where number = $1', [reference])).toHaveLength(1)
  await machine.close()
  await rm(folder, { recursive: true })
})

test('a restricted report is never sent on', async () => {
  const page = await addEndpoint('Never')
  const reference = await bench.file('noise')
  await bench.query("update report set partition_code = 'domestic_abuse' where reference = $1", [reference])
  const address = `/reports/${reference}/service-requests`
  const fields = { endpoint: page.split('/').at(-1) ?? '', description: 'Anything' }
  expect([403, 404]).toContain((await staff.post(address, fields, bench.people.officer)).status)
  expect(await kept(reference)).toBeUndefined()
  await switchOff(page)
})
