import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

export type ScanResult =
  | { found: 'nothing' }
  | { found: 'virus'; name: string }
  /** It was not looked at, and will not be the next time either. */
  | { found: 'too_large' }

export type Scanner = {
  /** Has the bytes looked at. @throws ScannerUnreachable */
  scan(bytes: Readable): Promise<ScanResult>
}

/** Nobody answered, or not in words that we know: it is tried again. */
export class ScannerUnreachable extends Error {
  constructor(cause: unknown) {
    super('The virus scanner cannot be reached', { cause })
  }
}

/** How long clamd may take over one piece, or over its verdict on a whole file. */
const patienceMs = 120_000
const longestAnswer = 4_096

/**
 * A client of clamd's INSTREAM (clamd(8)): pieces with their length before them, an empty one at the end, one answer.
 * @param address `tcp://host:port` or `unix:/path`
 */
export function openClamd(address: string): Scanner {
  const target = targetOf(address)
  return {
    async scan(bytes) {
      const socket = connect(target)
      socket.setTimeout(patienceMs, () => socket.destroy(new Error('clamd did not answer in time')))
      try {
        const answered = readAnswer(socket)
        answered.catch(() => {})
        // clamd answers before the end where it has had enough; then writing fails, and the answer counts.
        await Promise.race([send(socket, bytes), answered])
        return resultOf(await answered)
      } catch (error) {
        throw new ScannerUnreachable(error)
      } finally {
        socket.destroy()
        bytes.destroy()
      }
    },
  }
}

function targetOf(address: string) {
  if (address.startsWith('unix:')) return { path: address.slice('unix:'.length).replace(/^\/\/(?=\/)/, '') }
  const { hostname, port } = new URL(address)
  return { host: hostname, port: Number(port || 3310) }
}

async function send(socket: Socket, bytes: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    // An answer that is there already is read before more is written: clamd says when it has had enough, and hangs up.
    await setImmediate()
    if (socket.destroyed || socket.readableEnded) return
    const length = Buffer.alloc(4)
    length.writeUInt32BE(piece.length)
    await write(socket, Buffer.concat([length, piece]))
  }
  await write(socket, Buffer.alloc(4))
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    // Where the line breaks, what is read from it says so.
    socket.write(bytes, () => resolve())
  })
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      answer = (answer + text).slice(0, longestAnswer)
      if (answer.includes('\0')) resolve(answer.slice(0, answer.indexOf('\0')))
    })
    socket.on('error', reject)
    socket.once('close', () => reject(new Error(`clamd hung up${answer === '' ? '' : ` after: ${answer}`}`)))
  })
}

function resultOf(answer: string): ScanResult {
  if (/^stream: OK$/.test(answer)) return { found: 'nothing' }
  const virus = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (virus !== undefined) return { found: 'virus', name: virus }
  if (/size limit exceeded/.test(answer)) return { found: 'too_large' }
  throw new Error(`clamd answered: ${answer}`)
}
