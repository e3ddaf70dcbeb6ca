import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  isMe,
  isPerson,
  type Role,
  type Row,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

/** The people who read the records of an organisation stand in its plain circle, which has its number. */
const worksAt = (me: Asker, organisation: Value | undefined) =>
  me.circles.some((circle) => circle === organisation)

const isRestricted = (world: World, id: Value | undefined) =>
  ((world.report ?? []).find((report) => report.id === id)?.partition_code ?? null) !== null

const readsTask = (me: Asker, task: Row, world: World) =>
  isPerson(me) &&
  (seesReport(me, task.report_id, world) ||
    (worksAt(me, task.organisation_id) && !isRestricted(world, task.report_id)))

/** What was left for later when a report was entered. */
export const entryRules: Readonly<Record<string, TableRule>> = {
  report_task: {
    says: 'Read with its report and by the people of its owner, never about a restricted report they do not see; added in one’s own name for one’s own organisation, closed once by the people of its owner',
    rights: {
      openasb_web: {
        see: { which: readsTask },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            (row.done_at ?? null) === null &&
            worksAt(me, row.organisation_id) &&
            ((me.filing !== null && row.report_id === me.filing) || seesReport(me, row.report_id, world)),
        },
        change: {
          which: (me, row, world) =>
            isPerson(me) &&
            (row.done_at ?? null) === null &&
            worksAt(me, row.organisation_id) &&
            readsTask(me, row, world),
          into: (me, row) => (row.done_at ?? null) !== null && isMe(me, row.done_by),
          columns: ['done_at', 'done_by', 'outcome'],
        },
      },
    },
  },
}

export const entryFunctions: Readonly<Record<string, readonly Role[]>> = {
  reports_near_place: ['openasb_web'],
}

const positionOf = ({ location }: Row) => {
  const found = /^\((\d+),(\d+)\)$/.exec(String(location))
  return found === null ? undefined : { x: Number(found[1]), y: Number(found[2]) }
}

export const entryCalls: Calls = {
  reports_near_place: ({ draw, asker, world }) =>
    (world.report ?? []).flatMap((report) => {
      const place = positionOf(report)
      if (place === undefined) return []
      // Half metres and half minutes, so that nothing lies on the edge.
      const metres = draw.pick([50.5, 150.5, 1_000.5])
      const since = draw.pick(['2020-01-01T00:00:30Z', '2026-10-02T00:00:30Z'])
      return [
        {
          call: `select id::text from reports_near_place('(${place.x},${place.y})', ${metres}, '${since}', 1000)`,
          expected: {
            shows: (world.report ?? [])
              .filter((other) => sharedWithMe(asker, other.audience))
              .filter((other) => {
                const at = positionOf(other)
                return at !== undefined && Math.hypot(at.x - place.x, at.y - place.y) <= metres
              })
              .filter((other) => Date.parse(String(other.filed_at)) >= Date.parse(since))
              .map(({ id }) => String(id)),
          },
        },
      ]
    }),
}
