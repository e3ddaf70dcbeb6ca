/**
 * The words of every public page, by language: one file a language, with a section for each part of the public site.
 * English (`en.ts`) says which words there are; Welsh (`cy.ts`) is held to the same by its type, so that a word that is
 * missing does not compile. A further language is one file of `SomeWords` and its line in `languages`: what it lacks
 * is shown in English, and a test counts it.
 *
 * A page takes its words from the language asked for: `const words = wordsIn(frame.asked?.tag)`, a handler from
 * `wordsIn(language)` of its context. Question sets carry their own languages (packs/forms).
 */
export { type Language, languageOf, languages, type Words, wordsIn } from './languages.ts'
export { inEnglishWhereMissing, missingWords, type SomeWords } from './missing-words.ts'
export type { Prose } from './prose.ts'
