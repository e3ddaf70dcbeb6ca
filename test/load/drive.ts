// A process of its own that sends requests as fast as they are answered.
import autocannon from 'autocannon'
import type { DriveOrder, LoadRequest, Measured, Message } from './measure.ts'

const tell = (message: Message) => process.send?.(message)

process.once('message', async (order: DriveOrder) => {
  const next = inTurn(order)
  if (order.warmUpSeconds > 0) await drive(order, next, order.warmUpSeconds)
  tell({ kind: 'begin' })
  tell({ kind: 'end', ...(await drive(order, next, order.seconds)) })
})

/** A different visitor each time, so that limits by address meet no one twice in a minute. */
function addressOf(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
}

function inTurn({ requests, uniqueHeader, once }: DriveOrder): () => LoadRequest | undefined {
  const run = Date.now().toString(36)
  let number = 0
  return () => {
    if (once && number >= requests.length) return undefined
    const request = requests[number % requests.length]
    number += 1
    if (request === undefined) return undefined
    return {
      ...request,
      headers: {
        ...request.headers,
        'x-forwarded-for': addressOf(number),
        ...(uniqueHeader === undefined ? {} : { [uniqueHeader]: `${run}-${number}` }),
      },
    }
  }
}

async function drive(
  { url, connections }: DriveOrder,
  next: () => LoadRequest | undefined,
  seconds: number,
): Promise<Measured> {
  const times: number[] = []
  const statuses: Record<string, number> = {}
  const started = performance.now()
  let lastAnswer = started
  await new Promise<void>((resolve) => {
    const options: autocannon.Options = {
      url,
      connections,
      duration: seconds,
      timeout: 30,
      requests: [
        {
          setupRequest: (given) => {
            const request = next()
            if (request === undefined) run.stop?.()
            return { ...given, ...request }
          },
        },
      ],
    }
    const run = autocannon(options, () => resolve())
    run.on('response', (_client, status, _bytes, milliseconds) => {
      lastAnswer = performance.now()
      times.push(milliseconds)
      statuses[status] = (statuses[status] ?? 0) + 1
    })
    run.on('reqError', () => {
      statuses[0] = (statuses[0] ?? 0) + 1
    })
  })
  return { seconds: (lastAnswer - started) / 1000, times, statuses }
}
