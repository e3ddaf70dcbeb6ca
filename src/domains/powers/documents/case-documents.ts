import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, type MemberActor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { pdfBytes } from '#platform/pdf'
import type { Power } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import {
  composeDocument,
  type DocumentParts,
  documentTitle,
  templateVersion,
  type WrittenContents,
} from './compose-document.ts'
import type { DocumentLanguage } from './document-words.ts'

export type CaseDocument = {
  id: string
  interventionId: string
  template: string
  title: string
  language: DocumentLanguage
  words: WrittenContents
  status: 'draft' | 'final'
  /** Of the PDF, in hexadecimal. */
  sha256: string | null
  draftedAt: Date
  finalAt: Date | null
  organisationId: number
  version: number
}

/** The documents of a case that the reader may see, the newest first. */
export function readDocuments(db: Transaction, caseId: string): Promise<CaseDocument[]> {
  return documentQuery(db).where('case_document.case_id', '=', caseId).execute()
}

export function findDocument(db: Transaction, caseId: string, id: string): Promise<CaseDocument | undefined> {
  return documentQuery(db).where('case_id', '=', caseId).where('id', '=', id).executeTakeFirst()
}

function documentQuery(db: Transaction) {
  return db
    .selectFrom('case_document')
    .select([
      'id',
      'intervention_id as interventionId',
      'template',
      'title',
      sql<DocumentLanguage>`language`.as('language'),
      sql<WrittenContents>`words`.as('words'),
      sql<'draft' | 'final'>`status`.as('status'),
      sql<string | null>`encode(sha256, 'hex')`.as('sha256'),
      'drafted_at as draftedAt',
      'final_at as finalAt',
      'organisation_id as organisationId',
      'version',
    ])
    .orderBy('drafted_at', 'desc')
    .orderBy('id', 'desc')
}

/** Begins a document for an intervention, empty but for what was recorded of it. */
export async function draftDocument(
  { db, actor }: { db: Transaction; actor: MemberActor },
  caseId: string,
  { intervention, power, language }: { intervention: Intervention; power: Power; language: DocumentLanguage },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('case_document')
    .values({
      id,
      case_id: caseId,
      intervention_id: intervention.id,
      template: power.code,
      template_version: templateVersion,
      language,
      title: documentTitle(power, language),
      words: JSON.stringify({ behaviour: intervention.grounds }),
      organisation_id: intervention.organisationId,
      drafted_by: asMember(actor).memberId,
    })
    .execute()
  return id
}

/** Keeps what was written so far. @throws Refusal 409 where somebody else wrote in the meantime */
export async function saveDraft(
  db: Transaction,
  { id }: CaseDocument,
  words: WrittenContents,
  seenVersion: number,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('case_document')
    .set((is) => ({ words: JSON.stringify(words), version: is('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .where('version', '=', seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody has changed this document since you opened it.')
}

/** Makes it final: the PDF and its hash are kept with it, and from then on nobody changes it. */
export async function finishDocument(
  { db, actor, clock }: { db: Transaction; actor: MemberActor; clock: Clock },
  caseId: string,
  document: CaseDocument,
  parts: Omit<DocumentParts, 'madeAt' | 'isDraft'>,
): Promise<void> {
  const madeAt = clock.now()
  const pdf = await pdfBytes(composeDocument({ ...parts, madeAt, isDraft: false }))
  const { numUpdatedRows } = await db
    .updateTable('case_document')
    .set((is) => ({
      words: JSON.stringify(parts.words),
      status: 'final',
      pdf,
      sha256: createHash('sha256').update(pdf).digest(),
      final_by: asMember(actor).memberId,
      final_at: madeAt,
      version: is('version', '+', 1),
    }))
    .where('id', '=', document.id)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('This document is final already.')
  await addTimelineEntries(db, actor, [{ caseId, kind: 'document', what: `${document.title}: final` }])
}

/** The PDF that was kept. */
export async function readFinalPdf(db: Transaction, id: string): Promise<Buffer | undefined> {
  const found = await db
    .selectFrom('case_document')
    .select('pdf')
    .where('id', '=', id)
    .where('status', '=', 'final')
    .executeTakeFirst()
  return found?.pdf ?? undefined
}
