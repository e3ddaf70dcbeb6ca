import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import type { Route } from '#platform/http'
import { someMait } from '../../src/domains/intake/mait/some-mait.ts'
import { someForms } from '../../src/domains/intake/open311/some-requests.ts'
import { NORTH } from '../support/partnership.ts'
import {
  type Answer,
  type AppBench,
  changes,
  machine,
  nameOf,
  openAppBench,
  type Question,
} from './app-bench.ts'
import { findUnnamed, isRead, readSent } from './named-fields.ts'
import { fieldsOf, oddValues, textOf, valuesOf, withOddField } from './near-valid.ts'
import { runs } from './runs.ts'

const program = machine(NORTH, ['read_feed', 'file_reports', 'provision_directory'])
const fewest = runs({ usually: 2_000, long: 40_000 })
const longestMs = 10_000
/** For all requests to one route: a slow one is named, and not cut off unseen. */
const longestForRouteMs = runs({ usually: 60_000, long: 300_000 })

let bench: AppBench
/** How many answers were looked through for the names of what they refuse. */
let refused = 0
let open: Route[]
beforeAll(async () => {
  bench = await openAppBench()
  open = bench.routes.filter(({ permission }) => permission.allows(anybody) || permission.allows(program))
}, 120_000)
afterAll(async () => bench.close())

/** How one request goes wrong; each leaves everything else as the route asks for it. */
const twists = [
  'nothing',
  'body',
  'body',
  'body',
  'body',
  'query',
  'place',
  'header',
  'type',
  'bytes',
  'twice',
] as const

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'accept-language': 'x'.repeat(5_000) },
  { 'accept-language': 'cy;q=banana,*;q=-1,,' },
  { accept: '*/*;q=2, \u00ff' },
  { cookie: '=; __proto__=1; language=%FF; a=b=c' },
  { range: 'bytes=9-1,-5,99999999999999999999-' },
  { 'if-none-match': '"' },
  { 'if-match': '-1' },
  { 'if-modified-since': 'yesterday' },
  { 'content-encoding': 'gzip' },
  { 'idempotency-key': '\u00ff'.repeat(300) },
  { 'tus-resumable': '1.0.0', 'upload-length': '-1', 'upload-metadata': 'name !!!,,type' },
  { 'tus-resumable': '9', 'upload-length': '99999999999999999999', 'upload-offset': 'NaN' },
  { 'x-forwarded-for': '::::,999.1.1.1', 'x-forwarded-host': 'evil.example' },
  { authorization: 'Basic %%%' },
  { authorization: `Bearer ${'x'.repeat(9_000)}` },
]
const oddTypes = [
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/scim+json',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/offset+octet-stream',
  'application/',
  ';;;',
]
const hostileXml = [
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxx"><!ENTITY c "&b;&b;&b;">]><a>&c;&c;</a>',
  `${'<a>'.repeat(20_000)}`,
  '<a b="1" b="2"/>',
  '<?xml version="1.0" encoding="UTF-16"?><a>&#0;&#xD800;</a>',
]

type Draw = {
  twist: (typeof twists)[number]
  pick: number
  odd: unknown
  query: unknown
  body: unknown
  headers: Readonly<Record<string, string>>
  type: string
  xml: string
}
const drawFor = (route: Route): fc.Arbitrary<Draw> =>
  fc.record({
    twist: fc.constantFrom(...twists),
    pick: fc.nat(10_000),
    odd: fc.oneof(fc.constantFrom(...oddValues), fc.string({ unit: 'binary' }), fc.double(), fc.object()),
    query: valuesOf(route.query),
    body: route.url.includes('open311')
      ? fc.nat().map((number) => someForms.problem(number))
      : valuesOf(route.body),
    headers: fc.constantFrom(...oddHeaders),
    type: fc.constantFrom(...oddTypes),
    xml: fc.constantFrom(...hostileXml),
  })

function xmlOf({ twist, odd, pick, xml }: Draw): string {
  if (twist !== 'body') return someMait({ messageId: `m-${pick}` })
  const parts = ['type', 'messageId', 'sentAt', 'from', 'number', 'sequence', 'narrative', 'grid', 'inside']
  return pick % 4 === 0
    ? xml
    : someMait({ [parts[pick % parts.length] ?? 'type']: textOf(odd).toWellFormed() })
}

const boundary = 'fuzz-boundary'
const partsOf = (fields: [string, string][]) =>
  `${fields
    .map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')}--${boundary}--\r\n`

const formOf = (fields: [string, string][]) => new URLSearchParams(fields).toString()

