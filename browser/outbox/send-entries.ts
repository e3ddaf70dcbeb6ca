import {
  changeEntry,
  type Entry,
  findPhotos,
  type Problem,
  putEntry,
  readEntries,
  removeEntry,
} from './entry-store.ts'
import { tellNews } from './outbox-news.ts'
import { sendPhotos } from './send-photos.ts'
import { currentVault, openAnswers, type Vault } from './vault.ts'

/** How sending ended: nothing is left that could go, or why it stopped. */
export type SendingEnd = 'done' | 'no_connection' | 'signed_out' | 'somebody_else' | 'no_key'

type Answer =
  | { kind: 'sent'; reference: string }
  | { kind: 'refused'; said: string; problems: readonly Problem[] }
  | { kind: 'stopped'; end: SendingEnd }
  /** The server failed at this one; it is tried again after the others. */
  | { kind: 'later' }

const longestAnswer = 20_000

/**
 * Sends what waits, the oldest first and one tab at a time. An entry is deleted only when the server has answered with
 * its reference: whatever is lost on the way is sent again, and the server files it once.
 */
export function sendEntries(): Promise<SendingEnd> {
  // Without locks two tabs may send the same entry; the server still files it once.
  if (!('locks' in navigator)) return sendAll()
  return navigator.locks.request('openasb-outbox', sendAll)
}

async function sendAll(): Promise<SendingEnd> {
  const vault = await currentVault()
  const entries = (await readEntries()).filter(
    ({ state, said }) => state === 'waiting' || (state === 'photos' && said === undefined),
  )
  if (entries.length === 0) return 'done'
  if (vault === undefined) return 'no_key'
  let end: SendingEnd = 'done'
  for (const entry of entries.filter(({ member }) => member === vault.member)) {
    const answer = await sendOne(entry, vault)
    if (answer.kind === 'stopped') return answer.end
    if (answer.kind === 'later') end = 'no_connection'
  }
  return end
}

async function sendOne(entry: Entry, vault: Vault): Promise<Answer> {
  if (entry.state === 'photos') return finishPhotos(entry, vault)
  if (entry.sealed === undefined) return { kind: 'later' }
  const answer = await post(entry.door, await openAnswers(vault, entry.id, entry.sealed))
  if (answer.kind === 'refused') {
    await putEntry({ ...entry, state: 'failed', said: answer.said, problems: answer.problems })
    tellNews({ kind: 'failed', id: entry.id })
  }
  if (answer.kind !== 'sent') return answer
  // What was typed is deleted here as soon as the server has it.
  const filed: Entry = { ...entry, state: 'photos', sealed: undefined, reference: answer.reference }
  await putEntry(filed)
  tellNews({ kind: 'sent', id: entry.id, reference: answer.reference })
  return finishPhotos(filed, vault)
}

async function finishPhotos(entry: Entry, vault: Vault): Promise<Answer> {
  const end = await sendPhotos(entry, vault)
  if (end !== 'done') return { kind: 'stopped', end }
  const refused = (await findPhotos(entry.id)).find(({ said }) => said !== undefined)
  const said = refused?.said
  if (said === undefined) await removeEntry(entry.id)
  else await changeEntry(entry.id, (kept) => ({ ...kept, said }))
  tellNews({ kind: 'changed' })
  return { kind: 'sent', reference: entry.reference ?? '' }
}

async function post(door: string, answers: URLSearchParams): Promise<Answer> {
  try {
    const response = await fetch(door, {
      method: 'POST',
      body: answers,
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(longestAnswer),
    })
    const told: unknown = await response.json().catch(() => undefined)
    return judge(response.status, told)
  } catch {
    return { kind: 'stopped', end: 'no_connection' }
  }
}

const tryLater = new Set([408, 425, 429, 502, 503, 504])

function judge(status: number, told: unknown): Answer {
  const reference = textOf(told, 'reference')
  if (status === 200 && reference !== '') return { kind: 'sent', reference }
  if (status === 401) return { kind: 'stopped', end: 'signed_out' }
  if (status === 409) return { kind: 'stopped', end: 'somebody_else' }
  // What answers 200 without a reference is not our server, but something on the way to it.
  if (status < 400 || tryLater.has(status)) return { kind: 'stopped', end: 'no_connection' }
  if (status >= 500) return { kind: 'later' }
  const problems = typeof told === 'object' && told !== null ? Reflect.get(told, 'problems') : undefined
  return {
    kind: 'refused',
    said: textOf(told, 'detail') || `The service answered ${status}.`,
    problems: Array.isArray(problems) ? problems.filter(isProblem) : [],
  }
}

function textOf(told: unknown, name: string): string {
  const value = typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined
  return typeof value === 'string' ? value : ''
}

function isProblem(value: unknown): value is Problem {
  return textOf(value, 'field') !== '' && textOf(value, 'message') !== ''
}
