import { forAnybody, json, type Route, route } from '#platform/http'
import { describeApi } from './describe-api.ts'

/** A route that describes the given ones and itself, to anybody. */
export function openApiRoute(routes: readonly Route[]): Route {
  const description: Route = route({
    method: 'GET',
    url: '/api/v1/openapi.json',
    permission: forAnybody,
    audit: 'nothing',
    machine: { summary: 'This description (OpenAPI 3.1)' },
    handler: async () => json(document, { headers: { 'cache-control': 'public, max-age=300' } }),
  })
  const document = describeApi([...routes, description])
  return description
}
