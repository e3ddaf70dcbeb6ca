import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPortProblem, getKeptSecret } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function listen(): Promise<{ port: number; close: () => Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, close: () => once(server.close(), 'close') }
}

test('a busy port is explained with the other way to start, and a free one is no problem', async () => {
  const { port, close } = await listen()
  const problem = await findPortProblem('127.0.0.1', port)
  expect(problem).toMatch(
    new RegExp(`^Port ${port} is already used by .+: stop it, or choose another with PORT=${port + 1}`),
  )
  await close()
  expect(await findPortProblem('127.0.0.1', port)).toBeUndefined()
})

test.runIf(process.platform === 'linux')(
  'the process that holds the port is named by its number',
  async () => {
    const { port, close } = await listen()
    expect(await findPortProblem('127.0.0.1', port)).toContain(`used by process ${process.pid} (`)
    await close()
  },
)

test('an address the machine does not have is explained', async () => {
  expect(await findPortProblem('192.0.2.1', 3000)).toContain('This machine has no address 192.0.2.1')
})

test('a kept secret stays the same, and only its owner can read it', () => {
  const file = join(folder, 'new', 'secret')
  const secret = getKeptSecret(file)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(getKeptSecret(file)).toBe(secret)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(join(folder, 'new'))).toEqual(['secret'])
})

const waiting = `
  const { whenToldToStop } = await import(${JSON.stringify(join(import.meta.dirname, 'stop-signals.ts'))})
  const timer = setInterval(() => {}, 1000)
  const told = whenToldToStop()
  console.log('waiting')
  await told
  console.log('stopping')
  clearInterval(timer)
  setTimeout(() => process.exit(0), 100)`

async function startWaiting() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', waiting], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout === null) throw new Error('The child has no output to wait for')
  await once(child.stdout, 'data')
  return child
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s, even twice, leads to one orderly stop', async (signal) => {
  const child = await startWaiting()
  child.kill(signal)
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a process stops in order when the one that started it is gone', async () => {
  const child = await startWaiting()
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})
