import { stringify } from 'csv-stringify/sync'
import { formatDate, formatDateTime } from '#platform/clock'
import type { PdfBlock, PdfDocument } from '#platform/pdf'
import { type Assessment, decisionNames } from './assessment.ts'
import type { FactChange, FactSection } from './facts.ts'
import { levelOf, type RiskScale } from './starting-risks.ts'

export type Pack = {
  assessment: Assessment
  scale: RiskScale
  /** What has changed in the live facts since the version was made. */
  since: readonly FactChange[]
  /** What was different from the version signed before. */
  changed: readonly FactChange[]
}

const said = (words: string) => (words === '' ? 'Nothing was written.' : words)

/** The parts of a pack that officers wrote, in the order of the Commissioner's steps. */
export function writtenParts({ content: { written } }: Assessment): [string, string][] {
  return [
    ['Why this assessment is needed', written.need],
    ['Necessity and proportionality', written.necessity],
    ['Consultation', written.consultation],
    ['Other processors', written.processors],
    ['Advice of the data protection officer', written.advice],
    ['What has changed', written.changes],
  ]
}

/** How a version stands, in one sentence. */
export function standing(assessment: Assessment): string {
  const { id, decision, decidedAt, decidedByName, decisionReason, proposedAt, proposedByName } = assessment
  if (id === '') return 'A draft: nobody has sent it to be signed.'
  const sent = `Sent to be signed ${formatDateTime(proposedAt)} by ${proposedByName ?? 'somebody'}.`
  if (decision === null || decidedAt === null) return `${sent} Nobody has signed it yet.`
  return `${sent} ${decisionNames[decision]} ${formatDateTime(decidedAt)} by ${decidedByName ?? 'somebody'}. ${decisionReason}`.trim()
}

export function riskCells({ content }: Assessment, scale: RiskScale): string[][] {
  return content.written.risks.map((risk, at) => {
    const before = levelOf(scale, risk.likelihood, risk.severity)
    const after = levelOf(scale, risk.residualLikelihood, risk.residualSeverity)
    return [
      `${at + 1}. ${risk.risk}`,
      `${scale.levelNames[before]} (${scale.likelihoods[risk.likelihood].toLowerCase()}, ${scale.severities[risk.severity].toLowerCase()})`,
      risk.measures === '' ? 'None' : risk.measures,
      `${scale.levelNames[after]} (${scale.likelihoods[risk.residualLikelihood].toLowerCase()}, ${scale.severities[risk.residualSeverity].toLowerCase()})`,
    ]
  })
}

export const riskHead = ['Risk', 'Before measures', 'Measures', 'What is left']

/** Residual high risk goes to the Commissioner before the processing begins (UK GDPR Article 36, DPA 2018 section 65). */
export function isHighLeft({ content }: Assessment, scale: RiskScale): boolean {
  return content.written.risks.some(
    ({ residualLikelihood, residualSeverity }) =>
      levelOf(scale, residualLikelihood, residualSeverity) === 'high',
  )
}

export const highLeft =
  'A high risk is left. Consult the Information Commissioner before the processing begins or goes on (UK GDPR Article 36; Data Protection Act 2018 section 65).'

function table({ title, note, head, rows }: FactSection): PdfBlock[] {
  return [
    { heading: title, level: 3 },
    ...(note === '' ? [] : [{ paragraph: note }]),
    rows.length === 0
      ? { paragraph: 'None.' }
      : {
          table: {
            caption: title,
            head,
            rows: rows.map((row) => row.map((cell) => cell || '–')),
            rowHeaders: true,
          },
        },
  ]
}

function changesIn(changes: readonly FactChange[], none: string): PdfBlock[] {
  if (changes.length === 0) return [{ paragraph: none }]
  return [
    {
      list: changes.map(({ section, text, added, removed }) =>
        [
          `${section}: ${text}.`,
          ...added.map((row) => `New: ${row}.`),
          ...removed.map((row) => `No longer: ${row}.`),
        ].join(' '),
      ),
    },
  ]
}

