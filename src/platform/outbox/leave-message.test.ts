import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveMessage } from './leave-message.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a message waits in the outbox, and nothing in it begins another header', async () => {
  const path = await leaveMessage(
    { folder: join(folder, 'new'), from: 'openasb@asb.example.org' },
    { to: 'lou@example.org\r\nBcc: all@example.org', subject: 'Reset', text: 'Dear Zoë' },
    new Date('2026-11-22T10:00:00Z'),
  )
  const text = await readFile(path, 'utf8')
  const [headers, body] = text.split('\r\n\r\n')
  expect(headers?.split('\r\n')).toContain('To: lou@example.org Bcc: all@example.org')
  expect(headers).not.toMatch(/^Bcc/m)
  expect(headers).toContain('Date: Sun, 22 Nov 2026 10:00:00 +0000')
  expect(body).toContain('Dear Zoë')
})
