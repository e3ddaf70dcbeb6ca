import { forAnybody, forMachines, type Route, route, text } from '#platform/http'
import { receiveIncident } from '../incident/receive-incident.ts'
import { acknowledgeMait, maitType, rejectMait, tellOfMaitLetter } from './mait-answer.ts'
import { maitSchema } from './mait-schema.ts'
import { readMait } from './read-mait.ts'

/** Messages between control rooms in XML; the schema is our reading of the standard. */
export const maitRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/mait',
    permission: forMachines('file_reports'),
    audit: 'collect',
    machine: {
      summary:
        'A MAIT message in XML (incident creation, update or closure), answered by an acknowledgement message: 201 when a report was filed',
      bodyType: 'application/xml',
      answerType: 'application/xml',
      answerStatus: 201,
    },
    limit: { requests: 600, seconds: 60 },
    repeatable: true,
    // The schema is checked before any connection is held.
    transaction: 'none',
    handler: async ({ actor, clock, request, inTransaction }) => {
      const original = typeof request.body === 'string' ? request.body : ''
      const read = await readMait(original)
      if (!read.ok) return rejectMait(clock, read)
      return inTransaction(async ({ db, emit, audit }) => {
        const taken = await receiveIncident({ db, actor, emit, clock, door: 'mait', original }, read.sent)
        if (!taken.taken) {
          audit({ kind: 'incident_letter', id: taken.letterId, summary: `kept: ${taken.reason}` })
          return tellOfMaitLetter(read.envelope, clock, taken)
        }
        audit({ kind: 'incident', id: taken.id, summary: `version ${taken.version}: ${taken.outcome}` })
        return acknowledgeMait(read.envelope, clock, taken)
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/mait/schema.xsd',
    permission: forAnybody,
    audit: 'nothing',
    machine: {
      summary: 'XML Schema of the MAIT messages that are taken: our reading of the standard',
      answerType: 'application/xml',
    },
    handler: async () => text(maitSchema, maitType, { headers: { 'cache-control': 'public, max-age=300' } }),
  }),
]
