import { sql } from 'kysely'
import { type Band, type Cadence, readCadence } from '#domains/risk'
import { raisePage } from '#domains/safety-net'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'
import { contactDue } from './contact-due.ts'

/** Plans taken in one transaction. */
const batchSize = 100

type Timed = {
  id: string
  organisationId: number
  startedOn: string
  lastContactOn: string | null
  band: Band | null
}

/** Counts again by when victims hear from us, where the band of their case or who leads it changed, or the plan is new. */
export async function retimePlans(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const { rows } = await sql<Timed>`
      select plan.id, plan.organisation_id as "organisationId", plan.started_on as "startedOn",
        plan.last_contact_on as "lastContactOn", risk.band
      from contact_plan as plan left join case_risk as risk on risk.case_id = plan.case_id
      where plan.retime and plan.ended_on is null and plan.tell_close_by is null
      order by plan.id limit ${batchSize} for update of plan skip locked`.execute(db)
    const cadences = new Map<number, Cadence>()
    for (const plan of rows) {
      const { id, organisationId, band } = plan
      const cadence = cadences.get(organisationId) ?? (await readCadence(db, organisationId, today(clock)))
      cadences.set(organisationId, cadence)
      const { nextDueOn, missedOn } = contactDue(cadence, plan)
      await sql`
        update contact_plan set band = ${band}, retime = false,
          called_at = case when next_due_on = ${nextDueOn} then called_at end, next_due_on = ${nextDueOn}, missed_on = ${missedOn}
        where id = ${id}`.execute(db)
    }
    return rows.length
  })
}

/**
 * Calls a supervisor about every victim whom nobody contacted in time, once for each day on which it was due.
 * @param origin the address that messages lead to
 */
export async function callAboutMissedContacts(
  database: Database,
  clock: Clock,
  origin: string,
): Promise<number> {
  const now = clock.now()
  return database.withActor(system, async (db) => {
    const { rows } = await sql<{
      id: string
      caseId: string
      organisationId: number
      nextDueOn: string
      since: Date
    }>`
      select id, case_id as "caseId", organisation_id as "organisationId", next_due_on as "nextDueOn",
        ((next_due_on + 1)::timestamp at time zone 'Europe/London') as since
      from contact_plan where ended_on is null and called_at is null and not retime and missed_on <= ${today(clock)}
      order by missed_on, id limit ${batchSize} for update skip locked`.execute(db)
    for (const { id, caseId, organisationId, nextDueOn, since } of rows) {
      await raisePage(
        db,
        {
          cause: `missed_contact:${id}:${nextDueOn}`,
          kind: 'missed_contact',
          organisationId,
          record: { caseId },
          basis: [],
          since,
        },
        now,
        origin,
      )
      await sql`update contact_plan set called_at = ${now} where id = ${id}`.execute(db)
    }
    return rows.length
  })
}
