import { NotifyClient } from 'notifications-node-client'
import type { Carrier, Delivery, MessageChannel, Outcome } from './message.ts'

/** Longest wait for an answer of GOV.UK Notify, in milliseconds. */
const patienceMs = 20_000

export type NotifySettings = {
  /** `{name}-{service id}-{secret}`, as GOV.UK Notify shows it once. */
  key: string
  url: string
  /** The id of a template for each channel; each holds ((body)), that of e-mails ((subject)) too. */
  templates: Readonly<Partial<Record<MessageChannel, string | undefined>>>
}

/**
 * GOV.UK Notify (docs.notifications.service.gov.uk). Its client signs each request with a token that holds for 30
 * seconds; our id is the reference, by which a message is found again when no answer came.
 */
export function notifyCarrier({ key, url, templates }: NotifySettings): Carrier {
  const client = new NotifyClient(url, key)

  async function isKnown({ id }: Delivery): Promise<boolean> {
    const { data } = await inTime(client.getNotifications(undefined, undefined, id))
    return data.notifications.length > 0
  }

  async function send(message: Delivery): Promise<unknown> {
    const template = templates[message.channel] ?? ''
    const { id: reference, recipient, subject, body } = message
    if (message.channel === 'email')
      return client.sendEmail(template, recipient, { personalisation: { subject, body }, reference })
    if (message.channel === 'text')
      return client.sendSms(template, recipient, { personalisation: { body }, reference })
    return client.sendLetter(template, { personalisation: { ...addressLines(recipient), body }, reference })
  }

  return {
    isRepeatable: false,
    async deliver(message, mayHaveSent) {
      try {
        if (mayHaveSent && (await isKnown(message))) return { kind: 'sent' }
        await inTime(send(message))
        return { kind: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

/** Notify wants the lines of an address one by one, seven at most, the last of them the postcode. */
function addressLines(address: string): Record<string, string> {
  const lines = address
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const kept = lines.length > 7 ? [...lines.slice(0, 6), ...lines.slice(-1)] : lines
  return Object.fromEntries(kept.map((line, at) => [`address_line_${at + 1}`, line]))
}

class TooLate extends Error {}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function outcomeOf(error: unknown): Outcome {
  const status = statusOf(error)
  // 429: more than 3,000 a minute or the day's limit; 5xx: theirs; 401 and 403: a wrong key or clock, which are ours.
  if (status === 429 || (status !== undefined && status >= 500))
    return { kind: 'later', problem: `GOV.UK Notify does not take it now (${status})` }
  if (status === 401 || status === 403)
    return { kind: 'later', problem: `GOV.UK Notify refuses our key, or our clock is wrong (${status})` }
  if (status !== undefined) return { kind: 'refused', problem: `GOV.UK Notify refused it (${status})` }
  if (isUnreachable(error)) return { kind: 'later', problem: 'GOV.UK Notify could not be reached' }
  return { kind: 'unknown', problem: 'GOV.UK Notify did not say whether it took it' }
}

function statusOf(error: unknown): number | undefined {
  const response: unknown = error instanceof Error ? Reflect.get(error, 'response') : undefined
  const status: unknown =
    typeof response === 'object' && response !== null ? Reflect.get(response, 'status') : 0
  return typeof status === 'number' && status > 0 ? status : undefined
}

function isUnreachable(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}
