// How long it takes from a message of command and control to a report in somebody's queue.
import { newId } from '#platform/ids'
import { type County, query } from './county.ts'
import type { LoadRequest } from './measure.ts'
import type { Material } from './scenarios.ts'

/** Messages that open an incident each. */
export function openings({ points }: Material, token: string, count: number): LoadRequest[] {
  return Array.from({ length: count }, (_, at) => ({
    method: 'POST',
    path: '/api/v1/incidents',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'LOAD',
      number: newId(),
      version: 1,
      kind: 'creation',
      received_at: new Date(Date.now() - 60_000).toISOString(),
      opening: { code: 'noise', text: 'Noise nuisance' },
      grade: { code: 'scheduled' },
      narrative: 'Drums and shouting until two in the morning, every Friday and Saturday for a month.',
      location: points[at % points.length],
      people: [{ role: 'reporter', name: `Sam Reed ${newId().slice(-6)}`, phone: `01632 ${900_000 + at}` }],
    }),
  }))
}

const sustainedPerSecond = 5
const sustainedSeconds = 30
const burst = 50
/** How often it is looked for what has become visible, in milliseconds. */
const lookEveryMs = 25

/** Five messages a second for a minute, then fifty at the same moment: from sending until the report is in a queue. */
export async function measureIncidents(url: string, county: County, material: Material): Promise<string> {
  const sustained = openings(material, county.token, sustainedPerSecond * sustainedSeconds)
  const together = openings(material, county.token, burst)
  const first = await untilVisible(county, async (send) => {
    const sending = sustained.map(async (request, at) => {
      await pause((at * 1_000) / sustainedPerSecond)
      await send(url, request)
    })
    await Promise.all(sending)
  })
  const second = await untilVisible(county, async (send) => {
    await Promise.all(together.map((request) => send(url, request)))
  })
  return [
    `incidents, ${sustainedPerSecond} a second for ${sustainedSeconds} s: ${first}`,
    `incidents, ${burst} at once: ${second}`,
  ].join('\n')
}

type Send = (url: string, request: LoadRequest) => Promise<void>

async function untilVisible(county: County, work: (send: Send) => Promise<void>): Promise<string> {
  const sentAt = new Map<string, number>()
  const answered: number[] = []
  const visible = new Map<string, number>()
  let failed = 0
  const send: Send = async (url, { path, headers = {}, body = '' }) => {
    const begun = performance.now()
    sentAt.set(String(JSON.parse(body).number), begun)
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    if (answer.status !== 201) failed += 1
    answered.push(performance.now() - begun)
  }
  const working = work(send)
  const until = performance.now() + 120_000
  let isOver = false
  void working.finally(() => {
    isOver = true
  })
  while ((!isOver || visible.size < sentAt.size) && performance.now() < until) {
    const waiting = [...sentAt.keys()].filter((number) => !visible.has(number))
    const found = await query<{ number: string }>(
      county,
      `select incident.number from incident join incident_report on incident_id = incident.id
       join report on report.id = report_id
       where incident.source = 'LOAD' and incident.number = any ($1) and report.queue_id is not null`,
      [waiting],
    )
    for (const { number } of found) visible.set(number, performance.now())
    await pause(lookEveryMs)
  }
  await working
  const waits = [...visible].map(([number, at]) => at - (sentAt.get(number) ?? at))
  return `visible p50 ${at(waits, 0.5)} ms, p95 ${at(waits, 0.95)} ms, slowest ${at(waits, 1)} ms; answered p95 ${at(answered, 0.95)} ms; ${visible.size} of ${sentAt.size} visible, ${failed} not answered 201`
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other)
  return Math.round(sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
