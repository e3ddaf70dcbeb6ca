import { randomUUID } from 'node:crypto'
import { caseRoutes } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { handOverRoutes, reportHandOverPanel } from '#domains/sharing'
import { routeReports, triageRoutes } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { fixedClock, type SettableClock } from '#platform/clock'
import { asOwner, type Database, type Installation, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { createTestDatabase } from './database.ts'
import { inNorthWest, type Partnership, seedPartnership } from './partnership.ts'
import { type Answered, type StaffServer, startStaffServer } from './staff-server.ts'

/** A partnership whose people hand reports and cases over to each other by the product's own pages. */
export type HandOverBench = Partnership & {
  installation: Installation
  staff: StaffServer
  clock: SettableClock
  worker: Database
  web: Database
  /** A noise report, routed to the northern council. */
  file(): Promise<string>
  /** A case of the northern council with one report; gives its reference. */
  openCase(): Promise<string>
  /** Asks by the form; gives the answer and, where it was done, the id of the hand-over. */
  ask(record: string, fields: Record<string, string>, as: MemberActor): Promise<Answered & { id: string }>
  /** Answers or ends at the version that stands there now, or another. */
  answer(id: string, action: string, as: MemberActor, fields?: Record<string, string>): Promise<Answered>
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  /** The same person with the circles that they belong to now. */
  anew(person: MemberActor): Promise<MemberActor>
  close(): Promise<void>
}

export const byConsent = {
  basis: 'consent',
  consentBy: 'victim',
  'consentOn-day': '1',
  'consentOn-month': '4',
  'consentOn-year': '2026',
}
export const byLaw = { basis: 'lawful_basis', lawfulBasis: 'crime_and_disorder' }

export async function openHandOverBench(now = '2026-04-02T10:00:00Z'): Promise<HandOverBench> {
  const { installation, drop } = await createTestDatabase()
  const partnership = await seedPartnership(installation)
  const people = Object.values(partnership.people)
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')
  const clock = fixedClock(now)
  const routes = [
    ...handOverRoutes,
    ...caseRoutes(),
    ...reportStaffRoutes([reportHandOverPanel]),
    ...triageRoutes,
  ]
  const staff = await startStaffServer(installation, routes, people, { clock })
  const query = <Row extends object>(text: string, values: unknown[] = []) =>
    asOwner(installation, async (owner) => (await owner.query<Row>(text, values)).rows)

  const bench: HandOverBench = {
    ...partnership,
    installation,
    staff,
    clock,
    web,
    worker,
    query,
    async file() {
      const { id, reference } = await web.withActor(anybody, (db) =>
        fileReport(
          { db, actor: anybody, emit: async () => {} },
          {
            submissionId: randomUUID(),
            statusSecret: newSecret(),
            channel: 'public_form',
            asbType: 'noise',
            summary: 'Drumming behind the mill',
            occurrence: 'once',
            occurredFrom: new Date('2026-03-20T22:00:00Z'),
            occurredTo: new Date('2026-03-20T23:00:00Z'),
            location: { ...inNorthWest, precisionM: 10 },
          },
        ),
      )
      await worker.withActor(system, (db) => routeReports(db, system, [id]))
      return reference
    },
    async openCase() {
      const { location = '' } = await staff.post(
        '/cases',
        { report: await bench.file() },
        partnership.people.officer,
      )
      return location.replace('/cases/', '')
    },
    async ask(record, fields, as) {
      const id = fields.id ?? newId()
      const folder = record.startsWith('ASB') ? 'reports' : 'cases'
      const answered = await staff.post(
        `/${folder}/${record}/hand-over`,
        { reason: 'They know the family', ...byConsent, ...fields, id },
        as,
      )
      return { ...answered, id }
    },
    async answer(id, action, as, fields = {}) {
      const [row] = await query<{ version: number }>('select version from hand_over where id = $1', [id])
      return staff.post(
        `/hand-overs/${id}/${action}`,
        { version: String(row?.version), why: '', ...fields },
        as,
      )
    },
    async anew(person) {
      const [row] = await query<{ circles: number[] }>(
        `select circles_of($1, $2::integer[], '{}', current_date) as circles`,
        [person.memberId, [...person.organisations]],
      )
      return Object.assign(person, { circles: row?.circles ?? [] })
    },
    async close() {
      await staff.close()
      await Promise.all([web.close(), worker.close()])
      await drop()
    },
  }
  return bench
}
