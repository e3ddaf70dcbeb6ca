import { type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type AllowedHosts, pinAddress, UnsafeAddress } from './safe-address.ts'

export type OutsideRequest = {
  method: 'GET' | 'POST'
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

export type OutsideAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

/** No connection came about, so that nothing of the request has left. */
export class NotReached extends Error {}

/** The answer was longer than anything that is expected. */
export class AnswerTooLong extends Error {}

/**
 * Sends one request to an address on the internet, or to an allowed host. A redirect is an answer and is not followed.
 * @param limits patience in milliseconds for the whole of it, and how much of the answer is read; with 0 bytes, none
 * @throws UnsafeAddress, NotReached, AnswerTooLong, or an error that leaves open whether the request arrived
 */
export async function askOutside(
  { method, url: address, headers, body = '' }: OutsideRequest,
  allowed: AllowedHosts,
  { timeoutMs, mostBytes }: { timeoutMs: number; mostBytes: number },
): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  const url = new URL(address)
  const pinned = await pinAddress(url, allowed).catch((error: unknown) => {
    throw error instanceof UnsafeAddress ? error : new NotReached(whyNoAnswer(error), { cause: error })
  })
  const isSecure = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    let isConnected = false
    const fail = (error: unknown) => {
      const reason: unknown = signal.aborted ? signal.reason : error
      reject(isConnected ? reason : new NotReached(whyNoAnswer(reason), { cause: reason }))
    }
    const sending = (isSecure ? requestHttps : requestHttp)(
      url,
      {
        method,
        signal,
        // The name was looked up and judged; the connection goes to that very address.
        lookup: (_host, options, callback) =>
          options.all === true ? callback(null, [pinned]) : callback(null, pinned.address, pinned.family),
        agent: false,
        headers: { ...headers, ...(method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {}) },
      },
      (answer) => {
        const { statusCode: status = 0, headers: told } = answer
        if (mostBytes === 0) {
          resolve({ status, headers: told, body: '' })
          answer.destroy()
          return
        }
        const chunks: Buffer[] = []
        let length = 0
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > mostBytes) answer.destroy(new AnswerTooLong('The answer is too long'))
          else chunks.push(chunk)
        })
        answer.on('error', fail)
        answer.on('end', () =>
          resolve({ status, headers: told, body: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    sending.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    })
    sending.on('error', fail)
    sending.end(body)
  })
}

/** Why there was no answer, in a few words and with nothing of what was sent. */
export function whyNoAnswer(error: unknown): string {
  if (error instanceof UnsafeAddress || error instanceof NotReached || error instanceof AnswerTooLong)
    return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return 'No answer in time'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' ? 'No connection' : `No connection (${code})`
}
