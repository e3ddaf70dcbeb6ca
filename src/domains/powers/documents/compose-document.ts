import { wordsIn } from '#locales'
import type { PdfBlock, PdfDocument } from '#platform/pdf'
import { type Power, powerNamed } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import { type DocumentLanguage, documentPhrases, documentTitles, headingOf } from './document-words.ts'

/** Goes up whenever the words or the order of what is composed change: a final document says by which it was made. */
export const templateVersion = 1

export type WrittenContents = Readonly<Record<string, string>>

/** What the law asks a document under this power to say, in its order. */
export function contentsOf(power: Power): Power['contents'] {
  return power.contentsOf === undefined ? power.contents : powerNamed(power.contentsOf).contents
}

/** What of it is not written yet: a document is not final before nothing is. */
export function missingContents(power: Power, words: WrittenContents): Power['contents'] {
  return contentsOf(power).filter(({ code }) => (words[code] ?? '').trim() === '')
}

/** The name of a document: of what it is and of the case, never of a person. */
export function documentTitle(power: Power, language: DocumentLanguage): string {
  return documentTitles[power.code]?.[language] ?? power.name
}

export type DocumentParts = {
  power: Power
  intervention: Intervention
  language: DocumentLanguage
  words: WrittenContents
  caseReference: string
  organisation: string
  madeAt: Date
  isDraft: boolean
}

/** The document in its order: to whom, what the law asks for, the conditions, the signature. */
export function composeDocument(parts: DocumentParts): PdfDocument {
  const { power, intervention, language, words, caseReference, organisation, madeAt, isDraft } = parts
  const phrases = documentPhrases[language]
  const title = documentTitle(power, language)
  const date = wordsIn(language).dates.date(intervention.issuedOn)
  const blocks: PdfBlock[] = [
    ...(isDraft ? [{ paragraph: [{ strong: phrases.draft }] }] : []),
    {
      lines: [intervention.about, ...intervention.address.split('\n')].filter((line) => line.trim() !== ''),
    },
    {
      table: {
        rows: [
          [phrases.reference, caseReference],
          [phrases.date, date],
          // The name of the law is English law's own.
          [phrases.law, power.source],
        ],
        widths: [1, 3],
      },
    },
    ...contentsOf(power).flatMap((content): PdfBlock[] => [
      { heading: headingOf(content, language), level: 2 },
      ...paragraphs(words[content.code] ?? ''),
    ]),
    ...(intervention.conditions.length === 0
      ? []
      : ([
          { heading: phrases.conditions, level: 2 },
          { list: intervention.conditions, numbered: true },
        ] as const)),
    { toWrite: phrases.signed },
  ]
  return {
    title,
    language: language === 'cy' ? 'cy-GB' : 'en-GB',
    author: organisation,
    madeAt,
    foot: `${organisation} · ${caseReference}`,
    pageOf: phrases.pageOf,
    blocks,
  }
}

const paragraphs = (words: string): PdfBlock[] =>
  words
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ paragraph: paragraph.trim() }))
