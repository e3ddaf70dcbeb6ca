import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database } from '#platform/database'
import type { Answered } from '#platform/http'
import { newId } from '#platform/ids'
import { durationEdges, durationGroup } from './error-budget.ts'
import type { JourneyRun } from './journey.ts'

export const kindNames = {
  public_read: 'Pages for the public',
  public_send: 'Forms sent by the public',
  staff_read: 'Staff pages',
  staff_send: 'What staff save',
  machines: 'Other systems',
  other: 'Files and unknown addresses',
} as const
export type RequestKind = keyof typeof kindNames

/** Faults told one by one between two flushes; all are counted. */
const mostFaults = 20
/** Minutes kept while the database is away; older ones are let go, newest kept. */
const mostMinutes = 1_440 * Object.keys(kindNames).length

type Minute = { minute: string; kind: RequestKind; requests: number; faults: number; durations: number[] }
type Fault = {
  at: string
  kind: RequestKind
  method: string
  route: string
  status: number
  reference: string
}

export type Recorder = {
  /** Counts an answer. Files and unknown addresses count only where they were our fault. */
  note(answer: Answered): void
  noteRun(run: JourneyRun): void
  /**
   * Writes down what was counted since the last time, each kind of row in one statement; nothing where there is nothing.
   * What could not be written is kept for the next time.
   */
  flush(database: Database): Promise<void>
}

/** Counts in memory what the process answers: no statement a request, and a crash loses what came since the last flush. */
export function openRecorder(): Recorder {
  let minutes = new Map<string, Minute>()
  let faults: Fault[] = []
  let runs: JourneyRun[] = []

  function count({ minute, kind, requests, faults: failed, durations }: Minute): void {
    const key = `${minute} ${kind}`
    const known = minutes.get(key)
    if (known === undefined) {
      minutes.set(key, { minute, kind, requests, faults: failed, durations: [...durations] })
      const [oldest] = minutes.keys()
      if (minutes.size > mostMinutes && oldest !== undefined) minutes.delete(oldest)
      return
    }
    known.requests += requests
    known.faults += failed
    for (const [group, many] of durations.entries())
      known.durations[group] = (known.durations[group] ?? 0) + many
  }

  return {
    note(answer) {
      const isFault = answer.status >= 500
      const kind = kindOf(answer)
      if (kind === 'other' && !isFault) return
      const durations = new Array<number>(durationEdges.length + 1).fill(0)
      durations[durationGroup(answer.ms)] = 1
      const at = answer.at.toISOString()
      count({ minute: `${at.slice(0, 16)}:00Z`, kind, requests: 1, faults: isFault ? 1 : 0, durations })
      if (!isFault) return
      const { method, route, status, reference } = answer
      faults = [...faults, { at, kind, method, route, status, reference }].slice(-mostFaults)
    },
    noteRun(run) {
      runs = [...runs, run].slice(-mostMinutes)
    },
    async flush(database) {
      const taken = { minutes: [...minutes.values()], faults, runs }
      if (taken.minutes.length + taken.faults.length + taken.runs.length === 0) return
      minutes = new Map()
      faults = []
      runs = []
      try {
        await database.withActor(system, async (db) => {
          const rows = (list: readonly object[]) =>
            JSON.stringify(list.map((row) => ({ id: newId(), ...row })))
          if (taken.minutes.length > 0)
            await sql`
              insert into service_minute (id, minute, kind, requests, faults, durations)
              select id, minute, kind, requests, faults, array(select json_array_elements_text(durations)::integer)
              from json_to_recordset(${rows(taken.minutes)}) as given (id uuid, minute timestamptz, kind text,
                requests integer, faults integer, durations json)`.execute(db)
          if (taken.faults.length > 0)
            await sql`
              insert into service_fault (id, at, kind, method, route, status, reference)
              select * from json_to_recordset(${rows(taken.faults)}) as given (id uuid, at timestamptz, kind text,
                method text, route text, status integer, reference text)`.execute(db)
          if (taken.runs.length > 0)
            await sql`
              insert into journey_run (id, journey, at, ms, problem)
              select * from json_to_recordset(${rows(taken.runs)}) as given (id uuid, journey text, at timestamptz,
                ms integer, problem text)`.execute(db)
        })
      } catch (error) {
        for (const minute of taken.minutes) count(minute)
        faults = [...taken.faults, ...faults].slice(-mostFaults)
        runs = [...taken.runs, ...runs].slice(-mostMinutes)
        throw error
      }
    },
  }
}

function kindOf({ servedTo, method }: Answered): RequestKind {
  if (servedTo === undefined) return 'other'
  if (servedTo === 'machines') return 'machines'
  const reads = method === 'GET' || method === 'HEAD'
  if (servedTo === 'public') return reads ? 'public_read' : 'public_send'
  return reads ? 'staff_read' : 'staff_send'
}
