import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { anybody } from '#platform/actor'
import type { Route } from '#platform/http'
import { newId } from '#platform/ids'
import { NORTH } from '../support/partnership.ts'
import {
  type AppBench,
  changes,
  form,
  giveEveryRole,
  machine,
  nameOf,
  openAppBench,
  withEveryRole,
} from './app-bench.ts'
import { findUnnamed, readSent } from './named-fields.ts'

let bench: AppBench
beforeAll(async () => {
  bench = await openAppBench()
  await giveEveryRole(bench.installation, bench.people.officer)
}, 120_000)
afterAll(async () => bench.close())

const everybody = () => [
  anybody,
  withEveryRole(bench.people.officer),
  machine(NORTH, ['read_feed', 'file_reports', 'provision_directory']),
]

test.each([
  ['a NUL', '%00'],
  ['SQL', '%27%20or%201%3D1'],
  ['a way out of the folder', '..%2F..%2Fetc'],
  ['a character outside the basic plane', '%F0%9F%98%80'],
  ['broken UTF-8', '%FF'],
  ['150 letters', 'x'.repeat(150)],
  ['a negative number', '-1'],
  ['an unknown id', newId()],
])('an address that holds %s is never our fault', async (_, filling) => {
  const wrong: string[] = []
  for (const as of everybody())
    for (const route of bench.routes.filter(({ url }) => url.includes(':'))) {
      const body = changes(route) ? bench.bodyFor(route) : undefined
      const answer = await bench.ask(route, {
        as,
        address: bench.addressOf(route, filling),
        ...(body === undefined ? {} : { body }),
      })
      if (answer.status >= 500)
        wrong.push(`${nameOf(route)} answered ${answer.status} ${bench.faults.join('')}`)
    }
  expect(wrong).toEqual([])
})

/** Names of the fields which a schema of a route takes. */
function fieldsOf(schema: Route['query']): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

const odd = ['%00', '%27%22%3C', '-1', '99999999999999999999', '%F0%9F%98%80', 'x'.repeat(3_000)]
test('nothing that is put into a query is answered as our fault', async () => {
  const wrong: string[] = []
  let tried = 0
  for (const as of everybody())
    for (const route of bench.openTo(as).filter((each) => !changes(each)))
      for (const field of fieldsOf(route.query))
        for (const value of odd) {
          const { status } = await bench.ask(route, {
            as,
            address: `${bench.addressOf(route)}?${field}=${value}`,
          })
          tried += 1
          if (status >= 500)
            wrong.push(`${nameOf(route)}?${field}=${value.slice(0, 20)} ${status} ${bench.faults.join('')}`)
        }
  expect(tried).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

test('nothing that is sent in a body, well-formed or not, is answered as our fault, and what is refused is named', async () => {
  const broken = ['{', '[]', 'null', '{"a":{"b":[1]}}', 'version=x&version=y']
  const wrong: string[] = []
  let refused = 0
  for (const as of everybody())
    for (const route of bench.routes.filter(changes)) {
      const fields = [...new Set([...Object.keys(form), ...fieldsOf(route.body)])]
      const filled = [...odd, ''].map((value) =>
        route.machine
          ? JSON.stringify(Object.fromEntries(fields.map((field) => [field, decodeURIComponent(value)])))
          : fields.map((field) => `${field}=${field === 'version' ? '1' : value}`).join('&'),
      )
      for (const body of [...broken, ...filled]) {
        const answer = await bench.ask(route, { as, body })
        if (answer.status >= 500)
          wrong.push(`${nameOf(route)} with ${body.slice(0, 60)} ${answer.status} ${bench.faults.join('')}`)
        if (answer.status !== 422) continue
        refused += 1
        const type = route.machine ? 'application/json' : 'application/x-www-form-urlencoded'
        const unnamed = findUnnamed(route, readSent(body, type), answer)
        if (unnamed.length > 0)
          wrong.push(`${nameOf(route)} with ${body.slice(0, 60)} does not name ${unnamed.join(', ')}`)
      }
    }
  expect(refused).toBeGreaterThan(300)
  expect(wrong).toEqual([])
}, 240_000)
