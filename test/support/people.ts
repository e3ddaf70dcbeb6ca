import { sql } from 'kysely'
import { expect } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { roleReviewRoutes, roleReviewWork } from '#domains/role-review'
import { routeReports, triageRoutes } from '#domains/triage'
import { workRoutes } from '#domains/work'
import { type Actor, anybody, type MemberActor, system } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { addDays, type LocalDate, systemClock, today } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { openSignIn } from '#platform/sign-in'
import { findMember } from '../../src/domains/organisations/find-member.ts'
import { inviteBy } from '../../src/domains/organisations/people/add-person.ts'
import { dutiesRoutes } from '../../src/domains/organisations/people/duties-routes.ts'
import { lightRoutes } from '../../src/domains/organisations/people/light-routes.ts'
import { membershipRoutes } from '../../src/domains/organisations/people/membership-routes.ts'
import { peopleRoutes } from '../../src/domains/organisations/people/people-routes.ts'
import { createTestDatabase } from './database.ts'
import { inNorthWest, NORTH, seedPartnership } from './partnership.ts'
import { startStaffServer } from './staff-server.ts'

/** The day on which all of it happens. */
export const day = today(systemClock)
/** A landlord, beside the organisations of every test. */
export const LANDLORD = 9

/** A membership as it is to stand in the database. */
export type Put = {
  organisation: number
  role: string
  team?: string
  from?: LocalDate
  to?: LocalDate
  coversFor?: string
  sponsor?: string
}

const accountOf = (memberId: string) => `account of ${memberId}`

export type PeopleBench = Awaited<ReturnType<typeof openPeopleBench>>

/** A partnership whose people come, go and stand in for each other, with a co-ordinator and every page about people. */
export async function openPeopleBench() {
  const testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  const partnership = await seedPartnership(installation)
  const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    asOwner(installation, async (owner) => (await owner.query<Row>(text, values)).rows)
  await query(
    `insert into organisation (id, name, short_name, kind) values (${LANDLORD}, 'Test Homes', 'Homes', 'landlord')`,
  )
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')
  const identity = openDatabase(installation, 'openasb_identity')
  const signIn = openSignIn({
    installation,
    baseUrl: 'http://localhost',
    issuer: 'OpenASB',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: (message) => expect.fail(message),
  })
  const routes = [
    ...peopleRoutes(inviteBy(signIn, identity)),
    ...membershipRoutes,
    ...lightRoutes,
    ...dutiesRoutes,
    ...roleReviewRoutes,
    ...workRoutes([roleReviewWork]),
    ...caseRoutes(),
    ...reportStaffRoutes(),
    ...triageRoutes,
    ...governanceRoutes({
      signingKey: openSigningKey(installation.secret),
      sealFolder: '/nowhere',
      partnership: installation.schema,
    }),
  ]
  const present: MemberActor[] = [...Object.values(partnership.people)]
  const startServer = () => startStaffServer(installation, routes, present)

  async function giveAccount(memberId: string): Promise<void> {
    await query(`insert into identity_user (id, name, email) values ($1, 'Somebody', $2)`, [
      accountOf(memberId),
      `${memberId}@example.org`,
    ])
    await query('update member set sign_in_id = $1 where id = $2', [accountOf(memberId), memberId])
  }
  async function give(memberId: string, membership: Put): Promise<string> {
    const { organisation, role, team, from, to, coversFor, sponsor } = membership
    const id = newId()
    await query(
      `insert into membership (id, member_id, organisation_id, role, team_id, valid_from, valid_to, covers_for, sponsor_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        memberId,
        organisation,
        role,
        team ?? null,
        from ?? addDays(day, -10),
        to ?? null,
        coversFor ?? null,
        sponsor ?? null,
      ],
    )
    return id
  }
  async function put(name: string, memberships: readonly Put[]): Promise<string> {
    const id = newId()
    await query('insert into member (id, name, email) values ($1, $2, $3)', [
      id,
      name,
      `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(-4)}@example.org`,
    ])
    await giveAccount(id)
    for (const membership of memberships) await give(id, membership)
    return id
  }
  const findOn = (memberId: string, on: LocalDate = day) =>
    identity.withActor(system, (db) => findMember(db, accountOf(memberId), on))
  async function find(memberId: string, on: LocalDate): Promise<MemberActor> {
    const found = await findOn(memberId, on)
    if (found === undefined) throw new Error('They are nobody here')
    return found
  }

  const insertAs = (actor: MemberActor, row: Record<string, unknown>) =>
    web.withActor(actor, (db) => {
      const values: Record<string, unknown> = {
        id: newId(),
        member_id: partnership.people.south.memberId,
        organisation_id: NORTH,
        role: 'supervisor',
        valid_from: day,
        given_by: actor.memberId,
        ...row,
      }
      const columns = Object.keys(values).map((column) => sql.ref(column))
      return sql`insert into membership (${sql.join(columns)}) values (${sql.join(Object.values(values))})`.execute(
        db,
      )
    })

  for (const { memberId } of present) await giveAccount(memberId)
  const coordinatorId = await put('Cora Co-ordinator', [{ organisation: NORTH, role: 'coordinator' }])
  const coordinator = await find(coordinatorId, day)
  present.push(coordinator)
  let staff = await startServer()

  return {
    partnership,
    coordinator,
    web,
    signIn,
    query,
    get staff() {
      return staff
    },
    /** A person with memberships as they stand in the database, however they came to be. */
    put,
    give,
    findOn,
    /** Gives a membership past every page, as this person to the database. */
    insertAs,
    /** Who somebody is, as sign-in would find them. Comes again with what has changed, in the same object. */
    async come(memberId: string, on: LocalDate = day): Promise<MemberActor> {
      const found = await find(memberId, on)
      const before = present.find((each) => each.memberId === memberId)
      if (before !== undefined) return Object.assign(before, found)
      present.push(found)
      await staff.close()
      staff = await startServer()
      return found
    },
    async fileNoise(as: Actor = anybody): Promise<{ id: string; reference: string }> {
      const filed = await web.withActor(as, (db) =>
        fileReport(
          { db, actor: as, emit: async () => {} },
          {
            submissionId: crypto.randomUUID(),
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
      await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
      return filed
    },
    async close() {
      await staff.close()
      await Promise.all([web.close(), worker.close(), identity.close(), signIn.close()])
      await testDatabase.drop()
    },
  }
}
