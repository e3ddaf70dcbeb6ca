import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { deviceCopy } from './device-copy.ts'

const asha = '01900000-0000-7000-8000-00000000000a'
const ben = '01900000-0000-7000-8000-00000000000b'
const answers = new URLSearchParams({ what: 'He waits at the school gate', name: 'Noor' })

/** Who is signed in, as /outbox/key answers: each has a key of their own. */
let signedIn: string | undefined
const keys = new Map([asha, ben].map((member) => [member, btoa(crypto.randomUUID().slice(0, 32))]))
const stored = new Map<string, string>()

beforeEach(() => {
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  })
  vi.stubGlobal('fetch', async () =>
    signedIn === undefined
      ? new Response('', { status: 401 })
      : Response.json({ member: signedIn, name: 'Somebody', key: keys.get(signedIn) }),
  )
})

test('what a person of the partnership typed waits on their device unreadable, and comes back to them alone', async () => {
  signedIn = asha
  await deviceCopy('draft:/enter/1', asha).keep(answers)
  const [kept = ''] = stored.values()
  for (const words of ['school', 'Noor', 'name']) expect(decodeURIComponent(kept)).not.toContain(words)
  expect((await deviceCopy('draft:/enter/1', asha).read())?.get('name')).toBe('Noor')

  signedIn = ben
  expect(await deviceCopy('draft:/enter/1', ben).read()).toBeUndefined()
  signedIn = asha
  expect((await deviceCopy('draft:/enter/1', asha).read())?.get('what')).toBe('He waits at the school gate')
})

test('without a key nothing is kept in plain', async () => {
  signedIn = undefined
  await deviceCopy('draft:/enter/2', '01900000-0000-7000-8000-00000000000c').keep(answers)
  expect([...stored.values()]).toEqual([])
})

test('the public’s own words come back on the same device for a day', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const copy = deviceCopy('draft:/report/x', undefined)
  await copy.keep(answers)
  expect((await copy.read())?.get('name')).toBe('Noor')
  vi.setSystemTime(Date.now() + 25 * 3_600_000)
  expect(await copy.read()).toBeUndefined()
  expect([...stored.values()]).toEqual([])
  vi.useRealTimers()
})
