import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import {
  type FiledReport,
  type Filing,
  fileReport,
  type NewReport,
  namedPersonSchema,
  placeKinds,
  shapeIn,
} from '#domains/reports'
import { formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { linkOf } from '../status-link.ts'
import type { Occurrence } from './read-forms.ts'

const repeatedSchema = z.object({
  reportId: z.uuid(),
  reference: z.string(),
  asbType: z.string(),
  typeLabel: z.string(),
  easting: z.number().nullable(),
  northing: z.number().nullable(),
  precisionM: z.number().nullable(),
  placeKind: z.enum(placeKinds).nullable(),
  placeShape: z.string().nullable(),
  placeWords: z.string(),
  language: z.string(),
  reporterKind: z.enum([
    'victim',
    'witness',
    'on_behalf',
    'professional',
    'officer',
    'anonymous',
    'not_known',
  ]),
  contact: z
    .object({
      name: z.string(),
      email: z.string(),
      phone: z.string(),
      address: z.string(),
      preferredChannel: z.enum(['none', 'email', 'phone', 'text', 'letter']),
      safeContact: z.string(),
      format: z.string(),
    })
    .nullable(),
  people: z.array(namedPersonSchema),
})
export type Repeated = z.output<typeof repeatedSchema>

/** What the holder of a link told us before; undefined where there is no such link. */
export async function findRepeated(db: Transaction, secret: string): Promise<Repeated | undefined> {
  const { rows } = await sql<{
    repeated: unknown
  }>`select report_to_repeat(${linkOf(secret)}) as repeated`.execute(db)
  const repeated = rows[0]?.repeated ?? undefined
  return repeated === undefined ? undefined : repeatedSchema.parse(repeated)
}

/** The secret of the new report's own page, the same on every retry. */
export function secretOfRepeat(secret: string, submission: string): string {
  return createHmac('sha256', secret).update(`happened again ${submission}`).digest('base64url')
}

/**
 * Files one more report of the same person, place and behaviour, linked to the first and counted for itself: three
 * reports are three qualifying complaints (2014 Act s.104). However often it is sent, one comes of it.
 */
export async function repeatReport(
  filing: Omit<Filing, 'alongside'>,
  repeated: Repeated,
  { secret, submission, occurrence }: { secret: string; submission: string; occurrence: Occurrence },
): Promise<FiledReport> {
  const { easting, northing, precisionM, placeKind, placeShape, contact } = repeated
  const report: NewReport = {
    submissionId: submission,
    statusSecret: secretOfRepeat(secret, submission),
    channel: 'diary',
    source: repeated.reference,
    asbType: repeated.asbType,
    summary:
      occurrence.words === ''
        ? 'It happened again.'
        : `It happened again. ${occurrence.words}`.slice(0, 5_000),
    occurrence: occurrence.occurrence,
    occurredFrom: occurrence.from,
    occurredTo: occurrence.to,
    ...(easting === null || northing === null
      ? {}
      : {
          location: {
            easting,
            northing,
            precisionM: precisionM ?? 100,
            ...(placeKind === null ? {} : { kind: placeKind }),
            ...(placeShape === null ? {} : { shape: shapeIn(placeShape) }),
          },
        }),
    placeWords: repeated.placeWords,
    reportedBefore: true,
    language: repeated.language,
    ...(contact === null ? {} : { contact }),
    reporterKind: repeated.reporterKind,
    people: repeated.people,
  }
  const told = `The reporter says that it happened again: ${formatDateTime(occurrence.from)}`
  return fileReport(
    {
      ...filing,
      alongside: async () => {
        await sql`select link_repeat(${linkOf(secret)}, ${told})`.execute(filing.db)
      },
    },
    report,
  )
}
