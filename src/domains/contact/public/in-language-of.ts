import { inLanguage } from '#domains/public-pages'
import { englishTag } from '#platform/language'

/** The address for a reader of that language; English, in which pages are written first, needs no word of it. */
export function inLanguageOf(tag: string | undefined, address: string): string {
  return tag === undefined || tag === englishTag ? address : inLanguage(address, tag)
}
