import { z } from 'zod'
import { today } from '#platform/clock'
import { forAnybody, notFound, type Route, route } from '#platform/http'
import { type Format, itemAnswer, listAnswer, problemIn } from './formats.ts'
import { definitionItem, readServices, serviceItem } from './services.ts'

export const basePath = '/open311/v2'
export const limit = { requests: 600, seconds: 60 } as const
export const typeOf = (format: Format) => (format === 'json' ? 'application/json' : 'text/xml')

/** This installation serves one jurisdiction, named by its host. */
export function checkJurisdiction(asked: string | undefined, origin: string): void {
  if (asked !== undefined && asked !== '' && asked !== new URL(origin).hostname)
    throw notFound('jurisdiction_id')
}

export const jurisdiction = z.object({ jurisdiction_id: z.string().optional() })

/** What the public form shows as well; the standard asks no key for it, and clients send none. */
export function serviceRoutes(format: Format): readonly Route[] {
  const shared = { permission: forAnybody, audit: 'nothing', limit, query: jurisdiction } as const
  const machine = (summary: string) => ({ summary, answerType: typeOf(format), problem: problemIn(format) })
  return [
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/discovery.${format}`,
      machine: machine('Where the endpoint is'),
      handler: async ({ origin }) =>
        itemAnswer(format, 'discovery', {
          changeset: '2026-11-22T00:00:00Z',
          contact: `Ask the partnership at ${origin}`,
          key_service: 'Keys are given by the partnership to organisations that file reports',
          endpoints: [
            {
              specification: 'http://wiki.open311.org/GeoReport_v2',
              url: `${origin}${basePath}`,
              changeset: '2026-11-22T00:00:00Z',
              type: 'production',
              formats: ['text/xml', 'application/json'],
            },
          ],
        }),
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/services.${format}`,
      machine: machine('Types of anti-social behaviour'),
      handler: async ({ db, clock, query, origin }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        return listAnswer(format, 'services', (await readServices(db, today(clock))).map(serviceItem))
      },
    }),
    route({
      ...shared,
      method: 'GET',
      url: `${basePath}/services/:code.${format}`,
      params: z.object({ code: z.string() }),
      machine: machine('Questions of a type'),
      handler: async ({ db, clock, params, query, origin }) => {
        checkJurisdiction(query.jurisdiction_id, origin)
        const service = (await readServices(db, today(clock))).find(({ code }) => code === params.code)
        if (service === undefined) throw notFound('service_code')
        return itemAnswer(format, 'service_definition', definitionItem(service))
      },
    }),
  ]
}
