import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { fileReport, readAsbTypes } from '#domains/reports'
import { findQueue, KnownCounts, queueQuery, simulateRouting } from '#domains/triage'
import { anybody, type MemberActor } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'
import { ownAddress } from '#platform/http'
import { hashSecret, newSecret } from '#platform/ids'
import type { Jobs } from '#platform/jobs'
import { type Journey, JourneyFailed } from './journey.ts'

type Parts = { server: FastifyInstance; web: Database; jobs: Pick<Jobs, 'emit'>; clock: Clock }

/** Belongs to no organisation and to no circle: it is shown no record, whatever it asks for. */
const canary: MemberActor = {
  kind: 'member',
  memberId: '00000000-0000-7000-8000-00000000cafe',
  name: 'The service itself',
  organisationId: 0,
  organisationName: '',
  organisations: [],
  teamIds: [],
  roles: [],
  duties: [],
  circles: [],
}

/** What a visitor does, through the whole server, and what the database does for it, rolled back. */
export function webJourneys({ server, web, jobs, clock }: Parts): Journey[] {
  /** A page, asked for as a stranger would: from an address that no visitor can have, so that it is not counted. */
  async function open(url: string, status: number): Promise<void> {
    const answer = await server.inject({
      url,
      remoteAddress: ownAddress,
      headers: { accept: 'text/html' },
    })
    if (answer.statusCode !== status)
      throw new JourneyFailed(`It answered ${answer.statusCode} instead of ${status}`)
    if (!answer.body.includes('<h1')) throw new JourneyFailed('It answered a page without a heading')
  }

  return [
    { code: 'public_form', run: () => open('/report', 200) },
    // A link that nobody has: the page looks it up and says so.
    { code: 'status_page', run: () => open(`/status/${newSecret()}`, 404) },
    { code: 'sign_in', run: () => open('/sign-in', 200) },
    { code: 'file_report', run: () => fileAndForget(web, jobs, clock) },
    {
      code: 'routing',
      async run() {
        const day = today(clock)
        await web.withActor(anybody, async (db) => {
          const [type] = await readAsbTypes(db, day)
          if (type === undefined) throw new JourneyFailed('No type of anti-social behaviour is in force')
          const given = {
            asbType: type.code,
            place: '',
            point: undefined,
            day,
            values: { channel: 'public_form' },
          }
          const { outcome } = await simulateRouting(db, given, type.qualifier)
          if (outcome === undefined) throw new JourneyFailed('No queue was found for a report')
        })
      },
    },
    {
      code: 'queue',
      run: () =>
        web.withActor(canary, async (db) => {
          const { reports } = await findQueue(
            db,
            canary,
            queueQuery.parse({}),
            clock.now(),
            new KnownCounts(),
          )
          if (reports.length > 0) throw new JourneyFailed('Somebody who may see nothing was shown reports')
        }),
    },
  ]
}

/** Undoes everything: thrown on purpose inside the transaction. */
class NothingIsKept extends Error {}

/**
 * Files a report by the function by which all doors file, asks its link what became of it, and rolls everything back:
 * no list, feed, statistic or job ever holds it.
 */
async function fileAndForget(web: Database, jobs: Pick<Jobs, 'emit'>, clock: Clock): Promise<void> {
  const statusSecret = newSecret()
  const trying = web.withActor(anybody, async (db) => {
    const [type] = await readAsbTypes(db, today(clock))
    if (type === undefined) throw new JourneyFailed('No type of anti-social behaviour is in force')
    const now = clock.now()
    const filed = await fileReport(
      { db, actor: anybody, emit: (event, data) => jobs.emit(db, event, data) },
      {
        submissionId: randomUUID(),
        statusSecret,
        channel: 'public_form',
        asbType: type.code,
        summary: 'A report by the service itself, which is not kept',
        occurrence: 'once',
        occurredFrom: now,
        occurredTo: now,
      },
    )
    const { rows } = await sql<{ reference: string }>`
      select reference from report_status(${Buffer.from(hashSecret(statusSecret), 'hex')})`.execute(db)
    if (rows[0]?.reference !== filed.reference)
      throw new JourneyFailed('The link of a report that was just filed did not find it')
    throw new NothingIsKept()
  })
  await trying.catch((error: unknown) => {
    if (!(error instanceof NothingIsKept)) throw error
  })
}
