import type { Calls } from './attempts-on-functions.ts'
import { takesIn } from './oracle-incidents.ts'
import { mine, type Role, type Row, reportOf, type World } from './rights.ts'
import { literal } from './rows.ts'

const table = (world: World, name: string): readonly Row[] => world[name] ?? []

export const open311Functions: Readonly<Record<string, readonly Role[]>> = {
  attach_to_incident: ['openasb_web'],
}

const stranger = '00000000-0000-7000-8000-999999999999'

/** Whoever takes the incident in gives its report what their own organisation sent under a submission. */
export const open311Calls: Calls = {
  attach_to_incident: ({ asker, world }) =>
    table(world, 'incident_report').flatMap(({ incident_id, organisation_id, report_id }) => {
      const may = takesIn(asker, world, organisation_id) && reportOf(world, report_id) !== undefined
      const call = (submission: Row[string] | undefined) =>
        `select attach_to_incident(${literal(incident_id)}, ${literal(submission)})::text`
      return [
        { call: call(stranger), expected: { shows: ['0'] } },
        ...table(world, 'evidence_item')
          .filter(({ submission_id }) => (submission_id ?? null) !== null)
          .map(({ submission_id }) => {
            const own = table(world, 'evidence_item').filter(
              (item) =>
                item.submission_id === submission_id &&
                (item.report_id ?? null) === null &&
                (item.added_for ?? null) !== null &&
                mine(asker, item.added_for),
            )
            return { call: call(submission_id), expected: { shows: [String(may ? own.length : 0)] } }
          }),
      ]
    }),
}