/** The pack as an information governance board reads it. */
export function assessmentPdf({ assessment, scale, since, changed }: Pack, madeAt: Date): PdfDocument {
  const { title, number, content, reviewOn, hash } = assessment
  return {
    title: `Data protection impact assessment: ${title}`,
    language: 'en-GB',
    madeAt,
    foot: `Version ${number}, SHA-256 ${hash.slice(0, 16)}…`,
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    blocks: [
      {
        table: {
          caption: 'This version',
          rowHeaders: true,
          rows: [
            ['Version', String(number)],
            ['State', standing(assessment)],
            ['Owner', content.ownerName],
            ['To be reviewed on', formatDate(reviewOn)],
            ['SHA-256 of what is signed', hash],
          ],
        },
      },
      { heading: 'What has changed since this version was made', level: 2 },
      ...changesIn(since, `Nothing that this version tells had changed by ${formatDateTime(madeAt)}.`),
      ...writtenParts(assessment).flatMap(([heading, words]): PdfBlock[] => [
        { heading, level: 2 },
        { paragraph: said(words) },
      ]),
      { heading: 'Changes since the version signed before', level: 2 },
      ...changesIn(changed, 'None, or there was no version before.'),
      { heading: 'The processing, as the product had it', level: 2 },
      ...content.facts.flatMap(table),
      { heading: 'Risks and measures', level: 2 },
      ...(isHighLeft(assessment, scale) ? [{ paragraph: [{ strong: highLeft }] }] : []),
      {
        table: {
          caption: 'Risks and measures',
          head: riskHead,
          rows: riskCells(assessment, scale),
          rowHeaders: true,
        },
      },
      { paragraph: `How risks are marked: ${scale.source}.` },
      { heading: 'Signed', level: 2 },
      { paragraph: standing(assessment) },
    ],
  }
}

/** The pack as data: what is signed, with its hash, and what has changed since. */
export function assessmentData({ assessment, scale, since, changed }: Pack): object {
  const { id: _, ownerId, content, proposedAt, decidedAt, ...said } = assessment
  return {
    ...said,
    ownerId,
    owner: content.ownerName,
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    content,
    riskLevels: content.written.risks.map((risk) => ({
      before: levelOf(scale, risk.likelihood, risk.severity),
      left: levelOf(scale, risk.residualLikelihood, risk.residualSeverity),
    })),
    changedSinceVersionBefore: changed,
    changedSinceThisVersion: since,
  }
}

/** The same as one table (RFC 4180): section, what it is about, name of the field, what it says. */
export function assessmentCsv({ assessment, scale, since }: Pack): string {
  const rows: string[][] = [
    ['Version', '', 'Number', String(assessment.number)],
    ['Version', '', 'State', standing(assessment)],
    ['Version', '', 'Owner', assessment.content.ownerName],
    ['Version', '', 'Review', assessment.reviewOn],
    ['Version', '', 'SHA-256', assessment.hash],
    ...writtenParts(assessment).map(([heading, words]) => ['Written', '', heading, words]),
    ...assessment.content.facts.flatMap(({ title, head, rows: facts }) =>
      facts.flatMap(([first = '', ...cells]) => [
        [title, first, head[0] ?? '', first],
        ...cells.map((cell, at) => [title, first, head[at + 1] ?? '', cell]),
      ]),
    ),
    ...riskCells(assessment, scale).flatMap(([first = '', ...cells]) =>
      cells.map((cell, at) => ['Risks', first, riskHead[at + 1] ?? '', cell]),
    ),
    ...since.map(({ section, text }) => ['Changed since', section, 'What', text]),
  ]
  return stringify([['Section', 'About', 'Field', 'Says'], ...rows], {
    record_delimiter: '\r\n',
    escape_formulas: true,
  })
}
