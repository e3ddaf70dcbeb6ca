import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eicar, makeZip } from '../../../../test/support/evidence-files.ts'
import { openClamd, ScannerUnreachable } from './clamd.ts'

const folder = mkdtempSync(join(tmpdir(), 'clamd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (bytes: Buffer, pieces = 1_000) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces)
    })(),
    { objectMode: false },
  )

describe('a scanner that speaks the protocol', () => {
  let server: Server
  let mode: 'right' | 'silent' | 'hang_up' | 'nonsense' | 'small' = 'right'
  const socket = join(folder, 'fake.sock')
  beforeAll(async () => {
    server = createServer((client) => {
      let received = Buffer.alloc(0)
      client.on('error', () => {})
      client.on('data', (bytes: Buffer) => {
        if (mode === 'hang_up') return client.destroy()
        received = Buffer.concat([received, bytes])
        if (mode === 'small' && received.length > 5_000)
          return client.end('INSTREAM size limit exceeded. ERROR\0')
        const content = contentOf(received)
        if (content === undefined || mode === 'silent') return
        if (mode === 'nonsense') return client.end('what?\0')
        client.end(content.includes('EICAR') ? 'stream: Test-EICAR FOUND\0' : 'stream: OK\0')
      })
    })
    server.listen(socket)
    await once(server, 'listening')
  })
  afterAll(() => server.close())

  /** The pieces after `zINSTREAM`, once the empty one has come. */
  function contentOf(received: Buffer): Buffer | undefined {
    const command = 'zINSTREAM\0'
    expect(received.toString('latin1', 0, command.length)).toBe(command.slice(0, received.length))
    const parts: Buffer[] = []
    let at = command.length
    while (at + 4 <= received.length) {
      const length = received.readUInt32BE(at)
      if (length === 0) return Buffer.concat(parts)
      if (at + 4 + length > received.length) return undefined
      parts.push(received.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
    return undefined
  }
  const scan = (bytes: Buffer, now: typeof mode = 'right') => {
    mode = now
    return openClamd(`unix:${socket}`).scan(read(bytes))
  }

  test('finds nothing in what is clean and names what is not, over piece boundaries', async () => {
    expect(await scan(Buffer.alloc(20_000, 'a'))).toEqual({ found: 'nothing' })
    expect(await openClamd(`unix:${socket}`).scan(read(eicar, 7))).toEqual({
      found: 'virus',
      name: 'Test-EICAR',
    })
  })
  test('that has had enough is told apart from one that finds nothing', async () => {
    expect(await scan(Buffer.alloc(100_000), 'small')).toEqual({ found: 'too_large' })
  })
  test.each(['hang_up', 'nonsense'] as const)('that goes wrong (%s) has not looked', async (how) => {
    await expect(scan(Buffer.alloc(10), how)).rejects.toThrow(ScannerUnreachable)
  })
  test('that is not there has not looked', async () => {
    const nowhere = openClamd(`unix:${join(folder, 'nobody.sock')}`)
    await expect(nowhere.scan(read(eicar))).rejects.toThrow(ScannerUnreachable)
    await expect(openClamd('tcp://127.0.0.1:1').scan(read(eicar))).rejects.toThrow(ScannerUnreachable)
  })
})

const clamd = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(existsSync)
if (clamd === undefined)
  process.stdout.write('Skipped: there is no clamd on this machine (Debian: clamav-daemon)\n')

describe.skipIf(clamd === undefined)('a real clamd, with one signature of our own', () => {
  let running: ChildProcess
  const data = join(folder, 'real')
  const socket = join(data, 'clamd.sock')
  beforeAll(async () => {
    mkdirSync(join(data, 'db'), { recursive: true })
    // Extended signature format: name, any kind of file, anywhere, the bytes.
    writeFileSync(join(data, 'db', 'own.ndb'), `Own.EICAR:0:*:${eicar.toString('hex')}\n`)
    writeFileSync(
      join(data, 'clamd.conf'),
      [
        `DatabaseDirectory ${join(data, 'db')}`,
        `LocalSocket ${socket}`,
        'Foreground yes',
        'StreamMaxLength 2M',
      ].join('\n'),
    )
    execFileSync('chmod', ['-R', '755', folder])
    running = spawn(clamd ?? '', ['--config-file', join(data, 'clamd.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 600 && !existsSync(socket); tries += 1) await setTimeout(50)
  }, 60_000)
  afterAll(async () => {
    running.kill()
    await once(running, 'exit')
  })
  const scan = (bytes: Buffer) => openClamd(`unix:${socket}`).scan(read(bytes, 65_536))

  test('finds the test signature, by itself and inside an archive, and nothing elsewhere', async () => {
    expect(await scan(eicar)).toMatchObject({ found: 'virus', name: expect.stringContaining('Own.EICAR') })
    expect(await scan(await makeZip({ 'inner.com': eicar }))).toMatchObject({ found: 'virus' })
    expect(await scan(Buffer.alloc(1_000_000, 'x'))).toEqual({ found: 'nothing' })
  })
  test('says when it was sent more than it takes', async () => {
    expect(await scan(Buffer.alloc(4_000_000, 'x'))).toEqual({ found: 'too_large' })
  })
})
