import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { type App, buildApp } from '../../src/app.ts'
import { someoneOf } from '../support/county-reader.ts'
import { createDemoCounty } from '../support/demo-product.ts'

let county: Awaited<ReturnType<typeof createDemoCounty>>
let app: App
let analyst: MemberActor

beforeAll(async () => {
  county = await createDemoCounty()
  // Cleared for what is restricted, whose pages ask why they are opened.
  await asOwner(county.installation, (owner) =>
    owner.query(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason)
       select gen_random_uuid(), membership.member_id, membership.organisation_id, partition.code, 'Test'
       from membership cross join partition
       where role = 'analyst' and not exists (select from clearance as held where held.member_id = membership.member_id
         and held.partition_code = partition.code and withdrawn_at is null)`,
    ),
  )
  analyst = await someoneOf(county.installation, 'analyst', 'Saltmarshire Police')
  app = await buildApp({
    installation: county.installation,
    settings: {
      demo: true,
      origin: 'https://asb.example.org',
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: true,
    },
    logger: pino({ level: 'silent' }),
    county: county.county.name,
    identify: async () => analyst,
  })
}, 60_000)
afterAll(async () => {
  await app.close()
  await county.drop()
})

const linksIn = (body: string, pattern: RegExp) => [
  ...new Set([...body.matchAll(pattern)].map(([, address = '']) => address.replaceAll('&amp;', '&'))),
]
const get = (url: string) => app.server.inject({ url })

test('every record behind the numbers of the standard reports opens for the analyst, or was said to ask why', async () => {
  const index = await get('/analysis')
  const reports = linksIn(index.body, /href="(\/analysis\/query\?[^"]*)"/g)
  expect(reports.length).toBeGreaterThanOrEqual(20)
  const records = new Map<string, { from: string; asks: boolean }>()
  for (const report of reports) {
    const { body } = await get(report)
    const from = /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? report
    for (const profile of linksIn(body, /href="(\/profiles\/[^"]*)"/g))
      records.set(profile, { from, asks: false })
    // The first of them is of all records that the report counts.
    const [everything, ...others] = linksIn(body, /href="(\/analysis\/records\?[^"]*)"/g)
    for (const drill of [everything, others.at(-1)]) {
      if (drill === undefined) continue
      const list = await get(drill)
      expect(`${from}: ${list.statusCode}`).toBe(`${from}: 200`)
      for (const [, page = '', after] of list.body.matchAll(
        /app-reference" href="([^"]*)">[^<]*<\/a>([^<]*)/g,
      ))
        records.set(page, { from, asks: after?.includes('asks first why') === true })
    }
  }
  const wrong: string[] = []
  for (const [page, { from, asks }] of records) {
    const { statusCode, body } = await get(page)
    const isAsked = statusCode === 403 && body.includes('Why do you open this record?')
    if (asks ? !isAsked : statusCode !== 200) wrong.push(`${from}: ${page} answers ${statusCode}`)
  }
  expect(wrong).toEqual([])
  expect(records.size).toBeGreaterThan(50)
  expect([...records.values()].some(({ asks }) => asks)).toBe(true)
})
