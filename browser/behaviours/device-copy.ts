import { currentVault, openVault, type Vault } from '../outbox/vault.ts'

const keepOnDeviceFor = 24 * 60 * 60 * 1000

/** Answers that wait on this device while the server cannot be reached; removed a day later in any case. */
export type DeviceCopy = {
  keep(answers: URLSearchParams): Promise<void>
  remove(): void
  read(): Promise<URLSearchParams | undefined>
}

/** How what is kept is written and read: nothing comes back where it cannot be. */
type Writing = {
  write(text: string): Promise<string | undefined>
  read(kept: string): Promise<string | undefined>
}

/**
 * Where a form keeps what was typed.
 * @param member the person of the partnership who types: what they type about others is encrypted for them alone. The
 * public's own words stand as they are: a key in the same browser would open them for whoever uses it next, and there
 * is nobody signed in to give it to.
 */
export function deviceCopy(key: string, member: string | undefined): DeviceCopy {
  const { write, read } = member === undefined ? inPlain : sealedFor(member, key)
  return {
    async keep(answers) {
      const written = await write(answers.toString()).catch(() => undefined)
      if (written !== undefined) attempt(() => localStorage.setItem(key, `${Date.now()} ${written}`))
    },
    remove: () => void attempt(() => localStorage.removeItem(key)),
    async read() {
      const kept = attempt(() => localStorage.getItem(key))
      if (!kept) return undefined
      const [time = '', written = ''] = kept.split(' ')
      if (Date.now() - Number(time) < keepOnDeviceFor) {
        const text = await read(written).catch(() => undefined)
        return text === undefined ? undefined : new URLSearchParams(text)
      }
      attempt(() => localStorage.removeItem(key))
      return undefined
    },
  }
}

const inPlain: Writing = { write: async (text) => text, read: async (kept) => kept }

function sealedFor(member: string, id: string): Writing {
  // Fetched while there is a connection, to be there when there is none.
  const opened: Promise<Vault | undefined> = openVault(member).catch(() => undefined)
  const vault = async () => (await opened) ?? (await currentVault())
  return {
    async write(text) {
      const sealed = await (await vault())?.seal(id, new TextEncoder().encode(text))
      return sealed && `${inLetters(sealed.iv)}.${inLetters(new Uint8Array(sealed.data))}`
    },
    async read(kept) {
      const [iv = '', data = ''] = kept.split('.')
      const sealed = { iv: inBytes(iv), data: inBytes(data).buffer }
      const whole = await (await vault())?.open(id, sealed)
      return whole && new TextDecoder().decode(whole)
    },
  }
}

/** Base64, which has no space and no full stop. */
function inLetters(bytes: Uint8Array): string {
  let letters = ''
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters)
}

function inBytes(letters: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))
}

/** Storage may be full or forbidden; the page and the server's draft still hold the answers. */
function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
