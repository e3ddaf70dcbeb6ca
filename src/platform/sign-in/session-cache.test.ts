import { afterEach, expect, test, vi } from 'vitest'
import { SessionCache } from './session-cache.ts'

const sam = {
  sessionId: 'desk',
  device: 'Chrome on Windows',
  provedBy: undefined,
  provedAt: undefined,
  providerId: undefined,
  accountId: 'sam',
  email: 'sam@example.org',
  hasAuthenticator: true,
  exempt: false,
  mustDo: undefined,
}

afterEach(() => vi.useRealTimers())

test('a session is remembered for its seconds and no longer', () => {
  vi.useFakeTimers()
  const cache = new SessionCache(15)
  cache.keep('cookie', sam)
  vi.advanceTimersByTime(14_999)
  expect(cache.find('cookie')).toEqual(sam)
  vi.advanceTimersByTime(1)
  expect(cache.find('cookie')).toBeUndefined()
})

test('all sessions of an account are forgotten together, and nobody else’s', () => {
  const cache = new SessionCache(15)
  cache.keep('desk', sam)
  cache.keep('phone', sam)
  cache.keep('other', { ...sam, accountId: 'alex' })
  cache.forgetAccount('sam')
  expect([cache.find('desk'), cache.find('phone')]).toEqual([undefined, undefined])
  expect(cache.find('other')).toMatchObject({ accountId: 'alex' })
})

test('memory is bounded: the older half makes room', () => {
  const cache = new SessionCache(15, 10)
  for (let n = 0; n < 11; n += 1) cache.keep(`cookie ${n}`, sam)
  expect(cache.find('cookie 4')).toBeUndefined()
  expect(cache.find('cookie 5')).toEqual(sam)
  expect(cache.find('cookie 10')).toEqual(sam)
})
