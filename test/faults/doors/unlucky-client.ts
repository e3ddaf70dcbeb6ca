import { type IncomingHttpHeaders, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from './faults.ts'

export type Sent = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PATCH'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  /** A refusal that says how things stand, after which nobody would send the same again. */
  isSettled?: (answer: Answer) => boolean
}
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** Where a line breaks while something is sent. */
export const cuts = ['cut in the body', 'cut before the answer', 'cut in the answer'] as const
export type Cut = (typeof cuts)[number]

/** One request on a connection of its own; nothing where no whole answer was read. */
export function exchange(
  address: string,
  sent: Sent,
  cut?: Cut,
  onCut: () => void = () => {},
): Promise<Answer | undefined> {
  const { method = 'POST', path, headers, body = '' } = sent
  const bytes = Buffer.from(body)
  return new Promise((resolve) => {
    const asking = request(`${address}${path}`, {
      method,
      agent: false,
      timeout: 15_000,
      headers: { ...headers, 'content-length': String(bytes.length) },
    })
    const hangUp = () => void asking.destroy()
    let isCut = false
    // Only a line that stood can be cut.
    const cutNow = () => {
      if (!isCut && !asking.destroyed) onCut()
      isCut = true
      hangUp()
    }
    asking
      .on('error', () => resolve(undefined))
      .on('close', () => resolve(undefined))
      .on('timeout', hangUp)
      .on('response', (response) => {
        if (cut !== undefined) return cutNow()
        const read: Buffer[] = []
        response
          .on('data', (piece: Buffer) => read.push(piece))
          .on('error', () => resolve(undefined))
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(read).toString(),
            }),
          )
        return undefined
      })
    if (cut === 'cut in the body') {
      const sentBytes = Math.floor(Math.random() * bytes.length)
      asking.write(bytes.subarray(0, sentBytes), (error) => (error ? hangUp() : cutNow()))
    } else
      asking.end(bytes, () => {
        if (cut === 'cut before the answer') setTimeout(cutNow, Math.random() * 25)
      })
  })
}

/** Somebody on a bad line who tries again with the same words, and signs in again, until they are told that it is done. */
export type Client = {
  send(sent: Sent): Promise<Answer>
  /** One attempt on the same bad line, for whoever has to find out first how far the last one came. */
  attempt(sent: Sent): Promise<Answer | undefined>
}

export type Account = { email: string; password: string }
export type Surroundings = {
  /** Where the product is at this moment. */
  address(): string
  faults: Faults
  door: string
  account: Account | undefined
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
/** Longer than a product that was killed needs to come back on a busy machine. */
const patienceMs = 120_000

/** @param number told apart from others by it: each comes from an address of its own */
export function newClient({ address, faults, door, account }: Surroundings, number: number): Client {
  const jar = new Map<string, string>()
  // Limits are by address.
  const from = `10.${Math.floor(number / 250)}.${number % 250}.7`

  async function exchangeAs(sent: Sent, cut?: Cut): Promise<Answer | undefined> {
    const origin = address()
    const cookie = jar.size === 0 ? {} : { cookie: [...jar].map((pair) => pair.join('=')).join('; ') }
    const headers = { origin, 'x-forwarded-for': from, ...sent.headers, ...cookie }
    const answer = await exchange(origin, { ...sent, headers }, cut, () => faults.add(door, cut ?? 'none'))
    for (const given of answer?.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      jar.set(name, value)
    }
    return answer
  }

  async function attempt(sent: Sent): Promise<Answer | undefined> {
    const { method = 'POST', body = '' } = sent
    // A body without bytes cannot be cut. The kind that this door has seen least is next, until each was seen; then by chance.
    const [cut] = cuts
      .filter((each) => body.length > 1 || each !== 'cut in the body')
      .map((each) => ({ each, count: faults.countAt(door, each) }))
      .sort((a, b) => a.count - b.count)
    if (cut === undefined || method === 'GET' || (cut.count > 0 && Math.random() < 0.4))
      return exchangeAs(sent)
    return exchangeAs(sent, cut.each)
  }

  async function signIn(): Promise<void> {
    if (account === undefined) throw new Error('Only staff are asked to sign in')
    jar.clear()
    await exchangeAs({ path: '/sign-in', headers: form, body: new URLSearchParams(account).toString() })
  }

  return {
    attempt,
    async send(sent) {
      for (const began = performance.now(); performance.now() - began < patienceMs; ) {
        const answer = await attempt(sent)
        const isSignedOut = answer?.status === 401 || answer?.headers.location?.startsWith('/sign-in')
        if (isSignedOut) await signIn()
        else if (answer !== undefined && answer.status < 400) return answer
        else if (answer !== undefined && sent.isSettled?.(answer)) return answer
        else if (answer !== undefined && !isAway(sent, answer))
          throw new Error(`${sent.path} was answered ${answer.status}: ${saidIn(answer.text)}`)
        else await wait(60 + Math.random() * 120)
      }
      throw new Error(`${sent.path} was never answered`)
    },
  }
}

/** Told when to come again, and what to name when asking why; an answer to HEAD has no words. */
function isAway({ method }: Sent, { status, headers, text }: Answer): boolean {
  const isExplained = method === 'HEAD' || /\b[0-9A-F]{10}\b/.test(text)
  return status === 503 && headers['retry-after'] !== undefined && isExplained
}

/** What a page or a problem says, without its frame. */
function saidIn(text: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 600)
}

/** A form as a browser sends it. */
export function formOf(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Sent {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each)
  return { path, headers: form, body: body.toString() }
}
