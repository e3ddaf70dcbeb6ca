import { describe, expect, test } from 'vitest'

import { pdfBytes } from '#platform/pdf'
import { readPdf, rolesOf, runsJava, validatePdfs } from '../../../../test/support/pdf.ts'
import { type Power, powers } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import { composeDocument, contentsOf, documentTitle } from './compose-document.ts'
import type { CourtBundle } from './court-bundle.ts'
import { contentHeadings, documentPhrases, headingOf } from './document-words.ts'

const templates = [...new Map(powers.map((power) => [power.code, power])).values()].filter(
  (power) => contentsOf(power).length > 0,
)
const at = new Date('2026-03-03T10:00:00Z')
const intervention = (power: Power): Intervention => ({
  id: '1',
  power: power.code,
  partyId: '2',
  personId: '2',
  about: 'Zed Drummer',
  bornOn: null,
  address: '1 Mill Lane\nMillbrook',
  place: '',
  issuedOn: '2026-03-03',
  endsOn: null,
  beginsAt: null,
  endsAt: null,
  authority: '',
  grounds: '',
  evidence: '',
  because: '',
  conditions: ['No music after 22:00', 'No drums'],
  servedAt: null,
  appealBy: null,
  reviewOn: null,
  complyBy: null,
  courtBy: null,
  status: 'open',
  breaches: 0,
  organisationId: 1,
  organisationName: 'Northholme',
  recordedBy: 'Asha Officer',
  version: 1,
})
const bundle: CourtBundle = {
  exhibits: ['E1', 'E2'].map((label) => ({
    label,
    item: {
      id: label,
      kind: 'sound',
      mediaType: 'audio/wav',
      size: 1,
      sha256: 'ab'.repeat(32),
      door: 'staff',
      receivedAt: at,
      addedBy: null,
      addedFor: null,
      scan: 'clean',
      scanSays: '',
      scannedAt: null,
      copy: 'none',
      copySays: '',
      record: null,
      files: [],
      redactions: [],
      facts: null,
      dueAt: null,
      keptUntil: null,
      heldBy: null,
      deletedAt: null,
    },
    custody: [{ at, what: 'received', detail: '', actorName: 'Asha Officer', organisation: 'Northholme' }],
  })),
  timeline: [{ at, what: 'Warning letter: served' }],
  services: [
    {
      at,
      what: 'Warning letter',
      isSignature: false,
      way: 'hand',
      byWhom: 'A warden',
      proof: 'Certificate in the file',
    },
  ],
  consultations: (['answered', 'silent', 'nobody'] as const).map((outcome) => ({
    id: outcome,
    personId: '2',
    place: '',
    power: 'civil_injunction',
    duty: 'others',
    on: '2026-02-01',
    whom: outcome === 'nobody' ? '' : 'School of the estate',
    way: outcome === 'nobody' ? null : 'call',
    outcome,
    said: `Words of ${outcome}`,
    organisationName: 'Northholme',
    recordedBy: 'Asha Officer',
  })),
}

const made: { name: string; bytes: Buffer }[] = []

describe.each(templates.map((power) => [power.code, power] as const))('%s', (_, power) => {
  test.each(['en', 'cy'] as const)(
    'is a document that assistive technology reads in order, in %s',
    async (language) => {
      const words = Object.fromEntries(
        contentsOf(power).map(({ code }, nth) => [code, `Words number ${nth}.`]),
      )
      const bytes = await pdfBytes(
        composeDocument({
          power,
          intervention: intervention(power),
          language,
          words,
          bundle: power.isBundle ? bundle : undefined,
          caseReference: 'CASE-1',
          organisation: 'Northholme District Council',
          madeAt: at,
          isDraft: false,
        }),
      )
      const read = await readPdf(bytes)
      const title = documentTitle(power, language)
      expect(read).toMatchObject({
        title,
        language: language === 'cy' ? 'cy-GB' : 'en-GB',
        showsTitle: true,
        isTagged: true,
        pdfUa: '1',
        untaggedWords: 0,
        fontsNotEmbedded: 0,
      })
      const levels = rolesOf(read.tree).flatMap((role) => (/^H\d$/.test(role) ? [Number(role.slice(1))] : []))
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      expect(levels.every((level, nth) => level - (levels[nth - 1] ?? 0) <= 1)).toBe(true)
      // The reading order: title, each content under its heading, the conditions, what a court is given, the signature.
      const phrases = documentPhrases[language]
      const order = [
        title,
        ...(power.isBundle ? [phrases.index, phrases.leftOut] : []),
        ...contentsOf(power).flatMap((content, nth) => [
          headingOf(content, language),
          `Words number ${nth}.`,
        ]),
        phrases.conditions,
        'No drums',
        ...(power.isBundle
          ? [
              phrases.timeline,
              phrases.exhibits,
              phrases.custody,
              phrases.services,
              'Certificate in the file',
              phrases.consultations,
              'Words of silent',
              phrases.leftOut,
            ]
          : []),
        phrases.signed,
      ].map((each) => each.replaceAll(/\s/g, ''))
      const said = read.words.replaceAll(/\s/g, '')
      let from = 0
      for (const each of order) {
        const place = said.indexOf(each, from)
        expect([each, place >= from]).toEqual([each, true])
        from = place + each.length
      }
      for (const { code } of contentsOf(power)) expect(contentHeadings[code]?.[language]).toBeTruthy()
      made.push({ name: `${power.code} ${language}`, bytes })
    },
  )
})

test.skipIf(!runsJava)(
  'veraPDF finds nothing against PDF/UA-1 and PDF/A-2a in any document, in either language',
  async () => {
    expect(made).toHaveLength(2 * templates.length)
    const found = await validatePdfs(made.map(({ bytes }) => bytes))
    expect(made.filter((_, number) => found[number]?.broken.length !== 0)).toEqual([])
  },
)
