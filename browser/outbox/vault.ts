import { dropKey, findKey, type KeptKey, keepKey } from './entry-store.ts'

/** Encrypted with AES-GCM (NIST SP 800-38D); the entry's id is bound to it. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

/** What one member's entries are encrypted and read with. */
export type Vault = {
  member: string
  name: string
  seal(id: string, content: Uint8Array<ArrayBuffer>): Promise<Sealed>
  open(id: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>>
}

const hour = 60 * 60 * 1000
/** A long shift. After it the key is asked for again, which only whoever is signed in gets. */
const keepKeyFor = 12 * hour

/** Whether this browser can keep entries safely: not over plain http, and not in very old ones. */
export function canKeepEntries(): boolean {
  return typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined
}

/**
 * The vault of whoever uses the page. A page that came from the server says who that is; the page kept for when there
 * is no connection says nobody, and then it is whoever was signed in here last, for as long as the key is kept.
 */
export async function openVault(member: string | undefined): Promise<Vault | undefined> {
  const kept = await findKey()
  const isValid = kept !== undefined && kept.until > Date.now()
  if (kept !== undefined && isValid && (member === undefined || kept.member === member)) {
    // Renewed while they are signed in, so that it does not end in the middle of a shift.
    if (kept.until - Date.now() < keepKeyFor - hour) void fetchKey().catch(() => undefined)
    return vaultOf(kept)
  }
  if (kept !== undefined) await dropKey()
  const fetched = await fetchKey().catch(() => undefined)
  if (fetched === undefined || (member !== undefined && fetched.member !== member)) return undefined
  return vaultOf(fetched)
}

/** The vault of whoever was signed in here last; nothing once they signed out. */
export async function currentVault(): Promise<Vault | undefined> {
  const kept = await findKey()
  return kept === undefined || kept.until <= Date.now() ? undefined : vaultOf(kept)
}

async function fetchKey(): Promise<KeptKey | undefined> {
  const response = await fetch('/outbox/key', { headers: { accept: 'application/json' }, redirect: 'error' })
  if (!response.ok) return undefined
  const told: unknown = await response.json()
  if (!isKey(told)) return undefined
  const bytes = Uint8Array.from(atob(told.key), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const kept = { member: told.member, name: told.name, key, until: Date.now() + keepKeyFor }
  await keepKey(kept)
  return kept
}

function isKey(told: unknown): told is { member: string; name: string; key: string } {
  return (
    typeof told === 'object' &&
    told !== null &&
    ['member', 'name', 'key'].every((name) => typeof Reflect.get(told, name) === 'string')
  )
}

function vaultOf({ member, name, key }: KeptKey): Vault {
  const boundTo = (id: string) => new TextEncoder().encode(`${member} ${id}`)
  return {
    member,
    name,
    async seal(id, content) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const how = { name: 'AES-GCM', iv, additionalData: boundTo(id) }
      return { iv, data: await crypto.subtle.encrypt(how, key, content) }
    },
    async open(id, { iv, data }) {
      const how = { name: 'AES-GCM', iv, additionalData: boundTo(id) }
      return new Uint8Array(await crypto.subtle.decrypt(how, key, data))
    },
  }
}

/** Typed answers as they stand in an entry. */
export async function sealAnswers(vault: Vault, id: string, answers: URLSearchParams): Promise<Sealed> {
  return vault.seal(id, new TextEncoder().encode(answers.toString()))
}

export async function openAnswers(vault: Vault, id: string, sealed: Sealed): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await vault.open(id, sealed)))
}
