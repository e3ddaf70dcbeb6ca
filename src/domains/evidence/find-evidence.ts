import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { CustodyAct } from './add-custody.ts'
import type { EvidenceDoor, EvidenceKind } from './evidence.ts'
import { type Redaction, redactionsColumn } from './redaction/find-redactions.ts'

export type EvidenceRecord = {
  kind: 'report' | 'case'
  id: string
  reference: string
  organisationId: number | null
}

/** A piece of evidence as a member may see it; what they may not is not in it. */
export type EvidenceItem = {
  id: string
  kind: EvidenceKind
  mediaType: string
  size: number
  sha256: string
  door: EvidenceDoor
  receivedAt: Date
  addedBy: string | null
  addedFor: string | null
  scan: 'pending' | 'clean' | 'infected' | 'unavailable'
  scanSays: string
  scannedAt: Date | null
  copy: 'pending' | 'ready' | 'none'
  copySays: string
  /** The record it is of, or none while it waits to be matched. */
  record: EvidenceRecord | null
  files: readonly { role: 'original' | 'copy' | 'thumbnail'; mediaType: string }[]
  /** Copies of it with parts taken out: all for casework roles of the holder, for others the one they are given. */
  redactions: readonly Redaction[]
  /** For casework roles of the holder. */
  facts: {
    originalName: string
    takenAt: string
    device: string
    position: { longitude: number; latitude: number } | null
  } | null
  dueAt: Date | null
  /** The last day on which it is kept; none while its record has not ended. */
  keptUntil: LocalDate | null
  /** What stops its deletion. */
  heldBy: HeldBy | null
  deletedAt: Date | null
}

export type HeldBy = 'hold' | 'open' | 'order' | 'review' | 'rule'

export type CustodyEntry = {
  at: Date
  what: CustodyAct
  detail: string
  actorName: string
  organisation: string | null
}

type Filter = { recordId?: { kind: 'report' | 'case'; id: string }; itemId?: string; isWaiting?: true }

/** What the reader may see: of one record (a case shows what its reports show), one piece, or all that waits. */
export async function findEvidence(db: Transaction, filter: Filter): Promise<EvidenceItem[]> {
  const { recordId, itemId, isWaiting } = filter
  const condition =
    recordId?.kind === 'report'
      ? sql`item.report_id = ${recordId.id}`
      : recordId !== undefined
        ? sql`(item.case_id = ${recordId.id}
            or item.report_id in (select report_id from case_report where case_report.case_id = ${recordId.id}))`
        : itemId !== undefined
          ? sql`item.id = ${itemId}`
          : isWaiting
            ? sql`item.inbox_organisation_id is not null and item.report_id is null and item.case_id is null`
            : sql`false`
  const { rows } = await sql<EvidenceItem>`
    select item.id, item.kind, item.media_type as "mediaType", item.size::float8 as size,
      encode(item.sha256, 'hex') as sha256, item.door, item.received_at as "receivedAt", member.name as "addedBy",
      organisation.short_name as "addedFor", item.scan_status as scan, item.scan_says as "scanSays",
      item.scanned_at as "scannedAt", item.copy_status as copy, item.copy_says as "copySays", item.due_at as "dueAt",
      item.kept_until as "keptUntil", item.held_by as "heldBy", item.deleted_at as "deletedAt",
      coalesce(
        (select json_build_object('kind', 'report', 'id', report.id, 'reference', reference, 'organisationId', organisation_id)
          from report where report.id = item.report_id),
        (select json_build_object('kind', 'case', 'id', asb_case.id, 'reference', reference,
          'organisationId', organisation_id)
          from asb_case where asb_case.id = item.case_id)) as record,
      coalesce((select json_agg(json_build_object('role', role, 'mediaType', media_type) order by role)
        from evidence_file where item_id = item.id), '[]') as files,
      ${redactionsColumn} as redactions,
      (select json_build_object('originalName', original_name, 'takenAt', taken_at, 'device', device, 'position',
          case when position is null then null
            else json_build_object('longitude', position[0], 'latitude', position[1]) end)
        from evidence_private where item_id = item.id and holds_evidence(item.id)) as facts
    from evidence_item as item
    left join member on member.id = item.added_by
    left join organisation on organisation.id = item.added_for
    where ${condition}
    order by item.due_at, item.received_at, item.id`.execute(db)
  return rows
}

/** Everything that was done with it, oldest first. */
export async function readCustody(db: Transaction, itemId: string): Promise<CustodyEntry[]> {
  const { rows } = await sql<CustodyEntry>`
    select at, what, detail, actor_name as "actorName", organisation.short_name as organisation
    from custody_entry left join organisation on organisation.id = organisation_id
    where item_id = ${itemId} order by at, custody_entry.id`.execute(db)
  return rows
}

export type StoredPart = { fileId: string; mediaType: string; size: number; sha256: Buffer }

/** The bytes of one part of it, where the reader may have them. */
export async function findPart(
  db: Transaction,
  itemId: string,
  role: 'original' | 'copy' | 'thumbnail',
): Promise<StoredPart | undefined> {
  const row = await db
    .selectFrom('evidence_file')
    .select(['file_id as fileId', 'media_type as mediaType', 'size', 'sha256'])
    .where('item_id', '=', itemId)
    .where('role', '=', role)
    .executeTakeFirst()
  return row && { ...row, size: Number(row.size) }
}
