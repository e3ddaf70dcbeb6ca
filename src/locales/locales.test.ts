import { describe, expect, test } from 'vitest'
import { inEnglishWhereMissing, languages, missingWords, wordsIn } from './index.ts'

/** Every text of a language by its path; functions, which make texts, are left out. */
function textsOf(value: unknown, at = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[at, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, at === '' ? key : `${at}.${key}`))
}

const linksIn = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, address]) => address)
/** Names, abbreviations and examples that are the same in both. */
const same = /^(forms\.shortMonths|layout\.|site\.optional)/

describe.each(languages)('the words in $name', ({ tag, words }) => {
  const english = new Map(textsOf(wordsIn('en')))

  test('none is missing or empty', () => {
    expect(missingWords(words)).toEqual([])
    for (const [path, text] of textsOf(words)) expect(text.trim(), path).not.toBe('')
  })

  test('lists and running text have as many parts as in English, and links lead to the same places', () => {
    const texts = textsOf(words)
    expect(texts.map(([path]) => path)).toEqual([...english.keys()])
    for (const [path, text] of texts) expect(linksIn(text), path).toEqual(linksIn(english.get(path) ?? ''))
  })

  test('quotation marks and apostrophes are the printed ones', () => {
    for (const [path, text] of textsOf(words)) expect(text, path).not.toMatch(/["']/)
  })

  test.skipIf(tag === 'en')('nothing was left in English', () => {
    const left = textsOf(words).filter(
      ([path, text]) => text === english.get(path) && /[a-z]{4}/i.test(text) && !same.test(path),
    )
    expect(left).toEqual([])
  })
})

test('a language that is not complete is shown in English where it lacks words, and they are counted', () => {
  const polish = { site: { back: 'Wstecz' }, home: { heading: 'Zgłoś' } }
  const words = inEnglishWhereMissing(polish)
  expect([words.site.back, words.site.continue, words.home.heading]).toEqual(['Wstecz', 'Continue', 'Zgłoś'])
  expect(words.dates.hour(0)).toBe('midnight')
  const missing = missingWords(polish)
  expect(missing).toContain('site.continue')
  expect(missing).not.toContain('site.back')
})

test('a language that nobody has written is answered in English', () => {
  expect(wordsIn('pl')).toBe(wordsIn('en'))
  expect(wordsIn(undefined)).toBe(wordsIn('en'))
})

test('days and hours are written as each language does', () => {
  const moment = new Date('2026-03-03T20:30:00Z')
  expect(languages.map(({ words: { dates } }) => [dates.dateTime(moment), dates.hour(22)])).toEqual([
    ['8:30pm on 3 March 2026', '10pm'],
    ['8:30yh ar 3 Mawrth 2026', '10yh'],
  ])
})
