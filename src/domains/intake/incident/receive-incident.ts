import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Filing, fileReport, readAsbTypes } from '#domains/reports'
import { type Actor, memberOf, nameOf, organisationOf } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import { isConnectionLost, type Transaction, TryAgain } from '#platform/database'
import type { FieldProblem } from '#platform/http'
import { newId, newSecret } from '#platform/ids'
import { describeChanges, headingOf } from './describe-changes.ts'
import { foldIncident, type IncidentState } from './fold-incident.ts'
import { type IncidentDoor, type IncidentMessage, incidentMessageSchema } from './incident.ts'
import { CannotTake, keepLetter, type LetterReason } from './keep-letter.ts'
import { type FoundPlace, locateIncident } from './locate-incident.ts'
import { findNotMapped, type Mapping, type NotMapped, placeFields, roleOf, typeOf } from './mapping.ts'
import { findNotUnderstood } from './not-understood.ts'
import { readMapping } from './read-mapping.ts'
import { isEnoughForReport, personOf, reportOfIncident } from './report-of-incident.ts'

/** What a door hands in beside the message: who sends it (a machine, or a person who replays) and its transaction. */
export type Receiving = Pick<Filing, 'db' | 'actor' | 'emit'> & {
  clock: Clock
  door: IncidentDoor
  /** What the door received, where that was something else than the canonical message. */
  original?: string
}

export type TakenIncident = {
  taken: true
  id: string
  source: string
  number: string
  version: number
  /** `waiting`: kept until the message comes that opens the incident. */
  outcome: 'filed' | 'updated' | 'unchanged' | 'waiting'
  reference: string | null
  status: string | null
  warnings: readonly string[]
  notMapped: readonly NotMapped[]
  /** Paths of fields that the message has no place for and that were not read. */
  notUnderstood: readonly string[]
  /** Versions that have not come. */
  missing: readonly number[]
}
/** Kept among the letters, to be put right and replayed. */
export type KeptLetter = {
  taken: false
  letterId: string
  reason: LetterReason
  because: string
  problems: readonly FieldProblem[]
}

/**
 * Takes one message about an incident, from whatever door, in the caller's transaction: kept verbatim, mapped, and filed
 * as a report or told on the timeline of the one that was filed. However often and in whatever order messages come, the
 * same comes of them. What cannot be taken is kept as a letter: the transaction is to be committed all the same.
 */
export async function receiveIncident(
  receiving: Receiving,
  sent: unknown,
): Promise<TakenIncident | KeptLetter> {
  const { db, actor, door, original = '' } = receiving
  const organisationId = organisationOf(actor)?.id
  if (organisationId === undefined) throw new Error('Incidents come from an organisation')
  await sql`savepoint taking`.execute(db)
  try {
    const taken = await takeIncident(receiving, organisationId, sent)
    await sql`release savepoint taking`.execute(db)
    return taken
  } catch (error) {
    if (isPassing(error)) throw error
    await sql`rollback to savepoint taking`.execute(db)
    const failure = error instanceof CannotTake ? error : new CannotTake('fault', faultWords(error))
    const body = JSON.stringify(sent ?? null)
    const letterId = await keepLetter(db, { organisationId, door, body, original, failure })
    const { reason, message: because, problems } = failure
    return { taken: false, letterId, reason, because, problems }
  }
}

/** Such as a lost connection: the sender, or the transaction itself, tries again. */
function isPassing(error: unknown): boolean {
  if (error instanceof TryAgain || isConnectionLost(error)) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['08', '40', '53', '57'].some((kind) => code.startsWith(kind))
}

/** The kind of fault and where; the database's own words could hold what was sent. */
function faultWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return `The message was read and could not be saved (${error instanceof Error ? error.name : 'error'}${code})`
}

