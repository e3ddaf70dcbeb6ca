import { z } from 'zod'
import type { ShiftMessage } from './make-shift.ts'

export type ShiftReceiver = {
  url: string
  /** A bearer token, or the client that asks for one. */
  token: string
  client?: { id: string } | undefined
}

export type ShiftReport = {
  sent: number
  /** How often each status was answered. */
  answers: Record<number, number>
  incidents: number
  /** One sentence for each incident that did not come out as it should. */
  wrong: string[]
  /** Milliseconds from sending to the answer: half were quicker, 19 of 20 were. */
  p50: number
  p95: number
}

const foundSchema = z.object({ reference: z.string().nullable(), versions: z.array(z.int()) })

/** How often a message is sent before it is given up. */
const mostTries = 5

/**
 * Sends a shift and then asks for every incident: is each one there with all versions that were sent, and filed if it was
 * opened? `speed` is how many times quicker than life; 0 is one after the other without a pause.
 */
export async function sendShift(
  receiver: ShiftReceiver,
  shift: readonly ShiftMessage[],
  speed: number,
  told: (line: string) => void,
): Promise<ShiftReport> {
  const { url } = receiver
  const token = receiver.client === undefined ? receiver.token : await getToken(receiver, receiver.client.id)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answers: Record<number, number> = {}
  const took: number[] = []
  const begun = performance.now()
  const first = shift[0]?.afterSeconds ?? 0
  const underWay = new Set<Promise<void>>()

  const send = async ({ message }: ShiftMessage) => {
    const body = JSON.stringify(message)
    for (let attempt = 1; ; attempt += 1) {
      const asked = performance.now()
      const status = await fetch(`${url}/api/v1/incidents`, { method: 'POST', headers, body }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status
        },
        () => 0,
      )
      took.push(performance.now() - asked)
      answers[status] = (answers[status] ?? 0) + 1
      if (status !== 0 && status !== 429 && status < 500) return
      if (attempt === mostTries) return
      await pause(attempt * 1_000)
    }
  }

  for (const each of shift) {
    if (speed === 0) {
      await send(each)
      continue
    }
    await pause(begun + ((each.afterSeconds - first) * 1_000) / speed - performance.now())
    const sending: Promise<void> = send(each).finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  await Promise.all(underWay)
  told(`${shift.length} messages sent; asking for every incident`)

  const incidents = Map.groupBy(
    shift,
    ({ message }) => `${message.source}/${encodeURIComponent(message.number)}`,
  )
  const wrong: string[] = []
  for (const [name, messages] of incidents) {
    const answer = await fetch(`${url}/api/v1/incidents/${name}`, { headers })
    const found = foundSchema.safeParse(await answer.json())
    const versions = [...new Set(messages.map(({ message }) => message.version))].sort(
      (one, other) => one - other,
    )
    const isOpened = messages.some(({ message }) => message.kind === 'creation')
    if (!found.success) wrong.push(`${name}: not found (${answer.status})`)
    else if (found.data.versions.join() !== versions.join())
      wrong.push(`${name}: versions ${found.data.versions} instead of ${versions}`)
    else if ((found.data.reference !== null) !== isOpened)
      wrong.push(`${name}: ${isOpened ? 'opened and not filed' : 'filed and never opened'}`)
  }
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) =>
    Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0)
  return { sent: took.length, answers, incidents: incidents.size, wrong, p50: at(0.5), p95: at(0.95) }
}

const pause = (ms: number) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve())

async function getToken({ url, token }: ShiftReceiver, client: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: token }),
  })
  const read = z.object({ access_token: z.string() }).safeParse(await answer.json())
  if (read.success) return read.data.access_token
  throw new RangeError(`No token was given (${answer.status}). Check the client and its secret.`)
}
