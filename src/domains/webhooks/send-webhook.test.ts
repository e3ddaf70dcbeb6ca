import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { newWebhookSecret } from './endpoint-secret.ts'
import { sendWebhook } from './send-webhook.ts'
import { startReceiver } from './simulate-receiver.ts'

const none = new Set<string>()

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
