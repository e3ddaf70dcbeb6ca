import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { IncidentMessage, SentIncident } from '../incident/incident.ts'
import { momentOf } from './find-requests.ts'
import type { Item } from './formats.ts'
import { fieldOf, type SentForm } from './sent-form.ts'
import { mediaOf, reporterOf } from './sent-request.ts'

type Fields = Pick<SentForm, 'fields'>

/**
 * What each status of a report is called in FixMyStreet's extended statuses, and what may be read in public: nothing of
 * what was reported.
 */
const told: Readonly<Record<string, { status: string; words: string }>> = {
  awaiting_triage: { status: 'OPEN', words: 'This report is with the team that will read it.' },
  accepted: { status: 'INVESTIGATING', words: 'This report has been read and is being dealt with.' },
  refused: { status: 'OPEN', words: 'We are finding out who should deal with this report.' },
  not_asb: { status: 'NO_FURTHER_ACTION', words: 'This is not dealt with as anti-social behaviour.' },
  closed: { status: 'CLOSED', words: 'This report is closed.' },
}

/** What became of the organisation's requests between two moments, oldest first. */
export async function readUpdates(
  db: Transaction,
  organisationId: number,
  { from, to, page, pageSize }: { from: Date; to: Date; page: number; pageSize: number },
): Promise<Item[]> {
  const { rows } = await sql<{
    id: string
    incident_id: string
    status: string
    at: Date
    reference: string | null
  }>`
    select incident_change.id, incident_change.incident_id, incident_change.status, incident_change.at, state.reference
    from incident_change
    join incident on incident.id = incident_change.incident_id and incident.channel = 'open311'
    left join lateral incident_states(array[incident.id]) as state on true
    where incident_change.organisation_id = ${organisationId}
      and incident_change.status = any (${Object.keys(told)}::text[])
      and date_trunc('second', incident_change.at) between ${from} and ${to}
    order by incident_change.at, incident_change.id
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  return rows.map(({ id, incident_id, status, at, reference }) => ({
    update_id: id,
    service_request_id: incident_id,
    status: told[status]?.status ?? 'OPEN',
    external_status_code: status,
    customer_reference: reference ?? '',
    updated_datetime: momentOf(at),
    description: told[status]?.words ?? '',
    media_url: '',
  }))
}

/** The sender's own number of an update, or what it says where it has none. */
function updateNameOf(form: Fields): string {
  const given = fieldOf(form, 'update_id') ?? fieldOf(form, 'update_id_ext')
  const said = [...form.fields].filter(([name]) => name !== 'api_key').sort()
  return given?.slice(0, 80) ?? createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)
}

export type KnownUpdate = { source: string; number: string; version: number; isNew: boolean }

/**
 * Which version of its incident an update is: the one it had when it was sent before, else the next. Holds back whoever
 * sends another of the same incident until this one is in.
 */
export async function versionOfUpdate(
  db: Transaction,
  incidentId: string,
  form: Fields,
): Promise<KnownUpdate> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`open311 ${incidentId}`}, 30))`.execute(db)
  const { rows } = await sql<{ source: string; number: string; version: number; message: string }>`
    select incident.source, incident.number, incident_version.version, incident_version.message
    from incident join incident_version on incident_version.incident_id = incident.id
    where incident.id = ${incidentId} order by incident_version.version`.execute(db)
  const category = categoryOf(form)
  const before = rows.find(({ message }) => {
    const { remarks }: Pick<IncidentMessage, 'remarks'> = JSON.parse(message)
    return remarks.some((remark) => remark.category === category)
  })
  const [newest] = rows.slice(-1)
  const version = before?.version ?? (newest?.version ?? 0) + 1
  return { source: newest?.source ?? '', number: newest?.number ?? '', version, isNew: before === undefined }
}

const categoryOf = (form: Fields) => `update ${updateNameOf(form)}`

/** An update as a remark of the incident: the status of the sender is told and changes nothing that is decided here. */
export function incidentOfUpdate(
  form: Fields,
  { source, number, version }: KnownUpdate,
  now: Date,
): SentIncident {
  const at = new Date(fieldOf(form, 'updated_datetime') ?? '')
  const moment = Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1990 || at > now ? now : at
  const from = reporterOf(form)
  const lines = [
    fieldOf(form, 'description') ?? '',
    labelled('Status at the sender', fieldOf(form, 'status')),
    labelled('Photo elsewhere', mediaOf(form)),
    labelled('From', [from?.name, from?.email, from?.phone].filter((part) => part !== undefined).join(', ')),
  ]
  const text = lines
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, 20_000)
  return {
    source,
    number,
    version,
    kind: 'update',
    sent_at: now.toISOString(),
    remarks: [
      {
        at: moment.toISOString(),
        text: text === '' ? 'An update without words' : text,
        category: categoryOf(form),
      },
    ],
  }
}

const labelled = (label: string, value = '') => (value === '' ? '' : `${label}: ${value}`)
