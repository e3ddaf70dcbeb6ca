import { type Actor, asMember } from '#platform/actor'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { checkController } from './change-request.ts'
import { findObstacles } from './find-obstacles.ts'
import {
  type Contribution,
  type ContributionStatus,
  readContributions,
  type SubjectRequest,
} from './read-request.ts'
import { cutText, marker, type RedactionKind } from './redacted-text.ts'

/** Days an organisation that is asked has. */
const contributionDays = 14

/** When it must answer: never later than the answer to the person is due. */
export function contributionDue(today: LocalDate, answerDue: LocalDate): LocalDate {
  const [earlier = answerDue] = [addDays(today, contributionDays), answerDue].sort()
  return earlier
}

/** Asks another organisation for what it holds. It is told who the person is: the caller writes that disclosure. */
export async function askContribution(
  db: Transaction,
  actor: Actor,
  found: SubjectRequest,
  asked: { partnerId: number; message: string; dueOn: LocalDate },
): Promise<{ recipient: string }> {
  checkController(found)
  if (found.status !== 'open') throw conflict(`${found.reference} is not open any more.`)
  const partner = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', '=', asked.partnerId)
    .where('id', '<>', found.organisationId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (partner === undefined) throw notFound('organisation')
  const before = (await readContributions(db, found.id)).find((each) => each.organisationId === partner.id)
  if (before === undefined)
    await db
      .insertInto('subject_contribution')
      .values({
        id: newId(),
        request_id: found.id,
        controller_id: found.organisationId,
        organisation_id: partner.id,
        status: 'asked',
        message: asked.message,
        due_on: asked.dueOn,
        asked_by: asMember(actor).memberId,
      })
      .execute()
  else if (before.status === 'refused' || before.status === 'withdrawn')
    await write(db, before, { status: 'asked', message: asked.message, due_on: asked.dueOn, reason: '' })
  else throw conflict(`${partner.name} has been asked already.`)
  return { recipient: partner.name }
}

/** The controller asks no longer; what was not answered is not seen any more. */
export async function withdrawContribution(
  db: Transaction,
  found: SubjectRequest,
  contributionId: string,
): Promise<{ recipient: string }> {
  checkController(found)
  const asked = (await readContributions(db, found.id)).find(({ id }) => id === contributionId)
  if (asked === undefined) throw notFound('request')
  if (asked.status !== 'asked' && asked.status !== 'accepted')
    throw conflict(`${asked.organisationName} has answered or refused already.`)
  await write(db, asked, { status: 'withdrawn' })
  return { recipient: asked.organisationName }
}

/** The organisation that was asked accepts, or refuses with a reason. */
export async function decideContribution(
  db: Transaction,
  actor: Actor,
  found: SubjectRequest,
  decision: { status: 'accepted' | 'refused'; reason: string; now: Date },
): Promise<void> {
  const asked = getOwn(found)
  if (asked.status !== 'asked' && !(asked.status === 'accepted' && decision.status === 'refused'))
    throw conflict(`This is ${statusWords[asked.status]} already.`)
  await write(db, asked, {
    status: decision.status,
    reason: decision.reason,
    decided_by: asMember(actor).memberId,
    decided_at: decision.now,
  })
}

/**
 * Gives the controller what was found, redacted: from here on it stands in the words that are given, and the words kept
 * back are in no row of the request any more.
 */
export async function answerContribution(
  db: Transaction,
  actor: Actor,
  found: SubjectRequest,
  now: Date,
): Promise<number> {
  const asked = getOwn(found)
  if (asked.status !== 'accepted') throw conflict(`This is ${statusWords[asked.status]} now.`)
  const [obstacle] = await findObstacles(db, found)
  if (obstacle !== undefined) throw conflict(obstacle)
  const items = await db
    .selectFrom('subject_item')
    .select(['id', 'withheld_under'])
    .where('request_id', '=', found.id)
    .where('organisation_id', '=', found.actingFor)
    .where('decision', '=', 'included')
    .execute()
  for (const { id, withheld_under } of items) {
    if (withheld_under === null) await keepRedacted(db, asMember(actor).memberId, id, now)
    else await db.deleteFrom('subject_passage').where('item_id', '=', id).execute()
  }
  await write(db, asked, { status: 'answered', answered_at: now })
  if (items.length > 0)
    await db
      .updateTable('subject_item')
      .set({ shared_at: now, matches: ['Given by the organisation that holds it'] })
      .where('request_id', '=', found.id)
      .where('organisation_id', '=', found.actingFor)
      .where('decision', '=', 'included')
      .execute()
  return items.length
}

const statusWords: Readonly<Record<ContributionStatus, string>> = {
  asked: 'waiting for your decision',
  accepted: 'accepted',
  refused: 'refused',
  answered: 'answered',
  withdrawn: 'withdrawn',
}

/** The words kept back leave the passage; where they stood is remembered with the exemption. */
async function keepRedacted(db: Transaction, memberId: string, itemId: string, now: Date): Promise<void> {
  const passages = await db
    .selectFrom('subject_passage')
    .select(['id', 'content'])
    .where('item_id', '=', itemId)
    .execute()
  for (const { id, content } of passages) {
    const confirmed = await db
      .selectFrom('subject_redaction')
      .select(['starts', 'ends', 'kind', 'exemption'])
      .where('passage_id', '=', id)
      .where('status', '=', 'confirmed')
      .orderBy('starts')
      .execute()
    await db.deleteFrom('subject_redaction').where('passage_id', '=', id).execute()
    if (confirmed.length === 0) continue
    let given = ''
    const markers: { starts: number; ends: number; kind: RedactionKind }[] = []
    for (const { text, withheld } of cutText(content, confirmed)) {
      const words = withheld === undefined ? text : marker(withheld)
      if (withheld !== undefined)
        markers.push({ starts: given.length, ends: given.length + words.length, kind: withheld })
      given += words
    }
    await db.updateTable('subject_passage').set({ content: given }).where('id', '=', id).execute()
    await db
      .insertInto('subject_redaction')
      .values(
        markers.map((span) => ({
          id: newId(),
          passage_id: id,
          ...span,
          status: 'confirmed' as const,
          exemption: confirmed.find(({ kind }) => kind === span.kind)?.exemption ?? null,
          decided_by: memberId,
          decided_at: now,
        })),
      )
      .execute()
  }
}

function getOwn(found: SubjectRequest): Contribution {
  if (found.contribution === undefined)
    throw forbidden('This is for the organisation that was asked. You are still signed in.')
  return found.contribution
}

async function write(
  db: Transaction,
  asked: Contribution,
  change: Partial<{
    status: ContributionStatus
    message: string
    due_on: LocalDate
    reason: string
    decided_by: string
    decided_at: Date
    answered_at: Date
    searched_at: Date
  }>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('subject_contribution')
    .set((is) => ({ ...change, version: is('version', '+', 1) }))
    .where('id', '=', asked.id)
    .where('version', '=', asked.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict(`Somebody has changed this since you opened it.`)
}
