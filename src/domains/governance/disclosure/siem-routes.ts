import { z } from 'zod'
import { nameOf, organisationOf } from '#platform/actor'
import { forbidden, forMachines, invalid, type Route, route, text } from '#platform/http'
import { placeOf, placeText } from './filter.ts'
import { readSecurityEvents } from './siem-event.ts'

const address = '/api/v1/audit-events'
const ndjson = 'application/x-ndjson; charset=utf-8'

const notAMoment = 'Use ISO 8601 such as 2026-11-01T00:00:00Z, and write a plus sign as %2B'
const querySchema = z.strictObject({
  since: z.iso
    .datetime({ offset: true, error: notAMoment })
    .optional()
    .describe('Events at this moment or later (ISO 8601)'),
  after: z.string().max(100).optional().describe('From the audit-cursor header of the answer before'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .describe('Events an answer, more is refused'),
})

/** What an organisation's own people did, for its security monitoring (SIEM). */
export const siemRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: address,
    permission: forMachines('read_audit'),
    audit: 'disclose',
    query: querySchema,
    limit: { requests: 600, seconds: 60 },
    machine: {
      summary:
        'What people and machines of your organisation did and how they signed in: one event a line, oldest first, in Elastic Common Schema fields',
      answer: z.string(),
      answerType: ndjson,
    },
    handler: async ({ db, actor, query, origin, audit }) => {
      const organisation = organisationOf(actor)
      if (organisation === undefined) throw forbidden()
      const after = placeOf(query.after)
      if (query.after !== undefined && !z.uuid().safeParse(after?.key).success)
        throw invalid('Some parameters are not valid.', [
          { field: 'after', message: 'Send the audit-cursor header as it was given' },
        ])
      const { events, next, last } = await readSecurityEvents(db, {
        since: query.since ?? '-infinity',
        after,
        limit: query.limit,
        organisation: organisation.id,
      })
      audit({
        kind: 'audit_entry',
        recipient: `${organisation.name}: ${nameOf(actor)}`,
        summary: `${events.length} events, since ${query.since ?? 'the beginning'}`,
      })
      const cursor = last === undefined ? query.after : placeText(last)
      const link = new URLSearchParams({
        limit: String(query.limit),
        ...(next ? { after: placeText(next) } : {}),
      })
      return text(events.map((event) => `${JSON.stringify(event)}\n`).join(''), ndjson, {
        headers: {
          ...(cursor === undefined ? {} : { 'audit-cursor': cursor }),
          ...(next === undefined ? {} : { link: `<${origin}${address}?${link}>; rel="next"` }),
        },
      })
    },
  }),
]
