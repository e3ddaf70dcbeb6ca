import { z } from 'zod'
import type { Route } from '#platform/http'

type Json = Readonly<Record<string, unknown>>

const info = {
  title: 'OpenASB',
  version: '1',
  description:
    'What other systems may send and read. Times are ISO 8601; refusals are problem documents (RFC 9457) whose ' +
    'reference is in the log of the service. Changes that break a reader come under another number in the path; what is ' +
    'to go says so in the Deprecation and Sunset headers (RFC 9745, RFC 8594) at least twelve months before it goes. ' +
    'Fields may be added at any time: a reader passes over what it does not know.',
  license: { name: 'MIT', identifier: 'MIT' },
}

/**
 * The OpenAPI 3.1 document of the routes for other systems, made from their schemas. Routes outside /api are for the
 * service's own pages and may change at any time.
 */
export function describeApi(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    if (route.machine === undefined || !route.url.startsWith('/api/')) continue
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, route.machine) }
  }
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function operation(route: Route, machine: NonNullable<Route['machine']>): Json {
  const isOpen = route.permission.name === 'anybody'
  const parameters = [
    ...parametersIn('path', route.params),
    ...parametersIn('query', route.query),
    ...parametersIn('header', machine.headers),
  ]
  return {
    operationId: operationId(route),
    summary: machine.summary,
    ...(isOpen ? {} : { description: `For a ${route.permission.name}.` }),
    security: isOpen ? [] : [{ token: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [machine.bodyType ?? 'application/json']: { schema: schemaOf(route.body, 'input') } },
          },
        }),
    responses: responses(route, machine, isOpen),
  }
}

function responses(route: Route, machine: NonNullable<Route['machine']>, isOpen: boolean): Json {
  const takesInput = [route.params, route.query, route.body].some((schema) => schema !== undefined)
  const refusals: [boolean, number, string][] = [
    [route.body !== undefined, 400, 'The request could not be read'],
    [!isOpen, 401, 'No token, or one that is unknown, expired or revoked'],
    [!isOpen, 403, 'The token does not include this'],
    [takesInput, 422, 'Something is missing or not valid; each problem names its field'],
    [route.limit !== undefined, 429, `More than ${route.limit?.requests} in ${route.limit?.seconds} seconds`],
    [true, 503, 'Busy or being restarted: try again after the time in Retry-After'],
  ]
  return {
    [machine.answerStatus ?? 200]: {
      description: machine.summary,
      content: {
        [machine.answerType ?? 'application/json']: {
          schema: machine.answer === undefined ? {} : schemaOf(machine.answer, 'output'),
        },
      },
    },
    ...Object.fromEntries(
      refusals
        .filter(([applies]) => applies)
        .map(([, status, description]) => [
          status,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
    ),
  }
}

function parametersIn(place: 'path' | 'query' | 'header', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    required: place === 'path' || required.includes(name),
    schema: rest,
  }))
}

/** JSON Schema without what says nothing: the pattern that repeats a format, the bounds of every safe integer. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return rest
}

/** `GET /api/v1/feed/reports.csv` is `getFeedReportsCsv`. */
function operationId({ method, url }: Route): string {
  const words = url
    .replace(/^\/api\/v\d+/, '')
    .split(/\W+/)
    .filter((word) => word !== '')
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** What every refusal looks like (RFC 9457). */
const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'reference'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    reference: { type: 'string', description: 'Finds the cause in the log of the service' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}
