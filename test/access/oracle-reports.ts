import type { Calls } from './attempts-on-functions.ts'
import { type Asker, isPerson, mine, type Role, type Row, sharedWithMe, type World } from './rights.ts'
import { literal } from './rows.ts'

export const reportFunctions: Readonly<Record<string, readonly Role[]>> = { report_beside: ['openasb_web'] }

/** What there may be of a report, and the table that holds it. */
const kinds = {
  case: 'case_report',
  derived: 'report_derived',
  diary: 'diary_entry',
  evidence: 'evidence_item',
  flag: 'flag',
  hand_over: 'hand_over',
  link: 'report_link',
  message: 'reporter_message',
  person: 'report_person',
  risk: 'risk_assessment',
  suggestion: 'case_suggestion',
  task: 'report_task',
  unknown: 'report_unknown',
}

/** Whether a row belongs to the report; what has ended, such as a suggestion, is nothing any more. */
const isOf = (row: Row, reportId: Row[string] | undefined) =>
  [row.report_id, row.other_report_id].includes(reportId) && !('ended_as' in row && row.ended_as !== null)

const placeOf = ({ location }: Row) => {
  const [, x, y] = /^\((\d+),(\d+)\)$/.exec(String(location)) ?? []
  return x === undefined ? undefined : { x: Number(x), y: Number(y) }
}

const signpostMetres = 150.5

/** What else is known of its reader with it. */
function besideTheReader(me: Asker, world: World, report: Row): string[] {
  const rows = (table: string) => world[table] ?? []
  const from = placeOf(report)
  const isNear = (share: Row) => {
    const to = placeOf(share)
    return (
      from !== undefined && to !== undefined && Math.hypot(from.x - to.x, from.y - to.y) <= signpostMetres
    )
  }
  const found = {
    police: rows('organisation').some(({ id, kind }) => kind === 'police' && mine(me, id)),
    reason: rows('disclosure_policy').some((row) => row.sensitivity === 'ordinary' && row.asks_reason),
    service_endpoint: rows('service_endpoint').some(
      (row) => (row.disabled_at ?? null) === null && mine(me, row.organisation_id),
    ),
    service_request: rows('service_request').some(
      (row) => row.report_id === report.id && mine(me, row.organisation_id),
    ),
    signpost: rows('share').some(
      (share) =>
        share.level === 'signpost' &&
        (share.ended_at ?? null) === null &&
        me.circles.includes(Number(share.circle_id)) &&
        isNear(share),
    ),
  }
  return Object.entries(found).flatMap(([kind, is]) => (is ? [kind] : []))
}

export const reportCalls: Calls = {
  report_beside: ({ asker, world }) =>
    (world.report ?? []).map((report) => ({
      call: `select unnest(report_beside(${literal(report.id)}, ${signpostMetres}))`,
      expected: {
        shows:
          isPerson(asker) && sharedWithMe(asker, report.audience)
            ? [
                ...Object.entries(kinds)
                  .filter(([, table]) => (world[table] ?? []).some((row) => isOf(row, report.id)))
                  .map(([kind]) => kind),
                ...besideTheReader(asker, world, report),
              ]
            : [],
      },
    })),
}
