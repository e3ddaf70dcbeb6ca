import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '#platform/actor'
import { type Clock, localTimeOf, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { defineEvent, type Subscription, subscription } from '#platform/jobs'
import {
  type Finding,
  findDrift,
  findNobodyCleared,
  findUncovered,
  findUnusualReading,
} from './find-exposure.ts'

/** Somebody asked to look at once. */
export const exposureAsked = defineEvent('exposure.asked', z.object({ runId: z.uuid() }))

/** When the night's look begins, London time. */
const nightlyFrom = '02:00'

/** A look that takes longer was killed, and the next one takes its place. */
export const givenUpMs = 30 * 60_000

/** Findings kept of each kind; the run's own numbers count them all. */
const mostKept = 1_000

/** An audience is not what it should be: somebody may see what they should not. */
export class AudiencesDrifted extends Error {
  constructor(records: number) {
    super(
      `The audience of ${records === 1 ? '1 record' : `${records} records`} is not what its holder and shares make of it: see /exposure`,
    )
  }
}

export function exposureSubscriptions(database: Database, clock: Clock): Subscription[] {
  return [
    subscription(exposureAsked, async (asked) => {
      for (const { runId } of asked) await runExposure(database, runId, clock)
    }),
  ]
}

/** Looks once a night, whatever time the worker was started; another worker's look is not repeated. */
export async function lookNightly(database: Database, clock: Clock): Promise<void> {
  if (localTimeOf(clock.now()) < nightlyFrom) return
  const day = today(clock)
  const runId = await database.withActor(system, async (db) => {
    const { rows } = await sql<{ id: string }>`
      with begun as (
        insert into exposure_run (id, for_day, started_at)
        select ${newId()}, ${day}, ${clock.now()}
        where not exists (select from exposure_run where for_day = ${day} and asked_by is null)
        on conflict (for_day) where asked_by is null do nothing
        returning id
      )
      select id from begun
      union all
      select id from exposure_run where for_day = ${day} and asked_by is null and finished_at is null
        and started_at < ${new Date(clock.now().getTime() - givenUpMs)}`.execute(db)
    return rows[0]?.id
  })
  if (runId !== undefined) await runExposure(database, runId, clock)
}

/**
 * Looks at every record and at a day of reading, and keeps what was found. A run that ended is not run again.
 * @throws AudiencesDrifted after everything is kept, so that the drift also stands in the log.
 */
export async function runExposure(database: Database, runId: string, clock: Clock): Promise<void> {
  const work = <T>(step: (db: Transaction) => Promise<T>) => database.withActor(system, step)
  const [open] = await work(async (db) => {
    const { rows } = await sql<{ mends: boolean }>`
      update exposure_run set records_to_check = (select count(*) from report where status <> 'filed')
        + (select count(*) from asb_case), records_checked = 0
      where id = ${runId} and finished_at is null returning mends`.execute(db)
    return rows
  })
  if (open === undefined) return
  if (open.mends) await work(mendDrift)
  const drifted: Finding[] = []
  let checked = 0
  for (const table of ['report', 'asb_case'] as const) {
    let after: string | undefined = '00000000-0000-0000-0000-000000000000'
    while (after !== undefined) {
      const from: string = after
      const batch = await work((db) => findDrift(db, table, from))
      checked += batch.checked
      const now = checked
      await work((db) =>
        sql`update exposure_run set records_checked = ${now} where id = ${runId}`.execute(db),
      )
      drifted.push(
        ...batch.drifted.flatMap(({ id, organisationId, detail }): Finding[] =>
          organisationId === null
            ? []
            : [{ kind: 'drift', organisationId, [table === 'report' ? 'reportId' : 'caseId']: id, detail }],
        ),
      )
      after = batch.last
    }
  }
  const uncovered = await work(findUncovered)
  const unseen = await work(findNobodyCleared)
  const reading = await work((db) => findUnusualReading(db, clock.now()))
  await work(async (db) => {
    await keep(
      db,
      runId,
      [drifted, unseen, uncovered, reading].flatMap((found) => found.slice(0, mostKept)),
    )
    await sql`
      update exposure_run set finished_at = ${clock.now()}, drifted = ${drifted.length}, uncovered = ${uncovered.length},
        unusual = ${reading.length}
      where id = ${runId}`.execute(db)
  })
  if (drifted.length > 0) throw new AudiencesDrifted(drifted.length)
}

async function keep(db: Transaction, runId: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return
  await sql`
    insert into exposure_finding (run_id, number, kind, organisation_id, report_id, case_id, receiver_id, member_id, counted,
      usual, detail)
    select ${runId}, number, kind, "organisationId", "reportId", "caseId", "receiverId", "memberId", coalesce(counted, 0),
      coalesce(usual, 0), coalesce(detail, '')
    from rows from (json_to_recordset(${JSON.stringify(findings)}::json) as (kind text, "organisationId" integer,
      "reportId" uuid, "caseId" uuid, "receiverId" integer, "memberId" uuid, counted integer, usual integer, detail text))
      with ordinality as found (kind, "organisationId", "reportId", "caseId", "receiverId", "memberId", counted, usual,
        detail, number)`.execute(db)
}

/** Makes the drifted audiences that the last look found from holder and shares again. */
async function mendDrift(db: Transaction): Promise<void> {
  await sql`
    select mend_audience(report_id, case_id) from exposure_finding
    where kind = 'drift' and run_id = (select id from exposure_run where finished_at is not null
      order by started_at desc limit 1)`.execute(db)
}
