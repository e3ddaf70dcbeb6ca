import { randomInt } from 'node:crypto'
import { z } from 'zod'

/**
 * 23 symbols that survive handwriting and the telephone. Left out: vowels and Y (so no words appear),
 * 0 and Q (with O), 1 and L (with I), B (for 8), S (for 5) and Z (for 2).
 * 23 is prime, which the check character below needs.
 */
const SYMBOLS = '23456789CDFGHJKMNPRTVWX'
const BASE = SYMBOLS.length

/** Seven free symbols and one check character. */
const FREE_SYMBOLS = 7
const LENGTH = FREE_SYMBOLS + 1

/** Letters that are not symbols but are the usual misreading of one. */
const MISREAD: Record<string, string> = { B: '8', S: '5', Z: '2' }

/** Two to six capital letters: ASB for a report, CASE for a case. */
export type ReferencePrefix = Uppercase<string>

/** A reference in its printed form, such as `ASB-7K3M-92XD`. */
export type Reference = `${ReferencePrefix}-${string}-${string}`

/**
 * A new random reference, such as `ASB-7K3M-92XD`.
 *
 * 23^7 = 3,404,825,447 references exist for each prefix. With 10 million in use one draw in 340 is taken already:
 * the table holds a unique constraint and the caller draws again (four failures in a row: 1 in 13 thousand million).
 * A reference names a record and is not a secret; a link that shows a record needs `newSecret`.
 * `below` gives a random whole number under its argument; made-up data passes a seeded one.
 */
export function newReference(
  prefix: ReferencePrefix,
  below: (bound: number) => number = randomInt,
): Reference {
  let free = ''
  for (let position = 0; position < FREE_SYMBOLS; position += 1) free += SYMBOLS.charAt(below(BASE))
  return print(prefix, free + checkCharacter(free))
}

/**
 * The reference meant by what a person typed, or undefined when it is not one. Case, spaces, hyphens, other
 * punctuation and a missing prefix are forgiven, and B, S and Z are read as 8, 5 and 2.
 */
export function parseReference(typed: string, prefix: ReferencePrefix): Reference | undefined {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const hasPrefix = letters.length === prefix.length + LENGTH && letters.startsWith(prefix)
  const body = (hasPrefix ? letters.slice(prefix.length) : letters).replaceAll(
    /[BSZ]/g,
    (c) => MISREAD[c] ?? c,
  )
  return isChecked(body) ? print(prefix, body) : undefined
}

/** Whether the text is a reference exactly as printed. */
export function isReference(text: string, prefix: ReferencePrefix): text is Reference {
  return parseReference(text, prefix) === text
}

/** A Zod schema that accepts whatever `parseReference` forgives and gives the printed form. */
export function referenceSchema(prefix: ReferencePrefix) {
  return z
    .string()
    .max(40)
    .transform((typed, context): Reference => {
      const reference = parseReference(typed, prefix)
      if (reference) return reference
      context.addIssue({ code: 'custom', message: `Enter a reference like ${exampleOf(prefix)}` })
      return z.NEVER
    })
}

function exampleOf(prefix: ReferencePrefix): Reference {
  return print(prefix, `7K3M92X${checkCharacter('7K3M92X')}`)
}

function print(prefix: ReferencePrefix, body: string): Reference {
  return `${prefix}-${body.slice(0, 4)}-${body.slice(4)}`
}

/**
 * Weighted sum modulo a prime, as in ISBN-10: symbol values times distinct weights 8…2, plus the check character,
 * must be 0 modulo 23. Weights are distinct and not 0 modulo a prime larger than them, so every single wrong symbol
 * and every exchange of two different symbols, adjacent or not, is found; of other errors 1 in 23 slips through.
 */
function checkCharacter(free: string): string {
  return SYMBOLS.charAt((BASE - (weightedSum(free) % BASE)) % BASE)
}

function weightedSum(free: string): number {
  let sum = 0
  for (let position = 0; position < FREE_SYMBOLS; position += 1) {
    sum += SYMBOLS.indexOf(free.charAt(position)) * (LENGTH - position)
  }
  return sum
}

function isChecked(body: string): boolean {
  if (body.length !== LENGTH) return false
  for (const symbol of body) if (!SYMBOLS.includes(symbol)) return false
  return checkCharacter(body.slice(0, FREE_SYMBOLS)) === body.charAt(FREE_SYMBOLS)
}
