import { cy } from './cy.ts'
import { en, type Words } from './en.ts'

export type { Words } from './en.ts'

export type Language = {
  /** BCP 47. */
  tag: string
  /** In itself. */
  name: string
  words: Words
}

/** The languages of the public pages, in the order in which they are offered. */
export const languages: readonly [Language, ...Language[]] = [
  { tag: 'en', name: 'English', words: en },
  { tag: 'cy', name: 'Cymraeg', words: cy },
]

/** The language asked for, or English where nobody asked or nobody has written it yet. */
export function languageOf(tag: string | undefined): Language {
  return languages.find((each) => each.tag === tag) ?? languages[0]
}

/** The words in the language asked for, or in English. */
export function wordsIn(tag: string | undefined): Words {
  return languageOf(tag).words
}
