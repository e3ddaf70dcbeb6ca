import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'

const require = createRequire(import.meta.url)
const family = '@expo-google-fonts/atkinson-hyperlegible-next'

/**
 * Atkinson Hyperlegible Next, drawn by the Braille Institute for readers with low vision, under the SIL Open Font Licence
 * 1.1; it has the letters of English and Welsh (ŵ, ŷ). Embedded, so that a document looks the same everywhere.
 */
const files = {
  regular: `${family}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf`,
  strong: `${family}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf`,
}
export type FontName = keyof typeof files
export const fontNames: readonly FontName[] = ['regular', 'strong']

type OpenFont = { bytes: Buffer; has: (letter: string) => boolean }
const opened = new Map<FontName, OpenFont>()

/** Read once a process, when the first document is made. */
export function openFont(name: FontName): OpenFont {
  const known = opened.get(name)
  if (known) return known
  const bytes = readFileSync(require.resolve(files[name]))
  const drawn = create(bytes)
  const letters = new Set('characterSet' in drawn ? drawn.characterSet : [])
  const font = { bytes, has: (letter: string) => letters.has(letter.codePointAt(0) ?? 0) }
  opened.set(name, font)
  return font
}

/**
 * The words with every letter that the font has not put as `?`: a file may not point at missing glyphs (ISO 14289-1,
 * 7.21.8), and nobody should read a gap as nothing.
 */
export function readable(words: string): string {
  const { has } = openFont('regular')
  return [...words.normalize('NFC').replaceAll('\r\n', '\n')]
    .map((letter) => {
      if (letter === '\n' || letter === ' ') return letter
      if (/\s/u.test(letter)) return ' '
      return has(letter) ? letter : '?'
    })
    .join('')
}
