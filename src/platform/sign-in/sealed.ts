import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A 256-bit key for one purpose, from the installation's secret and, where given, a secret of its own (RFC 5869). */
export function keyFor(installationSecret: string, purpose: string, ownSecret = ''): Buffer {
  return Buffer.from(hkdfSync('sha256', `${installationSecret}${ownSecret}`, '', `openasb ${purpose}`, 32))
}

const ivBytes = 12
const tagBytes = 16

/** Encrypts with AES-256-GCM: what is read back is what was written, or nothing is. */
export function seal(text: string, key: Buffer): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** @throws Error when the key is another or the bytes were changed. */
export function unseal(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes))
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  )
}
