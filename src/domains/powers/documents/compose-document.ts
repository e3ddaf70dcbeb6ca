import { wordsIn } from '#locales'
import type { PdfBlock, PdfDocument } from '#platform/pdf'
import { dutyOf, type Power, powerNamed } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import { type CourtBundle, hashInGroups } from './court-bundle.ts'
import {
  consultationWords,
  custodyWords,
  type DocumentLanguage,
  documentPhrases,
  documentTitles,
  exhibitKinds,
  headingOf,
  serviceWords,
} from './document-words.ts'

/** Goes up whenever the words or the order of what is composed change: a final document says by which it was made. */
export const templateVersion = 3

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
  intervention: Pick<Intervention, 'about' | 'address' | 'conditions' | 'issuedOn'>
  language: DocumentLanguage
  words: WrittenContents
  /** For a court alone. */
  bundle: CourtBundle | undefined
  caseReference: string
  organisation: string
  madeAt: Date
  isDraft: boolean
}

/** The document in its order: to whom, what the law asks for, the conditions, the signature. */
export function composeDocument(parts: DocumentParts): PdfDocument {
  const { power, intervention, language, words, bundle, caseReference, organisation, madeAt, isDraft } = parts
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
    ...(bundle === undefined
      ? []
      : ([{ index: { title: phrases.index, part: phrases.part, page: phrases.page } }] as const)),
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
    ...(bundle === undefined ? [] : bundleBlocks(bundle, language)),
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

/**
 * What happened in its order, the index of exhibits with the chain of custody of each, how everything was served, who was
 * consulted, and what is left out.
 */
function bundleBlocks(bundle: CourtBundle, language: DocumentLanguage): PdfBlock[] {
  const { exhibits, timeline, services, consultations } = bundle
  const phrases = documentPhrases[language]
  const { dates } = wordsIn(language)
  const custody = exhibits.flatMap(({ label, custody }) =>
    custody.map(({ at, what, detail, actorName, organisation }) => [
      label,
      dates.dateTime(at),
      [actorName, organisation].filter(Boolean).join(', '),
      [custodyWords[what][language], detail].filter(Boolean).join('. '),
    ]),
  )
  return [
    { heading: phrases.timeline, level: 2 },
    timeline.length === 0
      ? { paragraph: phrases.noTimeline }
      : {
          table: {
            head: [phrases.when, phrases.what],
            rows: timeline.map(({ at, what }) => [dates.dateTime(at), what]),
            rowHeaders: true,
            widths: [1, 3],
          },
        },
    { heading: phrases.exhibits, level: 2 },
    exhibits.length === 0
      ? { paragraph: phrases.noExhibits }
      : {
          table: {
            head: [phrases.exhibit, phrases.whatItIs, phrases.received, phrases.hash],
            rows: exhibits.map(({ label, item, given }) => [
              label,
              // Never by the name of the file: that may tell of whoever sent it.
              [exhibitKinds[item.kind][language], item.record?.reference, given && phrases.partsTakenOut]
                .filter(Boolean)
                .join(', '),
              dates.dateTime(item.receivedAt),
              given?.sha256
                ? `${hashInGroups(given.sha256)} (${phrases.original} ${hashInGroups(item.sha256)})`
                : hashInGroups(item.sha256),
            ]),
            rowHeaders: true,
            widths: [1, 3, 2, 3],
          },
        },
    ...(custody.length === 0
      ? []
      : ([
          { heading: phrases.custody, level: 2 },
          {
            table: {
              head: [phrases.exhibit, phrases.when, phrases.who, phrases.what],
              rows: custody,
              rowHeaders: true,
              widths: [1, 2, 2, 3],
            },
          },
        ] as const)),
    { heading: phrases.services, level: 2 },
    services.length === 0
      ? { paragraph: phrases.noServices }
      : {
          table: {
            head: [phrases.when, phrases.what, phrases.how, phrases.byWhom, phrases.proof],
            rows: services.map(({ at, what, isSignature, way, byWhom, proof }) => [
              dates.dateTime(at),
              what,
              way === null ? (isSignature ? phrases.signedAs : phrases.served) : serviceWords[way][language],
              byWhom,
              proof,
            ]),
            rowHeaders: true,
            widths: [2, 2, 2, 2, 2],
          },
        },
    { heading: phrases.consultations, level: 2 },
    consultations.length === 0
      ? { paragraph: phrases.noConsultations }
      : {
          table: {
            head: [phrases.consulted, phrases.when, phrases.said, phrases.underLaw],
            rows: consultations.map((each) => [
              each.outcome === 'nobody' ? phrases.nobody : each.whom,
              [dates.date(each.on), each.way === null ? '' : consultationWords[each.way][language]]
                .filter(Boolean)
                .join(', '),
              [each.outcome === 'silent' ? `${phrases.silent}.` : '', each.said].filter(Boolean).join(' '),
              [powerNamed(each.power).name, dutyOf(each)?.source].filter(Boolean).join(': '),
            ]),
            rowHeaders: true,
            widths: [2, 2, 3, 2],
          },
        },
    { heading: phrases.leftOut, level: 2 },
    { paragraph: phrases.leftOutWhy },
  ]
}

const paragraphs = (words: string): PdfBlock[] =>
  words
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ paragraph: paragraph.trim() }))
