import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { fileReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { type Actor, anybody, type MachineActor, type MemberActor, system } from '#platform/actor'
import { asOwner, type Installation, openDatabase } from '#platform/database'
import type { Route } from '#platform/http'
import { newId, newReference, newSecret } from '#platform/ids'
import { installJobs } from '#platform/jobs'
import { buildApp } from '../../src/app.ts'
import { events } from '../../src/prepare.ts'
import { createTestDatabase } from '../support/database.ts'
import { inNorthWest, NORTH, type Partnership, seedPartnership } from '../support/partnership.ts'

export type Question = {
  as: Actor
  headers?: Record<string, string>
  body?: string | Buffer
  address?: string
  from?: string
}
export type Answer = { status: number; redirect: string; setsCookie: boolean; body: string; type: string }

/** The whole product as it is served, asked as anybody one likes. */
export type AppBench = {
  routes: readonly Route[]
  people: Partnership['people']
  /** A report and a case of the northern council alone. */
  report: string
  caseReference: string
  /** What the server logged as its own fault since it was last asked; explains an answer of 500. */
  faults: string[]
  closedTo(actor: Actor): Route[]
  openTo(actor: Actor): Route[]
  /** An address of the route: its places filled with what exists, or with what is given. */
  addressOf(route: Route, filling?: string): string
  installation: Installation
  /** A body with which the route would go to work on the report or case. */
  bodyFor(route: Route): string
  ask(route: Route, question: Question): Promise<Answer>
  /** Tries each route without and with a body; gives those that answered otherwise than they should. */
  findWrong(
    routes: readonly Route[],
    as: Actor,
    isRight: (answer: Answer, route: Route, hasBody: boolean) => boolean,
  ): Promise<string[]>
  close(): Promise<void>
}

export const nameOf = ({ method, url }: Route) => `${method} ${url}`
export const changes = ({ method }: Route) => method !== 'GET'

const everyRole = [
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'coordinator',
  'information_governance',
]
export const withEveryRole = (member: MemberActor): MemberActor => ({
  ...member,
  roles: everyRole,
  duties: everyRole.map((role) => ({ organisationId: member.organisationId, role })),
})

/** The same in the database, which asks for itself what somebody may do. */
export async function giveEveryRole(installation: Installation, member: MemberActor): Promise<void> {
  await asOwner(installation, (owner) =>
    owner.query(
      `insert into membership (id, member_id, organisation_id, role)
       select gen_random_uuid(), $1, $2, role from unnest($3::text[]) as role
       where not exists (select from membership as held where held.member_id = $1 and held.organisation_id = $2
         and held.role = role.role)`,
      [member.memberId, member.organisationId, everyRole],
    ),
  )
}

export const machine = (organisationId: number, abilities: string[]): MachineActor => ({
  kind: 'machine',
  tokenId: newId(),
  name: 'A system',
  organisationId,
  organisationName: 'An organisation',
  abilities,
  circles: [organisationId],
})

/** Fields that forms of several routes ask for. */
export const form: Readonly<Record<string, string>> = {
  version: '1',
  why: 'Because it is so',
  reason: 'Because it is so',
  what: 'Visit',
  outcome: 'resolved',
}

/** What a browser of this century sends with a form of ours. */
const fromOurPage = { 'sec-fetch-site': 'same-origin' }

export async function openAppBench(): Promise<AppBench> {
  const { installation, drop } = await createTestDatabase()
  const { people } = await seedPartnership(installation)
  await installJobs(installation, events)
  const report = await addReport(installation)
  const caseReference = await addCase(installation)
  const review = await addReview(installation)
  const faults: string[] = []
  let asker: Actor = anybody
  const app = await buildApp({
    installation,
    settings: {
      demo: true,
      origin: 'https://asb.example.org',
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: true,
    },
    logger: pino({ level: 'error' }, { write: (line: string) => faults.push(line) }),
    county: 'Testshire',
    identify: async () => asker,
  })

  const bench: AppBench = {
    routes: app.routes,
    installation,
    people,
    report,
    caseReference,
    faults,
    closedTo: (actor) => app.routes.filter(({ permission }) => !permission.allows(actor)),
    openTo: (actor) => app.routes.filter(({ permission }) => permission.allows(actor)),
    addressOf(route, filling) {
      const isAboutCases = route.url.startsWith('/cases')
      const values: Record<string, string> = {
        reference: isAboutCases ? caseReference : route.url.startsWith('/reviews') ? review : report,
        report,
        action: isAboutCases ? newId() : 'accept',
        kind: 'ward',
        step: 'where',
      }
      return route.url.replace(
        /:(\w+)(\([^)]*\))?/g,
        (_, name: string) => filling ?? values[name] ?? newSecret(),
      )
    },
    bodyFor: (route) =>
      route.machine
        ? '{}'
        : new URLSearchParams({ ...form, reports: report, report, reference: report }).toString(),
    async ask(route, { as, headers = fromOurPage, body, address = bench.addressOf(route), from }) {
      asker = as
      faults.length = 0
      const type = route.machine ? 'application/json' : 'application/x-www-form-urlencoded'
      const answer = await app.server.inject({
        method: route.method,
        url: address,
        headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        ...(body === undefined ? {} : { payload: body }),
        ...(from === undefined ? {} : { remoteAddress: from }),
      })
      return {
        status: answer.statusCode,
        redirect: String(answer.headers.location ?? ''),
        setsCookie: answer.headers['set-cookie'] !== undefined,
        body: answer.body,
        type: String(answer.headers['content-type'] ?? ''),
      }
    },
    async findWrong(routes, as, isRight) {
      const wrong: string[] = []
      for (const route of routes)
        for (const body of changes(route) ? [undefined, bench.bodyFor(route)] : [undefined]) {
          const answer = await bench.ask(route, { as, ...(body === undefined ? {} : { body }) })
          const { status, redirect } = answer
          if (!isRight(answer, route, body !== undefined))
            wrong.push(`${nameOf(route)} ${body ?? ''} answered ${status} ${redirect} ${faults.join('')}`)
        }
      return wrong
    },
    async close() {
      await app.close()
      await drop()
    },
  }
  return bench
}

async function addReport(installation: Installation): Promise<string> {
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  await Promise.all([web.close(), worker.close()])
  return reference
}

async function addCase(installation: Installation): Promise<string> {
  const reference = newReference('CASE')
  await asOwner(installation, (client) =>
    client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
      [newId(), reference, NORTH, [NORTH]],
    ),
  )
  return reference
}

async function addReview(installation: Installation): Promise<string> {
  const reference = newReference('CR')
  await asOwner(installation, (client) =>
    client.query(
      `with review as (
         insert into asb_review (id, reference, submission_id, organisation_id, district_code, channel, behaviour,
           applied_on, acknowledge_due_on, audience)
         values ($1, $2, $3, $4, 'X', 'phone', 'Drumming', '2026-03-01', '2026-03-06', $5) returning id)
       insert into review_applicant (review_id, name) select id, 'Robin Applicant' from review`,
      [newId(), reference, randomUUID(), NORTH, [NORTH]],
    ),
  )
  return reference
}
