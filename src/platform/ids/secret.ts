import { createHash, randomBytes } from 'node:crypto'

/** A bearer secret for links and tokens: 256 random bits as 43 base64url characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The SHA-256 of a secret in lower-case hexadecimal, the only form in which it is stored.
 * A plain hash is enough because the secret has 256 bits of its own; never use it for passwords.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
