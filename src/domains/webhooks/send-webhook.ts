import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Webhook } from 'standardwebhooks'
import { type AllowedHosts, pinAddress, UnsafeAddress } from './safe-address.ts'

/** What Standard Webhooks 1.0.0 has a receiver given: 15 to 30 seconds. */
const patienceMs = 15_000

export type WebhookMessage = {
  id: string
  url: string
  /** Newest first; a message is signed with each, so that a receiver can change its key. */
  secrets: readonly string[]
  body: string
}

export type WebhookOutcome = {
  /** Status of the answer; undefined where there was none. */
  answer: number | undefined
  /** One word or a short sentence for the page of deliveries; nothing of what was answered. */
  outcome: string
  delivered: boolean
  /** The receiver wants no more of them (410). */
  isGone: boolean
  retryAfterMs: number | undefined
  tookMs: number
}

/** Sends a message once. Never throws; a redirect is not followed, and what is answered is not read. */
export async function sendWebhook(
  message: WebhookMessage,
  allowed: AllowedHosts,
  timeoutMs = patienceMs,
): Promise<WebhookOutcome> {
  const begun = Date.now()
  const ended = (rest: Partial<WebhookOutcome> & { outcome: string }): WebhookOutcome => ({
    answer: undefined,
    delivered: false,
    isGone: false,
    retryAfterMs: undefined,
    tookMs: Date.now() - begun,
    ...rest,
  })
  try {
    const { status, retryAfter } = await post(message, allowed, timeoutMs)
    return ended({
      answer: status,
      outcome: status >= 200 && status < 300 ? 'Delivered' : status < 400 ? 'Redirected' : 'Refused',
      delivered: status >= 200 && status < 300,
      isGone: status === 410,
      retryAfterMs: retryAfterIn(retryAfter, Date.now()),
    })
  } catch (error) {
    return ended({ outcome: wordsOf(error) })
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof UnsafeAddress) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return 'No answer in time'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' ? 'No connection' : `No connection (${code})`
}

async function post(
  { id, url: address, secrets, body }: WebhookMessage,
  allowed: AllowedHosts,
  timeoutMs: number,
): Promise<{ status: number; retryAfter: string | undefined }> {
  const signal = AbortSignal.timeout(timeoutMs)
  const url = new URL(address)
  const pinned = await pinAddress(url, allowed)
  const at = new Date()
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sending = send(
      url,
      {
        method: 'POST',
        signal,
        // The name was looked up and judged; the connection goes to that very address.
        lookup: (_host, options, callback) =>
          options.all === true ? callback(null, [pinned]) : callback(null, pinned.address, pinned.family),
        agent: false,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'OpenASB webhooks',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': signature,
        },
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] })
        answer.destroy()
      },
    )
    sending.on('error', (error) => reject(signal.aborted ? signal.reason : error))
    sending.end(body)
  })
}

/** Longest that a receiver is taken at its word. */
const longestWaitMs = 24 * 3_600_000

/** Milliseconds until a receiver wants to be asked again (RFC 9110 §10.2.3: seconds or a date). */
export function retryAfterIn(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWaitMs)
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
/** After the first attempt; the table of Standard Webhooks 1.0.0. */
export const retriesMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** How long to wait after the nth attempt, give or take a fifth; undefined where it was the last. */
export function waitAfter(
  attempts: number,
  retryAfterMs: number | undefined,
  random = Math.random(),
): number | undefined {
  const usual = retriesMs[attempts - 1]
  if (usual === undefined) return undefined
  return Math.max(Math.round(usual * (0.8 + 0.4 * random)), retryAfterMs ?? 0)
}
