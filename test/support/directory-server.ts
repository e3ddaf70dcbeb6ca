import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findFreePort } from './free-port.ts'

export type DirectoryPersonSeed = {
  subject: string
  email: string
  emailVerified: boolean
  name: string
  disabled?: boolean
}

export type DirectoryOrder = {
  do: 'know' | 'rotateKeys' | 'callItself' | 'tellLogoutsTo' | 'goAway' | 'publishAnotherKey' | 'comeBack'
  person?: DirectoryPersonSeed
  name?: string
}

/** A real OpenID Connect provider in a process of its own. */
export type DirectoryServer = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Adds a person or changes them. */
  know(person: DirectoryPersonSeed): Promise<void>
  rotateKeys(): Promise<void>
  /** Gives tokens under another issuer; without a name, its own again. */
  callItself(name?: string): Promise<void>
  /** Where it says that a session has ended (OpenID Connect Back-Channel Logout). */
  tellLogoutsTo(address: string): Promise<void>
  /** Cuts every connection until it is back. */
  goAway(): Promise<void>
  /** Signs with one key and publishes another, under the same name. */
  publishAnotherKey(): Promise<void>
  /** As it was before it went away or published another key. */
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** @param product where the product under test is reached */
export async function startDirectoryServer(product: string): Promise<DirectoryServer> {
  const port = await findFreePort()
  const issuer = `http://127.0.0.1:${port}`
  const clientId = 'openasb'
  const clientSecret = 'a secret that only the two know'
  const program = join(import.meta.dirname, 'directory-process.ts')
  const child = fork(program, [issuer, String(port), clientId, clientSecret, product], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  child.stderr?.on('data', (text) => {
    complaints += String(text)
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`The directory did not start: ${complaints}`)
    }),
  ])
  const order = async (what: DirectoryOrder) => {
    const done = once(child, 'message')
    child.send(what)
    await done
  }
  return {
    issuer,
    clientId,
    clientSecret,
    know: (person) => order({ do: 'know', person }),
    rotateKeys: () => order({ do: 'rotateKeys' }),
    callItself: (name) => order({ do: 'callItself', ...(name === undefined ? {} : { name }) }),
    tellLogoutsTo: (name) => order({ do: 'tellLogoutsTo', name }),
    goAway: () => order({ do: 'goAway' }),
    publishAnotherKey: () => order({ do: 'publishAnotherKey' }),
    comeBack: () => order({ do: 'comeBack' }),
    close: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
