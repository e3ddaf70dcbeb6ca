import { sql } from 'kysely'
import type { Actor, MachineActor } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FieldProblem, forbidden, notFound, type TransactionParts } from '#platform/http'
import { type KeptLetter, receiveIncident } from '../incident/receive-incident.ts'
import { isOwnRequest } from './find-requests.ts'
import { attachPhotos, type SentPhotos } from './receive-photos.ts'
import { fieldOf, type SentForm } from './sent-form.ts'
import { incidentOfRequest, type OwnNumber, ownNumberOf } from './sent-request.ts'
import { readServices } from './services.ts'
import { incidentOfUpdate, versionOfUpdate } from './updates.ts'

type Given = TransactionParts & {
  actor: Actor
  clock: Clock
  form: Pick<SentForm, 'fields'>
  photos: SentPhotos
}

/** A token where somebody here has to put something right first, the problems where the sender has. */
export type Kept = { token: string } | { problems: readonly FieldProblem[] }
export type FiledRequest = { id: string; reference: string | null } | Kept

const keptAs = ({ reason, letterId, problems }: KeptLetter): Kept =>
  reason === 'not_valid' ? { problems } : { token: letterId }

export function machineOf(actor: Actor): MachineActor {
  if (actor.kind !== 'machine') throw forbidden()
  return actor
}

/** Files a request once, however often and at whatever moment it is sent. */
export async function fileRequest(given: Given): Promise<FiledRequest> {
  const { db, actor, emit, audit, clock, form, photos } = given
  const { organisationId } = machineOf(actor)
  const services = await readServices(db, today(clock))
  const code = fieldOf(form, 'service_code')
  const service = services.find((each) => each.code === code)
  if (service === undefined) throw notFound('service_code')
  const own = ownNumberOf(form)
  const name = 'number' in own ? own.number : own.sameWords
  await sql`select pg_advisory_xact_lock(hashtextextended(${`open311 ${organisationId} ${own.source} ${name}`}, 30))`.execute(
    db,
  )
  const before = await findBefore(db, organisationId, own, clock.now())
  if (before !== undefined) {
    await attachPhotos(db, before.id, photos)
    audit({ kind: 'incident', id: before.id, summary: 'sent again, filed before' })
    return before
  }
  const now = clock.now()
  const number = 'number' in own ? own.number : `${own.sameWords}-${now.toISOString().slice(0, 10)}`
  const message = incidentOfRequest(form, service, { source: own.source, number, now })
  const original = JSON.stringify([...form.fields].filter(([field]) => field !== 'api_key'))
  const taken = await receiveIncident({ db, actor, emit, clock, door: 'open311', original }, message)
  if (!taken.taken) {
    audit({ kind: 'incident_letter', id: taken.letterId, summary: `kept: ${taken.reason}` })
    return keptAs(taken)
  }
  await attachPhotos(db, taken.id, photos)
  audit({ kind: 'incident', id: taken.id, summary: `version ${taken.version}: ${taken.outcome}` })
  return { id: taken.id, reference: taken.reference }
}

/** For as long as the same words without a number of their own are one report, sent again. */
const sameWordsHours = 24

async function findBefore(
  db: Transaction,
  organisationId: number,
  own: OwnNumber,
  now: Date,
): Promise<{ id: string; reference: string | null } | undefined> {
  const since = new Date(now.getTime() - sameWordsHours * 3_600_000)
  const day = (at: Date) => at.toISOString().slice(0, 10)
  const numbers = 'number' in own ? [own.number] : [now, since].map((at) => `${own.sameWords}-${day(at)}`)
  const { rows } = await sql<{ id: string; reference: string | null }>`
    select incident.id, state.reference
    from incident left join lateral incident_states(array[incident.id]) as state on true
    where incident.organisation_id = ${organisationId} and incident.source = ${own.source}
      and incident.number = any (${numbers}::text[])
      and (${'number' in own} or incident.created_at >= ${since})
    order by incident.created_at desc limit 1`.execute(db)
  return rows[0]
}

/** Tells an update on the timeline of the request's report; its number at the sender is the same on every retry. */
export async function fileUpdate(given: Given): Promise<{ updateId: string } | Kept> {
  const { db, actor, emit, audit, clock, form, photos } = given
  const { organisationId } = machineOf(actor)
  const id = fieldOf(form, 'service_request_id') ?? ''
  if (!isUuid(id) || !(await isOwnRequest(db, organisationId, id))) throw notFound('service_request_id')
  const known = await versionOfUpdate(db, id, form)
  const updateId = `${id}.${known.version}`
  if (known.isNew) {
    const original = JSON.stringify([...form.fields].filter(([field]) => field !== 'api_key'))
    const message = incidentOfUpdate(form, known, clock.now())
    const taken = await receiveIncident({ db, actor, emit, clock, door: 'open311', original }, message)
    if (!taken.taken) {
      audit({ kind: 'incident_letter', id: taken.letterId, summary: `kept: ${taken.reason}` })
      return keptAs(taken)
    }
  }
  await attachPhotos(db, id, photos)
  audit({ kind: 'incident', id, summary: known.isNew ? 'update' : 'update sent again' })
  return { updateId }
}

export const isUuid = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
