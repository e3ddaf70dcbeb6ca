import { z } from 'zod'
import { isSignedBy, type SigningKey } from './signing-key.ts'

/** One day's end of the chain, as it is kept where the owner of the database cannot reach. */
export type OutsideSeal = {
  /** The partnership's schema. */
  partnership: string
  /** Day in England on which it was written. */
  date: string
  /** Number and hash (hexadecimal) of the last seal. */
  number: number
  hash: string
  /** Entries sealed up to and with it. */
  entries: number
  /** Time of the latest entry sealed, ISO 8601. */
  through: string
}

const fileSchema = z.strictObject({
  partnership: z.string(),
  date: z.iso.date(),
  number: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  entries: z.int().nonnegative(),
  through: z.iso.datetime(),
  key: z.string(),
  signature: z.base64(),
})

/** What is signed: a heading that no other signed file begins with, then one value a line. */
function signedText(seal: OutsideSeal): Buffer {
  const { partnership, date, number, hash, entries, through } = seal
  return Buffer.from(['openasb seal 1', partnership, date, number, hash, entries, through].join('\n'))
}

/** The file's text. */
export function writeSealText(seal: OutsideSeal, key: SigningKey): string {
  const signature = key.sign(signedText(seal)).toString('base64')
  return `${JSON.stringify({ ...seal, key: key.id, signature }, undefined, 2)}\n`
}

/** The seal that the text holds; undefined where it is none, or none that the owner of the key has signed. */
export function readSealText(text: string, publicKeyPem: string): OutsideSeal | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const read = fileSchema.safeParse(json)
  if (!read.success) return undefined
  const { key: _, signature, ...seal } = read.data
  return isSignedBy(publicKeyPem, signedText(seal), Buffer.from(signature, 'base64')) ? seal : undefined
}
