import { expect, test } from 'vitest'
import { z } from 'zod'
import { forAnybody, forMachines, json, route } from '#platform/http'
import { describeApi } from './index.ts'

const handler = async () => json({})
const shared = { audit: 'nothing', handler } as const

test('a route for machines is described with its parameters, body, answer and refusals', () => {
  const document = describeApi([
    route({
      ...shared,
      method: 'POST',
      url: '/api/v1/boats/:number/berths',
      permission: forMachines('moor'),
      params: z.object({ number: z.string() }),
      query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5).describe('At most') }),
      body: z.strictObject({ length: z.number() }),
      machine: {
        summary: 'Moors a boat',
        headers: z.object({ 'idempotency-key': z.string() }),
        answer: z.object({ at: z.iso.datetime() }),
        answerStatus: 201,
      },
      limit: { requests: 5, seconds: 1 },
    }),
  ])
  expect(document.paths).toMatchObject({
    '/api/v1/boats/{number}/berths': {
      post: {
        operationId: 'postBoatsNumberBerths',
        security: [{ token: [] }],
        parameters: [
          { name: 'number', in: 'path', required: true, schema: { type: 'string' } },
          {
            name: 'limit',
            in: 'query',
            required: false,
            description: 'At most',
            schema: { type: 'integer', maximum: 10, default: 5 },
          },
          { name: 'idempotency-key', in: 'header', required: true },
        ],
        requestBody: {
          content: { 'application/json': { schema: { required: ['length'], additionalProperties: false } } },
        },
        responses: {
          201: {
            content: {
              'application/json': { schema: { properties: { at: { type: 'string', format: 'date-time' } } } },
            },
          },
          400: {},
          401: {},
          403: {},
          422: {
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
          429: {},
          503: {},
        },
      },
    },
  })
})

test('pages, and what serves pages alone, are not described', () => {
  const document = describeApi([
    route({ ...shared, method: 'GET', url: '/boats', permission: forAnybody }),
    route({
      ...shared,
      method: 'GET',
      url: '/boats.json',
      permission: forAnybody,
      machine: { summary: 'Boats' },
    }),
  ])
  expect(document.paths).toEqual({})
})

test('a route that is open to anybody asks for no token and gives no refusal about one', () => {
  const document = describeApi([
    route({
      ...shared,
      method: 'GET',
      url: '/api/v1/tides',
      permission: forAnybody,
      machine: { summary: 'Tides' },
    }),
  ])
  const operation = (document.paths as Record<string, { get: { security: unknown; responses: object } }>)[
    '/api/v1/tides'
  ]?.get
  expect(operation?.security).toEqual([])
  expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '503'])
})