async function takeIncident(
  receiving: Receiving,
  organisationId: number,
  sent: unknown,
): Promise<TakenIncident> {
  const { db } = receiving
  const message = readMessage(sent)
  const hash = createHash('sha256').update(JSON.stringify(message)).digest()
  const [, known, mapping, types] = await Promise.all([
    lockIncident(db, organisationId, message),
    readKnown(db, organisationId, message),
    readMapping(db, organisationId, message.source),
    readAsbTypes(db, today(receiving.clock)),
  ])
  const typeCodes = new Set(types.map(({ code }) => code))
  const notMapped = findNotMapped(message, mapping, typeCodes)
  const common = {
    taken: true,
    source: message.source,
    number: message.number,
    version: message.version,
    notMapped,
    notUnderstood: findNotUnderstood(sent, message),
  } as const

  const same = known.versions.find(({ version }) => version === message.version)
  const before = stateOf(known.versions, mapping)
  if (same !== undefined && known.id !== undefined) {
    if (!same.hash.equals(hash))
      throw new CannotTake('differs', `Version ${message.version} was received before with other content`)
    const state = await readState(db, known.id)
    return { ...common, id: known.id, outcome: 'unchanged', ...state, warnings: [], missing: before.missing }
  }

  const isUnknownType = notMapped.some(({ kind }) => kind === 'type')
  if (isUnknownType && mapping.unknownTypes === 'set_aside' && known.reportId === null)
    throw new CannotTake('not_mapped', 'The opening code has no mapping')
  const after = stateOf([...known.versions, { version: message.version, message }], mapping)
  const id = known.id ?? newId()
  const warnings = warningsOf(message, before, receiving.clock)
  const isNowEnough = known.reportId === null && isEnoughForReport(after)
  const place = isNowEnough ? await locateIncident(db, after.location, today(receiving.clock)) : undefined
  await keepVersion(receiving, organisationId, {
    id,
    isNew: known.id === undefined,
    message,
    hash,
    notMapped,
    warnings: [...warnings, ...(place?.warnings ?? [])],
  })
  if (place !== undefined)
    await file(receiving, { id, organisationId, message, state: after, mapping, place, typeCodes })
  else if (known.reportId !== null) await tell(receiving, { id, message, before, after, mapping, notMapped })
  const outcome = place !== undefined ? 'filed' : known.reportId !== null ? 'updated' : 'waiting'
  return {
    ...common,
    id,
    outcome,
    ...(await readState(db, id)),
    warnings: [...warnings, ...(place?.warnings ?? [])],
    missing: after.missing,
  }
}

function readMessage(sent: unknown): IncidentMessage {
  const read = incidentMessageSchema.safeParse(sent)
  if (read.success) return read.data
  throw new CannotTake(
    'not_valid',
    'Some fields are missing or not valid',
    read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
  )
}

/** One message of an incident at a time, also before there is a row of it. */
async function lockIncident(db: Transaction, organisationId: number, { source, number }: IncidentMessage) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} ${source} ${number}`}, 29))`.execute(
    db,
  )
}

type Known = {
  id: string | undefined
  reportId: string | null
  versions: { version: number; message: IncidentMessage; hash: Buffer }[]
}

async function readKnown(
  db: Transaction,
  organisationId: number,
  { source, number }: IncidentMessage,
): Promise<Known> {
  const { rows } = await sql<{
    id: string
    report_id: string | null
    version: number
    message: string
    message_hash: Buffer
  }>`
    select incident.id, incident_report.report_id, incident_version.version, incident_version.message,
      incident_version.message_hash
    from incident
    join incident_version on incident_version.incident_id = incident.id
    left join incident_report on incident_report.incident_id = incident.id
    where incident.organisation_id = ${organisationId} and incident.source = ${source} and incident.number = ${number}
    order by incident_version.version`.execute(db)
  return {
    id: rows[0]?.id,
    reportId: rows[0]?.report_id ?? null,
    versions: rows.map(({ version, message, message_hash: hash }) => ({
      version,
      message: incidentMessageSchema.parse(JSON.parse(message)),
      hash,
    })),
  }
}

/** What the source says, under the mapping that holds today. */
export function stateOf(
  versions: readonly { version: number; message: IncidentMessage }[],
  mapping: Mapping,
): IncidentState {
  return foldIncident(
    versions.map(({ version, message }) => ({ version, message: placeFields(message, mapping) })),
  )
}

/** Clocks of two systems differ. */
const mostAheadMs = 10 * 60_000

function warningsOf(message: IncidentMessage, before: IncidentState, clock: Clock): string[] {
  const latest = clock.now().getTime() + mostAheadMs
  const ahead = (['received_at', 'occurred_from', 'occurred_to'] as const).filter(
    (field) => Date.parse(message[field] ?? '') > latest,
  )
  const { occurred_from: from, occurred_to: to } = message
  return [
    ...ahead.map((field) => `${field} has not come yet`),
    ...(from !== undefined && to !== undefined && new Date(to) < new Date(from)
      ? ['occurred_to is before occurred_from']
      : []),
    ...(before.isClosed && message.kind === 'update' ? ['The source had closed this incident'] : []),
  ]
}

