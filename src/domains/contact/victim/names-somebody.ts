/** Parts of names that are words of every day, which would refuse half of all sentences. */
const everyday = new Set([
  'the',
  'and',
  'will',
  'may',
  'mark',
  'rose',
  'hope',
  'grace',
  'young',
  'long',
  'street',
])

/**
 * The first part of another person's name in words that a victim is to read, or nothing: what they are told names nobody
 * else. Parts of fewer than three letters are passed over.
 */
export function namesSomebody(words: string, others: readonly string[]): string | undefined {
  const parts = new Set(
    others
      .flatMap((name) => name.toLowerCase().split(/[^\p{L}'’-]+/u))
      .filter((part) => part.length >= 3 && !everyday.has(part)),
  )
  return words.split(/[^\p{L}'’-]+/u).find((word) => parts.has(word.toLowerCase().replace(/['’]s$/u, '')))
}
