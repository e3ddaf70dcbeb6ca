import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isSignedBy, openSigningKey } from './signing-key.ts'

const key = openSigningKey('a secret of more than thirty-two characters')
const content = Buffer.from('at,who\r\n')

test('every process of an installation signs with the same key, another installation with another', () => {
  const again = openSigningKey('a secret of more than thirty-two characters')
  expect(again.publicKeyPem).toBe(key.publicKeyPem)
  expect(again.id).toBe(key.id)
  expect(openSigningKey('another secret').id).not.toBe(key.id)
})

test('a signature holds for the bytes it was made over and no others', () => {
  const signature = key.sign(content)
  expect(isSignedBy(key.publicKeyPem, content, signature)).toBe(true)
  expect(isSignedBy(key.publicKeyPem, Buffer.from('at,Who\r\n'), signature)).toBe(false)
  expect(isSignedBy(openSigningKey('another').publicKeyPem, content, signature)).toBe(false)
  expect(isSignedBy(key.publicKeyPem, content, Buffer.alloc(64))).toBe(false)
})

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!hasOpenSsl)('OpenSSL agrees, so nobody needs our program to check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signature-'))
  try {
    writeFileSync(join(folder, 'key.pem'), key.publicKeyPem)
    writeFileSync(join(folder, 'file'), content)
    writeFileSync(join(folder, 'file.sig'), key.sign(content))
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      'key.pem',
      '-rawin',
      '-in',
      'file',
      '-sigfile',
      'file.sig',
    ]
    expect(execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' })).toContain(
      'Verified Successfully',
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