async function keepVersion(
  { db, actor, door, original = '' }: Receiving,
  organisationId: number,
  kept: {
    id: string
    isNew: boolean
    message: IncidentMessage
    hash: Buffer
    notMapped: readonly NotMapped[]
    warnings: readonly string[]
  },
): Promise<void> {
  const { id, isNew, message, hash } = kept
  if (isNew)
    await sql`insert into incident (id, organisation_id, source, number, channel)
      values (${id}, ${organisationId}, ${message.source}, ${message.number}, ${door})`.execute(db)
  await sql`
    insert into incident_version (incident_id, organisation_id, version, kind, message, original, message_hash,
      not_mapped, warnings, token_id)
    values (${id}, ${organisationId}, ${message.version}, ${message.kind}, ${JSON.stringify(message)}, ${original},
      ${hash}, ${kept.notMapped.map(({ kind, code }) => `${kind}: ${code}`)}::text[], ${[...kept.warnings]}::text[],
      ${actor.kind === 'machine' ? actor.tokenId : null})`.execute(db)
}

/** Where no type can be told the report is filed as one that is to be given a type. */
const unspecifiedType = 'unspecified'

async function file(
  { db, actor, emit, clock, door }: Receiving,
  filed: {
    id: string
    organisationId: number
    message: IncidentMessage
    state: IncidentState
    mapping: Mapping
    place: FoundPlace
    typeCodes: ReadonlySet<string>
  },
): Promise<void> {
  const { id, organisationId, message, state, mapping, place, typeCodes } = filed
  const asbType = typeOf(state, mapping, typeCodes) ?? unspecifiedType
  if (!typeCodes.has(asbType))
    throw new CannotTake('not_mapped', 'The incident has no type that is known here')
  const report = reportOfIncident(state, {
    door,
    asbType,
    mapping,
    place,
    // The lock and the incident's own row keep it to one report; nobody outside could send this one again.
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    sender: `${message.source} ${message.number}`,
    entered: { by: memberOf(actor), for: organisationId },
    now: clock.now(),
  })
  const alongside = async () => {
    await sql`insert into incident_report (incident_id, organisation_id, report_id)
      values (${id}, ${organisationId}, my_filing())`.execute(db)
  }
  await fileReport({ db, actor, emit, alongside }, report)
  if (state.isClosed) {
    const what = `${headingOf(message.source, message, false)}. The source closed its incident`
    await addEntry(db, actor, { id, what, why: state.closure?.text ?? '', people: [] })
  }
}

async function tell(
  { db, actor }: Receiving,
  told: {
    id: string
    message: IncidentMessage
    before: IncidentState
    after: IncidentState
    mapping: Mapping
    notMapped: readonly NotMapped[]
  },
): Promise<void> {
  const { id, message, before, after, mapping, notMapped } = told
  const { what, words, people } = describeChanges(before, after, mapping)
  if (what.length === 0) return
  const unknown = notMapped.map(({ kind, code }) => `${kind} ${code}`)
  const parts = [
    headingOf(message.source, message, message.version < before.newestVersion),
    ...what,
    ...(unknown.length > 0 ? [`Not mapped: ${unknown.join(', ')}`] : []),
  ]
  await addEntry(db, actor, {
    id,
    what: parts.join('. '),
    why: words,
    people: people.map((person) => ({
      id: newId(),
      ...personRow(personOf(person, { vehicles: [], people: [] }, mapping)),
      role: roleOf(person.role, mapping),
    })),
  })
}

type PersonRow = Readonly<Record<string, unknown>>

function personRow({ bornOn, vulnerabilities, ...texts }: ReturnType<typeof personOf>): PersonRow {
  const words = ['name', 'phone', 'email', 'address', 'postcode', 'description'] as const
  return {
    born_on: bornOn ?? null,
    vulnerabilities: vulnerabilities ?? [],
    ...Object.fromEntries(words.map((field) => [field, texts[field] ?? ''])),
  }
}

/** On the timeline of the incident's report, which whoever sends need not see. */
async function addEntry(
  db: Transaction,
  actor: Actor,
  entry: { id: string; what: string; why: string; people: readonly PersonRow[] },
): Promise<void> {
  await sql`select tell_of_incident(${entry.id}, ${newId()}, ${entry.what}, ${entry.why}, ${nameOf(actor)},
    ${JSON.stringify(entry.people)}::json)`.execute(db)
}

async function readState(
  db: Transaction,
  id: string,
): Promise<{ reference: string | null; status: string | null }> {
  const { rows } = await sql<{ reference: string; status: string }>`
    select reference, status from incident_states(array[${id}]::uuid[])`.execute(db)
  return { reference: rows[0]?.reference ?? null, status: rows[0]?.status ?? null }
}
