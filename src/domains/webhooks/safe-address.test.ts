import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { newWebhookSecret } from './endpoint-secret.ts'
import { findFaultOfUrl, isPublicAddress, pinAddress, UnsafeAddress } from './safe-address.ts'
import { retriesMs, retryAfterIn, sendWebhook, waitAfter } from './send-webhook.ts'
import { startReceiver } from './simulate-receiver.ts'

const none = new Set<string>()

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['8.8.8.8', true],
  ['::1', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::a00:1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['2002:a00:1::', false],
  ['2a00:1450:4009::1', true],
  ['localhost', false],
])('%s is on the public internet: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})

test.each([
  ['https://receiver.example.org/hooks', undefined],
  ['http://receiver.example.org/hooks', 'The address must begin with https://'],
  ['https://127.0.0.1/', 'The address leads into a private network'],
  ['https://[::1]/', 'The address leads into a private network'],
  // The number 127.0.0.1 in other clothes; the reader of addresses knows them.
  ['https://2130706433/', 'The address leads into a private network'],
  ['https://0x7f.1/', 'The address leads into a private network'],
  ['https://name:secret@receiver.example.org/', 'The address must not hold a name or a password'],
  ['file:///etc/passwd', 'The address must begin with https://'],
  ['not an address', 'Enter a whole address, such as https://receiver.example.org/hooks'],
])('%s: %s', (url, fault) => {
  expect(findFaultOfUrl(url, none)).toBe(fault)
})

test('a name that leads inside is refused once it is looked up', async () => {
  await expect(pinAddress(new URL('https://localhost/'), none)).rejects.toThrow(UnsafeAddress)
  expect((await pinAddress(new URL('http://localhost:8080/'), new Set(['localhost:8080']))).address).toMatch(
    /^(127\.0\.0\.1|::1)$/,
  )
})

const message = (url: string, secrets = [newWebhookSecret()]) => ({
  id: 'one',
  url,
  secrets,
  body: JSON.stringify({ type: 'incident.closed', data: { number: '1', status: 'closed' } }),
})
const hostOf = (url: string) => new Set([new URL(url).host])

test('a message is signed with every key that holds, so that either of two verifies it', async () => {
  const [former, newer] = [newWebhookSecret(), newWebhookSecret()]
  for (const secret of [former, newer]) {
    const receiver = await startReceiver({ port: 0, secret, answer: 204, slowSeconds: 0, told: () => {} })
    const outcome = await sendWebhook(message(receiver.url, [newer, former]), hostOf(receiver.url))
    expect(outcome).toMatchObject({ answer: 204, delivered: true })
    expect([receiver.received.length, receiver.unsigned()]).toEqual([1, 0])
    await sendWebhook(message(receiver.url), hostOf(receiver.url))
    expect(receiver.unsigned()).toBe(1)
    await receiver.close()
  }
})

test('a redirect is a failure and is not followed', async () => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  expect(await sendWebhook(message(url), hostOf(url))).toMatchObject({ answer: 307, delivered: false })
  expect(asked).toBe(1)
  server.close()
})

test('who does not answer in time, or is not there, is tried later', async () => {
  const secret = newWebhookSecret()
  const slow = await startReceiver({ port: 0, secret, answer: 200, slowSeconds: 5, told: () => {} })
  const outcome = await sendWebhook(message(slow.url, [secret]), hostOf(slow.url), 200)
  expect(outcome).toMatchObject({ answer: undefined, outcome: 'No answer in time', delivered: false })
  await slow.close()
  expect((await sendWebhook(message(slow.url), hostOf(slow.url))).outcome).toBe(
    'No connection (ECONNREFUSED)',
  )
  expect((await sendWebhook(message('https://10.0.0.1/'), none)).outcome).toBe(
    'The address leads into a private network',
  )
})

test('waits grow over three days, vary by a fifth, and honour what the receiver asks', () => {
  const hours = retriesMs.reduce((sum, each) => sum + each, 0) / 3_600_000
  expect(hours).toBeGreaterThan(72)
  expect([waitAfter(1, undefined, 0), waitAfter(1, undefined, 1)]).toEqual([4_000, 6_000])
  expect(waitAfter(1, 60_000)).toBe(60_000)
  expect(waitAfter(retriesMs.length + 1, undefined)).toBeUndefined()
  expect(retryAfterIn('120', 0)).toBe(120_000)
  expect(retryAfterIn('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000)
  expect(retryAfterIn('99999999', 0)).toBe(86_400_000)
  expect(retryAfterIn('soon', 0)).toBeUndefined()
})