function bodyOf(route: Route, draw: Draw): { text: string; type: string } {
  const body = draw.twist === 'body' ? withOddField(draw.body, draw.pick, draw.odd) : draw.body
  const fields = fieldsOf(body)
  const sent = draw.twist === 'twice' ? [...fields, ...fields] : fields
  const bodyType = route.machine?.bodyType ?? ''
  if (bodyType.includes('xml')) return { text: xmlOf(draw), type: 'application/xml' }
  if (route.streamed && draw.pick % 2 === 0)
    return { text: partsOf(sent), type: `multipart/form-data; boundary=${boundary}` }
  if (!route.machine || bodyType.includes('form'))
    return { text: formOf(sent), type: 'application/x-www-form-urlencoded' }
  const text = JSON.stringify(body) ?? 'null'
  return {
    text: draw.twist === 'twice' ? text.replace(/^\{(.+)\}$/s, '{$1,$1}') : text,
    type: bodyType || 'application/json',
  }
}

function questionOf(route: Route, draw: Draw, count: number): Question {
  const { twist, odd, pick } = draw
  const filling = twist === 'place' ? encodeURIComponent(textOf(odd).toWellFormed().slice(0, 150)) : undefined
  const query = fieldsOf(twist === 'query' ? withOddField(draw.query, pick, odd) : draw.query)
  const short = query.map(([name, value]): [string, string] => [name, value.slice(0, 4_000)])
  const asked = formOf(twist === 'twice' ? [...short, ...short] : short)
  const address = `${bench.addressOf(route, filling)}${asked === '' ? '' : `?${asked}`}`
  // Each from a place of its own: here it is not the limit of requests that is tried.
  const from = `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`
  const as = route.permission.allows(program) ? program : anybody
  const { text, type } = bodyOf(route, draw)
  const headers = {
    'sec-fetch-site': 'same-origin',
    ...(twist === 'header' ? draw.headers : {}),
    ...(changes(route) ? { 'content-type': twist === 'type' ? draw.type : type } : {}),
  }
  const bytes = pick % 2 ? Buffer.from(text, 'utf16le') : Buffer.from(`${text}\u00ff\u00e9`, 'latin1')
  const body = changes(route) ? { body: twist === 'bytes' ? bytes : text } : {}
  return { as, from, address, headers, ...body }
}

/** An error says in words what is wrong, in a page or in a document that a program can read. */
function givesReason({ body, type }: Answer): boolean {
  if (type.includes('html')) return /<h1[^>]*>[^<]/.test(body)
  if (type.includes('json'))
    return /"(detail|description|error|error_description|problems|message)":\s*("[^"]|\[\{)/.test(body)
  return body.trim().length > 3
}

/** Sent as it is, the server reads the same; refused, it names what it refuses. */
function namesRefused(route: Route, { twist }: Draw, { body, headers }: Question, answer: Answer) {
  if ((twist !== 'nothing' && twist !== 'body') || typeof body !== 'string') return []
  const type = headers?.['content-type'] ?? ''
  if (answer.status !== 422 || !isRead(type)) return []
  refused += 1
  return findUnnamed(route, readSent(body, type), answer)
}

async function whatIsWrong(route: Route, draw: Draw, question: Question): Promise<string | undefined> {
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestMs)
  })
  const answer = await Promise.race([bench.ask(route, question), late])
  clearTimeout(timer)
  if (answer === undefined) return `no answer within ${performance.now() - started} ms`
  if (answer.status >= 500) return `${answer.status} ${bench.faults.join('').slice(0, 2_000)}`
  if (answer.status >= 400 && !givesReason(answer))
    return `${answer.status} without a reason: ${answer.body.slice(0, 200)}`
  const unnamed = namesRefused(route, draw, question, answer)
  if (unnamed.length > 0)
    return `${answer.status} without naming ${unnamed.join(', ')}: ${answer.body.replaceAll(/\s+/g, ' ').slice(-1_500)}`
  return undefined
}

test(
  'no public or machine input, however odd, is answered as our fault, late, without a reason or without the name of the field',
  async () => {
    const each = Math.ceil(fewest / open.length)
    const wrong: string[] = []
    let sent = 0
    const cutShort: string[] = []
    for (const route of open) {
      const told = await fc.check(
        fc.asyncProperty(drawFor(route), async (draw) => {
          sent += 1
          const found = await whatIsWrong(route, draw, questionOf(route, draw, sent))
          if (found !== undefined) throw new Error(found)
        }),
        { numRuns: each, endOnFailure: false, interruptAfterTimeLimit: longestForRouteMs },
      )
      if (told.interrupted) cutShort.push(`${nameOf(route)} after ${told.numRuns} of ${each}`)
      if (told.failed) {
        const { twist, ...parts } = told.counterexample?.[0] ?? {}
        wrong.push(
          `${nameOf(route)} [${twist}, seed ${told.seed}] ${told.errorInstance} ${JSON.stringify(parts).slice(0, 600)}`,
        )
      }
    }
    console.info(
      `fuzzed: ${sent} requests over ${open.length} routes, ${refused} refused by the names of their fields`,
    )
    expect(wrong).toEqual([])
    expect(cutShort).toEqual([])
    expect(sent).toBeGreaterThanOrEqual(fewest)
    expect(refused).toBeGreaterThan(fewest / 100)
  },
  runs({ usually: 240_000, long: 1_800_000 }),
)
