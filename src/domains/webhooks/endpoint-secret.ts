import { randomBytes } from 'node:crypto'
import { keyFor, seal, unseal } from '#platform/sign-in'

/** For how long a former secret signs beside the new one. */
export const formerSecretHours = 24

/** 256 random bits as receivers write them (Standard Webhooks 1.0.0: 24 to 64 bytes). */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** Secrets of endpoints as the database keeps them: encrypted for this installation alone. */
export function secretSeal(installationSecret: string) {
  const key = keyFor(installationSecret, 'webhook secrets')
  return { seal: (secret: string) => seal(secret, key), unseal: (sealed: Buffer) => unseal(sealed, key) }
}
export type SecretSeal = ReturnType<typeof secretSeal>
