// What the processes of a load test tell each other, and what comes of it.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** One request of a scenario; sent in turn, from the first again after the last unless the scenario says otherwise. */
export type LoadRequest = {
  method: 'GET' | 'POST'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export type DriveOrder = {
  url: string
  connections: number
  warmUpSeconds: number
  seconds: number
  requests: readonly LoadRequest[]
  /** A header that must differ with every request. */
  uniqueHeader?: string
  /** Ends when every request was sent once. */
  once?: boolean
}

export type RawOrder = {
  connection: { host: string; port: number; user: string; database: string }
  schema: string
  connections: number
  warmUpSeconds: number
  seconds: number
  asbType: string
}

/** Times in milliseconds, one for each answer of the measured part. */
export type Measured = {
  seconds: number
  times: readonly number[]
  /** How often each status was answered; 0 stands for no answer. */
  statuses: Readonly<Record<string, number>>
}

export type Message = { kind: 'begin' } | ({ kind: 'end' } & Measured)

/** Runs a program of this folder on an order; `onBegin` is called when its warm-up is over. */
export async function inOwnProcess(
  program: 'drive.ts' | 'insert-raw.ts',
  order: DriveOrder | RawOrder,
  onBegin: () => void,
): Promise<Measured> {
  const child: ChildProcess = fork(join(import.meta.dirname, program))
  return new Promise((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.kind === 'begin') return onBegin()
      resolve(message)
      child.disconnect()
    })
    child.on('exit', (code) => reject(new Error(`${program} ended early with code ${code}`)))
    child.send(order)
  })
}

export type Summary = {
  perSecond: number
  p50: number
  p95: number
  p99: number
  answers: number
  /** Everything but 2xx and 3xx. */
  errors: number
}

export function summarise({ seconds, times, statuses }: Measured): Summary {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  const errors = Object.entries(statuses)
    .filter(([status]) => !/^[23]/.test(status))
    .reduce((sum, [, count]) => sum + count, 0)
  return {
    perSecond: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    answers: times.length,
    errors,
  }
}
