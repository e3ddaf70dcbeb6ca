import { z } from 'zod'
import { forAnybody, forMachines, json, type Route, route } from '#platform/http'
import { acknowledge, acknowledgementSchema, tellOfLetter } from '../incident/incident-answer.ts'
import { findNotUnderstood } from '../incident/not-understood.ts'
import { receiveIncident } from '../incident/receive-incident.ts'
import { formExportSchema, formJsonSchema, incidentOfForm } from './form-export.ts'

/** Forms that were filled in on the websites of police forces. */
export const singleOnlineHomeRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/single-online-home',
    permission: forMachines('file_reports'),
    audit: 'collect',
    body: formExportSchema,
    machine: {
      summary:
        'A form filled in on the website of a police force; sent again under the same reference it is filed once. 201 when a report was filed',
      answer: acknowledgementSchema,
      answerStatus: 201,
    },
    limit: { requests: 600, seconds: 60 },
    repeatable: true,
    handler: async ({ db, actor, emit, clock, body, request, origin, requestId, audit }) => {
      const original = JSON.stringify(request.body)
      const door = 'single_online_home'
      const taken = await receiveIncident({ db, actor, emit, clock, door, original }, incidentOfForm(body))
      if (!taken.taken) {
        audit({ kind: 'incident_letter', id: taken.letterId, summary: `kept: ${taken.reason}` })
        return tellOfLetter(taken, requestId)
      }
      audit({ kind: 'incident', id: taken.id, summary: `version ${taken.version}: ${taken.outcome}` })
      return acknowledge({ ...taken, notUnderstood: findNotUnderstood(request.body, body) }, origin)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/single-online-home/schema.json',
    permission: forAnybody,
    audit: 'nothing',
    machine: {
      summary: 'JSON Schema of the form export; no schema of such exports is published, this one is ours',
      answer: z.looseObject({}),
      answerType: 'application/schema+json',
    },
    handler: async ({ origin }) =>
      json(
        {
          $id: `${origin}/api/v1/single-online-home/schema.json`,
          title: 'Form filled in on the website of a police force',
          ...formJsonSchema(),
        },
        { headers: { 'cache-control': 'public, max-age=300', 'content-type': 'application/schema+json' } },
      ),
  }),
]
