import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { acceptedTypes } from '../evidence.ts'
import type { EvidenceStore } from '../evidence-store.ts'

type Asked = { request: string; holder: number; reportId: string | null; caseId: string | null }

/**
 * Finds the copies with parts taken out that were chosen for one subject access request, of a record that its controller
 * holds; never the original, nor a copy that nobody chose for this person. For the worker.
 */
export function givenForSubjectAccess({ files }: EvidenceStore) {
  return async (
    db: Transaction,
    { request, holder, reportId, caseId }: Asked,
  ): Promise<{ name: string; read: () => Readable }[]> => {
    const { rows } = await sql<{ itemId: string; fileId: string; mediaType: string; reference: string }>`
      select item.id as "itemId", redaction.file_id as "fileId", redaction.media_type as "mediaType",
        coalesce(report.reference, asb_case.reference) as reference
      from evidence_redaction as redaction join evidence_item as item on item.id = redaction.item_id
        left join report on report.id = item.report_id left join asb_case on asb_case.id = item.case_id
      where redaction.for_subject_access = ${request} and (item.report_id = ${reportId} or item.case_id = ${caseId})
        and coalesce(report.organisation_id, asb_case.organisation_id) = ${holder}
      order by item.id`.execute(db)
    return rows.map(({ itemId, fileId, mediaType, reference }) => ({
      name: `${reference}-${itemId.slice(-6)}.${acceptedTypes[mediaType]?.extension ?? 'bin'}`,
      read: () => files.read(fileId),
    }))
  }
}
