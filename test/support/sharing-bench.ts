import { randomUUID } from 'node:crypto'
import { caseRoutes } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import {
  agreementRoutes,
  panelRoutes,
  recordSharingRoutes,
  sharedRoutes,
  sharingRuleRoutes,
  signpostPanel,
} from '#domains/sharing'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, type Database, type Installation, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { createTestDatabase } from './database.ts'
import { inNorthWest, NORTH, type Partnership, POLICE, SOUTH, seedPartnership } from './partnership.ts'
import { type Answered, type StaffServer, startStaffServer } from './staff-server.ts'

/** A partnership whose organisations agree with each other and share records by the product's own pages. */
export type SharingBench = {
  installation: Installation
  people: Partnership['people']
  coordinator: MemberActor
  policeSupervisor: MemberActor
  staff: StaffServer
  web: Database
  worker: Database
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  /** A person of any role in any organisation, without an account. */
  somebody(
    like: MemberActor,
    role: string,
    organisationId: number,
    organisationName: string,
  ): Promise<MemberActor>
  circlesOf(memberId: string, organisationId: number): Promise<number[]>
  /** Gives somebody the circles of now: a session asks again every few seconds. */
  refresh(member: MemberActor): Promise<void>
  /** A report, routed; gives its reference. */
  file(asbType?: string, place?: typeof inNorthWest): Promise<string>
  versionOf(reference: string): Promise<string>
  /** Shares a report with the police by the page of who sees it. */
  give(reference: string, fields: Record<string, string>, as?: MemberActor): Promise<Answered>
  liveShare(reference: string): Promise<{ id: string; because: string; level: string }>
  /** An agreement of three, proposed by one and approved by another; gives its address. */
  agree(changes?: Record<string, string>): Promise<string>
  close(): Promise<void>
}

export const agreementTerms = {
  title: 'Patrols in Millbrook',
  kind: 'memorandum_of_understanding',
  purposes: 'Joint patrols',
  lawfulBasis: 'Crime and Disorder Act 1998 section 115',
  mostLevel: 'summary',
  validFrom: '2026-01-01',
  reviewOn: '2099-01-01',
}

export const agreementParties: [string, string][] = [NORTH, POLICE, SOUTH].map((id) => [
  'parties',
  String(id),
])

/** What the form of an agreement sends. */
export const agreementFields = (changes: Record<string, string> = {}): [string, string][] => [
  ...Object.entries({ ...agreementTerms, seen: '0', ...changes }),
  ['dataCategories', 'cases'],
  ...agreementParties,
]

export async function openSharingBench(): Promise<SharingBench> {
  const { installation, drop } = await createTestDatabase()
  const { people } = await seedPartnership(installation)
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')

  async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return asOwner(installation, async (owner) => (await owner.query<Row>(text, values)).rows)
  }

  async function somebody(
    like: MemberActor,
    role: string,
    organisationId: number,
    organisationName: string,
  ): Promise<MemberActor> {
    const memberId = newId()
    await query('insert into member (id, name, email) values ($1, $2, $3)', [
      memberId,
      `A ${role}`,
      `${memberId}@example.org`,
    ])
    await query('insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, $4)', [
      newId(),
      memberId,
      organisationId,
      role,
    ])
    return {
      ...like,
      ...{ memberId, name: `A ${role}`, organisationId, organisationName, organisations: [organisationId] },
      roles: [role],
      duties: [{ organisationId, role }],
      circles: await circlesOf(memberId, organisationId),
    }
  }

  async function circlesOf(memberId: string, organisationId: number): Promise<number[]> {
    const [row] = await query<{ circles: number[] }>(
      `select circles_of($1, array[$2]::integer[], '{}', current_date) as circles`,
      [memberId, organisationId],
    )
    return row?.circles ?? []
  }

  async function refresh(member: MemberActor): Promise<void> {
    Object.assign(member, { circles: await circlesOf(member.memberId, member.organisationId) })
  }

  async function file(asbType = 'noise', place = inNorthWest): Promise<string> {
    const { id, reference } = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'public_form',
          asbType,
          summary: 'Drumming until two in the morning by Mr Nobody',
          occurrence: 'once',
          occurredFrom: new Date('2026-11-20T22:00:00Z'),
          occurredTo: new Date('2026-11-20T23:00:00Z'),
          location: { ...place, precisionM: 10 },
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [id]))
    return reference
  }

  async function versionOf(reference: string): Promise<string> {
    const [row] = await query<{ version: number }>('select version from report where reference = $1', [
      reference,
    ])
    return String(row?.version)
  }

  async function give(reference: string, fields: Record<string, string>, as = people.officer) {
    return staff.post(
      `/reports/${reference}/sharing`,
      {
        organisation: String(POLICE),
        level: 'full',
        why: 'They know the address',
        version: await versionOf(reference),
        ...fields,
      },
      as,
    )
  }

  async function liveShare(reference: string): Promise<{ id: string; because: string; level: string }> {
    const [share] = await query<{ id: string; because: string; level: string }>(
      `select share.id, because, level from share join report on report.id = report_id
       where reference = $1 and ended_at is null order by given_at desc limit 1`,
      [reference],
    )
    if (share === undefined) throw new Error('Nothing is shared')
    return share
  }

  const coordinator = await somebody(people.officer, 'coordinator', 3, 'Testshire County Council')
  const policeSupervisor = await somebody(people.police, 'supervisor', POLICE, 'Testshire Police')
  const staff = await startStaffServer(
    installation,
    [
      ...reportStaffRoutes([signpostPanel]),
      ...caseRoutes(),
      ...agreementRoutes,
      ...sharingRuleRoutes,
      ...panelRoutes,
      ...recordSharingRoutes,
      ...sharedRoutes,
    ],
    [...Object.values(people), coordinator, policeSupervisor],
  )

  async function agree(changes: Record<string, string> = {}): Promise<string> {
    const proposed = await staff.post('/sharing/agreements', agreementFields(changes), coordinator)
    if (proposed.status !== 303) throw new Error(`An agreement was refused: ${proposed.body}`)
    const address = proposed.location ?? ''
    const approved = await staff.post(`${address}/versions/1`, { decision: 'approved' }, policeSupervisor)
    if (approved.status !== 303) throw new Error(`An agreement was refused: ${approved.body}`)
    return address
  }

  return {
    installation,
    people,
    coordinator,
    policeSupervisor,
    staff,
    web,
    worker,
    query,
    somebody,
    circlesOf,
    refresh,
    file,
    versionOf,
    give,
    liveShare,
    agree,
    async close() {
      await staff.close()
      await Promise.all([web.close(), worker.close()])
      await drop()
    },
  }
}
