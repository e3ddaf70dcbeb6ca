/** Longest code made of words. */
const longest = 40

/** A machine code made of what people read, that none has had before; it is taken from then on. */
export function codeFrom(words: string, taken: Set<string>): string {
  const plain = words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .slice(0, longest)
    .replaceAll(/^_+|_+$/g, '')
  const stem = plain === '' ? 'answer' : plain
  let code = stem
  for (let more = 1; taken.has(code); more += 1) code = `${stem}_${'x'.repeat(more)}`
  taken.add(code)
  return code
}
