import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { asMember, type MemberActor } from '#platform/actor'
import { formatDateTime } from '#platform/clock'
import { readForm, type Typed, typedSchema, typedValue, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
  text,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { exportShapes, logAsCsv, logAsXml } from './export-shapes.ts'
import { mostLetters } from './police-incident.ts'
import { PoliceLogPage } from './police-log-page.tsx'
import { findPoliceLog, isPolice, type PoliceLog } from './read-log.ts'
import { addLogEntry, giveNumbers } from './write-log.ts'

const url = '/reports/:reference/police-log'
const params = z.object({ reference: referenceSchema('ASB') })
const keepers = forRoles('triage_officer', 'case_officer', 'supervisor')

type Reading = Pick<Context<unknown, unknown, unknown>, 'db' | 'actor'>

/** The force's own log of a report: read, added to and taken into the records system. */
export const policeLogRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url,
    permission: keepers,
    audit: 'consult',
    params,
    handler: async (context) => {
      const { log } = await getLog(context, context.params.reference)
      context.audit({ kind: 'report', id: log.reportId, summary: 'police log' })
      return page((frame) => PoliceLogPage({ frame, log, form: newId(), typed: {}, errors: [] }))
    },
  }),
  route({
    method: 'POST',
    url,
    permission: keepers,
    audit: 'alter',
    params,
    body: typedSchema,
    repeatable: true,
    handler: async (context) => {
      const { db, params, body, audit } = context
      const { log, member } = await getLog(context, params.reference)
      const read = readEntry(body)
      if (!read.ok) return showAgain(context, log, body, read.errors)
      const { form, officer_number, words } = read.value
      await addLogEntry(db, member, log.reportId, { id: form, officerNumber: officer_number, words })
      audit({ kind: 'report', id: log.reportId, summary: 'police log entry added' })
      return redirect(`/reports/${params.reference}/police-log#entries`)
    },
  }),
  route({
    method: 'POST',
    url: `${url}/numbers`,
    permission: keepers,
    audit: 'alter',
    params,
    body: typedSchema,
    repeatable: true,
    handler: async (context) => {
      const { db, params, body, audit } = context
      const { log, member } = await getLog(context, params.reference)
      if (log.incident === undefined) throw notFound('incident')
      const read = readForm(
        z.object({
          incident_number: wordsField({
            name: 'The incident number',
            most: 60,
            missing: 'Enter the incident number of command and control',
          }),
          occurrence_number: wordsField({ name: 'The occurrence number', most: 60 }),
        }),
        body,
      )
      if (!read.ok) return showAgain(context, log, body, read.errors)
      const { incident_number, occurrence_number } = read.value
      await giveNumbers(db, member, log, {
        incidentNumber: incident_number,
        occurrenceNumber: occurrence_number,
      })
      audit({ kind: 'report', id: log.reportId, summary: 'police numbers given' })
      return redirect(`/reports/${params.reference}/police-log`)
    },
  }),
  ...(['txt', 'csv'] as const).map((format) =>
    route({
      method: 'GET',
      url: `${url}.${format}`,
      permission: keepers,
      audit: 'disclose',
      params,
      handler: async (context) => {
        const { log, member } = await getLog(context, context.params.reference)
        const recipient = `${member.name}, ${member.organisationName}`
        context.audit({ kind: 'report', id: log.reportId, recipient, summary: `police log as ${format}` })
        const name = `${log.reference}-police-log.${format}`
        const [body, type] =
          format === 'csv'
            ? [asCsv(log), 'text/csv; charset=utf-8; header=present']
            : [asText(log), 'text/plain; charset=utf-8']
        return text(body, type, { headers: { 'content-disposition': `attachment; filename="${name}"` } })
      },
    }),
  ),
  ...exportShapes.flatMap((shape) =>
    (
      [
        ['csv', 'text/csv; charset=utf-8; header=present', logAsCsv],
        ['xml', 'application/xml; charset=utf-8', logAsXml],
      ] as const
    ).map(([format, type, write]) =>
      route({
        method: 'GET',
        url: `${url}/${shape.code}.${format}`,
        permission: keepers,
        audit: 'disclose',
        params,
        handler: async (context) => {
          const { log, member } = await getLog(context, context.params.reference)
          const recipient = `${member.name}, ${member.organisationName}`
          const summary = `police log as ${shape.code} ${format}`
          context.audit({ kind: 'report', id: log.reportId, recipient, summary })
          const name = `${log.reference}-${shape.code}.${format}`
          return text(write(shape, log), type, {
            headers: { 'content-disposition': `attachment; filename="${name}"` },
          })
        },
      }),
    ),
  ),
]

async function getLog(
  { db, actor }: Reading,
  reference: string,
): Promise<{ log: PoliceLog; member: MemberActor }> {
  const member = asMember(actor)
  const log = await findPoliceLog(db, member.organisationId, reference)
  if (log === undefined) throw notFound('report')
  if (!(await isPolice(db, member.organisationId)))
    throw forbidden('Only police forces keep a police log. You are still signed in.')
  return { log, member }
}

function readEntry(typed: Typed) {
  return readForm(
    z.object({
      form: z.uuid().catch(() => newId()),
      officer_number: wordsField({
        name: 'Your officer or staff number',
        most: 20,
        missing: 'Enter your officer or staff number',
      }),
      words: wordsField({ name: 'The entry', most: mostLetters, missing: 'Write the entry' }),
    }),
    typed,
  )
}

function showAgain(
  { audit }: { audit: Context<unknown, unknown, unknown>['audit'] },
  log: PoliceLog,
  typed: Typed,
  errors: Parameters<typeof PoliceLogPage>[0]['errors'],
): Answer {
  audit({ kind: 'report', id: log.reportId, summary: 'police log: nothing was written' })
  const form = typedValue(typed, 'form') || newId()
  return pageWithErrors((frame) => PoliceLogPage({ frame, log, form, typed, errors }))
}

/** As it is pasted into a records system: oldest first, each entry under its number, time and author. */
function asText({ reference, incident, entries }: PoliceLog): string {
  const head = [
    `Police log of ${reference}`,
    ...(incident === undefined
      ? []
      : [
          `Incident ${incident.incidentNumber || 'not known yet'}`,
          `Occurrence ${incident.occurrenceNumber || 'not known yet'}`,
        ]),
  ]
  const body = entries.map(
    ({ number, at, memberName, officerNumber, words }) =>
      `${[`${number}.`, formatDateTime(at), officerNumber, memberName].filter(Boolean).join(' ')}\n${words}`,
  )
  return `${[head.join('\n'), ...body].join('\n\n')}\n`
}

function asCsv({ reference, incident, entries }: PoliceLog): string {
  return stringify(
    entries.map(({ number, at, memberName, officerNumber, words }) => ({
      reference,
      incident_number: incident?.incidentNumber ?? '',
      occurrence_number: incident?.occurrenceNumber ?? '',
      number,
      at: at.toISOString(),
      officer_number: officerNumber,
      officer: memberName,
      words,
    })),
    {
      header: true,
      columns: [
        'reference',
        'incident_number',
        'occurrence_number',
        'number',
        'at',
        'officer_number',
        'officer',
        'words',
      ],
      record_delimiter: '\r\n',
      escape_formulas: true,
    },
  )
}
