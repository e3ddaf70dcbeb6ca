import { Webhook } from 'standardwebhooks'
import { type AllowedHosts, askOutside, retryAfterIn, whyNoAnswer } from '#platform/outgoing'

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
    const { status, headers } = await post(message, allowed, timeoutMs)
    return ended({
      answer: status,
      outcome: status >= 200 && status < 300 ? 'Delivered' : status < 400 ? 'Redirected' : 'Refused',
      delivered: status >= 200 && status < 300,
      isGone: status === 410,
      retryAfterMs: retryAfterIn(headers['retry-after'], Date.now()),
    })
  } catch (error) {
    return ended({ outcome: whyNoAnswer(error) })
  }
}

function post({ id, url, secrets, body }: WebhookMessage, allowed: AllowedHosts, timeoutMs: number) {
  const at = new Date()
  return askOutside(
    {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'OpenASB webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      },
      body,
    },
    allowed,
    { timeoutMs, mostBytes: 0 },
  )
}
