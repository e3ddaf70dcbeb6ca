import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, type MemberActor, organisationsWith } from '#platform/actor'
import { formatDate, type LocalDate, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { hasAuthority } from '#platform/lifecycle'
import { givers, giveSight, shareReportsOfCase } from '../give-sight.ts'
import { levelNames, type SharingLevel, sharingLevels } from '../level.ts'
import {
  becauseWords,
  readReceivers,
  readShares,
  type Share,
  type SharedRecord,
  tableOf,
} from './read-shares.ts'

/** Whether the actor may give and end sight of the record: for the organisation that holds it, within team and area. */
export function mayShare(
  actor: Actor,
  { organisationId, teamId, areas }: Pick<SharedRecord, 'organisationId' | 'teamId' | 'areas'>,
): boolean {
  const relations = organisationId === null ? [] : [{ organisationId, relation: 'holder' }]
  return hasAuthority(
    actor,
    { roles: givers },
    { relations, areas, ...(teamId === undefined ? {} : { teamId }) },
  )
}

function checkMayShare(actor: Actor, record: SharedRecord): void {
  if (mayShare(actor, record)) return
  const { kind, organisationId, organisationName } = record
  throw forbidden(
    organisationId !== null && organisationsWith(actor, ...givers).includes(organisationId)
      ? `This ${kind} is for another team or area of your organisation. You are still signed in.`
      : `${organisationName ?? 'Another organisation'} holds this ${kind} and decides who sees it. You are still signed in.`,
  )
}

export type NewSight = {
  organisationId: number
  level: SharingLevel
  until: LocalDate | null
  reason: string
  /** Shares without an agreement, on this lawful basis. */
  override: { lawfulBasis: string } | undefined
}

/** What giving came to: done, or no agreement covers it and nobody said on what other basis. */
export type GivingOutcome =
  | { kind: 'given'; recipient: string; reportIds: string[] }
  | { kind: 'uncovered'; recipient: string }

/** Lets an organisation see the record; a whole case with the reports of it that the giver holds. */
export async function giveByHand(
  db: Transaction,
  actor: MemberActor,
  record: SharedRecord,
  seenVersion: number,
  sight: NewSight,
): Promise<GivingOutcome> {
  checkMayShare(actor, record)
  await lockVersion(db, record, seenVersion)
  const receiver = await db
    .selectFrom('organisation')
    .select('name')
    .where('id', '=', sight.organisationId)
    .executeTakeFirstOrThrow()
  const { given, uncovered } = await giveSight(db, actor, {
    record,
    organisations: [sight.organisationId],
    level: sight.level,
    reason: sight.reason,
    ...(sight.until === null ? {} : { expiresAt: londonInstant(sight.until, '00:00') }),
    ...(sight.override === undefined ? {} : { override: sight.override }),
  })
  if (uncovered.length > 0) return { kind: 'uncovered', recipient: receiver.name }
  if (given.length === 0) throw conflict(`${receiver.name} sees that much of ${record.reference} already.`)
  await bumpVersion(db, record)
  const reportIds =
    sight.level === 'full' && record.kind === 'case' ? await giveReports(db, actor, record) : []
  const until = sight.until === null ? '' : ` until ${formatDate(sight.until)}`
  const basis = sight.override === undefined ? '' : ` Without an agreement: ${sight.override.lawfulBasis}`
  await tell(db, actor, record, 'shared', {
    what: `Shared with ${receiver.name}: ${levelNames[sight.level].toLowerCase()}${until}`,
    why: `${sight.reason}${basis}`,
  })
  return { kind: 'given', recipient: receiver.name, reportIds }
}

/** Ends one share; of a case, the shares of its reports that came through it too. */
export async function endByHand(
  db: Transaction,
  actor: MemberActor,
  record: SharedRecord,
  seenVersion: number,
  shareId: string,
  why: string,
): Promise<Share> {
  checkMayShare(actor, record)
  await lockVersion(db, record, seenVersion)
  const share = await getLiveShare(db, record, shareId)
  await bumpVersion(db, record)
  await endShares(db, actor, record, share, why)
  await tell(db, actor, record, 'sharing_ended', {
    what: `No longer shared with ${share.organisationName} (${becauseWords[share.because].toLowerCase()})`,
    why,
  })
  return share
}

/** Gives the organisation of a share another level, on the same basis, and ends the share as it was. */
export async function changeLevel(
  db: Transaction,
  actor: MemberActor,
  record: SharedRecord,
  seenVersion: number,
  change: { shareId: string; level: SharingLevel; why: string },
): Promise<GivingOutcome> {
  checkMayShare(actor, record)
  await lockVersion(db, record, seenVersion)
  const shares = await readShares(db, record)
  const share = findLive(shares, change.shareId)
  const { organisationId, organisationName, because, lawfulBasis } = share
  if (share.level === change.level) throw conflict(`${organisationName} has exactly that level already.`)
  const asMuch = shares.find(
    (other) =>
      other.isLive &&
      other.id !== share.id &&
      other.organisationId === organisationId &&
      sharingLevels.indexOf(other.level) >= sharingLevels.indexOf(change.level),
  )
  if (asMuch !== undefined)
    throw conflict(
      `${organisationName} sees that much for another reason (${becauseWords[asMuch.because].toLowerCase()}). End one of the two instead.`,
    )
  const receivers = await readReceivers(db, record)
  const most = receivers.find(({ id }) => id === organisationId)?.most ?? null
  const isCovered = most !== null && sharingLevels.indexOf(most) >= sharingLevels.indexOf(change.level)
  if (!isCovered && because !== 'override') return { kind: 'uncovered', recipient: organisationName }
  await endShares(db, actor, record, share, change.why)
  return giveByHand(db, actor, record, seenVersion, {
    organisationId,
    level: change.level,
    until: null,
    reason: change.why,
    override: because === 'override' ? { lawfulBasis } : undefined,
  })
}

async function getLiveShare(db: Transaction, record: SharedRecord, shareId: string): Promise<Share> {
  return findLive(await readShares(db, record), shareId)
}

function findLive(shares: readonly Share[], shareId: string): Share {
  const share = shares.find(({ id }) => id === shareId)
  if (share === undefined || share.endedAt !== null)
    throw conflict('Somebody has ended this sharing already.')
  return share
}

async function endShares(
  db: Transaction,
  actor: MemberActor,
  record: SharedRecord,
  share: Share,
  why: string,
): Promise<void> {
  await sql`
    update share set ended_at = now(), ended_by = ${actor.memberId}, ended_because = ${why}
    where ended_at is null and (id = ${share.id}
      or ${record.kind === 'case' && share.level === 'full'}::boolean and through_case_id = ${record.id}
        and organisation_id = ${share.organisationId})`.execute(db)
}

async function giveReports(db: Transaction, actor: MemberActor, record: SharedRecord): Promise<string[]> {
  const rows = await db
    .selectFrom('case_report')
    .select('report_id')
    .where('case_id', '=', record.id)
    .execute()
  const reportIds = rows.map(({ report_id }) => report_id)
  await shareReportsOfCase(db, actor, record, reportIds)
  return reportIds
}

/** A record that was changed since the page was opened is refused with who holds it, before anything is written. */
async function lockVersion(db: Transaction, record: SharedRecord, seenVersion: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select version from ${sql.table(tableOf(record.kind))} where id = ${record.id} for update`.execute(db)
  if (rows[0]?.version !== seenVersion)
    throw conflict(
      `Somebody has changed ${record.reference} since you opened it. ${record.organisationName} holds it. Look at it again before you share it.`,
    )
}

async function bumpVersion(db: Transaction, record: SharedRecord): Promise<void> {
  await sql`
    update ${sql.table(tableOf(record.kind))} set version = version + 1, modified_at = clock_timestamp()
    where id = ${record.id}`.execute(db)
}

function tell(
  db: Transaction,
  actor: Actor,
  { kind, id }: SharedRecord,
  what: string,
  words: { what: string; why: string },
): Promise<void> {
  const record = kind === 'report' ? { reportId: id } : { caseId: id }
  return addTimelineEntries(db, actor, [{ ...record, kind: what, ...words }])
}
