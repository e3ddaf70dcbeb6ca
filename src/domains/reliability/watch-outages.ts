import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type Clock, formatDateTime } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { type JourneyCode, journeyNames } from './journey.ts'
import { keptDays, readObjective } from './objective.ts'

/** Runs older than this say nothing of how it is now, in minutes. */
const freshMinutes = 10

type LastRun = { journey: string; at: Date; problem: string; outageId: string | null }

/**
 * Looks at how each journey went last: begins an outage where it failed and calls whoever is to be called, once; ends it
 * with the first run that went well. Two workers at once call once.
 */
export async function watchOutages(
  database: Database,
  { clock, logger, origin }: { clock: Clock; logger: Pick<FastifyBaseLogger, 'error'>; origin: string },
): Promise<{ began: number; ended: number }> {
  return database.withActor(system, async (db) => {
    const since = new Date(clock.now().getTime() - freshMinutes * 60_000)
    const { rows } = await sql<LastRun>`
      select distinct on (run.journey) run.journey, run.at, run.problem, outage.id as "outageId"
      from journey_run as run
      left join journey_outage as outage on outage.journey = run.journey and outage.ended_at is null
      where run.at > ${since}
      order by run.journey, run.at desc, run.id desc`.execute(db)
    const { callEmail } = await readObjective(db)
    const began: LastRun[] = []
    let ended = 0
    for (const run of rows) {
      if (run.problem !== '' && run.outageId === null && (await begin(db, run, callEmail))) began.push(run)
      if (run.problem === '' && run.outageId !== null) {
        await sql`update journey_outage set ended_at = ${run.at} where id = ${run.outageId} and ended_at is null`.execute(
          db,
        )
        ended++
      }
    }
    if (began.length > 0 && callEmail !== '') await call(db, began, callEmail, origin)
    for (const { journey, problem } of began)
      logger.error({ journey, problem }, 'an outage of the service began')
    return { began: began.length, ended }
  })
}

async function begin(db: Transaction, { journey, at, problem }: LastRun, called: string): Promise<boolean> {
  const { rows } = await sql`
    insert into journey_outage (id, journey, began_at, problem, called)
    values (${newId()}, ${journey}, ${at}, ${problem}, ${called})
    on conflict (journey) where ended_at is null do nothing
    returning id`.execute(db)
  return rows.length > 0
}

/** One message for all that began at once. */
async function call(
  db: Transaction,
  began: readonly LastRun[],
  recipient: string,
  origin: string,
): Promise<void> {
  await queueMessage(db, {
    id: newId(),
    channel: 'email',
    recipient,
    subject: 'The anti-social behaviour service is not well',
    body: [
      ...began.map(
        ({ journey, problem, at }) => `${nameOfJourney(journey)}: ${problem}, ${formatDateTime(at)}.`,
      ),
      `How it is now: ${origin}/service`,
      'You get this once; the page says when it is well again.',
    ].join('\n\n'),
  })
}

export function nameOfJourney(code: string): string {
  return Object.hasOwn(journeyNames, code) ? journeyNames[code as JourneyCode] : code
}

/** Forgets counts, faults, runs and outages that are past their time. */
export async function tidyReliability(db: Transaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  await sql`delete from service_minute where minute < ${before}`.execute(db)
  await sql`delete from service_fault where at < ${before}`.execute(db)
  await sql`delete from journey_run where at < ${before}`.execute(db)
  await sql`delete from journey_outage where ended_at < ${before}`.execute(db)
}
