import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '#platform/database'
import { openApiRoute } from '#platform/openapi'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../test/support/machine-server.ts'
import { apiRoutes } from './api.ts'

let database: TestDatabase
let machine: MachineServer

beforeAll(async () => {
  database = await createTestDatabase()
  machine = await startMachineServer(database.installation, [...apiRoutes, openApiRoute(apiRoutes)])
})

afterAll(async () => {
  await machine.close()
  await database.drop()
})

type Described = { paths: Record<string, Record<string, { operationId: string }>> }

test('the committed description of the API is the one that the service gives to anybody', async () => {
  const answer = await machine.server.inject('/api/v1/openapi.json')
  const committed = readFileSync(join(projectRoot, 'docs/generated/openapi.json'), 'utf8')
  expect(answer.statusCode).toBe(200)
  expect(JSON.parse(committed)).toEqual(answer.json())
})

test('every operation has a name of its own and every reference leads somewhere', async () => {
  const { body } = await machine.server.inject('/api/v1/openapi.json')
  const document = JSON.parse(body) as Described
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((each) => each.operationId),
  )
  expect(names.length).toBe(25)
  expect(new Set(names).size).toBe(names.length)
  for (const [, path = ''] of body.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = path.split('/').reduce<unknown>((part, step) => Reflect.get(Object(part), step), document)
    expect(target, path).toBeDefined()
  }
})
