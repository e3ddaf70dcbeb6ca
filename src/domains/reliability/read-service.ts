import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Counted } from './error-budget.ts'
import type { RequestKind } from './recorder.ts'

export type KindCount = Counted & { kind: RequestKind; durations: number[] }
export type Fault = {
  at: Date
  kind: RequestKind
  method: string
  route: string
  status: number
  reference: string
}
export type JourneyDay = { journey: string; day: string; runs: number; failed: number; slowestMs: number }
export type JourneyLast = { journey: string; at: Date; ms: number; problem: string }
export type Outage = { journey: string; beganAt: Date; endedAt: Date | null; problem: string; called: string }

export type ServiceState = {
  inWindow: Counted
  lastHour: Counted
  lastSixHours: Counted
  /** Of the last 24 hours. */
  kinds: KindCount[]
  faults: Fault[]
  last: JourneyLast[]
  days: JourneyDay[]
  hours: JourneyDay[]
  outages: Outage[]
}

const hourMs = 3_600_000
const latest = 20

/** Everything the page of the service tells, in one round trip. What it costs grows with the window and nothing else. */
export async function readService(db: Transaction, now: Date, windowDays: number): Promise<ServiceState> {
  const ago = (hours: number) => new Date(now.getTime() - hours * hourMs)
  const counted = (since: Date) =>
    sql<Counted>`
    select coalesce(sum(requests), 0)::integer as requests, coalesce(sum(faults), 0)::integer as faults
    from service_minute where minute >= ${since}`.execute(db)
  const runsBy = (unit: 'day' | 'hour', since: Date) =>
    sql<JourneyDay>`
    select journey, to_char(date_trunc(${sql.lit(unit)}, at at time zone 'Europe/London'), 'YYYY-MM-DD HH24:00') as day,
      count(*)::integer as runs, count(*) filter (where problem <> '')::integer as failed, max(ms) as "slowestMs"
    from journey_run where at >= ${since} group by 1, 2 order by 1, 2`.execute(db)
  const [inWindow, lastHour, lastSixHours, kinds, faults, last, days, hours, outages] = await Promise.all([
    counted(ago(windowDays * 24)),
    counted(ago(1)),
    counted(ago(6)),
    sql<KindCount>`
      with recent as (select kind, requests, faults, durations from service_minute where minute >= ${ago(24)}),
        grouped as (select kind, at, sum(many)::integer as many
          from recent cross join unnest(durations) with ordinality as one (many, at) group by kind, at)
      select kind, sum(requests)::integer as requests, sum(faults)::integer as faults,
        array(select many from grouped where grouped.kind = recent.kind order by at) as durations
      from recent group by kind order by kind`.execute(db),
    sql<Fault>`select at, kind, method, route, status, reference from service_fault
      where at >= ${ago(windowDays * 24)} order by at desc, id desc limit ${latest}`.execute(db),
    sql<JourneyLast>`select distinct on (journey) journey, at, ms, problem from journey_run where at >= ${ago(24)}
      order by journey, at desc, id desc`.execute(db),
    runsBy('day', ago(28 * 24)),
    runsBy('hour', ago(24)),
    sql<Outage>`select journey, began_at as "beganAt", ended_at as "endedAt", problem, called from journey_outage
      order by ended_at is not null, began_at desc limit ${latest}`.execute(db),
  ])
  const none: Counted = { requests: 0, faults: 0 }
  return {
    inWindow: inWindow.rows[0] ?? none,
    lastHour: lastHour.rows[0] ?? none,
    lastSixHours: lastSixHours.rows[0] ?? none,
    kinds: kinds.rows,
    faults: faults.rows,
    last: last.rows,
    days: days.rows,
    hours: hours.rows,
    outages: outages.rows,
  }
}
