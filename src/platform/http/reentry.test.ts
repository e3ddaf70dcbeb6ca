import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, anybody } from '#platform/actor'
import { systemClock } from '#platform/clock'
import type { Database } from '#platform/database'
import { buildServer, forAnybody, forMachines, json, type Reentry, type Route, route } from './index.ts'

let server: FastifyInstance | undefined
afterEach(async () => server?.close())

/** Refuses every connection: what is answered was answered without one. */
const database: Database = {
  withActor: () => Promise.reject(new Error('a connection was asked for')),
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

const kept: unknown[] = []
const reentry = (proved: boolean): Reentry => ({
  provedLately: async () => proved,
  proveAgainUrl: (path) => `/prove?${path}`,
  async keepForm(_request, form) {
    kept.push(form)
    return '/kept/1'
  },
})

async function serve(routes: Route[], given: Reentry | undefined, actor: Actor = anybody) {
  kept.length = 0
  server = await buildServer(
    {
      databases: { web: database, feed: database },
      jobs: { emit: async () => {} },
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      identify: async () => actor,
      frameOf: () => ({ serviceName: 'Test', serviceUrl: '/' }),
      signInUrl: (path) => `/sign-in?${path}`,
      ...(given ? { reentry: given } : {}),
      originOf: () => 'http://localhost',
      secure: false,
    },
    routes,
  )
  return server
}

const common = {
  permission: forAnybody,
  audit: 'nothing',
  transaction: 'none',
  handler: async () => json({ done: true }),
} as const
const sensitive = [
  route({ ...common, method: 'GET', url: '/act', stepUp: true }),
  route({ ...common, method: 'POST', url: '/act', stepUp: true, body: z.unknown() }),
]
const form = {
  method: 'POST',
  url: '/act?tab=2',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  payload: 'why=it+is+so&who=a&who=b',
} as const

test('a sensitive act asks for proof first, and what was typed is kept whole on the way', async () => {
  const asked = await serve(sensitive, reentry(false))
  expect((await asked.inject('/act?tab=2')).headers.location).toBe('/prove?/act?tab=2')
  expect((await asked.inject(form)).headers.location).toBe('/prove?/kept/1')
  const fields = [
    ['why', 'it is so'],
    ['who', 'a'],
    ['who', 'b'],
  ]
  expect(kept).toEqual([{ url: '/act?tab=2', fields }])
})

test('where only some of what is sent is sensitive, the rest goes on without proof', async () => {
  const some = route({
    ...common,
    method: 'POST',
    url: '/act',
    stepUp: (body) => JSON.stringify(body).includes('it is so'),
    body: z.unknown(),
  })
  const asked = await serve([some], reentry(false))
  expect((await asked.inject(form)).headers.location).toBe('/prove?/kept/1')
  expect((await asked.inject({ ...form, payload: 'why=no' })).statusCode).toBe(200)
})

test('with fresh proof a sensitive act goes on, and nothing is kept', async () => {
  const proved = await serve(sensitive, reentry(true))
  expect((await proved.inject(form)).json()).toEqual({ done: true })
  expect(kept).toEqual([])
})

test('where nobody can prove anything, no sensitive act is done', async () => {
  const closed = await serve(sensitive, undefined)
  expect((await closed.inject('/act')).statusCode).toBe(403)
  expect((await closed.inject(form)).statusCode).toBe(403)
})

test('what a script sends is not kept as a form', async () => {
  const asked = await serve(sensitive, reentry(false))
  for (const headers of [
    { 'content-type': 'application/json' },
    { ...form.headers, accept: 'application/json' },
  ])
    await asked.inject({
      ...form,
      headers: { ...headers, 'sec-fetch-site': 'same-origin' },
      payload: headers['content-type'].includes('json') ? '{}' : form.payload,
    })
  expect(kept).toEqual([])
})

test('a machine cannot prove who it is, so no route for machines may ask for it', async () => {
  const wrong = route({
    ...common,
    method: 'GET',
    url: '/api/act',
    permission: forMachines('act'),
    stepUp: true,
    machine: { summary: 'An act' },
  })
  await expect(serve([wrong], reentry(true))).rejects.toThrow('for machines')
})

test('a route without a transaction holds no connection, and is told so when it asks for one', async () => {
  const site = await serve(
    [
      route({ ...common, method: 'GET', url: '/slow' }),
      route({
        ...common,
        method: 'GET',
        url: '/asks',
        handler: async ({ db }) => json(await db.selectFrom('organisation').selectAll().execute()),
      }),
    ],
    undefined,
  )
  expect((await site.inject('/slow')).statusCode).toBe(200)
  expect((await site.inject('/asks')).statusCode).toBe(500)
})

test('a route without a transaction that is to write its audit and names no record fails', async () => {
  const site = await serve(
    [route({ ...common, method: 'GET', url: '/audited', audit: 'consult' })],
    undefined,
  )
  expect((await site.inject('/audited')).statusCode).toBe(500)
})
