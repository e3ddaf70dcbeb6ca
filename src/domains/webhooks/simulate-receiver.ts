import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { z } from 'zod'

export type ReceiverSettings = {
  port: number
  host?: string
  secret: string
  /** Status of every answer to a message whose signature is right. */
  answer: number
  slowSeconds: number
  told(line: string): void
}

export type ReceivedWebhook = { id: string; type: string; number: string; status: string; wasThere: boolean }

const messageSchema = z.object({
  type: z.string(),
  data: z.object({ number: z.string(), status: z.string() }),
})

export type Receiver = {
  url: string
  received: readonly ReceivedWebhook[]
  /** Messages whose signature was not right: answered with 401. */
  unsigned: () => number
  setAnswer(status: number, headers?: Readonly<Record<string, string>>): void
  close(): Promise<void>
}

/** A system that is told what becomes of its incidents, for tests without one: checks every signature and answers as asked. */
export async function startReceiver(settings: ReceiverSettings): Promise<Receiver> {
  const { told, secret, slowSeconds } = settings
  const received: ReceivedWebhook[] = []
  const seen = new Set<string>()
  let unsigned = 0
  let answer = settings.answer
  let answerHeaders: Readonly<Record<string, string>> = {}
  const verifier = new Webhook(secret)
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString()
    try {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const { type, data } = messageSchema.parse(verifier.verify(body, headers))
      const id = String(request.headers['webhook-id'])
      const wasThere = seen.has(id)
      if (answer < 300) seen.add(id)
      received.push({ id, type, ...data, wasThere })
      told(`${type} ${data.number}${wasThere ? ' (was here before)' : ''}: answered ${answer}`)
      if (slowSeconds > 0) await new Promise((resolve) => setTimeout(resolve, slowSeconds * 1_000))
      response.writeHead(answer, answerHeaders).end()
    } catch (error) {
      unsigned += 1
      const why = error instanceof WebhookVerificationError ? error.message : 'not a message of this kind'
      told(`refused: ${why}`)
      response.writeHead(401).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(settings.port, settings.host ?? '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    unsigned: () => unsigned,
    setAnswer(status, headers = {}) {
      answer = status
      answerHeaders = headers
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
